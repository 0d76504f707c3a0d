"""The mapping of a template: which sheet, rows, columns and cells of a form hold which fields."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.reports.overview import COLUMNS

ROW_FIELDS = {each.key: each.kind for each in COLUMNS}
KEYS = ("sheet", "first_row", "grant", "columns", "fields", "values")


@dataclass(frozen=True, slots=True)
class Literal:
    """What the mapping itself puts into a cell: an account number, a name, a day."""

    value: str | int | date


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where a template wants its rows and its head: the sheet, the first row as Excel counts, column or heading to
    field, and cell or name to figure; `grant` where the form is for one grant only,
    `values` what a field's words are on the form."""

    file: str
    sheet: str
    first_row: int
    columns: dict[str, str]
    fields: dict[str, str | Literal]
    grant: str | None = None
    values: dict[str, dict[str, str]] = field(default_factory=dict)


def read_mapping(path: Path, grants: Collection[str]) -> Mapped:
    """The TOML that says where a template's columns and fields are; raises Refused where it says something else."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(
            "template-mapping-unreadable",
            "{mapping} cannot be read: {why}. Name the .toml file that says where the template's columns are.",
            mapping=str(path), why=str(error.strerror or error),
        ) from None  # fmt: skip
    except ValueError as error:
        raise _no_mapping(path, _where(str(error))) from None
    strange = next((key for key in found if key not in KEYS), None)
    if strange is not None:
        raise Refused(
            "template-mapping-key",
            "{mapping} says {name}, which no mapping has; it has {names}.",
            mapping=str(path), name=strange, names=", ".join(KEYS),
        )  # fmt: skip
    sheet, first_row, columns = found.get("sheet"), found.get("first_row"), found.get("columns")
    if not isinstance(sheet, str):
        raise _no_mapping(path, "sheet")
    if not isinstance(first_row, int) or isinstance(first_row, bool) or first_row < 1:
        raise _no_mapping(path, "first_row")
    if not isinstance(columns, dict) or not columns:
        raise _no_mapping(path, "columns")
    unknown = next((name for name in columns.values() if not isinstance(name, str) or name not in ROW_FIELDS), None)
    if unknown is not None:
        raise Refused(
            "template-field",
            "{mapping} names the field {name}; the fields are {fields}.",
            mapping=str(path), name=str(unknown), fields=", ".join(ROW_FIELDS),
        )  # fmt: skip
    grant = found.get("grant")
    if grant is not None and grant not in grants:
        raise Refused(
            "template-grant",
            "{mapping} says grant = {grant}; the agreement has {grants}.",
            mapping=str(path), grant=str(grant), grants=", ".join(grants),
        )  # fmt: skip
    return Mapped(str(path), sheet, first_row, columns, _fields(path, found.get("fields", {})), grant,
                  _values(path, found.get("values", {})))  # fmt: skip


def _values(path: Path, given: object) -> dict[str, dict[str, str]]:
    """What stands for a field's words on the form."""
    for name, words in given.items() if isinstance(given, dict) else [("", None)]:
        if name not in ROW_FIELDS or not isinstance(words, dict) or not all(isinstance(w, str) for w in words.values()):
            raise _no_mapping(path, f"values.{name}".rstrip("."))
    return given  # type: ignore[return-value]


def _fields(path: Path, given: object) -> dict[str, str | Literal]:
    if not isinstance(given, dict):
        raise _no_mapping(path, "fields")
    fields: dict[str, str | Literal] = {}
    for where, what in given.items():
        value = what.get("value") if isinstance(what, dict) and len(what) == 1 else None
        if isinstance(what, str):
            fields[where] = what
        elif isinstance(value, datetime):
            fields[where] = Literal(value.date())
        elif isinstance(value, str | int | date) and not isinstance(value, bool):
            fields[where] = Literal(value)
        else:
            raise Refused(
                "template-field-value",
                "{mapping} says {what} for {where} under [fields]; expected is the name of a figure, "
                '`{where} = "claimed"`, or a text, whole number or day of your own: `{where} = {{ value = "…" }}`.',
                mapping=str(path), what=str(what), where=where,
            )  # fmt: skip
    return fields


def _where(message: str) -> Sentence:
    """Where the parser stopped; its own words are in one language."""
    found = re.search(r"line (\d+), column (\d+)", message)
    if found is None:
        return say("its text cannot be read as TOML in UTF-8")
    return say("row {row}, column {column} of its text", row=int(found[1]), column=int(found[2]))


def _no_mapping(path: Path, what: str | Sentence) -> Refused:
    return Refused(
        "template-mapping",
        '{mapping} is no mapping ({what}). It wants `sheet = "…"`, `first_row = 8` (counted from 1), and under '
        '`[columns]` a letter or a heading of the template and a field: `B = "document_no"`.',
        mapping=str(path),
        what=what,
    )

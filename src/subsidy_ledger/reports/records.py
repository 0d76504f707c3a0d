"""Imports, allocations, contributions and the catalogue as tables and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from subsidy_ledger.domain.agreement import Agreement, Grant, Objective, Sector, Texts
from subsidy_ledger.domain.carry_over import carry_overs
from subsidy_ledger.domain.imported import effects
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Listed, Phrases, Sentence, as_it_is, say
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.tables import Column, Table


def imports_table(ledger: Ledger) -> Table:
    """Every import with who, when and what it posted."""
    entries, moved = {e.number: e for e in ledger.entries}, effects(ledger)
    columns = (
        Column("number", "Import", "integer"), Column("at", "When", "moment"), Column("by", "By"),
        Column("file", "File"), Column("sheet", "Sheet"), Column("entity", "Entity", "code"),
        Column("rows_read", "Read", "integer"), Column("rows_new", "New", "integer"),
        Column("rows_known", "Known", "integer"), Column("taken_back", "Taken back", "integer"),
        Column("refused", "Refused", "integer"), Column("posted", "Posted", "money"),
        Column("sha256", "sha256", "code"), Column("profile", "Profile"), Column("status", "Status", "code"),
    )  # fmt: skip
    rows = tuple(
        (
            i.number, entries[i.entry].at, entries[i.entry].by, i.file, i.sheet, i.entity, i.rows_read, i.rows_new,
            i.rows_known, moved[i.number].taken_back, moved[i.number].refused, moved[i.number].cents, i.sha256[:12],
            f"{i.profile} {(i.profile_sha256 or '')[:12]}" if i.profile else None,
            say("posted") if i.undone_by is None else say("undone by entry {entry}", entry=i.undone_by),
        )
        for i in ledger.imports
    )  # fmt: skip
    notes = (
        ()
        if rows
        else (say("Nothing was imported yet: ledger import FILE --year {year}", year=str(ledger.agreement.years[-1])),)
    )
    return Table("imports", "Imports", columns, rows, (), notes)


def imports_json(ledger: Ledger) -> list[dict[str, Any]]:
    """`amount` is that of the new rows; `posted` is what the import moved, with the lines it `taken_back`."""
    entries, moved = {e.number: e for e in ledger.entries}, effects(ledger)
    return [
        {
            "number": i.number, "file": i.file, "sha256": i.sha256, "sheet": i.sheet, "header_row": i.header_row,
            "entity": i.entity, "by": entries[i.entry].by, "at": entries[i.entry].at.isoformat(),
            "rows": {"read": i.rows_read, "new": i.rows_new, "known": i.rows_known, "zero": i.rows_zero,
                     "totals": i.rows_total, "refused": moved[i.number].refused},
            "amount": to_text(i.cents_new), "posted": to_text(moved[i.number].cents),
            "taken_back": moved[i.number].taken_back, "entry": i.entry, "undone_by": i.undone_by,
            "profile": {"name": i.profile, "sha256": i.profile_sha256} if i.profile else None,
        }
        for i in ledger.imports
    ]  # fmt: skip


def allocations_table(ledger: Ledger) -> Table:
    """Every version of every allocation, the one that counts marked; a carry-over says what it moved."""
    entries = {e.number: e for e in ledger.entries}
    carried = {(c.entry, y): c.into(y) for c in carry_overs(ledger.allocations) for y in (c.from_year, c.to_year)}
    columns = (
        Column("grant", "Grant", "code"), Column("year", "Year", "code"), Column("version", "Version", "integer"),
        Column("amount", "Amount", "money"), Column("carried_over", "Carried over", "money"),
        Column("decision", "Decision"), Column("reason", "Reason"),
        Column("by", "By"), Column("at", "When", "moment"), Column("status", "Status", "code"),
    )  # fmt: skip
    rows = tuple(
        (
            a.grant, str(a.year), a.version, a.cents, carried.get((a.entry, a.year)), a.decision,
            entries[a.entry].reason, entries[a.entry].by, entries[a.entry].at,
            say("counts") if _is_last(ledger, a.grant, a.year, a.version) else say("replaced"),
        )
        for a in sorted(ledger.allocations, key=lambda a: (a.grant, a.year, a.version))
    )  # fmt: skip
    return Table("allocations", "Allocations", columns, rows)


def _is_last(ledger: Ledger, grant: str, year: int, version: int) -> bool:
    return version == max(a.version for a in ledger.allocations if (a.grant, a.year) == (grant, year))


def contributions_table(ledger: Ledger) -> Table:
    """What is due to the police zone, every version."""
    entries = {e.number: e for e in ledger.entries}
    columns = (
        Column("year", "Year", "code"), Column("version", "Version", "integer"), Column("amount", "Due", "money"),
        Column("decision", "Decision"), Column("document", "Document"), Column("reason", "Reason"), Column("by", "By"),
        Column("at", "When", "moment"), Column("status", "Status", "code"),
    )  # fmt: skip
    rows = tuple(
        (
            str(c.year), c.version, c.cents, c.decision, c.document, entries[c.entry].reason, entries[c.entry].by,
            entries[c.entry].at, say("counts") if c == ledger.contribution(c.year) else say("replaced"),
        )
        for c in ledger.contributions
    )  # fmt: skip
    hint = say(
        "None is recorded yet: ledger contribution set --year {year} --amount … --decision …",
        year=str(ledger.agreement.years[-1]),
    )
    return Table("contributions", "Contributions due to the police zone", columns, rows, (), () if rows else (hint,))


def catalogue_lines(agreement: Agreement, language: str, *, full: bool = False) -> Iterator[Sentence]:
    """The agreement as a tree of codes; `full` adds operational objectives, results and indicators."""
    yield as_it_is(f"{agreement.code}  {in_language(agreement.title, language)}")
    yield say(
        "{first} to {last}, {beneficiary}",
        first=agreement.starts_on, last=agreement.ends_on,
        beneficiary=in_language(agreement.beneficiary_name, language),
    )  # fmt: skip
    if full:
        yield from _background(agreement, language)
    for grant in agreement.grants:
        amounts = (say("{year}: {amount}", year=str(y), amount=Euro(c)) for y, c in sorted(grant.allocations.items()))
        yield as_it_is("")
        yield Sentence(
            "{code}  {title}  ({amounts})",
            {"code": grant.code, "title": in_language(grant.title, language), "amounts": Listed(tuple(amounts))},
        )
        for sector in grant.sectors:
            yield from _sector_lines(sector, language, full=full)


def _background(agreement: Agreement, language: str) -> Iterator[Sentence]:
    """What a reader must know of the document, and what in these data is an assumption."""
    yield as_it_is("")
    yield from (say("note: {note}", note=in_language(note, language)) for note in agreement.notes)
    for entity in agreement.entities:
        role = in_words(entity.role)
        if entity.assumption:
            yield say(
                "entity {entity}, {role}: {name} (assumption: {assumption})",
                entity=entity.code, role=role, name=entity.name,
                assumption=in_language(entity.assumption, language),
            )  # fmt: skip
        else:
            yield say("entity {entity}, {role}: {name}", entity=entity.code, role=role, name=entity.name)
    for parameter in agreement.parameters:
        if parameter.assumption:
            yield say(
                "{key} = {value} (assumption: {assumption})",
                key=parameter.key, value=parameter.value,
                assumption=in_language(parameter.assumption, language),
            )  # fmt: skip
        else:
            yield as_it_is(f"{parameter.key} = {parameter.value}")
    for category in agreement.categories:
        yield say(
            "cost category {code}: {title} (economic groups {groups})",
            code=category.code, title=in_language(category.title, language),
            groups=Listed(category.economic_groups),
        )  # fmt: skip


LISTS: Phrases = {
    "operational_objectives": "        operational objective: {text}",
    "expected_results": "        expected result: {text}",
    "indicators": "        indicator: {text}",
}


def _sector_lines(sector: Sector, language: str, *, full: bool) -> Iterator[Sentence]:
    yield as_it_is(f"  {sector.code}  {in_language(sector.title, language)}")
    if sector.note and full:
        yield say("      note: {note}", note=in_language(sector.note, language))
    for objective in sector.objectives:
        code, title = objective.code, in_language(objective.title, language)
        if objective.transfer:
            mode = in_words(objective.transfer)
            yield say("    {code}  {title}  [transfer to the police zone: {mode}]", code=code, title=title, mode=mode)
        else:
            yield as_it_is(f"    {code}  {title}")
        if objective.note and full:
            yield say("        note: {note}", note=in_language(objective.note, language))
        if full:
            for name, template in LISTS.items():
                texts: tuple[Texts, ...] = getattr(objective, name)
                yield from (Sentence(template, {"text": in_language(text, language)}) for text in texts)


def agreement_json(agreement: Agreement) -> dict[str, Any]:
    """The catalogue in the shape of the contract: lists in Dutch, notes in English; `texts` has them in all three."""
    return {
        "code": agreement.code,
        "title": asdict(agreement.title),
        "starts_on": agreement.starts_on.isoformat(),
        "ends_on": agreement.ends_on.isoformat(),
        "grants": [_grant_json(grant) for grant in agreement.grants],
        "categories": [asdict(category) for category in agreement.categories],
    }


def _grant_json(grant: Grant) -> dict[str, Any]:
    return {
        "code": grant.code,
        "title": asdict(grant.title),
        "allocations": [{"year": y, "amount": to_text(c)} for y, c in sorted(grant.allocations.items())],
        "sectors": [
            {
                "code": sector.code,
                "number": sector.number,
                "title": asdict(sector.title),
                "note": sector.note.en or None,
                "texts": {"note": _texts(sector.note)},
                "objectives": [_objective_json(objective) for objective in sector.objectives],
            }
            for sector in grant.sectors
        ],
    }


def _objective_json(objective: Objective) -> dict[str, Any]:
    lists: dict[str, tuple[Texts, ...]] = {name: getattr(objective, name) for name in LISTS}
    return {
        "code": objective.code,
        "numbers": list(objective.numbers),
        "title": asdict(objective.title),
        "transfer": objective.transfer,
        "note": objective.note.en or None,
        **{name: [text.nl for text in texts] for name, texts in lists.items()},
        "texts": {
            "note": _texts(objective.note),
            **{name: [asdict(text) for text in texts] for name, texts in lists.items()},
        },
    }


def _texts(texts: Texts) -> dict[str, str] | None:
    return asdict(texts) if texts else None

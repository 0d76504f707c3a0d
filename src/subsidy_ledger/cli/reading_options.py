"""The options that say how a list of others is read, the same for an import and for a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.importing.dialect import DateOrder, DecimalMark, Dialect, Hidden, Sign

F = TypeVar("F", bound=Callable[..., Any])
OPTIONS = (
    click.option(
        "--sheet", "sheets", multiple=True, metavar="NAME", help="A sheet, or a part such as Blad1!A:F (repeatable)."
    ),
    click.option("--header-row", type=click.IntRange(min=0), metavar="N", help="The row of the headers; 0 if none."),
    click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="amount=F, or amount='Te betalen'."),
    click.option("--decimal", type=click.Choice(["comma", "point"]), help="How amounts written as text are meant."),
    click.option("--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="How dates written as text are meant."),
    click.option("--sign", type=click.Choice(["keep", "flip"]), help="For files that are mostly negative."),
    click.option(
        "--hidden",
        type=click.Choice(["include", "skip"]),
        help="Hidden rows: read them like any other, or leave them out; refused unless said.",
    ),
)


def reading_options(function: F) -> F:
    """--sheet, --header-row, --map, --decimal, --dates, --sign, --hidden; see `mapping_of` and `dialect_of`."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def mapping_of(said: Mapping[str, Any]) -> dict[str, str]:
    """The columns by field; WrongUse for what is no FIELD=COLUMN."""
    mapping = {}
    for word in said["mapping"]:
        name, equals, column = word.partition("=")
        if not equals or not name.strip() or not column.strip():
            raise WrongUse(
                "map-unreadable", 'Write --map FIELD=COLUMN, such as amount=F; here stands "{word}".', word=word
            )
        mapping[name.strip()] = column.strip()
    return mapping


def dialect_of(said: Mapping[str, Any]) -> Dialect:
    """How numbers, dates, signs and hidden rows are meant, where the options say it."""
    from subsidy_ledger.importing.dialect import Dialect

    return Dialect(
        cast("DecimalMark | None", said["decimal"]),
        cast("DateOrder | None", said["dates"]),
        cast("Sign | None", said["sign"]),
        cast("Hidden | None", said["hidden"]),
    )

"""`ledger reconcile --against FILE --funding CODE`: another subsidy's list beside the ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from subsidy_ledger.cli.options import session
from subsidy_ledger.cli.show import show_csv, show_json, show_table
from subsidy_ledger.errors import ExitCode, WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.importing.intake import DateOrder, DecimalMark

F = TypeVar("F", bound=Callable[..., Any])
OPTIONS = (
    click.option("--against", metavar="FILE", help="Compare with this list instead of running the checks."),
    click.option("--funding", "code", metavar="CODE", help="With --against: whose list it is; see ledger funding."),
    click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="With --against: the sheet that is meant."),
    click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="With --against: amount=F."),
    click.option("--decimal", type=click.Choice(["comma", "point"]), help="With --against: as ledger import has it."),
    click.option("--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="With --against: as ledger import has it."),
)


def against_options(function: F) -> F:
    """What says which list is meant, and how it is read."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def compare(year: int | None, fail_on: str, format_: str, **said: Any) -> None:
    """Shows the same costs in both; exit 3 where something is surely paid twice, unless --fail-on none."""
    from subsidy_ledger.importing.intake import Dialect
    from subsidy_ledger.operations.against import compare_with
    from subsidy_ledger.operations.importing import Request
    from subsidy_ledger.reports.against import Pair, against_json, against_table

    if said["code"] is None:
        raise WrongUse(
            "against-what",
            "Say whose list {file} is: --funding CODE for that of another subsidy (ledger funding add names it).",
            file=said["against"],
        )
    mapping = dict(_mapped(word) for word in said["mapping"])
    dialect = Dialect(cast("DecimalMark | None", said["decimal"]), cast("DateOrder | None", said["dates"]))
    request = Request((said["against"],), said["sheets"], None, mapping, dialect)
    done = compare_with(session(), request, said["code"], year)
    pairs: list[Pair] = [
        (s.line, done.rows[s.place].sheet, done.rows[s.place].cell, done.rows[s.place].details, s.likeness,
         s.certainty, s.verdict, s.cents)
        for s in done.same
    ]  # fmt: skip
    amounts = [row.details.amount for row in done.rows]
    if format_ == "json":
        show_json(against_json(pairs, done.file, done.sha256, done.funding.code, amounts, done.recorded))
    else:
        table = against_table(pairs, done.file, done.funding.code, amounts, done.recorded)
        (show_csv if format_ == "csv" else show_table)(table)
    if done.doubles and fail_on != "none":
        sys.exit(ExitCode.ATTENTION)


def _mapped(word: str) -> tuple[str, str]:
    name, equals, column = word.partition("=")
    if not equals or not name.strip() or not column.strip():
        raise WrongUse("map-unreadable", 'Write --map FIELD=COLUMN, such as amount=F; here stands "{word}".', word=word)
    return name.strip(), column.strip()

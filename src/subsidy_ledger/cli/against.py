"""`ledger reconcile --against FILE`: the general ledger, or another subsidy's list, beside the ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from subsidy_ledger.cli.options import session
from subsidy_ledger.cli.show import show_csv, show_json, show_table
from subsidy_ledger.errors import ExitCode, WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.importing.intake import DateOrder, DecimalMark, Hidden, Sign
    from subsidy_ledger.operations.importing import Request

F = TypeVar("F", bound=Callable[..., Any])
OPTIONS = (
    click.option("--against", metavar="FILE", help="Compare with this general ledger instead of running the checks."),
    click.option(
        "--funding", "code", metavar="CODE", help="With --against: it is the list of this subsidy; see ledger funding."
    ),
    click.option(
        "--entity", metavar="NAME", help="With --against: whose books it is; the beneficiary's own unless said."
    ),
    click.option("--dry-run", is_flag=True, help="With --against: compare and keep nothing."),
    click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="With --against: the sheet that is meant."),
    click.option(
        "--header-row", type=click.IntRange(min=0), metavar="N", help="With --against: the row of the headers."
    ),
    click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="With --against: amount=F."),
    click.option("--decimal", type=click.Choice(["comma", "point"]), help="With --against: as ledger import has it."),
    click.option("--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="With --against: as ledger import has it."),
    click.option("--sign", type=click.Choice(["keep", "flip"]), help="With --against: as ledger import has it."),
    click.option("--hidden", type=click.Choice(["include", "skip"]), help="With --against: as ledger import has it."),
)


def against_options(function: F) -> F:
    """What says which list is meant, and how it is read."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def compare(year: int | None, fail_on: str, format_: str, known_on: date | None, **said: Any) -> None:
    """Shows both sides; exit 3 where they differ, or something is surely paid twice, unless --fail-on none."""
    mapping = dict(_mapped(word) for word in said["mapping"])
    request = _request(year, mapping, said)
    if said["code"] is None:
        _tie_out(request, fail_on, format_, known_on, dry_run=said["dry_run"])
    else:
        _same_costs(request, said["code"], fail_on, format_)


def _request(year: int | None, mapping: dict[str, str], said: dict[str, Any]) -> Request:
    from subsidy_ledger.importing.intake import Dialect
    from subsidy_ledger.operations.importing import Request

    dialect = Dialect(
        cast("DecimalMark | None", said["decimal"]),
        cast("DateOrder | None", said["dates"]),
        cast("Sign | None", said["sign"]),
        cast("Hidden | None", said["hidden"]),
    )
    return Request(
        (said["against"],), said["sheets"], said["header_row"], mapping, dialect, year, entity=said["entity"]
    )  # fmt: skip


def _tie_out(request: Request, fail_on: str, format_: str, known_on: date | None, *, dry_run: bool) -> None:
    from subsidy_ledger.domain.tie_out import used_articles
    from subsidy_ledger.operations.tie_out import tie_out
    from subsidy_ledger.reports.tie_out import articles_table, lines_table, tie_out_json, tie_out_notes

    done = tie_out(session(), request, known_on, dry_run=dry_run)
    if format_ == "json":
        show_json(tie_out_json(done.tie_out, done.groups, done.findings, done.other_years, done.kept))
    elif format_ == "csv":
        show_csv(lines_table(done.groups, done.findings))
    else:
        used = used_articles(done.groups)
        unlike = [group for group in done.groups if group.state != "matched" and group.article in used]
        notes = tuple(tie_out_notes(done.groups, done.other_years, done.kept))
        show_table(articles_table(done.tie_out, done.groups))
        click.echo("")
        show_table(lines_table(unlike, done.findings, notes))
    if fail_on != "none" and done.asks_attention(including_info=fail_on == "info"):
        sys.exit(ExitCode.ATTENTION)


def _same_costs(request: Request, code: str, fail_on: str, format_: str) -> None:
    from subsidy_ledger.operations.against import compare_with
    from subsidy_ledger.reports.against import Pair, against_json, against_table

    done = compare_with(session(), request, code, request.year)
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

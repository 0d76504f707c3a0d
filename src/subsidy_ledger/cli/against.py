"""`ledger reconcile --against FILE`: the general ledger, or another subsidy's list, beside the ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from subsidy_ledger.cli.limits import limit_options, limits_of
from subsidy_ledger.cli.options import session
from subsidy_ledger.cli.profile_options import chosen_profile_options, profile_wishes
from subsidy_ledger.cli.reading_options import dialect_of, mapping_of, reading_options
from subsidy_ledger.cli.show import show_csv, show_json, show_table, tell
from subsidy_ledger.domain.sentences import Listed
from subsidy_ledger.errors import ExitCode, WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.operations.other_list import Remarks
    from subsidy_ledger.operations.request import Request

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
)


def against_options(function: F) -> F:
    """What says which list is meant, and how it is read."""
    function = reading_options(chosen_profile_options(limit_options(function)))
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def refuse_alone(said: Mapping[str, Any]) -> None:
    """Raises WrongUse where an option says how a file is compared, and no file is named."""
    context = click.get_current_context()
    names = [p.opts[0] for p in context.command.params if p.name in said and _is_typed(context, p.name)]
    if names:
        raise WrongUse(
            "against-missing",
            "{options}: that says how a file is compared, and no file is named. Say it with --against FILE.",
            options=Listed(tuple(names)),
        )


def _is_typed(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is ParameterSource.COMMANDLINE


def compare(year: int | None, fail_on: str, format_: str, known_on: date | None, **said: Any) -> None:
    """Shows both sides; exit 3 where they differ, or something is surely paid twice, unless --fail-on none."""
    from subsidy_ledger.operations.request import Request

    if said["code"] is not None and said["entity"] is not None:
        raise WrongUse(
            "against-entity",
            "The list of another subsidy is compared with all lines that claim money: leave --entity out.",
        )
    request = Request(
        (said["against"],), said["sheets"], said["header_row"], mapping_of(said), dialect_of(said), year,
        entity=said["entity"], limits=limits_of(said), profiles=profile_wishes(said),
    )  # fmt: skip
    if said["code"] is None:
        _tie_out(request, fail_on, format_, known_on, dry_run=said["dry_run"])
    else:
        _same_costs(request, said["code"], fail_on, format_, known_on, dry_run=said["dry_run"])


def _tie_out(request: Request, fail_on: str, format_: str, known_on: date | None, *, dry_run: bool) -> None:
    from subsidy_ledger.domain.tie_out import used_articles
    from subsidy_ledger.operations.tie_out import tie_out
    from subsidy_ledger.reports.tie_out import articles_table, lines_table, tie_out_json, tie_out_notes

    done = tie_out(session(), request, known_on, dry_run=dry_run)
    if format_ == "json":
        told = tie_out_json(done.tie_out, done.groups, done.findings, done.other_years, done.kept)
        show_json({**told, **done.remarks.json()})
    elif format_ == "csv":
        show_csv(lines_table(done.groups, done.findings))
    else:
        used = used_articles(done.groups)
        unlike = [group for group in done.groups if group.state != "matched" and group.article in used]
        notes = tuple(tie_out_notes(done.groups, done.other_years, done.kept))
        show_table(articles_table(done.tie_out, done.groups))
        click.echo("")
        show_table(lines_table(unlike, done.findings, notes))
    if format_ != "json":
        _tell_all(done.remarks)
    if fail_on != "none" and done.asks_attention(including_info=fail_on == "info"):
        sys.exit(ExitCode.ATTENTION)


def _tell_all(remarks: Remarks) -> None:
    for sentence in remarks.sentences():
        tell(sentence)


def _same_costs(
    request: Request, code: str, fail_on: str, format_: str, known_on: date | None, *, dry_run: bool
) -> None:
    from subsidy_ledger.operations.against import compare_with
    from subsidy_ledger.reports.against import InBoth, against_json, against_table

    done = compare_with(session(), request, code, known_on, dry_run=dry_run)
    costs = [
        InBoth(
            one.same.lines, tuple(row for _, row in one.rows), one.same.likeness, one.same.certainty, one.same.verdict,
            one.same.cents, one.recorded, findings,
        )
        for one, findings in done.costs
    ]  # fmt: skip
    if format_ == "json":
        told = against_json(done.lists, costs, done.funding.code, done.other_years, kept=done.kept)
        show_json({**told, **done.remarks.json()})
    else:
        table = against_table(done.lists, costs, done.funding.code, done.other_years, done.before, kept=done.kept)
        (show_csv if format_ == "csv" else show_table)(table)
        _tell_all(done.remarks)
    if fail_on != "none" and done.asks_attention(fail_on):
        sys.exit(ExitCode.ATTENTION)

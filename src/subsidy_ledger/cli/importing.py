"""`ledger import`: show the plan, ask, post exactly that."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.limits import limit_options, limits_of
from subsidy_ledger.cli.options import BUDGET_YEAR, common_options, format_option, session
from subsidy_ledger.cli.partial import exit_code, say_kept
from subsidy_ledger.cli.plan import say_posted, say_unposted, show_plan
from subsidy_ledger.cli.problems import mark_problems, with_problem_files
from subsidy_ledger.cli.profile_options import keep_profile, profile_options, profile_wishes
from subsidy_ledger.cli.reading_options import dialect_of, mapping_of, reading_options
from subsidy_ledger.cli.show import is_agreed, show_json, tell
from subsidy_ledger.cli.submitted import submitted_json, warn_if_moved
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.i18n import speak
from subsidy_ledger.importing.cells.synonyms import SYNONYMS

if TYPE_CHECKING:
    from subsidy_ledger.importing.planning.plan import Plan
    from subsidy_ledger.operations.importing import Progress
    from subsidy_ledger.operations.problem_files import ProblemFile
    from subsidy_ledger.operations.request import Request
    from subsidy_ledger.operations.session import Session

    Mark = Callable[..., Sequence[ProblemFile]]
    Keep = Callable[[], str | None]

EPILOG = (
    "\b\nExamples:\n  ledger import stad-2019.xlsx\n  ledger import export.csv --year 2019 --objective G2.1 --yes\n"
    "  ledger import zone-2019.xlsx --entity zone --dry-run\n"
    "  ledger import zone-2019.xlsx --entity zone --plan 3f2a-81d0-77aa-0c5b-9e1f6a2b7c4d\n"
    "  ledger import facturen.xlsx --sheet Blad2 --map amount=F --decimal comma\n"
    "  ledger import maanden.xlsx --sheet januari --sheet februari --dry-run\n"
    "  ledger import facturen.xlsx --map amount=F --save-profile facturen\n"
    "  ledger import stad-2019.xlsx --accept-partial\n"
    '  ledger import stad-2019-juni.xlsx --replace-changed --reverse-gone --reason "corrected export" --dry-run'
    "\n\nFields for --map (--map FIELD=- leaves a column unread): " + ", ".join(SYNONYMS) + "."
)


@click.command("import", short_help="Import expense spreadsheets: plan, ask, post", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--year", type=BUDGET_YEAR, metavar="YEAR", help="Budget year of rows that state none.")
@click.option("--year-overrides", is_flag=True, help="--year counts even where a row's own column says otherwise.")
@click.option("--entity", metavar="NAME", help="Whose books these are; the beneficiary's own unless said.")
@click.option("--objective", metavar="CODE", help="Code for rows that carry none of their own.")
@reading_options
@click.option(
    "--as-new",
    type=int,
    multiple=True,
    metavar="ROW",
    help="Post this row even if the ledger knows it, or it looks like a total.",
)
@profile_options
@click.option(
    "--accept-partial", is_flag=True, help="Post the good rows, and keep the refused ones on record (ledger refused)."
)
@click.option(
    "--replace-changed",
    is_flag=True,
    help="Let changed rows take the place of their lines, by reversal and new line; the tags stay.",
)
@click.option("--reverse-gone", is_flag=True, help="Take back the lines that this list has no more; needs --reason.")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept with the entry.")
@limit_options
@click.option(
    "--problems",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where the workbook with the refused cells marked goes; else FILE.problems.xlsx here.",
)
@click.option("--dry-run", is_flag=True, help="Show the plan and stop.")
@click.option("--plan", "wanted", metavar="ID", help="Post exactly the plan that --dry-run showed, or refuse.")
@click.option("--yes", is_flag=True, help="Post without asking.")
@format_option("table", "json")
@common_options
def import_command(
    files: tuple[str, ...],
    problems: Path | None,
    dry_run: bool,
    wanted: str | None,
    yes: bool,
    format_: str,
    **wishes: Any,
) -> None:
    """Imports expense spreadsheets (.xlsx .xlsm .xls .ods .csv): shows the plan, asks, posts it all or nothing.

    Importing the same or a longer export again adds only what is new: identical lines within one file are all
    kept, and payment dates filled in later are added to the lines they belong to. One refused row and nothing is
    posted, unless --accept-partial; each is named by its cell, and marked in a workbook to mend and import.
    """
    from subsidy_ledger.operations.importing import check_request, make_plan, read_files

    here, request = session(), _request(files, wishes)
    check_request(here, request)
    with _progress(speak("reading rows")) as progress:
        intakes = read_files(request, progress)
    if sys.stderr.isatty():
        tell(say("comparing with the ledger"))
    planned = make_plan(here, request, intakes)
    mark = partial(mark_problems, planned, problems, request.limits)
    keep = partial(keep_profile, planned, request)
    _apply(here, planned, mark, keep, dry_run=dry_run, yes=yes, wanted=wanted, as_json=format_ == "json")


def _request(files: tuple[str, ...], wishes: dict[str, Any]) -> Request:
    from subsidy_ledger.operations.request import Request

    return Request(
        files, wishes["sheets"], wishes["header_row"], mapping_of(wishes), dialect_of(wishes), wishes["year"],
        wishes["year_overrides"], wishes["entity"], wishes["objective"], wishes["as_new"], limits_of(wishes),
        profile_wishes(wishes), wishes["accept_partial"], wishes["replace_changed"], wishes["reverse_gone"],
        wishes["reason"].strip(),
    )  # fmt: skip


@contextmanager
def _progress(label: str) -> Iterator[Progress | None]:
    """A running count of rows on a terminal; silence anywhere else."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=0, label=label, show_pos=True, show_eta=False, file=sys.stderr) as bar:

        def advance(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield advance


def _apply(
    here: Session, planned: Plan, mark: Mark, keep: Keep, *, dry_run: bool, yes: bool, wanted: str | None, as_json: bool
) -> None:
    from subsidy_ledger.operations.importing import hold, post

    if wanted is not None:
        hold(planned, wanted)
    if not as_json:
        show_plan(planned)
    if planned.is_refused or dry_run or planned.draft is None:
        written = () if dry_run else mark(posted=planned.accepts_partial)
        keep()
        if as_json:
            show_json(with_problem_files(_json(planned, posted=False), written))
        say_unposted(planned, dry_run=dry_run)
        sys.exit(exit_code(planned))
    if not (yes or wanted):
        if as_json or not sys.stdin.isatty():
            raise WrongUse(
                "yes-needed",
                "Nothing was posted: say --yes or --plan {plan} to post it without being asked.",
                plan=str(planned.id),
            )
        if not is_agreed(say("Post this?")):
            raise click.Abort
    keep()
    with _progress(speak("writing records")) as progress:
        posted = post(here, planned, wanted, progress)
    written = mark(posted=True)
    if as_json:
        show_json(with_problem_files(_json(planned, posted=True), written))
    elif posted is not None:
        say_posted(posted)
    if planned.draft is not None:
        warn_if_moved(planned.before, planned.after)
    say_kept(planned)
    sys.exit(exit_code(planned))


def _json(planned: Plan, *, posted: bool) -> dict[str, Any] | list[dict[str, Any]]:
    """The plan; beside each file, what all of them move in claims that were submitted."""
    from subsidy_ledger.importing.planning.plan_json import plan_json

    moved = submitted_json(planned.before, planned.after) if planned.draft is not None else []
    shown = plan_json(planned, posted=posted)
    return {**shown, "submitted": moved} if isinstance(shown, dict) else [{**p, "submitted": moved} for p in shown]

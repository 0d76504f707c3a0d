"""`ledger submit` and `ledger submissions`: what was claimed of a year, and what changed since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from subsidy_ledger.cli.lines import line_numbers
from subsidy_ledger.cli.options import common_options, format_option, known_on_option, session, year_option
from subsidy_ledger.cli.show import show, show_as, show_csv, show_json, show_table, tell
from subsidy_ledger.cli.submitted import warn_if_twice
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.operations.submitting import Handed, Submitted


@click.command(
    "submit",
    short_help="Freeze what is claimed of a year",
    epilog="\b\nExamples:\n  ledger submit --year 2019\n"
    '  ledger submit --year 2019 --grant general --reserve 41 --reserve 50-60 --reason "financial file of 30 June"',
)
@click.option("--year", required=True, type=int, metavar="YEAR", help="The budget year.")
@click.option("--grant", metavar="GRANT", help="Only this grant (code or alias); else each.")
@click.option("--reserve", multiple=True, metavar="LINES", help="Submit 12 or 20-31 as spare: claims nothing yet.")
@click.option("--claim", multiple=True, metavar="LINES", help="Claim lines that were spare before.")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept with the entry.")
@format_option("text", "json")
@common_options
def submit_command(
    year: int, grant: str | None, reserve: tuple[str, ...], claim: tuple[str, ...], reason: str, format_: str
) -> None:
    """Freezes the live claiming lines of a year with their shares, grant by grant, as a new version.

    Later changes do not touch it: ledger submissions diff shows them, and submitting again makes the next version.
    Spare lines claim nothing, and may replace rejected ones when the year is settled.
    """
    from subsidy_ledger.operations.submitting import submit
    from subsidy_ledger.reports.moved_claims import twice_json
    from subsidy_ledger.reports.resubmitted import unsettled_json
    from subsidy_ledger.reports.submissions import submission_json

    done = submit(
        session(), year, grant, reserve=_lines(reserve), claim=_lines(claim), reason=reason.strip()
    )  # fmt: skip
    if format_ == "json":
        show_json(
            [
                {
                    **submission_json(each.submission),
                    "written": each.written,
                    **unsettled_json(each.unsettled),
                    "claimed_twice": twice_json(done.twice, year, each.submission.grant),
                }
                for each in done.grants
            ]
        )
        return
    for each in done.grants:
        _show_claim(done, each, year)
    warn_if_twice(done.twice)
    if done.untagged:
        tell(
            say(
                "Note: {amount} of {year} is not tagged, and no claim holds it: ledger tag --untagged --year {year}",
                amount=Euro(done.untagged), year=str(year),
            )
        )  # fmt: skip


def _show_claim(done: Handed, each: Submitted, year: int) -> None:
    from subsidy_ledger.reports.resubmitted import elsewhere_sentences, unsettled_sentences
    from subsidy_ledger.reports.submissions import claim_sentence

    one = each.submission
    lines = len({share.line for share in one.shares})
    if not each.written:
        show(
            say(
                "{grant} {year} stands submitted so already, as version {version}; nothing was written",
                grant=one.grant, year=str(year), version=one.version,
            )
        )  # fmt: skip
        return
    show(claim_sentence(one.grant, year, one.version, one.number, lines, each.claimed, each.spare))
    if each.before is not None:
        show(
            say_n(
                "  {n} line differs from version {before}: ledger submissions diff {a} {b}",
                "  {n} lines differ from version {before}: ledger submissions diff {a} {b}",
                n=len(each.changes), before=each.before.version, a=each.before.number, b=one.number,
            )
        )  # fmt: skip
    for sentence in unsettled_sentences(each.unsettled, year):
        show(sentence)
    for sentence in elsewhere_sentences(done.ledger, one.grant, year):
        show(Sentence("  {message}", {"message": sentence}))
    if each.claimed > each.granted:
        tell(
            say(
                "Note: {grant} {year} claims {above} more than the {granted} granted. Lines that may only replace "
                "rejected ones can be submitted as spare: --reserve LINES",
                grant=one.grant, year=str(year), above=Euro(each.claimed - each.granted),
                granted=Euro(each.granted),
            )
        )  # fmt: skip


def _lines(words: tuple[str, ...]) -> tuple[int, ...]:
    numbers, ranged = line_numbers(words)
    return tuple(dict.fromkeys((*numbers, *ranged)))


@click.group(
    "submissions",
    short_help="What was submitted, and what changed since",
    invoke_without_command=True,
    epilog="\b\nExamples:\n  ledger submissions --year 2019\n  ledger submissions show 1\n"
    "  ledger submissions diff 1 3",
)
@year_option
@known_on_option
@format_option("table", "json", "csv")
@common_options
def submissions_command(year: int | None, known_on: date | None, format_: str) -> None:
    """Every version of what was claimed, by grant and year; the last one counts."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    from subsidy_ledger.reports.submissions import submissions_table

    show_as(submissions_table(session().ledger(known_on), year), format_)


@submissions_command.command("show", epilog="\b\nExample:\n  ledger submissions show 1")
@click.argument("number", type=int, metavar="SUBMISSION")
@format_option("table", "json", "csv")
@common_options
def show_command(number: int, format_: str) -> None:
    """One submission line by line, as it was handed in."""
    from subsidy_ledger.operations.submitting import submission_of
    from subsidy_ledger.reports.submissions import submission_json, submission_table

    ledger = session().ledger()
    found = submission_of(ledger, number)
    if format_ == "json":
        show_json(submission_json(found))
    else:
        (show_csv if format_ == "csv" else show_table)(submission_table(ledger, found))


@submissions_command.command(
    "diff",
    epilog="\b\nExamples:\n  ledger submissions diff\n  ledger submissions diff 1\n  ledger submissions diff 1 3",
)
@click.argument("numbers", nargs=-1, type=int, metavar="[SUBMISSION [SUBMISSION]]")
@year_option
@known_on_option
@format_option("table", "json")
@common_options
def diff_command(numbers: tuple[int, ...], year: int | None, known_on: date | None, format_: str) -> None:
    """What changed, line by line in money: between two submissions, or from one to the ledger as it is. What moved to
    another grant or year is told from what was taken back.

    Without numbers: from every submission that counts to the ledger.
    """
    from subsidy_ledger.operations.submitting import compare
    from subsidy_ledger.reports.submission_difference import difference_json, difference_table, same_still

    if len(numbers) > 2 or (numbers and year is not None):
        raise WrongUse(
            "diff-what", "Name one submission or two of them, or a --year: ledger submissions diff 1 3"
        )  # fmt: skip
    found = compare(session(), *numbers, year=year, known_on=known_on)
    if format_ == "json":
        show_json([difference_json(d.before, d.after, d.changes, d.claimed_after) for d in found])
        return
    for d in found:
        if d.changes:
            show_table(difference_table(d.ledger, d.before, d.after, d.changes, d.claimed_after))
        else:
            show(same_still(d.before, d.after))
    if not found:
        show(say("Nothing is submitted yet: ledger submit --year …"))

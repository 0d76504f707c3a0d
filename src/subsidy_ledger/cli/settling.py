"""`ledger settle`: what is decided of submitted lines, one by one or from the auditor's filled-in workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from subsidy_ledger.cli.lines import line_numbers
from subsidy_ledger.cli.options import Amount, common_options, format_option, session
from subsidy_ledger.cli.settling_file import settle_from
from subsidy_ledger.cli.show import show, show_json, show_table, tell
from subsidy_ledger.cli.submitted import warn_if_twice
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say, say_n
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subsidy_ledger.domain.submitted import Act, Ruling
    from subsidy_ledger.operations.settling import Ruled

ACTS = ("accept", "reject", "use-spare", "reopen")
SAID: Phrases = {
    "accept": "line {line}, {grant}: {claimed} accepted",
    "reduce": "line {line}, {grant}: reduced to {accepted} of {claimed}",
    "reject": "line {line}, {grant}: {claimed} rejected",
    "use-spare": "line {line}, {grant}: spare, replaces {accepted} of what was rejected",
    "reopen": "line {line}, {grant}: not decided any more",
}


@click.command(
    "settle",
    short_help="Accept, reduce or reject what was submitted",
    epilog="\b\nExamples:\n  ledger settle --year 2019\n  ledger settle 12 15 20-31 --accept\n"
    '  ledger settle 40 --reduce 800.00 --reason "VAT can be recovered"\n'
    '  ledger settle 41 --reject --reason "no proof of payment" --by "An Peeters"\n'
    '  ledger settle 60 --use-spare --reason "replaces line 41"\n'
    '  ledger settle --all-open --year 2019 --accept --reason "letter of 3 March 2021"\n'
    "  ledger settle --from reconciliation-2019.xlsx --dry-run",
)
@click.argument("words", nargs=-1, metavar="LINE…")
@click.option("--accept", is_flag=True, help="All that the lines claim.")
@click.option("--reduce", "amount", type=Amount(), metavar="AMOUNT", help="Accept this much of a line, no more.")
@click.option("--reject", is_flag=True, help="Nothing of what the lines claim.")
@click.option("--use-spare", is_flag=True, help="Let spare lines replace what was rejected, as far as there is room.")
@click.option("--reopen", is_flag=True, help="Take a decision back: the lines are undecided again.")
@click.option("--from", "workbook", metavar="FILE.xlsx", help="The auditor's filled-in reconciliation workbook.")
@click.option(
    "--problems",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="With --from: where the workbook with the refused cells marked goes; else FILE.problems.xlsx here.",
)
@click.option("--dry-run", is_flag=True, help="With --from: show what it decides and stop.")
@click.option("--yes", is_flag=True, help="With --from: keep it without asking.")
@click.option("--overturn", is_flag=True, help="With --from: also change what was decided after the workbook was made.")
@click.option("--all-open", is_flag=True, help="Every line of --year that is not decided yet.")
@click.option("--year", type=int, metavar="YEAR", help="The budget year, with --all-open or alone: what is open.")
@click.option("--grant", metavar="GRANT", help="Only of this grant (code or alias).")
@click.option("--reason", default="", metavar="TEXT", help="Why; needed for all but --accept.")
@format_option("text", "json")
@common_options
def settle_command(
    words: tuple[str, ...],
    amount: int | None,
    workbook: str | None,
    problems: Path | None,
    dry_run: bool,
    yes: bool,
    overturn: bool,
    all_open: bool,
    year: int | None,
    grant: str | None,
    reason: str,
    format_: str,
    **acts: bool,
) -> None:
    """Records what was decided of submitted lines, with reason and person; a later decision takes the place of an
    earlier one, and both stay to be seen.

    With --from it reads the yellow cells of a reconciliation workbook: shows what they decide, asks, and keeps all of
    it or nothing; every cell that does not fit the ledger or the claim is refused by name, and marked in a copy to
    mend. With --year alone it shows what is not decided yet, and which spare lines may replace what was rejected.
    """
    from subsidy_ledger.operations.settling import settle

    said = [name for name in ACTS if acts[name.replace("-", "_")]] + (["reduce"] if amount is not None else [])
    if workbook is not None:
        if said or words or all_open or year is not None or grant is not None:
            raise WrongUse("settle-from", "--from reads lines and decisions from the workbook; leave out the others.")
        settle_from(
            workbook, dry_run=dry_run, yes=yes, reason=reason.strip(), as_json=format_ == "json", problems=problems,
            overturn=overturn,
        )  # fmt: skip
        return
    if dry_run or yes or overturn or problems is not None:
        raise WrongUse("settle-dry-run", "--dry-run, --yes, --overturn and --problems belong to --from FILE.xlsx.")
    if not (said or words or all_open) and year is not None:
        _show_open(year, grant, format_)
        return
    if len(said) != 1:
        raise WrongUse(
            "settle-what",
            "Say one thing of the lines: --accept, --reduce AMOUNT, --reject, --use-spare or --reopen. `ledger settle "
            "--year 2019` shows what is open.",
        )
    if all_open != (year is not None) or all_open == bool(words):
        raise WrongUse("settle-which", "Name the lines, such as 12 20-31, or say --all-open --year 2019.")
    act, reason = cast("Act", said[0]), reason.strip()
    if act != "accept" and not reason:
        raise WrongUse("settle-reason", "Say why with --reason: the city has to answer to it.")
    numbers, ranged = line_numbers(words)
    done = settle(
        session(), (*numbers, *ranged), act, reason=reason, amount=amount, grant=grant, open_of=year
    )  # fmt: skip
    _show_done(done, format_)
    _warn_of_other_claims([each.ruling for each in done if each.ruling.accepted])


def _warn_of_other_claims(accepted: Sequence[Ruling]) -> None:
    """Of accepted lines whose cost another claim holds too, or was cut for."""
    from subsidy_ledger.domain.claimed_twice import claimed_twice
    from subsidy_ledger.reports.resubmitted import accepted_elsewhere_sentences

    if accepted:
        ledger = session().ledger()
        for sentence in accepted_elsewhere_sentences(ledger, accepted):
            tell(sentence)
        warn_if_twice(claimed_twice(ledger, [ruling.line for ruling in accepted]))


def _show_done(done: Sequence[Ruled], format_: str) -> None:
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.reports.rulings import credit_warning, raised_by

    if format_ == "json":
        show_json(
            [
                {
                    "number": each.before.line, "grant": each.grant, "status": each.ruling.act,
                    "claimed": to_text(each.ruling.claimed), "accepted": to_text(each.ruling.accepted),
                    "raises_accepted": to_text(raised_by(each.ruling)),
                    "reason": each.ruling.reason, "written": each.written,
                }
                for each in done
            ]
        )  # fmt: skip
        return
    for each in done:
        if each.written:
            show(ruled_sentence(each))
    for each in done:
        if each.written and raised_by(each.ruling):
            tell(credit_warning(each.grant, each.ruling))
    if idle := [each.before.line for each in done if not each.written]:
        from subsidy_ledger.domain.findings import ranges

        tell(
            say_n(
                "already so, and not written again: line {lines}", "already so, and not written again: lines {lines}",
                n=len(idle), lines=ranges(idle),
            )
        )  # fmt: skip
    if not done:
        show(say("Nothing is open."))


def ruled_sentence(each: Ruled) -> Sentence:
    return Sentence(
        SAID[each.ruling.act],
        {
            "line": each.before.line,
            "grant": each.grant,
            "claimed": Euro(each.ruling.claimed),
            "accepted": Euro(each.ruling.accepted),
        },
    )


def _show_open(year: int, grant: str | None, format_: str) -> None:
    """What is open, the spare lines, and how much of them has room."""
    from subsidy_ledger.domain.settlement import Settlement
    from subsidy_ledger.operations.settling import undecided
    from subsidy_ledger.reports.settled_lines import settled_lines_table
    from subsidy_ledger.reports.settlement import notes_of, settlement_json

    ledger = session().ledger()
    found = Settlement(year, undecided(ledger, year, grant))
    if format_ == "json":
        show_json(settlement_json(ledger, found))
        return
    table = settled_lines_table(ledger, found)
    show_table(replace(table, notes=tuple(notes_of(found))))

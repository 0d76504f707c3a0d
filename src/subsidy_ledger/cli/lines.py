"""`ledger expenses`, `ledger tag` and `ledger correct`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.options import (
    BUDGET_YEAR,
    Amount,
    Day,
    as_of_option,
    common_options,
    format_option,
    known_on_option,
    reason_option,
    session,
    year_option,
)
from subsidy_ledger.cli.shares import fraction
from subsidy_ledger.cli.show import show, show_csv, show_json, show_table, tell
from subsidy_ledger.cli.submitted import warn_if_posted, warn_if_tagged
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.operations.lines import Corrected

# More lines than this in one range is a typing mistake.
RANGE_MAX = 100_000


@click.command(
    "expenses",
    short_help="List lines, by year, code, supplier …",
    epilog="\b\nExamples:\n  ledger expenses --year 2019 --code G2.1\n"
    "  ledger expenses --supplier drukkerij --format csv",
)
@year_option
@click.option("--code", metavar="CODE", help="Tagged to this grant, sector or objective.")
@click.option("--entity", metavar="NAME", help="Of these books.")
@click.option("--supplier", metavar="TEXT", help="Whose supplier contains this.")
@click.option("--import", "import_number", type=int, metavar="N", help="Posted by this import.")
@click.option("--untagged", is_flag=True, help="With money nobody tagged.")
@click.option("--live", is_flag=True, help="Without lines that were taken back, and their reversals.")
@as_of_option
@known_on_option
@format_option("table", "json", "csv")
@common_options
def expenses_command(known_on: date | None, format_: str, **conditions: Any) -> None:
    """Lines, all of them or those that fit; reversals and what they reverse are shown unless --live."""
    from subsidy_ledger.operations.lists import Filter, expenses
    from subsidy_ledger.reports.expenses import expenses_json, expenses_table, export_table

    found = expenses(session(), Filter(**conditions), known_on=known_on)
    if format_ == "json":
        show_json(expenses_json(found.lines))
    elif format_ == "csv":
        show_csv(export_table(found.ledger, found.lines, found.codes))
    else:
        show_table(expenses_table(found.ledger, found.lines, found.codes))


@click.command(
    "tag",
    short_help="Tag lines to a code, or a share of a line",
    epilog="\b\nExamples:\n  ledger tag 12 G2.1\n  ledger tag 12 15 20-31 G2.1\n  ledger tag 40 R1.3 --share 60%\n"
    "  ledger tag --untagged --year 2019",
)
@click.argument("words", nargs=-1, metavar="EXPENSE… CODE")
@click.option("--share", metavar="PERCENT", help="Only this part of the line; the rest keeps its tags in proportion.")
@click.option("--untagged", is_flag=True, help="List what is not tagged yet, most money first.")
@year_option
@click.option("--reason", default="", metavar="TEXT", help="Why; kept with the entry.")
@format_option("table", "json", "csv")
@common_options
def tag_command(
    words: tuple[str, ...], share: str | None, untagged: bool, year: int | None, reason: str, format_: str
) -> None:
    """Tags lines to an objective, or a sector or grant; a line can be split with --share.

    Tagging again replaces what the line carried; every earlier tagging stays in its history.
    """
    if untagged:
        if words or share:
            raise WrongUse("tag-untagged", "--untagged lists lines; leave out the lines and the code.")
        _list_untagged(year, format_)
        return
    if format_ == "csv":
        raise WrongUse("tag-csv", "--format csv lists what is not tagged: add --untagged, or leave it out.")
    if len(words) < 2:
        raise WrongUse(
            "tag-what", "Say which lines and which code: `ledger tag 12 CODE`. --untagged lists what is left."
        )
    from subsidy_ledger.operations.lines import tag
    from subsidy_ledger.reports.expenses import expenses_json, shares_text

    numbers, ranged = line_numbers(words[:-1])
    done = tag(session(), (*numbers, *ranged), words[-1], fraction(share), reason=reason, skip=frozenset(ranged))
    if done:
        warn_if_tagged({t.expense.number: t.before for t in done})
    if format_ == "json":
        show_json([{**line, "shares": _shares_json(t.after)} for t in done for line in expenses_json([t.expense])])
        return
    for tagged in done:
        before, after = shares_text(tagged.before), shares_text(tagged.after)
        show(
            say(
                "line {line} ({amount}): {before} -> {after}",
                line=tagged.expense.number, amount=Euro(tagged.expense.amount), before=before, after=after,
            )
        )  # fmt: skip
    if idle := len({*numbers, *ranged}) - len(done):
        tell(say("lines left as they were, because they carry this tag already or were taken back: {idle}", idle=idle))


def _shares_json(shares: Sequence[Any]) -> list[dict[str, Any]]:
    from subsidy_ledger.domain.money import to_text

    return [{"objective": s.code, "amount": to_text(s.cents)} for s in shares]


def _list_untagged(year: int | None, format_: str) -> None:
    from subsidy_ledger.operations.lists import untagged
    from subsidy_ledger.reports.expenses import expenses_json, untagged_table

    found = untagged(session(), year)
    if format_ == "json":
        show_json(expenses_json(found))
    elif format_ == "csv":
        show_csv(untagged_table(found))
    elif found:
        show_table(untagged_table(found))
    else:
        show(say("Everything is tagged."))


def line_numbers(words: Sequence[str]) -> tuple[list[int], list[int]]:
    """Line numbers, and those of ranges: 12 15 20-31."""
    numbers: list[int] = []
    ranged: list[int] = []
    for word in words:
        first, dash, last = word.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise WrongUse("line-number", '"{word}" is no line number; write 12, or 20-31 for a range.', word=word)
        if dash and not 0 <= int(last) - int(first) <= RANGE_MAX:
            raise WrongUse("line-range", "{word} is no range; write the lower number first: 20-31.", word=word)
        if dash:
            ranged += range(int(first), int(last) + 1)
        else:
            numbers.append(int(first))
    return numbers, ranged


@click.command(
    "correct",
    short_help="Correct a line, or take it back",
    epilog='\b\nExamples:\n  ledger correct 12 --amount 1250.00 --reason "credit note booked twice"\n'
    '  ledger correct 12 --year 2018 --reason "service of 2018"\n'
    '  ledger correct 12 --take-back --reason "claimed twice, see line 9"',
)
@click.argument("number", type=int, metavar="EXPENSE")
@click.option("--amount", type=Amount(), metavar="EUROS")
@click.option("--document-amount", type=Amount(), metavar="EUROS")
@click.option("--year", type=BUDGET_YEAR, metavar="YEAR")
@click.option("--supplier", metavar="TEXT")
@click.option("--description", metavar="TEXT")
@click.option("--document-no", metavar="TEXT")
@click.option("--invoice-no", metavar="TEXT")
@click.option("--invoice-date", type=Day())
@click.option("--booking-date", type=Day())
@click.option("--payment-date", type=Day())
@click.option("--budget-article", metavar="TEXT")
@click.option("--order-no", metavar="TEXT")
@click.option("--statement-no", metavar="TEXT")
@click.option("--account", metavar="TEXT")
@click.option("--supplier-no", metavar="TEXT")
@click.option("--iban", metavar="TEXT")
@click.option("--take-back", is_flag=True, help="Only the reversal: the line was claimed in error.")
@reason_option
@common_options
def correct_command(number: int, reason: str, take_back: bool, **changes: Any) -> None:
    """Corrects a line: a reversal, and a new line with what you say; tags keep their proportions.

    The old line stays as it was posted, and a later export still recognises it.
    """
    from subsidy_ledger.operations import lines

    said = {name: value for name, value in changes.items() if value is not None}
    if take_back:
        if said:
            raise WrongUse("correct-both", "--take-back puts nothing in the line's place; leave out the other options.")
        back = lines.take_back(session(), number, reason=reason)
        show(_taken_back(back))
        warn_if_posted([back.reversal.number])
        return
    if not said:
        raise WrongUse(
            "correct-what", "Say what to correct, such as --amount 1250.00. `ledger correct --help` lists it."
        )
    done = lines.correct(session(), number, said, reason=reason)
    show(_taken_back(done))
    warn_if_posted([line.number for line in (done.reversal, done.new) if line is not None])


def _taken_back(done: Corrected) -> Sentence:
    """What a correction came to."""
    line, amount, back = done.old.number, Euro(done.old.amount), done.reversal.number
    if done.new is None:
        return say("line {line} ({amount}) is taken back by line {back}", line=line, amount=amount, back=back)
    return say(
        "line {line} ({amount}) is taken back by line {back}; line {heir} ({new}) takes its place",
        line=line, amount=amount, back=back, heir=done.new.number, new=Euro(done.new.amount),
    )  # fmt: skip

"""What `ledger explain` shows of a figure, of its difference between two days, and of a finding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from subsidy_ledger.cli.options import language, session
from subsidy_ledger.cli.show import show, show_json, show_table
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.i18n import speak, words

if TYPE_CHECKING:
    from subsidy_ledger.domain.figures import Figure


def explain_figure(code: str, year: int, as_of: date | None, known_on: date | None, format_: str) -> None:
    """The lines of a figure with their running total; of a grant what it may spend, of a sector its plan."""
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.operations import explain
    from subsidy_ledger.reports.balance import carried_over
    from subsidy_ledger.reports.expenses import expenses_json
    from subsidy_ledger.reports.figure import figure_table

    story = explain.explain_figure(session(), code, year, as_of=as_of, known_on=known_on)
    if format_ == "json":
        lines = [{**expenses_json([e])[0], "share": to_text(s.cents), "objective": s.code} for e, s in story.parts]
        show_json({"code": story.figure.name, "year": year, "amount": to_text(story.cents), "lines": lines})
        return
    figure = speak("{code} {year}: {amount}", code=story.figure.name, year=year, amount=Euro(story.cents))
    click.echo(f"{figure}   {_title(story.figure)}")
    if story.allocated is not None:
        left = Euro(story.allocated - story.cents)
        show(say("allocated {allocated}, remaining {left}", allocated=Euro(story.allocated), left=left))
    if story.planned is not None:
        left = Euro(story.planned - story.cents)
        show(say("planned {planned}, remaining {left}", planned=Euro(story.planned), left=left))
    for carried in story.carry_overs:
        show(carried_over(carried, year))
    click.echo("")
    show_table(figure_table(story.parts))


def _title(figure: Figure) -> str:
    title = figure.title(language())
    return words().say(title) if isinstance(title, Sentence) else title


def explain_difference(code: str, year: int, earlier: date, later: date, format_: str) -> None:
    """What led from the figure of one day to that of another, cost by cost."""
    from subsidy_ledger.operations import differences
    from subsidy_ledger.reports.difference import difference_json, difference_table, steps_said

    found = differences.explain_difference(session(), code, year, earlier, later)
    if format_ == "json":
        show_json(difference_json(found))
        return
    show(
        say(
            "{code} {year}: {before} on {earlier}, {after} on {later}; difference {difference}",
            code=found.figure.name, year=str(year), before=Euro(found.before), earlier=earlier,
            after=Euro(found.after), later=later, difference=Euro(found.after - found.before),
        )
    )  # fmt: skip
    if found.allocated is not None and found.allocated[0] != found.allocated[1]:
        before, after = found.allocated
        show(say("allocated: {before}, then {after}", before=Euro(before), after=Euro(after)))
    for step in steps_said(found):
        show(step)
    if not found.changes:
        show(say("no line counts otherwise"))
        return
    click.echo("")
    show_table(difference_table(found))


def explain_years(code: str, years: tuple[int, int], known_on: date | None, format_: str) -> None:
    """A figure of two years side by side: by code, and by supplier and budget article."""
    from subsidy_ledger.operations import two_years
    from subsidy_ledger.reports.two_years import codes_table, suppliers_table, two_years_json

    found = two_years.explain_years(session(), code, years, known_on=known_on)
    if format_ == "json":
        show_json(two_years_json(found))
        return
    before, after = found.whole.cents
    first, second = map(str, years)
    show(
        say(
            "{code}: {before} in {first}, {after} in {second}; difference {difference}",
            code=found.figure.name, before=Euro(before), first=first, after=Euro(after), second=second,
            difference=Euro(found.whole.difference),
        )
    )  # fmt: skip
    if found.allocated is not None:
        show(say("allocated: {before} in {first}, {after} in {second}", before=Euro(found.allocated[0]), first=first,
                 after=Euro(found.allocated[1]), second=second))  # fmt: skip
    for table in (codes_table(found), suppliers_table(found)):
        click.echo("")
        show_table(table)


def explain_finding(number: str, format_: str) -> None:
    """A finding with its lines, each with file, sheet and row."""
    from subsidy_ledger.operations.findings import story
    from subsidy_ledger.reports.expenses import expenses_json
    from subsidy_ledger.reports.figure import figure_table
    from subsidy_ledger.reports.findings import findings_table, history_json

    found = story(session(), number)
    numbers = found.finding.expenses if found.finding else ()
    lines = [line for n in numbers if (line := found.ledger.expense(n)) is not None]
    if format_ == "json":
        show_json({**history_json(found.finding, found.decisions), "lines": expenses_json(lines)})
        return
    if found.finding is None:
        show(say("Finding {id} is no longer found.", id=found.id))
        return
    show_table(findings_table([found.finding], (found.finding.check,)))
    click.echo("")
    show_table(figure_table([(line, share) for line in lines for share in line.shares]))

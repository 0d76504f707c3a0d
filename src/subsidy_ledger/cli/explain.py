"""`ledger explain`: from a figure to its lines, from a line to its cells."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.options import (
    as_of_option,
    common_options,
    format_option,
    known_on_option,
    language,
    session,
    year_option,
)
from subsidy_ledger.cli.show import show, show_json, show_table
from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.i18n import speak

if TYPE_CHECKING:
    from subsidy_ledger.operations.explain import LineStory


@click.command(
    "explain",
    short_help="From a figure to its lines, from a line to its cells",
    epilog="\b\nExamples:\n  ledger explain 12\n  ledger explain G2.1 --year 2019\n"
    "  ledger explain radicalisation --year 2019",
)
@click.argument("what", metavar="EXPENSE|CODE")
@year_option
@as_of_option
@known_on_option
@format_option("table", "json")
@common_options
def explain_command(what: str, year: int | None, as_of: date | None, known_on: date | None, format_: str) -> None:
    """Leads a figure back to its lines, and a line back to file, sheet, row and cells, with its whole history."""
    if what.isdecimal() and year is None and as_of is None:
        _explain_line(int(what), known_on, format_)
    elif what.isdecimal() and not _is_code(what):
        raise WrongUse("explain-line", "A line has one year and one date: leave out --year and --as-of.")
    elif year is None:
        raise WrongUse("explain-year", "Say which year: `ledger explain {code} --year 2019`.", code=what)
    else:
        _explain_figure(what, year, as_of, known_on, format_)


def _is_code(what: str) -> bool:
    """A code may be a number too; with a year the code is meant."""
    return what in session().ledger().agreement.targets


def _explain_figure(code: str, year: int, as_of: date | None, known_on: date | None, format_: str) -> None:
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.operations.explain import explain_figure
    from subsidy_ledger.reports.balance import carried_over
    from subsidy_ledger.reports.expenses import expenses_json
    from subsidy_ledger.reports.figure import figure_table

    story = explain_figure(session(), code, year, as_of=as_of, known_on=known_on)
    if format_ == "json":
        lines = [{**expenses_json([e])[0], "share": to_text(s.cents), "objective": s.code} for e, s in story.parts]
        show_json({"code": story.target.code, "year": year, "amount": to_text(story.cents), "lines": lines})
        return
    title = getattr(story.target.title, language())
    figure = speak("{code} {year}: {amount}", code=story.target.code, year=year, amount=Euro(story.cents))
    click.echo(f"{figure}   {title}")
    if story.allocated is not None:
        left = Euro(story.allocated - story.cents)
        show(say("allocated {allocated}, remaining {left}", allocated=Euro(story.allocated), left=left))
    for carried in story.carry_overs:
        show(carried_over(carried, year))
    click.echo("")
    show_table(figure_table(story.parts))


def _explain_line(number: int, known_on: date | None, format_: str) -> None:
    from subsidy_ledger.operations.explain import explain_line

    story = explain_line(session(), number, known_on=known_on)
    if format_ == "json":
        show_json(_story_json(story))
    else:
        from subsidy_ledger.cli.story import story_lines

        click.echo("\n".join(story_lines(story)))


def _story_json(story: LineStory) -> dict[str, Any]:
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.reports.expenses import expenses_json

    return {
        **expenses_json([story.expense])[0],
        "status": str(story.status),
        "paid_elsewhere": [{"funding": s.funding, "amount": to_text(s.cents)} for s in story.paid_elsewhere],
        "cells": [{"column": letter, "header": header, "value": cell} for letter, header, cell in story.cells],
        "history": [
            {
                "entry": e.entry.number, "at": e.entry.at.isoformat(), "by": e.entry.by, "reason": e.why,
                "what": e.what, "told": str(e.told) if e.told else None, "import": e.import_number, "row": e.row,
                "line": e.other,
                "shares": [{"objective": s.code, "amount": to_text(s.cents)} for s in e.shares],
                "rules": [{"rule": u.rule, "version": u.version, "likeness": u.likeness} for u in e.rules],
                "facts": {name: str(value) for name, value in (e.facts or {}).items()},
            }
            for e in story.events
        ],
    }  # fmt: skip

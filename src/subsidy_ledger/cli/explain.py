"""`ledger explain`: from a figure to its lines, from a line to its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
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
from subsidy_ledger.cli.show import show_json, show_table
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.operations.explain import Event, LineStory


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
    if what.isdecimal() and (year is not None or as_of is not None):
        raise WrongUse("explain-line", "A line has one year and one date: leave out --year and --as-of.")
    if what.isdecimal():
        _explain_line(int(what), known_on, format_)
    elif year is None:
        raise WrongUse("explain-year", "Say which year: `ledger explain {code} --year 2019`.", code=what)
    else:
        _explain_figure(what, year, as_of, known_on, format_)


def _explain_figure(code: str, year: int, as_of: date | None, known_on: date | None, format_: str) -> None:
    from subsidy_ledger.domain.money import to_grouped, to_text
    from subsidy_ledger.operations.explain import explain_figure
    from subsidy_ledger.reports.expenses import expenses_json
    from subsidy_ledger.reports.figure import figure_table

    story = explain_figure(session(), code, year, as_of=as_of, known_on=known_on)
    if format_ == "json":
        lines = [{**expenses_json([e])[0], "share": to_text(s.cents), "objective": s.code} for e, s in story.parts]
        show_json({"code": story.target.code, "year": year, "amount": to_text(story.cents), "lines": lines})
        return
    title = getattr(story.target.title, language())
    click.echo(f"{story.target.code} {year}: {to_grouped(story.cents)}   {title}")
    if story.allocated is not None:
        left = to_grouped(story.allocated - story.cents)
        click.echo(f"allocated {to_grouped(story.allocated)}, remaining {left}")
    click.echo("")
    show_table(figure_table(story.parts))


def _explain_line(number: int, known_on: date | None, format_: str) -> None:
    from subsidy_ledger.operations.explain import explain_line

    story = explain_line(session(), number, known_on=known_on)
    if format_ == "json":
        show_json(_story_json(story))
    else:
        click.echo("\n".join(_story_lines(story)))


def _story_lines(story: LineStory) -> Iterator[str]:
    from subsidy_ledger.domain.money import to_grouped
    from subsidy_ledger.reports.expenses import shares_text

    expense, source = story.expense, story.expense.source
    yield f"line {expense.number}: {to_grouped(expense.amount)} ({story.status})"
    yield f"  {'tagged':<16} {shares_text(expense.shares)}"
    for field in fields(expense.details):
        value = getattr(expense.details, field.name)
        if value is not None and field.name != "amount":
            shown = to_grouped(value) if field.name.endswith("_amount") else value
            yield f"  {field.name.replace('_', ' '):<16} {shown}"
    if source is not None and story.batch is not None:
        yield "as delivered"
        yield f"  file             {source.file} (import {source.import_number}, sha256 {source.sha256})"
        yield f"  sheet and row    {source.sheet}, row {source.row}"
        for letter, header, cell in story.cells:
            yield f"  {letter + str(source.row):<7} {header:<24} {cell}"
    yield "history"
    yield from (_event_line(event) for event in story.events)


def _event_line(event: Event) -> str:
    from subsidy_ledger.domain.moments import local
    from subsidy_ledger.reports.expenses import shares_text

    entry = event.entry
    what = event.what + (f" line {event.other}" if event.other and event.what.startswith("posted") else "")
    if event.what == "corrected":
        what = f"corrected; line {event.other} takes its place"
    elif event.what == "taken back":
        what = f"taken back by line {event.other}"
    elif event.what == "known":
        what = f"recognised in row {event.row} of import {event.import_number}"
    elif event.what == "changed":
        what = f"shown with other figures in row {event.row} of import {event.import_number}; not posted"
    elif event.what == "supplement undone":
        what = f"import {event.import_number} was undone, and with it {', '.join(event.facts or ()).replace('_', ' ')}"
    elif event.facts and event.what.startswith("posted"):
        what += " (" + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in event.facts.items()) + ")"
    elif event.facts:
        facts = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in event.facts.items())
        what = f"supplemented from row {event.row} of import {event.import_number}: {facts}"
    shares = f": {shares_text(event.shares)}" if event.shares else ""
    reason = f' "{entry.reason}"' if entry.reason else ""
    return f"  entry {entry.number:<4} {local(entry.at):%Y-%m-%d %H:%M} {entry.by}: {what}{shares}{reason}"


def _story_json(story: LineStory) -> dict[str, Any]:
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.reports.expenses import expenses_json

    return {
        **expenses_json([story.expense])[0],
        "status": story.status,
        "cells": [{"column": letter, "header": header, "value": cell} for letter, header, cell in story.cells],
        "history": [
            {
                "entry": e.entry.number, "at": e.entry.at.isoformat(), "by": e.entry.by, "reason": e.entry.reason,
                "what": e.what, "import": e.import_number, "row": e.row, "line": e.other,
                "shares": [{"objective": s.code, "amount": to_text(s.cents)} for s in e.shares],
                "facts": {name: str(value) for name, value in (e.facts or {}).items()},
            }
            for e in story.events
        ],
    }  # fmt: skip

"""`ledger explain`: from a figure to its lines, from a line to its cells."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.options import (
    Day,
    as_of_option,
    common_options,
    format_option,
    known_on_option,
    session,
    year_option,
)
from subsidy_ledger.cli.show import show_json
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.operations.explain import LineStory

FINDING = re.compile(r"[0-9a-f]{10}")


@click.command(
    "explain",
    short_help="From a figure to its lines, from a line to its cells",
    epilog="\b\nExamples:\n  ledger explain 12\n  ledger explain G2.1 --year 2019\n"
    "  ledger explain radicalisation --year 2019\n  ledger explain total --year 2019\n"
    "  ledger explain G2.1 --year 2019 --known-on 2020-06-30 --and 2020-09-15\n"
    "  ledger explain 'Position!D5' --workbook reconciliation.xlsx",
)
@click.argument("what", metavar="EXPENSE|CODE|FINDING|CELL")
@year_option
@as_of_option
@known_on_option
@click.option("--and", "later", type=Day(), help="With --known-on: what changed in a figure from that day to this one.")
@click.option("--workbook", metavar="FILE", help="The reconciliation workbook in which CELL stands: 'Position!D5'.")
@format_option("table", "json")
@common_options
def explain_command(
    what: str,
    year: int | None,
    as_of: date | None,
    known_on: date | None,
    later: date | None,
    workbook: str | None,
    format_: str,
) -> None:
    """Leads a figure back to its lines, and a line back to file, sheet, row and cells, with its whole history.

    Figures without a code have a word: `total`, `untagged`, `transfers`, `project`, `deduction`. With --known-on and
    --and every change between two days is shown, adding up to the difference. A finding is asked for by its id.

    A cell of a reconciliation workbook (--workbook) is explained from the ledger as it was when the workbook was made.
    """
    from subsidy_ledger.cli import figures

    if workbook is not None:
        if (year, as_of, known_on, later) != (None, None, None, None):
            raise WrongUse("explain-workbook", "The workbook says which year and day: give --workbook alone.")
        from subsidy_ledger.cli.cells import explain_cell

        explain_cell(workbook, what, format_)
    elif FINDING.fullmatch(what) and year is None:
        figures.explain_finding(what, format_)
    elif what.isdecimal() and year is None and as_of is None and later is None:
        _explain_line(int(what), known_on, format_)
    elif what.isdecimal() and not _is_code(what):
        raise WrongUse("explain-line", "A line has one year and one date: leave out --year and --as-of.")
    elif year is None:
        raise WrongUse("explain-year", "Say which year: `ledger explain {code} --year 2019`.", code=what)
    elif later is None:
        figures.explain_figure(what, year, as_of, known_on, format_)
    elif known_on is None or as_of is not None:
        raise WrongUse("explain-days", "--and needs the earlier day: --known-on 2020-06-30, without --as-of.")
    else:
        figures.explain_difference(what, year, known_on, later, format_)


def _is_code(what: str) -> bool:
    """A code may be a number too; with a year the code is meant."""
    return what in session().ledger().agreement.targets


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

"""`ledger explain`: from a figure to its lines, from a line to its cells."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
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
from subsidy_ledger.domain.sentences import Listed
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.operations.explain import LineStory

# Options that are not named as the argument is.
OPTIONS = {"as_of": "as-of", "known_on": "known-on", "later": "and", "and_year": "and-year"}
# Words before the figure that they have.
RECORDED = ("import", "settlement", "transfers")
FINDING = re.compile(r"[0-9a-f]{10}")
# No code has an exclamation mark before a cell.
CELL = re.compile(r"=?.+!\$?[A-Za-z]{1,3}\$?[0-9]{1,7}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options say; None where nothing is said."""

    year: int | None
    as_of: date | None
    known_on: date | None
    later: date | None
    and_year: int | None
    grant: str | None
    workbook: str | None
    format_: str

    def leave_out(self, *names: str) -> None:
        """Raises WrongUse where one of these options is said all the same."""
        said = tuple(f"--{OPTIONS.get(name, name)}" for name in names if getattr(self, name) is not None)
        if said:
            raise WrongUse("explain-options", "{options} says nothing here: leave it out.", options=Listed(said, "and"))


@click.command(
    "explain",
    short_help="From a figure to its lines, from a line to its cells",
    epilog="\b\nExamples:\n  ledger explain 12\n  ledger explain G2.1 --year 2019\n"
    "  ledger explain radicalisation --year 2019\n  ledger explain total --year 2019\n"
    "  ledger explain G2.1 --year 2018 --and-year 2019\n"
    "  ledger explain G2.1 --year 2019 --known-on 2020-06-30 --and 2020-09-15\n"
    "  ledger explain import 3\n  ledger explain settlement balance --year 2019\n"
    "  ledger explain transfers open --year 2019\n"
    "  ledger explain 'Position!D5' --workbook reconciliation.xlsx",
)
@click.argument("what", nargs=-1, required=True, metavar="EXPENSE|CODE|FINDING|CELL")
@year_option
@as_of_option
@known_on_option
@click.option("--and", "later", type=Day(), help="With --known-on: what changed in a figure from that day to this one.")
@click.option("--and-year", type=int, metavar="YEAR", help="The figure of --year beside that of this year.")
@click.option("--grant", metavar="GRANT", help="Of a settlement: one grant only.")
@click.option("--workbook", metavar="FILE", help="The reconciliation workbook in which CELL stands: 'Position!D5'.")
@format_option("table", "json")
@common_options
def explain_command(what: tuple[str, ...], **options: Any) -> None:
    """Leads a figure back to its lines, and a line back to file, sheet, row and cells, with its whole history.

    Figures without a code have a word: `total`, `untagged`, `transfers`, `project`, `deduction`. With --known-on and
    --and every change between two days is shown, adding up to the difference. A finding is asked for by its id.

    With --and-year a figure stands beside that of another year, by code and by supplier: what is new, gone, larger and
    smaller.

    `import 3` leads the figures of an import to the rows of its file, `import 3 posted` one of them. `settlement
    balance` leads a figure of the settlement (`claimed`, `accepted`, `reduced`, `rejected`, `recovery` and others) to
    lines, rulings, receipts and allocations; `transfers proven` one of the transfers (`paid`, `open` and others) to the
    lines of both sides. `general transfers` is what of the general grant went to the police zone.

    A cell of a reconciliation workbook (--workbook) is explained from the ledger as it was when the workbook was made.
    """
    asked = Asked(**options)
    # The words of a recorded figure may come in quotes: "import 9".
    if asked.workbook is None and (said := " ".join(what).split())[:1] and said[0] in RECORDED:
        what = tuple(said)
    first = what[0]
    if asked.workbook is not None:
        asked.leave_out("year", "as_of", "known_on", "later", "and_year", "grant")
        from subsidy_ledger.cli.cells import explain_cell

        explain_cell(asked.workbook, " ".join(what), asked.format_)
    elif first in RECORDED and (len(what) > 1 or (first != "transfers" and not _is_code(first))):
        asked.leave_out("as_of", "later", "and_year")
        (_explain_import if first == "import" else _explain_recorded)(what, asked)
    elif len(what) > 1 and first.isdecimal() and not _is_code(first):
        raise WrongUse("explain-one", "One line at a time: `ledger explain {line}`.", line=first)
    else:
        asked.leave_out("grant")
        _explain_one(" ".join(what), asked)


def _explain_one(what: str, asked: Asked) -> None:
    """A line, a finding, or a figure of the balance."""
    from subsidy_ledger.cli import figures

    year, known_on, later = asked.year, asked.known_on, asked.later
    if FINDING.fullmatch(what) and (year is None or not _is_code(what)):
        asked.leave_out("year", "as_of", "known_on", "later", "and_year")
        figures.explain_finding(what, asked.format_)
    elif CELL.fullmatch(what):
        raise WrongUse(
            "explain-workbook",
            "{cell} is a cell: name the workbook in which it stands: ledger explain {quoted} --workbook FILE.",
            cell=what, quoted=shlex.quote(what),
        )  # fmt: skip
    elif what.isdecimal() and year is None and asked.as_of is None and later is None:
        _explain_line(int(what), known_on, asked.format_)
    elif what.isdecimal() and not _is_code(what):
        raise WrongUse("explain-line", "A line has one year and one date: leave out --year and --as-of.")
    elif year is None:
        raise WrongUse("explain-year", "Say which year: `ledger explain {code} --year 2019`.", code=what)
    elif asked.and_year is not None:
        asked.leave_out("as_of", "later")
        figures.explain_years(what, (year, asked.and_year), known_on, asked.format_)
    elif later is None:
        figures.explain_figure(what, year, asked.as_of, known_on, asked.format_)
    elif known_on is None or asked.as_of is not None:
        raise WrongUse("explain-days", "--and needs the earlier day: --known-on 2020-06-30, without --as-of.")
    else:
        figures.explain_difference(what, year, known_on, later, asked.format_)


def _explain_import(what: tuple[str, ...], asked: Asked) -> None:
    from subsidy_ledger.cli.recorded import explain_import

    asked.leave_out("year", "grant")
    if len(what) not in (2, 3) or not what[1].isdecimal():
        raise WrongUse("explain-import", "Say which import: `ledger explain import 3`. `ledger imports` lists them.")
    explain_import(int(what[1]), what[2] if len(what) > 2 else None, asked.known_on, asked.format_)


def _explain_recorded(what: tuple[str, ...], asked: Asked) -> None:
    """A figure of a settlement, or of the transfers."""
    from subsidy_ledger.cli import recorded

    if len(what) != 2 or asked.year is None:
        raise WrongUse(
            "explain-settlement", "Say which figure of which year: `ledger explain settlement balance --year 2019`."
        )
    if what[0] == "settlement":
        recorded.explain_settlement(what[1], asked.year, asked.grant, asked.known_on, asked.format_)
    else:
        asked.leave_out("grant")
        recorded.explain_transfers(what[1], asked.year, asked.known_on, asked.format_)


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

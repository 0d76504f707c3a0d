"""What `ledger explain --workbook` shows of a cell: what it adds up, or why it is no sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.options import session
from subsidy_ledger.cli.show import show, show_json, show_table
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.sentences import Euro, Listed, say, say_n
from subsidy_ledger.i18n import words

if TYPE_CHECKING:
    from subsidy_ledger.operations.cell_story import CellStory, Named

# A formula over more cells than these says less than its lines do.
OVER_MAX = 6


def explain_cell(path: str, asked: str, format_: str) -> None:
    """A cell with the lines it adds up, each with its own cell in the workbook."""
    from subsidy_ledger.operations import cells

    story = cells.explain_cell(session(), path, asked)
    if format_ == "json":
        show_json(_json(story))
        return
    _show_head(story)
    if story.kind == "difference":
        show(say("It only holds two figures against each other: {over}. Ask for one of them.", over=_over(story)))
    elif story.kind == "ratio":
        show(say("It is no sum of lines, but worked out of {over}. Ask for one of them.", over=_over(story)))
    elif story.kind == "text":
        show(say("It holds no amount of the ledger's: {text}", text=story.text))
    elif story.kind == "empty":
        show(say("It is empty."))
    elif story.kind == "recorded":
        _show_recorded(story.recorded[0])
    elif not story.parts and not story.recorded:
        show(say("No line stands behind it."))
    else:
        _show_parts(story)


def _show_head(story: CellStory) -> None:
    cell = story.cell
    if story.kind in ("sum", "recorded", "difference"):
        show(say("{cell}: {amount}   {what}", cell=cell.cell, amount=Euro(cell.cents), what=_what(cell)))
    else:
        click.echo(cell.cell)
    if story.is_changed:
        shown = Euro(story.shown) if isinstance(story.shown, int) else story.shown or say("nothing")
        show(say("the workbook shows {shown} there: the cell was written over, or filled in since", shown=shown))
    if story.is_uncalculated:
        show(
            say(
                "{file} holds a formula there and no figure: it was saved by a program that does not calculate. Open "
                "it in Excel or LibreOffice and save it; ledger verify-workbook FILE says whether a formula was "
                "changed",
                file=story.file,
            )
        )  # fmt: skip
    made = story.made_from
    show(
        say(
            "{file}, {year}: the ledger as recorded up to entry {entry} ({at}, {by})",
            file=story.file, year=str(story.year), entry=made.number, at=made.at, by=made.by,
        )
    )  # fmt: skip
    if not story.same_program:
        show(say("another version of the program made it: its cells may stand elsewhere than this one has them"))
    if story.later:
        _show_later(story)


def _show_later(story: CellStory) -> None:
    """The entries recorded since, with a command that shows what they changed: two days show nothing where they are
    one."""
    n, entries, year = len(story.later), ranges(each.number for each in story.later), str(story.year)
    first, last = (local(each.at).date() for each in (story.made_from, story.later[-1]))
    if first < last:
        show(
            say_n(
                "{n} entry was recorded since ({entries}); what it changed: ledger explain CODE --year {year} "
                "--known-on {known} --and {later}",
                "{n} entries were recorded since ({entries}); what they changed: ledger explain CODE --year {year} "
                "--known-on {known} --and {later}",
                n=n, entries=entries, year=year, known=first.isoformat(), later=last.isoformat(),
            )
        )  # fmt: skip
    else:
        show(
            say_n(
                "{n} entry was recorded since ({entries}); the sheet Changes of a fresh workbook shows what it "
                "changed: ledger export reconciliation --year {year} --since {known} FILE.xlsx",
                "{n} entries were recorded since ({entries}); the sheet Changes of a fresh workbook shows what they "
                "changed: ledger export reconciliation --year {year} --since {known} FILE.xlsx",
                n=n, entries=entries, year=year, known=first.isoformat(),
            )
        )  # fmt: skip


def _show_recorded(cell: Named) -> None:
    if cell.leads:
        show(say("It is recorded as it stands, and no sum of lines; `{command}` leads on.", command=cell.leads))
    else:
        show(say("It is recorded as it stands, and no sum of lines."))


def _show_parts(story: CellStory) -> None:
    from subsidy_ledger.reports.cell import cell_table

    if story.over and len(story.over) <= OVER_MAX:
        show(say("its formula is over {over}", over=_over(story)))
    click.echo("")
    recorded = [(each.cell, _what(each), each.cents) for each in story.recorded]
    show_table(cell_table(recorded, [(p.cell, p.expense, p.code, p.cents) for p in story.parts]))


def _over(story: CellStory) -> Listed:
    return Listed(tuple(say("{cell} ({amount})", cell=c.cell, amount=Euro(c.cents)) for c in story.over), "and")


def _what(cell: Named) -> str:
    """The title of its column and what its row says."""
    return ", ".join(text for text in (words().text(cell.title), cell.row) if text)


def _json(story: CellStory) -> dict[str, Any]:
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.reports.expenses import expenses_json

    def named(cell: Named) -> dict[str, Any]:
        return {"cell": cell.cell, "column": cell.title, "row": cell.row, "amount": to_text(cell.cents)}

    is_amount = story.kind in ("sum", "recorded", "difference")
    made = story.made_from
    return {
        "file": story.file,
        "year": story.year,
        "entry": made.number,
        "at": made.at.isoformat(),
        "digest": made.digest,
        "entries_since": len(story.later),
        "same_version": story.same_program,
        "cell": story.cell.cell,
        "kind": story.kind,
        "amount": to_text(story.cell.cents) if is_amount else None,
        "uncalculated": story.is_uncalculated,
        "shown": to_text(story.shown) if isinstance(story.shown, int) else story.shown,
        "text": story.text or None,
        "over": [named(cell) for cell in story.over],
        "recorded": [named(cell) for cell in story.recorded],
        "lines": [
            {**expenses_json([p.expense])[0], "share": to_text(p.cents), "objective": p.code, "cell": p.cell}
            for p in story.parts
        ],
    }

"""`ledger undo` and `ledger redo`: take back a whole import, post it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.options import common_options, format_option, reason_option, session
from subsidy_ledger.cli.show import show, show_json, show_table, tell
from subsidy_ledger.cli.submitted import submitted_json, warn_if_moved
from subsidy_ledger.domain.sentences import Euro, Listed, Phrases, Sentence, say, say_n

if TYPE_CHECKING:
    from subsidy_ledger.operations.reviving import LeftOut
    from subsidy_ledger.operations.undoing import Turned
    from subsidy_ledger.reports.tables import Table

LEFT_OUT_SHOWN_MAX = 50


@click.command(
    "undo", short_help="Take back a whole import", epilog='\b\nExample:\n  ledger undo 3 --reason "wrong file"'
)
@click.argument("number", type=int, metavar="IMPORT")
@reason_option
@format_option("table", "json")
@common_options
def undo_command(number: int, reason: str, format_: str) -> None:
    """Takes back one import: every live line of it is reversed, and both stay to be seen.

    Lines of it that were corrected or tagged since are taken back as they are now; payment facts that the import
    added to other lines go with it; lines that it had replaced or found gone live again. `ledger redo` posts it again.
    """
    from subsidy_ledger.operations.undoing import undo

    done = undo(session(), number, reason=reason)
    if format_ == "json":
        show_json(_turned_json(done))
    else:
        show(
            say_n(
                "Import {number} ({file}) was taken back: {n} line reversed (entry {entry}). Post it again: "
                "ledger redo {number} --reason …",
                "Import {number} ({file}) was taken back: {n} lines reversed (entry {entry}). Post it again: "
                "ledger redo {number} --reason …",
                n=len(done.reversals), number=done.number, file=done.file, entry=done.entry,
            )
        )  # fmt: skip
        _show(done)
    for sentence in _beside(done):
        tell(sentence)
    warn_if_moved(done.before, done.after)


@click.command(
    "redo",
    short_help="Post an undone import again, with its tags",
    epilog='\b\nExample:\n  ledger redo 3 --reason "it was the right file after all"',
)
@click.argument("number", type=int, metavar="IMPORT")
@reason_option
@format_option("table", "json")
@common_options
def redo_command(number: int, reason: str, format_: str) -> None:
    """Posts the lines of an undone import again, as they stood when it was undone: amounts, tags, corrections, payment
    facts and sources.

    What the import had replaced or found gone is taken back again. A line that the ledger has otherwise by now, from
    another file for example, stays out and is named.
    """
    from subsidy_ledger.operations.undoing import redo

    done = redo(session(), number, reason=reason)
    if format_ == "json":
        show_json(_turned_json(done))
    elif done.entry is None:
        show(say("Nothing of import {n} ({file}) was posted again.", n=done.number, file=done.file))
    else:
        show(
            say_n(
                "Import {number} ({file}) was posted again: {n} line (entry {entry}). Take it back: "
                "ledger undo {number} --reason …",
                "Import {number} ({file}) was posted again: {n} lines (entry {entry}). Take it back: "
                "ledger undo {number} --reason …",
                n=len(done.revived), number=done.number, file=done.file, entry=done.entry,
            )
        )  # fmt: skip
        _show(done)
    for sentence in _beside(done):
        tell(sentence)
    warn_if_moved(done.before, done.after)


def _show(done: Turned) -> None:
    """What it changes, in money, by envelope and objective."""
    effect = _effect(done)
    if effect.rows:
        show_table(effect)


def _effect(done: Turned) -> Table:
    from subsidy_ledger.operations.balance import positions_of
    from subsidy_ledger.reports.effect import effect_table

    return effect_table(positions_of(done.before), positions_of(done.after))


def _beside(done: Turned) -> Iterator[Sentence]:
    """What goes or stays beside the import's own lines."""
    is_undo = any(e.source is not None and e.source.import_number == done.number for e in done.reversals)
    if is_undo and done.revived:
        yield say(
            "Lines that count again, which it had replaced, found gone or stated as well: {numbers}",
            numbers=_numbers([e.number for e in done.revived]),
        )
    if not is_undo and done.reversals:
        yield say(
            "Lines that it replaces or found gone were taken back again: {numbers}",
            numbers=_numbers([e.reverses for e in done.reversals]),
        )
    for number, lines in sorted(done.standing.items()):
        yield say_n(
            "Import {other} has replaced {n} line of it, which stays as that one posted it.",
            "Import {other} has replaced {n} lines of it, which stay as that one posted them.",
            other=number,
            n=lines,
        )
    yield from _refused(done)
    if done.poorer:
        yield say(
            "Payment facts that it had supplied went with it, from lines: {numbers}", numbers=_numbers(done.poorer)
        )
    if done.also_in:
        yield say_n(
            "Note: import {numbers} states some of this too. To have it back, import its file again.",
            "Note: imports {numbers} state some of this too. To have it back, import their files again.",
            n=len(done.also_in),
            numbers=_numbers(done.also_in),
        )
    yield from (_left_out(left) for left in done.left_out[:LEFT_OUT_SHOWN_MAX])
    if len(done.left_out) > LEFT_OUT_SHOWN_MAX:
        yield say("and {n} more (--format json lists all)", n=len(done.left_out) - LEFT_OUT_SHOWN_MAX)


def _refused(done: Turned) -> Iterator[Sentence]:
    """Refused rows that are open or closed now because of it."""
    before, after = ({row.number for row in rows} for rows in done.refused)
    if opened := sorted(after - before):
        yield say("Refused rows that are open again: {numbers} (ledger refused)", numbers=_numbers(opened))
    if settled := sorted(before - after):
        yield say("Refused rows that are no longer open: {numbers} (ledger refused --all)", numbers=_numbers(settled))


LEFT_OUT: Phrases = {
    "known": "Line {line} ({euros}) was not brought back: line {other} states the same.",
    "changed": "Line {line} ({euros}) was not brought back: line {other} is of the same document, with other figures.",
    "replaced": "Line {line} ({euros}) was not brought back: import {other} has taken its place.",
    "by-hand": "Line {line} ({euros}) was not brought back: line {other}, which had its place, was taken back by hand.",
}


def _left_out(left: LeftOut) -> Sentence:
    return Sentence(
        LEFT_OUT[left.why], {"line": left.line.number, "euros": Euro(left.line.amount), "other": left.other}
    )


def _numbers(numbers: Iterable[int | None]) -> Listed:
    return Listed(tuple(numbers))


def _turned_json(done: Turned) -> dict[str, Any]:
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.render.plain import to_json

    return {
        "import": done.number,
        "file": done.file,
        "entry": done.entry,
        "reversed": [e.reverses for e in done.reversals],
        "revived": [{"line": e.replaces, "as": e.number} for e in done.revived],
        "left_out": [
            {"line": o.line.number, "amount": to_text(o.line.amount), "why": o.why, "other": o.other}
            for o in done.left_out
        ],
        "refused_opened": sorted({r.number for r in done.refused[1]} - {r.number for r in done.refused[0]}),
        "refused_settled": sorted({r.number for r in done.refused[0]} - {r.number for r in done.refused[1]}),
        "effect": [
            {**row, "code": str(row["code"]).strip()} for row in to_json(_effect(done))
        ],
        "submitted": submitted_json(done.before, done.after),
    }  # fmt: skip

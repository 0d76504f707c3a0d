"""What rules would move, shown before they move it; and the question that follows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.cli.show import is_agreed, show, show_json, show_table
from subsidy_ledger.cli.submitted import moved_sentences, submitted_json
from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.operations.rules import Tried

LINES_SHOWN_MAX = 40
NO_RULES = say("There are no rules. `ledger rules add --help` says how to make one.")


def agree(tried: Tried, question: Sentence, *, all_: bool, yes: bool, as_json: bool) -> None:
    """Shows what would move, then asks on a terminal; elsewhere --yes is needed."""
    if not as_json:
        show_tried(tried, all_=all_, as_json=False)
    if not yes:
        if as_json or not sys.stdin.isatty():
            raise WrongUse("yes-needed", "Nothing was written: say --yes to go on without being asked.")
        if not is_agreed(question):
            raise click.Abort


def tried_json(tried: Tried) -> dict[str, Any]:
    from subsidy_ledger.reports.rules import effect_json

    moved = submitted_json(tried.ledger, tried.effect.after(tried.ledger))
    return {**effect_json(tried.rules, tried.effect), "submitted": moved}


def show_tried(tried: Tried, *, all_: bool, as_json: bool) -> None:
    from subsidy_ledger.operations.balance import positions_of
    from subsidy_ledger.reports import rules as report
    from subsidy_ledger.reports.effect import effect_table

    if as_json:
        show_json(tried_json(tried))
        return
    effect = tried.effect
    if not tried.rules:
        show(NO_RULES)
        return
    show_table(report.rules_table(tried.rules, {entry.number: entry for entry in tried.ledger.entries}))
    for code in tried.transfers:
        show(say("{code} is a transfer to the police zone.", code=code))
    if not effect.moves:
        show(say("No line would get a code."))
    else:
        after = effect.after(tried.ledger)
        tables = [
            report.moved_table(effect), report.moves_table(effect.moves, None if all_ else LINES_SHOWN_MAX),
            effect_table(positions_of(tried.ledger), positions_of(after)),
        ]  # fmt: skip
        for table in tables:
            if table.rows:
                click.echo("")
                show_table(table)
        for sentence in moved_sentences(tried.ledger, after):
            show(sentence)
    left = (
        (say("Rules disagree on these lines, which stay as they are:"), report.disputed_table(effect.disputed)),
        (say("Nearly the supplier of a rule, and not tagged:"), report.near_table(effect.near)),
    )
    for sentence, table in left:
        if table.rows[1:]:
            click.echo("")
            show(sentence)
            show_table(table)
    if notes := report.effect_notes(tried.ledger, effect):
        click.echo("")
        for note in notes:
            show(note)

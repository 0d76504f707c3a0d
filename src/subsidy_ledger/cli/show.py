"""Showing tables: on a terminal as wide as it is, anywhere else uncut; machine formats alone on stdout."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from subsidy_ledger.domain.sentences import Phrase, Sentence, say
from subsidy_ledger.i18n import words

if TYPE_CHECKING:
    from subsidy_ledger.reports.tables import Table

YES: Phrase = "yes"
NO: Phrase = "no"


def show_table(table: Table) -> None:
    """On a terminal long texts wrap to its width; elsewhere every row is one line."""
    from subsidy_ledger.render.text import to_text

    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else None
    bold = is_terminal and not os.environ.get("NO_COLOR")
    click.echo(to_text(table, width=width, bold=bold, words=words()))


def show_json(value: Any) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_csv(table: Table) -> None:
    from subsidy_ledger.render.plain import to_csv

    click.echo(to_csv(table), nl=False)


def show(sentence: Sentence) -> None:
    """One sentence as the result, in the language that is spoken."""
    click.echo(words().say(sentence))


def labelled(pairs: Iterable[tuple[Sentence, Sentence]], width: int, *, indent: str = "  ") -> Iterator[str]:
    """A label and what it stands for, each pair a line; the labels take the same width, at least `width`."""
    from subsidy_ledger.render.widths import padded, shown_width

    said = [(words().say(label), words().say(text)) for label, text in pairs]
    widest = max((width, *(shown_width(label) for label, _ in said)))
    return (f"{indent}{padded(label, widest)} {text}" for label, text in said)


def tell(text: Sentence | str) -> None:
    """What is said beside the result goes to stderr, so that stdout stays clean for machines."""
    click.echo(words().say(text) if isinstance(text, Sentence) else text, err=True)


def is_agreed(question: Sentence) -> bool:
    """Asks on stderr until yes or no is said, in the language spoken or in English; nothing said is no."""
    yes, no = (words().text(choice) for choice in (YES, NO))
    while True:
        prompt = f"{words().say(question)} [{yes[0]}/{no[0].upper()}]"
        answer = click.prompt(prompt, default="", show_default=False, err=True).strip().casefold()
        if answer and any(word.startswith(answer) for word in (yes, YES)):
            return True
        if not answer or any(word.startswith(answer) for word in (no, NO)):
            return False
        tell(say("Please answer {yes} or {no}.", yes=yes, no=no))


def show_as(table: Table, format_: str) -> None:
    """The same table for people, or for machines as csv or json."""
    if format_ == "json":
        from subsidy_ledger.render.plain import to_json

        show_json(to_json(table))
    elif format_ == "csv":
        show_csv(table)
    else:
        show_table(table)

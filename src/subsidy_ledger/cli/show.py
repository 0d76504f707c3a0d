"""Showing tables: on a terminal as wide as it is, anywhere else uncut; machine formats alone on stdout."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from subsidy_ledger.reports.tables import Table


def show_table(table: Table) -> None:
    """On a terminal long texts wrap to its width; elsewhere every row is one line."""
    from subsidy_ledger.render.text import to_text

    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else None
    click.echo(to_text(table, width=width, bold=is_terminal and not os.environ.get("NO_COLOR")))


def show_json(value: Any) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_csv(table: Table) -> None:
    from subsidy_ledger.render.plain import to_csv

    click.echo(to_csv(table), nl=False)


def tell(text: str) -> None:
    """What is said beside the result goes to stderr, so that stdout stays clean for machines."""
    click.echo(text, err=True)


def show_as(table: Table, format_: str) -> None:
    """The same table for people, or for machines as csv or json."""
    if format_ == "json":
        from subsidy_ledger.render.plain import to_json

        show_json(to_json(table))
    elif format_ == "csv":
        show_csv(table)
    else:
        show_table(table)

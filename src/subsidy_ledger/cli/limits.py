"""The options that let a file ask for more of the computer than files usually need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from subsidy_ledger.importing.opening.limits import Limits

F = TypeVar("F", bound=Callable[..., Any])

WHAT = {
    "size": ("MB", "The largest file that is read"),
    "unpacked": ("MB", "The most a workbook may unpack to"),
    "rows": ("N", "The most rows one table may hold"),
    "memory": ("MB", "The most memory that reading a file may take"),
    "seconds": ("SECONDS", "The longest that reading a file may take"),
}
OPTIONS = {"rows": "--row-limit", "seconds": "--time-limit"}


def limit_options(function: F) -> F:
    """--size-limit, --unpacked-limit, --row-limit, --memory-limit, --time-limit; see `limits_of`."""
    usual = Limits()
    for name, (unit, help_) in reversed(WHAT.items()):
        option = click.option(
            OPTIONS.get(name, f"--{name}-limit"), f"{name}_limit", type=click.IntRange(min=1), metavar=unit,
            default=getattr(usual, name), show_default=True, help=help_,
        )  # fmt: skip
        function = option(function)
    return function


def limits_of(said: Mapping[str, Any]) -> Limits:
    """The limits that the options come to."""
    return Limits(**{name: said[f"{name}_limit"] for name in WHAT})

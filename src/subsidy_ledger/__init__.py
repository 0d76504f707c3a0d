"""A budget and spending ledger for public subsidies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subsidy_ledger.books import Books

__version__ = "0.1.0"


def open(url: str = "sqlite:///ledger.db", *, agreement: str | None = None) -> Books:  # noqa: A001
    """The books behind a database URL, for notebooks and scripts; see `Books` for the verbs."""
    from subsidy_ledger.books import Books

    return Books(url, agreement=agreement)

"""The way from the figures of an import to the rows of its file and the lines they became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from subsidy_ledger.domain.imported_rows import FIGURES, ImportedRow, of_figure, rows_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry, Import
from subsidy_ledger.domain.sentences import Listed
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lists import import_of
from subsidy_ledger.operations.session import Session, load_or_refuse


@dataclass(frozen=True, slots=True)
class ImportStory:
    """An import, the entry that posted it, and its rows; `shown` are those of the figure asked for, or all."""

    ledger: Ledger
    batch: Import
    entry: Entry
    rows: tuple[ImportedRow, ...]
    shown: Sequence[ImportedRow]


def explain_import(
    session: Session, number: int, *, figure: str | None = None, known_on: date | None = None
) -> ImportStory:
    """Every row of an import; raises WrongUse where there is no such import or figure."""
    from subsidy_ledger.storage.lookups import rows_of_import

    if figure is not None and figure not in FIGURES:
        raise WrongUse(
            "import-figure", 'An import has no figure "{figure}"; it has {figures}.',
            figure=figure, figures=Listed(tuple(FIGURES)),
        )  # fmt: skip
    with session.reading(known_on) as (connection, tenancy, until):
        ledger = load_or_refuse(connection, tenancy, until)
        batch = import_of(ledger, number)
        recorded = rows_of_import(connection, tenancy, number)
    rows = rows_of(ledger, batch, recorded)
    entry = next(e for e in ledger.entries if e.number == batch.entry)
    return ImportStory(ledger, batch, entry, rows, rows if figure is None else of_figure(rows, figure))

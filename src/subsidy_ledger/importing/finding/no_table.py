"""Why no table was found, and what was seen instead: the headings that were understood, and the columns of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.sentences import Euro, Listed, say
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.importing.cells.amounts import EITHER, read_amount
from subsidy_ledger.importing.cells.columns import plain
from subsidy_ledger.importing.cells.synonyms import MONEY
from subsidy_ledger.importing.finding.headings import HEADER_ROWS_MAX, Heading, heading_at
from subsidy_ledger.importing.finding.stacking import is_heading_like
from subsidy_ledger.importing.intake import Sheet, Workbook

COLUMNS_SHOWN_MAX = 6
# A column of numbers can hold amounts where most of its cells are some.
SHARE_MIN = 0.5
# Cents that are more likely a year.
YEARS = range(1900_00, 2101_00, 100)
NUMBER_WORDS = frozenset({"id", "nr", "code", "key", "cle", "sleutel", "siret", "siren", "fid", "index"})
MONEY_WORDS = (
    "bedrag", "montant", "amount", "kost", "cost", "cout", "prijs", "prix", "price", "totaal", "total", "eur", "uitga",
    "depense", "spend", "betaal", "paye", "paid", "net", "bruto", "brut", "ttc", "tvac", "btw", "budget", "execute",
    "debet", "debit", "credit", "solde", "saldo",
)  # fmt: skip


def no_row(workbook: Workbook, sheets: Sequence[Sheet], header_row: int) -> WrongUse:
    return WrongUse(
        "header-row-unknown",
        "{file} has no row {row} for the headings; the longest sheet, {sheet}, ends at row {n}.",
        file=workbook.name, row=header_row, n=max(len(s.rows) for s in sheets),
        sheet=max(sheets, key=lambda s: len(s.rows)).name,
    )  # fmt: skip


def no_table(
    workbook: Workbook, sheets: Sequence[Sheet], header_row: int | None, said: Mapping[str, str]
) -> Refused | WrongUse:
    """The refusal, with the best row of headings that has no amount and the columns that could be the amount."""
    if header_row is not None and all(header_row > len(s.rows) for s in sheets) and sheets:
        return no_row(workbook, sheets, header_row)
    nearest = [h for s in sheets if (h := _nearest(s, header_row, said)) is not None]
    best = max(nearest, key=lambda h: (len(h.fields), h.rows_below()), default=None)
    where = ", ".join(f'"{s.place}"' for s in sheets)
    if best is None or not (columns := list(_numeric(best))):
        return Refused(
            "no-table",
            "{file}: no headings with an amount were found in {where}, in the first {n} rows. A column for the amount "
            "is needed (bedrag, montant, amount). Name the row with --header-row, 0 if there are no headings, and the "
            "column with --map amount=F.",
            file=workbook.name, where=where or '""', n=HEADER_ROWS_MAX,
        )  # fmt: skip
    shown = tuple(
        say('{letter} "{heading}" ({sum})', letter=column_letter(c), heading=best.texts[c], sum=Euro(cents))
        for c, cents in columns[:COLUMNS_SHOWN_MAX]
    )
    return Refused(
        "no-table",
        "{file}: row {row} of {where} looks like the headings, but none of them is an amount that is known (bedrag, "
        "montant, amount). Columns of numbers, with their sums: {columns}. If one of them is the "
        "amount, say which: --map amount={first}.",
        file=workbook.name, row=best.last + 1, where=f'"{best.sheet.place}"', columns=Listed(shown),
        first=column_letter(columns[0][0]),
    )  # fmt: skip


def _nearest(sheet: Sheet, header_row: int | None, said: Mapping[str, str]) -> Heading | None:
    """The row that was named; else the one that names most fields, or the first that fills most columns with texts."""
    if header_row:
        return heading_at(sheet, header_row - 1, said) if header_row <= len(sheet.rows) else None
    rows = range(min(HEADER_ROWS_MAX, len(sheet.rows)))
    found = [heading_at(sheet, row, said) for row in rows]
    return max(
        (h for h in found if len([t for t in h.texts if t]) > 1),
        key=lambda h: (is_heading_like(sheet.rows[h.last]), len(h.fields), len({t for t in h.texts if t}), -h.last),
        default=None,
    )


def _numeric(heading: Heading) -> Iterator[tuple[int, int]]:
    """Columns under a heading of which most cells are amounts, with their sums in cents; those likeliest first."""
    found = sorted(_amounts(heading), key=lambda each: -each[2])
    yield from ((column, cents) for column, cents, _ in found)


def _amounts(heading: Heading) -> Iterator[tuple[int, int, int]]:
    """Column, sum, and how likely it is that amounts stand there: by the words above them, and by their cents."""
    below = heading.sheet.rows[heading.last + 1 :]
    for column, (text, match) in enumerate(zip(heading.texts, heading.matches, strict=True)):
        # A year, a number or a code is no amount, whatever its cells add up to.
        has_word = any(word in plain(text).replace(" ", "") for word in MONEY_WORDS)
        is_other = match is not None and match.field not in MONEY
        if not text or (not has_word and (is_other or NUMBER_WORDS.intersection(plain(text).split()))):
            continue
        cells = [cells[column] for cells in below if column < len(cells) and cells[column] not in ("", None)]
        sums = [[c for cell in cells if isinstance(c := read_amount(cell, way), int)] for way in EITHER]
        best = max(sums, key=len)
        if cells and len(best) >= SHARE_MIN * len(cells):
            are_years = all(cents in YEARS for cents in best)
            yield column, sum(best), 2 * has_word + any(cents % 100 for cents in best) - are_years

"""A reconciliation workbook as somebody has it: its language, its year, and which ledger it was made from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidy_ledger import __version__
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.errors import Refused
from subsidy_ledger.i18n import LANGUAGES, Words, words, words_of
from subsidy_ledger.importing.filled.filled import sheets_of
from subsidy_ledger.importing.filled.filled_in import cell_at, is_empty, text_of, whole_of
from subsidy_ledger.importing.intake import Cell, Sheet
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.reports.reconciliation.labels import COVER, SHEETS
from subsidy_ledger.reports.reconciliation.texts import CHANGE_TEXTS

COVER_ROWS_MAX: Final = 200
# The day at the end of a heading, as any of the languages writes it.
SINCE: Final = re.compile(r"(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d)/(?P<m2>\d\d)/(?P<y2>\d{4}))$")


@dataclass(frozen=True, slots=True)
class Exported:
    """The sheets by title, and what the cover says; `same_program`: it was made by this version of the program."""

    file: str
    sheets: Mapping[str, Sheet]
    words: Words
    agreement: str
    year: int
    digest: str
    same_program: bool

    @property
    def expenses(self) -> Sheet:
        return self.sheets[self.words.text(SHEETS["sheet.expenses"])]

    @property
    def since(self) -> date | None:
        """The day from which its changes are told; None where all are."""
        changes = self.sheets.get(self.words.text(CHANGE_TEXTS["sheet.changes"]))
        found = SINCE.search(text_of(cell_at(changes, 0, 0))) if changes is not None else None
        if found is None:
            return None
        return date(*(int(found[part] or found[f"{part}2"]) for part in "ymd"))


def exported(delivery: Delivery) -> Exported | None:
    """The workbook with what its cover says, in whichever language; None where it is no reconciliation workbook."""
    sheets = {sheet.name: sheet for sheet in sheets_of(delivery)}
    for said in (words(), *map(words_of, LANGUAGES)):
        cover, expenses = (said.text(SHEETS[key]) for key in ("sheet.cover", "sheet.expenses"))
        if cover in sheets and expenses in sheets:
            year = whole_of(_beside(sheets[cover], said.text(COVER["cover.year"])))
            digest = _beside(sheets[cover], said.text(COVER["cover.digest"]))
            if year is not None and not is_empty(digest):
                version = text_of(_beside(sheets[cover], said.text(COVER["cover.program"])))
                agreement = text_of(_beside(sheets[cover], said.text(COVER["cover.code"])))
                same = version == __version__
                return Exported(delivery.name, sheets, said, agreement, year, text_of(digest), same)
    return None


def made_by(book: Exported, agreement: str, entries: Sequence[Entry]) -> Entry:
    """The last entry of the ledger when the workbook was made; Refused where it was made from another ledger, or for
    another agreement of this one."""
    for entry in entries:
        if entry.digest == book.digest:
            if book.agreement == agreement:
                return entry
            raise Refused(
                "other-agreement",
                "{file} is of the agreement {other}, and this is {agreement}. Say --agreement {other}.",
                file=book.file, other=book.agreement, agreement=agreement,
            )  # fmt: skip
    raise Refused(
        "other-ledger",
        "{file} was not made from this ledger: no entry has the digest on its cover. Choose the ledger with "
        "--db and --agreement, or export the workbook anew.",
        file=book.file,
    )


def _beside(cover: Sheet, title: str) -> Cell:
    """What the cover says beside a label."""
    for row in range(min(len(cover.rows), COVER_ROWS_MAX)):
        if text_of(cell_at(cover, row, 0)) == title:
            return cell_at(cover, row, 1)
    return None

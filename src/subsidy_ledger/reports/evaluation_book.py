"""The workbook of the yearly evaluation: its table, and whose it is of which state of the books."""

from __future__ import annotations

from dataclasses import replace

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.position import Position
from subsidy_ledger.domain.sentences import Phrase, Sentence, say
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.indicators import evaluation_table
from subsidy_ledger.reports.reconciliation.book import Block, ReconciliationBook, Sheet
from subsidy_ledger.reports.reconciliation.record import last_entry, recorded_at

SHEET: Phrase = "Evaluation"


def evaluation_book(ledger: Ledger, position: Position, language: str) -> ReconciliationBook:
    """The evaluation of a year as a workbook: the same ledger always gives the same one."""
    agreement, last = ledger.agreement, last_entry(ledger)
    heading = say(
        "Evaluation {year}: {agreement}", year=str(position.year), agreement=in_language(agreement.title, language)
    )
    block = Block(replace(evaluation_table(ledger, position, language), title=""))
    sheet = Sheet(block.table.key, SHEET, heading, _whose(ledger, language), (block,), main=block.table.key)
    digest = last.digest if last else ""
    return ReconciliationBook(agreement.code, position.year, recorded_at(ledger), digest, (sheet,))


def _whose(ledger: Ledger, language: str) -> Sentence:
    agreement, last = ledger.agreement, last_entry(ledger)
    city = in_language(agreement.beneficiary_name, language)
    if last is None:
        return say("{city}, agreement {code}: nothing is recorded yet", city=city, code=agreement.code)
    return say(
        "{city}, agreement {code}: the ledger as recorded up to entry {entry} ({at}, {by}); digest {digest}",
        city=city, code=agreement.code, entry=last.number, at=last.at, by=last.by, digest=last.digest,
    )  # fmt: skip

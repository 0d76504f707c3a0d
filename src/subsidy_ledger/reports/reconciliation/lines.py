"""Lines as rows, one a share: the sheet Expenses, and the lists on the sheet Police zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from subsidy_ledger.domain.agreement import Target
from subsidy_ledger.domain.categories import category_named
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.identity import is_paid
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.payers import ZoneLists
from subsidy_ledger.domain.sentences import Phrase, Sentence
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.reconciliation.book import Block, Choice, Formula, Sheet
from subsidy_ledger.reports.reconciliation.formulas import NO_TRANSFER, UNDECIDED, UNTAGGED
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.reconciliation.standing import Part, Standing
from subsidy_ledger.reports.tables import Column

COUNTED, NOT_COUNTED = "yes", "no"

# The columns that the auditor fills in; `ledger settle --from` reads them back.
AUDITOR_KEYS = ("document_seen", "payment_seen", "accepted", "deducted", "reason")
_SEEN = Choice((COUNTED, NOT_COUNTED), advice=label("input.seen"))
_AMOUNT = Choice(within="share", advice=label("input.amount"))
INPUTS = {"document_seen": _SEEN, "payment_seen": _SEEN, "accepted": _AMOUNT, "deducted": _AMOUNT, "reason": Choice()}

EXPENSES_COLUMNS = (
    column("number", "integer"), column("code", "code"), column("share", "money"),
    column("date", "date"), column("payment_date", "date"), column("supplier"), column("description"),
    column("document_no", "code"), column("invoice_no", "code"), column("budget_article", "code"),
    column("import", "integer"), column("row", "integer"), column("status", "code"),
    column("document_seen", "code"), column("payment_seen", "code"), column("accepted", "money"),
    column("deducted", "money"), column("reason"),
    column("amount", "money"), column("of_grant", "code"), column("of_sector", "code"), column("mode", "code"),
    column("category", "code"), column("in_claim", "code"), column("entity", "code"), column("file"), column("sheet"),
)  # fmt: skip
# What formulas ask of a row, and what its code or its import says already, is not printed.
UNPRINTED = 9
# The same columns for both lists of the sheet Police zone, so that one printed heading fits both.
LIST_COLUMNS = (
    column("code", "code"), column("supplier", title="payee"), column("share", "money"), column("mode", "code"),
    column("date", "date"), column("payment_date", "date"), column("paid", "code"), column("number", "integer"),
    column("document_no", "code"), column("statement_no", "code"), column("payer"), column("counted", "code"),
    column("description"), column("entity", "code"), column("status", "code"),
)  # fmt: skip


def transfer_mode(target: Target | None) -> str:
    """Project or deduction; undecided where a sector has both; none for what is no transfer, and for no code."""
    if target is None or not target.is_transfer:
        return NO_TRANSFER
    return target.mode or UNDECIDED


def parts(ledger: Ledger, year: int, *, claiming: bool) -> Iterator[Part]:
    """The shares of all lines of a year, taken back or not, of claiming entities or of all others."""
    for expense in ledger.expenses:
        if expense.details.year == year and ledger.agreement.is_claiming(expense.details.entity) is claiming:
            for share in expense.shares:
                yield expense, share


def transfer_parts(ledger: Ledger, year: int) -> Iterator[Part]:
    """The claimed shares on codes of the police zone."""
    targets = ledger.agreement.targets
    for expense, share in parts(ledger, year, claiming=True):
        if transfer_mode(targets.get(share.code or "")) != NO_TRANSFER:
            yield expense, share


def standing_of(ledger: Ledger, year: int) -> Standing:
    """What is ruled of the rows of the sheet Expenses."""
    return Standing(ledger, year, parts(ledger, year, claiming=True))


def expenses_sheet(ledger: Ledger, year: int, language: str, standing: Standing | None = None) -> Sheet:
    """Every claimed line of the year, one row a share, the rulings that stand filled in."""
    found, standing = parts(ledger, year, claiming=True), standing or standing_of(ledger, year)
    block = lines_block(ledger, year, language, "expenses", "", EXPENSES_COLUMNS, found, standing)
    return Sheet(
        "expenses",
        label("sheet.expenses"),
        label("heading.expenses", year=str(year)),
        label("lead.expenses"),
        (replace(block, inputs=INPUTS),),
        main="expenses",
        unprinted=UNPRINTED,
    )


def lines_block(
    ledger: Ledger,
    year: int,
    language: str,
    key: str,
    title: Phrase | Sentence,
    columns: tuple[Column, ...],
    found: Iterable[Part],
    standing: Standing | None = None,
) -> Block:
    """The rows in order of line number, and a total that follows the filter."""
    rows, lists = Rows(columns), ZoneLists(ledger.agreement)
    # What is accepted and deducted is added up on Position, where the one follows from the other.
    sums = {column.key: 0 for column in columns if column.key == "share"}
    ordered = sorted(found, key=lambda part: part[0].number)
    for expense, share in ordered:
        facts = _Facts(ledger, lists, expense, share, language)
        facts.own |= standing.of(expense, share).cells if standing else {}
        rows.add({c.key: facts[c.key] for c in columns})
        sums = {key: cents + (facts[key] or 0) for key, cents in sums.items()}
    rows.add(
        {"supplier": label("total_shown"), **sums},
        {name: Formula(f"ROUND(SUBTOTAL(109,{{{key}.{name}}}),2)") for name in sums},
        "total",
    )
    notes = () if ordered else (label("lines.none", year=str(year)),)
    return rows.block(key, title, notes=notes)


class _Facts:
    """What a column shows of a share: a fact of the share, of its source, or of the line's details."""

    def __init__(self, ledger: Ledger, lists: ZoneLists, expense: Expense, share: Share, language: str) -> None:
        self.expense = expense
        target = ledger.agreement.targets.get(share.code or "")
        source = expense.source
        # What the city paid is its own; a list of others proves it, or says what was paid for other municipalities.
        is_claiming = ledger.agreement.is_claiming(expense.details.entity)
        self.own: dict[str, Any] = {
            "number": expense.number,
            "code": share.code or in_words(UNTAGGED),
            "of_grant": target.grant.code if target else None,
            "of_sector": target.sector.code if target and target.sector else None,
            "mode": in_words(transfer_mode(target)),
            "share": share.cents,
            "counted": None if is_claiming else in_words(COUNTED if lists.proves(expense) else NOT_COUNTED),
            "category": category_named(ledger.agreement, expense.details, language),
            "paid": in_words(COUNTED if is_paid(expense.details) else NOT_COUNTED),
            "status": ledger.status(expense),
            "import": source.import_number if source else None,
            "file": source.file if source else None,
            "sheet": source.sheet if source else None,
            "row": source.row if source else None,
        }

    def __getitem__(self, key: str) -> Any:
        return self.own[key] if key in self.own else getattr(self.expense.details, key)

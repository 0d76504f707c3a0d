"""Lines as a table and as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from subsidy_ledger.domain.categories import category_code
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Listed, Phrase, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

UNDATED_SHOWN_MAX = 10
COLUMNS = (
    Column("number", "Line", "integer"),
    Column("year", "Year", "code"),
    Column("date", "Date", "date"),
    Column("supplier", "Supplier"),
    Column("description", "Description"),
    Column("amount", "Amount", "money"),
    Column("share", "on the code", "money"),
    Column("shares", "Tagged", "code"),
    Column("document_no", "Document", "code"),
    Column("entity", "Entity", "code"),
    Column("status", "Status", "code"),
)

# The plain export: everything the ledger knows of a line, one row a share.
EXPORT_COLUMNS = (
    Column("number", "Line", "integer"),
    Column("objective", "Code", "code"),
    Column("share", "Share", "money"),
    Column("amount", "Amount of the line", "money"),
    Column("year", "Budget year", "integer"),
    Column("date", "Date", "date"),
    Column("invoice_date", "Invoice date", "date"),
    Column("booking_date", "Booking date", "date"),
    Column("payment_date", "Payment date", "date"),
    Column("supplier", "Supplier"),
    Column("description", "Description"),
    Column("document_no", "Document no", "code"),
    Column("invoice_no", "Invoice no", "code"),
    Column("budget_article", "Budget article", "code"),
    Column("category", "Cost category", "code"),
    Column("commitment_no", "Commitment no", "code"),
    Column("charge_no", "Posting no", "code"),
    Column("order_no", "Payment order", "code"),
    Column("statement_no", "Statement no", "code"),
    Column("entity", "Entity", "code"),
    Column("role", "Role", "code"),
    Column("status", "Status", "code"),
    Column("import", "Import", "integer"),
    Column("file", "File"),
    Column("sheet", "Sheet"),
    Column("row", "Row", "integer"),
)


def shares_text(shares: Sequence[Share]) -> Sentence:
    """ "G2.1", or every code with its part where the line is split."""
    if len(shares) == 1:
        return _code(shares[0])
    parts = (Sentence("{code} {part}", {"code": _code(share), "part": Euro(share.cents)}) for share in shares)
    return Sentence("{shares}", {"shares": Listed(tuple(parts))})


def _code(share: Share) -> Sentence:
    return say("untagged") if share.code is None else Sentence("{code}", {"code": share.code})


def expenses_table(
    ledger: Ledger, expenses: Iterable[Expense], codes: Collection[str] | None = None, title: Phrase | Sentence = ""
) -> Table:
    """One row a line, and below the sum of those that claim; with `codes` also their shares on these."""
    found = tuple(expenses)
    columns = tuple(c for c in COLUMNS if codes is not None or c.key != "share")
    counted = [e for e in found if ledger.agreement.is_claiming(e.details.entity)]
    total: dict[str, Value] = {
        "supplier": say("Total"),
        "description": say_n("{n} line", "{n} lines", n=len(counted)),
        "amount": sum(e.amount for e in counted),
        "share": sum(share_on(e, codes) for e in counted),
    }
    rows = [_line(ledger, e, codes) for e in found]
    cells = tuple(tuple(row.get(c.key) for c in columns) for row in (*rows, total))
    weights: list[Weight] = ["line"] * len(rows)
    return Table("expenses", title, columns, cells, (*weights, "total"), (*_evidence(found, counted), *_undated(found)))


def _line(ledger: Ledger, e: Expense, codes: Collection[str] | None) -> dict[str, Value]:
    d = e.details
    return {
        "number": e.number, "year": str(d.year), "date": d.date, "supplier": d.supplier, "description": d.description,
        "amount": e.amount, "share": share_on(e, codes), "shares": shares_text(e.shares),
        "document_no": d.document_no, "entity": d.entity, "status": ledger.status(e),
    }  # fmt: skip


def share_on(expense: Expense, codes: Collection[str] | None) -> int:
    """Cents of the line on these codes; the whole line where none are asked for."""
    return sum(share.cents for share in expense.shares if codes is None or share.code in codes)


def _evidence(found: Sequence[Expense], counted: Sequence[Expense]) -> tuple[Sentence, ...]:
    if len(found) == len(counted):
        return ()
    left = sum(e.amount for e in found) - sum(e.amount for e in counted)
    return (
        say_n(
            "{n} line of evidence ({euros}) is shown and not counted: it proves what a transfer paid for.",
            "{n} lines of evidence ({euros}) are shown and not counted: they prove what a transfer paid for.",
            n=len(found) - len(counted),
            euros=Euro(left),
        ),
    )


def _undated(expenses: Sequence[Expense]) -> tuple[Sentence, ...]:
    without = [e.number for e in expenses if e.details.date is None]
    return (undated(without),) if without else ()


def undated(lines: Sequence[int]) -> Sentence:
    """Lines that no --as-of can leave out, by their numbers."""
    shown, more = Listed(tuple(lines[:UNDATED_SHOWN_MAX])), len(lines) - UNDATED_SHOWN_MAX
    if more > 0:
        return say(
            "{n} lines have no date, so --as-of always counts them: {lines} and {more} more.",
            n=len(lines), lines=shown, more=more,
        )  # fmt: skip
    return say_n(
        "{n} line has no date, so --as-of always counts it: {lines}.",
        "{n} lines have no date, so --as-of always counts them: {lines}.",
        n=len(lines),
        lines=shown,
    )


def untagged_table(expenses: Sequence[Expense]) -> Table:
    """What nobody tagged yet, most money first."""
    columns = (*COLUMNS[:5], Column("untagged", "Untagged", "money"), *COLUMNS[8:10])
    rows = tuple(
        (
            e.number, str(e.details.year), e.details.date, e.details.supplier, e.details.description, e.untagged,
            e.details.document_no, e.details.entity,
        )
        for e in expenses
    )  # fmt: skip
    total = (
        "",
        "",
        None,
        say("Total"),
        say_n("{n} line", "{n} lines", n=len(rows)),
        sum(e.untagged for e in expenses),
        "",
        "",
    )
    weights = (*("line" for _ in rows), "total")
    note = say("Tag one with: ledger tag LINE CODE")
    return Table("untagged", "Untagged lines", columns, (*rows, total), weights, (note,))  # type: ignore[arg-type]


def export_table(ledger: Ledger, expenses: Iterable[Expense], codes: Collection[str] | None = None) -> Table:
    """One row a share (on `codes`, where given), with everything known of its line; no total, to sum and filter."""
    rows = []
    for e in expenses:
        facts: dict[str, Any] = {
            **{c.key: getattr(e.details, c.key, None) for c in EXPORT_COLUMNS},
            "number": e.number,
            "status": ledger.status(e),
            "role": in_words("claiming" if ledger.agreement.is_claiming(e.details.entity) else "evidence"),
            "date": e.details.date,
            "category": category_code(ledger.agreement, e.details),
        }
        if e.source is not None:
            facts |= {
                "import": e.source.import_number, "file": e.source.file, "sheet": e.source.sheet, "row": e.source.row
            }  # fmt: skip
        for share in (s for s in e.shares if codes is None or s.code in codes):
            facts |= {"objective": share.code, "share": share.cents}
            rows.append(tuple(facts.get(c.key) for c in EXPORT_COLUMNS))
    return Table("expenses", "Expenses", EXPORT_COLUMNS, tuple(rows))


def expenses_json(expenses: Iterable[Expense]) -> list[dict[str, Any]]:
    """Lines in the shape of the contract."""
    return [_expense_json(expense) for expense in expenses]


def _expense_json(e: Expense) -> dict[str, Any]:
    d, source = e.details, e.source
    return {
        "number": e.number,
        "year": d.year,
        "date": d.date.isoformat() if d.date else None,
        "payment_date": d.payment_date.isoformat() if d.payment_date else None,
        "supplier": d.supplier,
        "description": d.description,
        "document_no": d.document_no,
        "invoice_no": d.invoice_no,
        "budget_article": d.budget_article,
        "amount": to_text(e.amount),
        "entity": d.entity,
        "shares": [{"objective": share.code, "amount": to_text(share.cents)} for share in e.shares],
        "rules": [use.rule for use in e.tagged_by],
        "reverses": e.reverses,
        "replaces": e.replaces,
        "import": source.import_number if source else None,
        "source": source
        and {"file": source.file, "sha256": source.sha256, "sheet": source.sheet, "row": source.row},
    }  # fmt: skip

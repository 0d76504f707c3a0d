"""The yearly electronic overview of expenses: declaration and claim, totals, and every expense with its proofs."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_ledger.domain.agreement import Grant
from subsidy_ledger.domain.categories import category_named
from subsidy_ledger.domain.expenses import Expense, Share
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.domain.settlement import settlement
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.reconciliation.book import Block, Formula, ReconciliationBook, Sheet
from subsidy_ledger.reports.reconciliation.formulas import Sums, total
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.record import last_entry, recorded_at
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.tables import Value

COLUMNS = (
    column("number", "integer"), column("code", "code"), column("share", "money"), column("category", "code"),
    column("supplier"), column("description"), column("document_no", "code"), column("invoice_no", "code"),
    column("date", "date"), column("payment_date", "date"), column("statement_no", "code"),
    column("order_no", "code"), column("budget_article", "code"), column("of_grant", "code"),
    column("of_sector", "code"), column("entity", "code"),
)  # fmt: skip


def overview(ledger: Ledger, year: int, language: str = "en") -> ReconciliationBook:
    """The overview of a year as a workbook: the same ledger always gives the same one."""
    last, sums = last_entry(ledger), Sums(ledger.agreement)
    title = label("heading.declaration", year=str(year), agreement=in_language(ledger.agreement.title, language))
    blocks = (
        _parties(ledger, language), _claim(ledger, year, sums, language), _by_sector(ledger, year, sums, language),
        _by_category(ledger, year, language),
    )  # fmt: skip
    sheets = (
        Sheet(
            "declaration", label("sheet.declaration"), title, label("lead.declaration"), blocks,
        ),
        Sheet(
            "overview", label("sheet.overview"), label("heading.overview", year=str(year)), label("lead.overview"),
            (_expenses(ledger, year, language),), main="overview",
        ),
    )  # fmt: skip
    return ReconciliationBook(ledger.agreement.code, year, recorded_at(ledger), last.digest if last else "", sheets)


def shares_of(ledger: Ledger, year: int, grant: str | None = None) -> list[tuple[Expense, Share]]:
    """Every live claimed share of the year, or of one grant, that has a code, by number of its line: untagged money is
    in no claim."""
    lines = sorted((e for e in ledger.claiming() if e.details.year == year), key=lambda line: line.number)
    return [
        (line, share)
        for line in lines
        for share in line.shares
        if share.code is not None and grant in (None, ledger.agreement.grant(share.code).code)
    ]


def facts_of(ledger: Ledger, expense: Expense, share: Share, language: str) -> dict[str, Value]:
    """The fields of one row of the overview."""
    target = ledger.agreement.targets.get(share.code or "")
    own: dict[str, Value] = {
        "number": expense.number,
        "code": share.code,
        "share": share.cents,
        "category": category_named(ledger.agreement, expense.details, language) or label("category.none"),
        "of_grant": target.grant.code if target else None,
        "of_sector": target.sector.code if target and target.sector else None,
    }
    rest = (each.key for each in COLUMNS if each.key not in own)
    return own | {key: getattr(expense.details, key) for key in rest}


def _expenses(ledger: Ledger, year: int, language: str) -> Block:
    rows, cents = Rows(COLUMNS), 0
    for expense, share in shares_of(ledger, year):
        rows.add(facts_of(ledger, expense, share, language))
        cents += share.cents
    rows.add({"code": label("total"), "share": cents}, {"share": total("{overview.share}")}, "total")
    untagged = sum(line.untagged for line in ledger.claiming() if line.details.year == year)
    notes = (label("overview.untagged", amount=Euro(untagged)),) if untagged else ()
    return rows.block("overview", notes=notes)


def _parties(ledger: Ledger, language: str) -> Block:
    agreement = ledger.agreement
    rows = Rows((column("what", title="agreement"), column("value")))
    pairs: tuple[tuple[str, Value], ...] = (
        ("cover.title", in_language(agreement.title, language)),
        ("cover.beneficiary", in_language(agreement.beneficiary_name, language)),
        *(("cover.party", in_language(party, language)) for party in agreement.parties),
        *(("cover.legal_basis", in_language(basis, language)) for basis in agreement.legal_basis),
        ("cover.starts_on", agreement.starts_on),
        ("cover.ends_on", agreement.ends_on),
        ("overview.declared", label("overview.declared_text")),
        ("overview.signed", None),
    )
    for what, said in pairs:
        rows.add({"what": label(what), "value": said})
    return rows.block("parties")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a year claims of a grant, in cents; `to_receive` if all of it is accepted."""

    grant: Grant
    allocated: int
    claimed: int
    received: int

    @property
    def to_receive(self) -> int:
        return max(0, min(self.allocated, self.claimed) - self.received)


def claims_of(ledger: Ledger, year: int) -> list[Claim]:
    """Granted, claimed and received by grant."""
    return [
        Claim(
            held.grant,
            ledger.allocated(held.grant.code, year) or 0,
            claimed_at(ledger, year, held.grant.code),
            held.figures.received,
        )
        for held in settlement(ledger, year).grants
    ]


def claimed_at(ledger: Ledger, year: int, code: str) -> int:
    """What is claimed at a code and below it, in cents."""
    targets = ledger.agreement.targets
    at = {code}
    for target in targets.values():
        if target.parent in at:
            at.add(target.code)
    return sum(found.cents for (of, tagged), found in ledger.totals().items() if of == year and tagged in at)


def _claim(ledger: Ledger, year: int, sums: Sums, language: str) -> Block:
    figures = ("allocated", "claimed", "received", "to_receive")
    rows = Rows((column("what", title="grant"), column("title"), *(column(key, "money") for key in figures)))
    totals = dict.fromkeys(figures, 0)
    for claim in claims_of(ledger, year):
        values = {key: int(getattr(claim, key)) for key in figures}
        totals = {key: totals[key] + values[key] for key in figures}
        rows.add(
            {"what": claim.grant.code, "title": in_language(claim.grant.title, language), **values},
            {
                "claimed": Formula(sums.where("{overview.share}", {"{overview.of_grant}": "{.what}"})),
                "to_receive": Formula("ROUND(MAX(0,MIN({.allocated},{.claimed})-{.received}),2)"),
            },
        )
    last = len(rows.rows) - 1
    rows.add(
        {"what": label("total"), **totals}, {key: total(f"{{.{key}@0:{last}}}") for key in figures}, "total"
    )  # fmt: skip
    return rows.block("claim", label("block.claim"))


def _by_sector(ledger: Ledger, year: int, sums: Sums, language: str) -> Block:
    rows = Rows((column("what", title="sector"), column("title"), column("claimed", "money")))
    for grant in ledger.agreement.grants:
        for sector in grant.sectors:
            rows.add(
                {
                    "what": sector.code,
                    "title": in_language(sector.title, language),
                    "claimed": claimed_at(ledger, year, sector.code),
                },
                {"claimed": Formula(sums.where("{overview.share}", {"{overview.of_sector}": "{.what}"}))},
            )
    return rows.block("claim_sectors", label("block.claim_sectors"))


def _by_category(ledger: Ledger, year: int, language: str) -> Block:
    """Claimed by kind of cost: those of the agreement, then the words of lists that it does not know."""
    agreement = ledger.agreement
    rows = Rows((column("what", title="category"), column("title"), column("claimed", "money")))
    names: dict[str, tuple[Value, Value]] = {
        (name := in_language(each.title, language)).casefold(): (each.code, name) for each in agreement.categories
    }
    cents: dict[str, int] = dict.fromkeys(names, 0)
    for expense, share in shares_of(ledger, year):
        own = category_named(agreement, expense.details, language)
        key = (own or "").casefold()
        names.setdefault(key, (None, own or label("category.none")))
        cents[key] = cents.get(key, 0) + share.cents
    for key, (code, title) in names.items():
        # Compared whole: a word of a list may hold what a criterion would take for a pattern.
        formula = Formula("ROUND(SUMPRODUCT(--({overview.category}={.title}),{overview.share}),2)")
        rows.add({"what": code, "title": title, "claimed": cents[key]}, {"claimed": formula})
    return rows.block("claim_categories", label("block.claim_categories"))

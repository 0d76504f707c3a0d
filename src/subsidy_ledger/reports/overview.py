"""The yearly electronic overview of expenses: declaration and claim, totals, and every expense with its proofs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from subsidy_ledger.domain.categories import category_named
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.domain.submitted import SubmittedShare
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.before_signing import before_signing, lacking
from subsidy_ledger.reports.declared import Declaration, declaration
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


def overview(ledger: Ledger, year: int, language: str = "en", findings: Iterable[Finding] = ()) -> ReconciliationBook:
    """The overview of a year as a workbook, with the errors among its findings told above the signature: the same
    ledger always gives the same one."""
    last, sums = last_entry(ledger), Sums(ledger.agreement)
    title = label("heading.declaration", year=str(year), agreement=in_language(ledger.agreement.title, language))
    declared = declaration(ledger, year)
    blocks = (
        _parties(declared, findings, language), _signature(), _claim(declared, sums, language),
        _by_sector(declared, sums, language), _by_category(declared, language),
    )  # fmt: skip
    sheets = (
        Sheet(
            "declaration", label("sheet.declaration"), title, label("lead.declaration"), blocks,
        ),
        Sheet(
            "overview", label("sheet.overview"), label("heading.overview", year=str(year)), label("lead.overview"),
            (_expenses(declared, language), *_spare(declared, language)), main="overview",
        ),
    )  # fmt: skip
    return ReconciliationBook(ledger.agreement.code, year, recorded_at(ledger), last.digest if last else "", sheets)


def facts_of(ledger: Ledger, expense: Expense, share: SubmittedShare, language: str) -> dict[str, Value]:
    """The fields of one row of the overview."""
    target = ledger.agreement.targets.get(share.code)
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


def _expenses(declared: Declaration, language: str) -> Block:
    untagged = sum(line.untagged for line in declared.ledger.claiming() if line.details.year == declared.year)
    notes = (label("overview.untagged", amount=Euro(untagged)),) if untagged else ()
    return _listed(declared, language, "overview").block("overview", notes=notes)


def _spare(declared: Declaration, language: str) -> Iterator[Block]:
    """Spare lines by themselves, where there are any, and which of them replace rejected ones: no formula counts
    them."""
    if not declared.rows(is_spare=True):
        return
    figures = [held.figures for held in declared.grants]
    left, used = sum(f.spare - f.spare_used for f in figures), sum(f.spare_used for f in figures)
    title = label("block.overview_spare")
    if used:
        title = label("block.overview_spare_used", used=Euro(used), left=Euro(left))
    notes = [
        label("overview.spare_used", grant=held.grant.code, line=line, amount=Euro(cents))
        for held in declared.grants if held.figures.spare_used for line, cents in held.used.items()
    ]  # fmt: skip
    yield _listed(declared, language, "overview_spare").block("overview_spare", title, notes=notes)


def _listed(declared: Declaration, language: str, key: str) -> Rows:
    rows, cents = Rows(COLUMNS), 0
    for expense, share in declared.rows(is_spare=key == "overview_spare"):
        rows.add(facts_of(declared.ledger, expense, share, language))
        cents += share.cents
    rows.add({"code": label("total"), "share": cents}, {"share": total(f"{{{key}.share}}")}, "total")
    return rows


def _parties(declared: Declaration, findings: Iterable[Finding], language: str) -> Block:
    agreement, text = declared.ledger.agreement, "overview.declared_text"
    if any(lacking(declared)):
        text = "overview.declared_except"
    rows = Rows((column("what", title="agreement"), column("value")))
    pairs: tuple[tuple[str, Value], ...] = (
        ("cover.title", in_language(agreement.title, language)),
        ("cover.beneficiary", in_language(agreement.beneficiary_name, language)),
        *(("cover.party", in_language(party, language)) for party in agreement.parties),
        *(("cover.legal_basis", in_language(basis, language)) for basis in agreement.legal_basis),
        ("cover.starts_on", agreement.starts_on),
        ("cover.ends_on", agreement.ends_on),
        ("overview.declared", label(text)),
    )
    for what, said in pairs:
        rows.add({"what": label(what), "value": said})
    return rows.block("parties", notes=before_signing(declared, findings))


def _signature() -> Block:
    """An empty row to sign in."""
    rows = Rows((column("signed"), column("value")))
    rows.add({})
    return rows.block("signature")


def _claim(declared: Declaration, sums: Sums, language: str) -> Block:
    """Granted, claimed and received by grant; what was rejected of it only where something was."""
    rejected = any(claim.not_counted for claim in declared.grants)
    figures = ("allocated", "claimed", *(["not_counted"] if rejected else []), "received", "to_receive", "to_pay_back")
    counted = "{.claimed}-{.not_counted}" if rejected else "{.claimed}"
    titles = {key: f"{key}_decided" for key in ("to_receive", "to_pay_back")} if declared.is_decided else {}
    money = (column(key, "money", titles.get(key)) for key in figures)
    rows = Rows((column("what", title="grant"), column("title"), *money))
    totals = dict.fromkeys(figures, 0)
    for claim in declared.grants:
        values = {key: int(getattr(claim, key)) for key in figures}
        totals = {key: totals[key] + values[key] for key in figures}
        rows.add(
            {"what": claim.grant.code, "title": in_language(claim.grant.title, language), **values},
            {
                "claimed": Formula(sums.where("{overview.share}", {"{overview.of_grant}": "{.what}"})),
                "to_receive": Formula(f"ROUND(MAX(0,MIN({{.allocated}},{counted})-{{.received}}),2)"),
                "to_pay_back": Formula(f"ROUND(MAX(0,{{.received}}-({counted})),2)"),
            },
        )
    last = len(rows.rows) - 1
    rows.add(
        {"what": label("total"), **totals}, {key: total(f"{{.{key}@0:{last}}}") for key in figures}, "total"
    )  # fmt: skip
    return rows.block("claim", label("block.claim"), notes=declared.notes())


def _by_sector(declared: Declaration, sums: Sums, language: str) -> Block:
    rows = Rows((column("what", title="sector"), column("title"), column("claimed", "money")))
    for grant in declared.ledger.agreement.grants:
        for sector in grant.sectors:
            rows.add(
                {
                    "what": sector.code,
                    "title": in_language(sector.title, language),
                    "claimed": declared.claimed_at(sector.code),
                },
                {"claimed": Formula(sums.where("{overview.share}", {"{overview.of_sector}": "{.what}"}))},
            )
    return rows.block("claim_sectors", label("block.claim_sectors"))


def _by_category(declared: Declaration, language: str) -> Block:
    """Claimed by kind of cost: those of the agreement, then the words of lists that it does not know."""
    agreement = declared.ledger.agreement
    rows = Rows((column("what", title="category"), column("title"), column("claimed", "money")))
    names: dict[str, tuple[Value, Value]] = {
        (name := in_language(each.title, language)).casefold(): (each.code, name) for each in agreement.categories
    }
    cents: dict[str, int] = dict.fromkeys(names, 0)
    for expense, share in declared.rows():
        own = category_named(agreement, expense.details, language)
        key = (own or "").casefold()
        names.setdefault(key, (None, own or label("category.none")))
        cents[key] = cents.get(key, 0) + share.cents
    for key, (code, title) in names.items():
        # Compared whole: a word of a list may hold what a criterion would take for a pattern.
        formula = Formula("ROUND(SUMPRODUCT(--({overview.category}={.title}),{overview.share}),2)")
        rows.add({"what": code, "title": title, "claimed": cents[key]}, {"claimed": formula})
    return rows.block("claim_categories", label("block.claim_categories"))

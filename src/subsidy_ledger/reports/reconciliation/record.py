"""The sheets Cover, Findings and Imports: what the books are, what was found in them, and which files made them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from subsidy_ledger.domain.findings import Finding
from subsidy_ledger.domain.imported import effects
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.findings import decision_notes
from subsidy_ledger.reports.reconciliation.book import Block, Sheet
from subsidy_ledger.reports.reconciliation.formulas import minus
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.lines import parts
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.tables import Value

READING = ("live", "difference", "signs", "reversals", "untagged", "evidence", "auditor", "year")
SHEET_KEYS = ("position", "objectives", "expenses", "zone", "findings", "imports", "changes", "rules")
SAMPLE_KEY = "sample"


def last_entry(ledger: Ledger) -> Entry | None:
    return max(ledger.entries, key=lambda entry: entry.number, default=None)


def recorded_at(ledger: Ledger) -> datetime:
    """When the ledger last changed, in UTC; for a ledger without entries the first day of the agreement."""
    last = last_entry(ledger)
    return last.at if last else datetime.combine(ledger.agreement.starts_on, time(), tzinfo=UTC)


def cover_sheet(
    ledger: Ledger,
    findings: Sequence[Finding],
    checks: Sequence[str],
    year: int,
    language: str,
    *,
    has_sample: bool = False,
) -> Sheet:
    """What the books are and how to read this workbook, sheet by sheet."""
    agreement = ledger.agreement
    reading: list[tuple[Value, Value]] = [(label(f"reading.{key}"), label(f"reading.{key}_text")) for key in READING]
    sheets = (*SHEET_KEYS, *([SAMPLE_KEY] if has_sample else []))
    reading[:0] = [(label(f"sheet.{key}"), label(f"lead.{key}")) for key in sheets]
    return Sheet(
        "cover",
        label("sheet.cover"),
        label("heading.cover", year=str(year), agreement=in_language(agreement.title, language)),
        label("lead.cover"),
        (
            _pairs("agreement", _agreement_facts(ledger, year, language)),
            _pairs("books", _book_facts(ledger, findings, checks, year)),
            _pairs("reading", reading),
        ),
    )


def _pairs(key: str, pairs: Sequence[tuple[Value, Value]]) -> Block:
    rows = Rows((column("what", title=key), column("value")))
    for what, value in pairs:
        rows.add({"what": what, "value": value})
    return rows.block(f"cover_{key}")


def _agreement_facts(ledger: Ledger, year: int, language: str) -> list[tuple[Value, Value]]:
    agreement = ledger.agreement
    return [
        (label("cover.code"), agreement.code),
        (label("cover.title"), in_language(agreement.title, language)),
        (label("cover.beneficiary"), in_language(agreement.beneficiary_name, language)),
        *((label("cover.party"), in_language(party, language)) for party in agreement.parties),
        *((label("cover.legal_basis"), in_language(basis, language)) for basis in agreement.legal_basis),
        (label("cover.starts_on"), agreement.starts_on),
        (label("cover.ends_on"), agreement.ends_on),
        (label("cover.year"), year),
    ]


def _book_facts(
    ledger: Ledger, findings: Sequence[Finding], checks: Sequence[str], year: int
) -> list[tuple[Value, Value]]:
    last = last_entry(ledger)
    claimed, evidence = (
        len({line.number for line, _ in parts(ledger, year, claiming=claiming) if ledger.is_live(line)})
        for claiming in (True, False)
    )
    return [
        (label("cover.lines"), claimed),
        (label("cover.evidence"), evidence),
        (label("cover.all_lines"), sum(1 for _ in ledger.live())),
        (label("cover.imports"), len(ledger.imports)),
        (label("cover.checks"), _outcome(findings, checks)),
        (label("cover.entry"), last.number if last else label("cover.entry_none")),
        (label("cover.at"), last.at if last else None),
        (label("cover.by"), last.by if last else None),
        (label("cover.digest"), last.digest if last else None),
    ]


def _outcome(findings: Sequence[Finding], checks: Sequence[str]) -> Sentence:
    key = "findings.some" if findings else "findings.none"
    return label(key, checks=len(checks), findings=len(findings))


def findings_sheet(findings: Sequence[Finding], checks: Sequence[str], year: int) -> Sheet:
    """The findings as given, each with what was decided on it, and the checks that ran, silent ones included.

    One that was decided on for other euros or lines is open, and a note below says so.
    """
    rows = Rows(
        (
            column("check", "code"), column("severity", "code"), column("finding", "code"), column("year", "integer"),
            column("grant", "code"), column("objective", "code"), column("euros", "money"),
            column("message", width=70),
            column("expenses"), column("status", "code"), column("reason"), column("decided_by"),
            column("decided_on", "date"), column("confirmed_by"),
        )
    )  # fmt: skip
    for finding in findings:
        held = finding.standing
        rows.add(
            {
                "check": finding.check, "severity": in_words(finding.severity), "finding": finding.id,
                "year": finding.year, "grant": finding.grant, "objective": finding.objective, "euros": finding.cents,
                "message": finding.sentence, "expenses": ", ".join(map(str, finding.expenses)),
                "status": in_words(finding.status), "reason": held.reason, "decided_by": held.by,
                "decided_on": local(held.at).date() if held.at else None, "confirmed_by": held.confirmed_by,
            }
        )  # fmt: skip
    key = "findings.some" if findings else "findings.none"
    outcome = label(key, checks=len(checks), findings=len(findings))
    return Sheet(
        "findings",
        label("sheet.findings"),
        label("heading.findings", year=str(year)),
        label("lead.findings"),
        (rows.block("findings", notes=(outcome, *decision_notes(findings))), _checks_ran(findings, checks)),
        main="findings",
    )


def _checks_ran(findings: Sequence[Finding], checks: Sequence[str]) -> Block:
    rows = Rows((column("checks_ran", "code"), column("findings", "integer")))
    for check in checks:
        rows.add({"checks_ran": check, "findings": sum(1 for finding in findings if finding.check == check)})
    return rows.block("checks")


def imports_sheet(ledger: Ledger) -> Sheet:
    """Every import of the ledger, undone ones included, and the total rows of the files."""
    return Sheet(
        "imports",
        label("sheet.imports"),
        label("heading.imports"),
        label("lead.imports"),
        (_imports(ledger), _control_totals(ledger)),
        main="imports",
    )


def _imports(ledger: Ledger) -> Block:
    rows = Rows(
        (
            column("import", "integer"), column("file"), column("entity", "code"), column("by"),
            column("when", "moment"), column("posted", "money"), column("rows_read", "integer"),
            column("rows_new", "integer"), column("rows_known", "integer"), column("rows_zero", "integer"),
            column("rows_total", "integer"), column("taken_back", "integer"), column("rows_refused", "integer"),
            column("sheet"), column("header_row", "integer"),
            column("undone_by", "integer"), column("sha256", "code"),
        )
    )  # fmt: skip
    entries, moved = {entry.number: entry for entry in ledger.entries}, effects(ledger)
    for found in ledger.imports:
        entry = entries.get(found.entry)
        rows.add(
            {
                "import": found.number, "file": found.file, "entity": found.entity, "by": entry.by if entry else None,
                "when": entry.at if entry else None, "posted": moved[found.number].cents, "rows_read": found.rows_read,
                "rows_new": found.rows_new, "rows_known": found.rows_known, "rows_zero": found.rows_zero,
                "rows_total": found.rows_total, "taken_back": moved[found.number].taken_back,
                "rows_refused": moved[found.number].refused, "sheet": found.sheet, "header_row": found.header_row,
                "undone_by": found.undone_by, "sha256": found.sha256,
            }
        )  # fmt: skip
    return rows.block("imports")


def _control_totals(ledger: Ledger) -> Block:
    """A difference here is the file's own and is also a finding; so it is shown, and not required to be 0.00."""
    rows = Rows(
        (
            column("import", "integer"), column("label"), column("stated", "money"), column("computed", "money"),
            column("difference", "money"), column("year", "integer"), column("row", "integer"),
        )
    )  # fmt: skip
    for found in ledger.control_totals:
        rows.add(
            {
                "import": found.import_number, "label": found.label, "stated": found.stated,
                "computed": found.computed, "difference": found.stated - found.computed, "year": found.year,
                "row": found.row,
            },
            {"difference": minus("{.stated}", "{.computed}")},
        )  # fmt: skip
    return rows.block("control_totals", label("block.control"))

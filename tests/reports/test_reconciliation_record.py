"""The sheets that say what the books are: cover, findings, imports; and that the same books give the same value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger_builders import CHECKS, FIRST_ENTRY, YEAR, brussels, findings, ledger_of, mixed_ledger
from reconciliation_reading import book_of, rows_of
from subsidy_ledger.domain.findings import Decision, Standing
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.reports.reconciliation.workbook import reconciliation
from subsidy_ledger.reports.tables import Value


def cover(ledger: Ledger) -> dict[Value, Value]:
    book = book_of(ledger).made_with("1.2.3")
    found = (row for key in ("agreement", "books") for row in rows_of(book.block(f"cover_{key}")))
    return {str(row["what"]): row["value"] for row in found}


def test_findings_are_listed_with_their_lines_and_silence_is_said() -> None:
    """Lost otherwise: an empty sheet could mean that no check ran."""
    some = book_of(ledger_of([]))
    first = rows_of(some.block("findings"))[0]
    assert (first["check"], first["euros"], first["expenses"]) == ("overspent-envelope", 12_345, "12, 13")
    assert first["message"] == "The envelope general is overspent by 123.45."
    assert [(r["checks_ran"], r["findings"]) for r in rows_of(some.block("checks"))] == [
        ("overspent-envelope", 1),
        ("untagged", 1),
        ("duplicate-invoice", 0),
    ]
    none = reconciliation(ledger_of([]), (), CHECKS, YEAR).block("findings").table
    assert none.rows == ()
    assert [str(note) for note in none.notes] == ["3 checks, no findings"]


def test_findings_carry_what_was_decided_and_what_is_open_again() -> None:
    """Lost otherwise: the auditor would read a finding and not who let it be, or that it has grown since."""
    decided = Decision("", "accept", "untagged", "lines", None, 0, "4", 1)
    held = Standing("accepted", decided, "waits for the council", "An Peeters", FIRST_ENTRY, confirmed_by="Luc Maes")
    moved = replace(
        held, status="open", decision=replace(decided, cents=100, lines="12"), moved=True, confirmed_by=None
    )
    first, second = findings()
    shown = (replace(first, standing=moved), replace(second, standing=held))
    block = reconciliation(ledger_of([]), shown, CHECKS, YEAR).block("findings")
    open_again, accepted = rows_of(block)
    assert str(open_again["status"]) == "open"
    assert (str(accepted["status"]), accepted["reason"]) == ("accepted", "waits for the council")
    assert (accepted["decided_by"], accepted["confirmed_by"]) == ("An Peeters", "Luc Maes")
    assert accepted["decided_on"] == date(2020, 1, 6)
    notes = [str(note) for note in block.table.notes]
    assert f"Finding {first.id} is open again: An Peeters accepted it on 2020-01-06 for 1.00 (lines: 1)" in notes[1]


def test_imports_say_who_when_which_bytes_and_whether_undone() -> None:
    """Lost otherwise: a line's import number would lead nowhere."""
    ledger = mixed_ledger()
    book = book_of(ledger)
    first, second = rows_of(book.block("imports"))
    assert (first["import"], first["by"], first["when"], first["undone_by"]) == (1, "An Peeters", FIRST_ENTRY, None)
    assert (second["import"], second["undone_by"]) == (2, 3)
    assert first["sha256"] == ledger.imports[0].sha256
    assert [row["difference"] for row in rows_of(book.block("control_totals"))] == [0, -2]


def test_the_cover_names_the_books_it_was_made_from() -> None:
    """Lost otherwise: nobody could tell which state of the ledger a printed workbook shows."""
    ledger = mixed_ledger()
    facts = cover(ledger)
    last = ledger.entries[-1]
    assert facts["Digest of the ledger"] == last.digest
    assert facts["Recorded at (Europe/Brussels)"] == last.at
    assert (facts["By"], facts["Last entry"], facts["Version of subsidy-ledger"]) == ("an officer", 3, "1.2.3")
    assert (facts["Code"], facts["In force from"], facts["Budget year"]) == (
        "brussels-2018-2019", date(2018, 1, 1), YEAR,
    )  # fmt: skip
    assert facts["Checks"] == "3 checks, 2 findings"
    assert facts["Live lines of all years"] == sum(1 for _ in ledger.live()) < len(ledger.expenses)


def test_a_ledger_without_entries_still_has_a_fixed_moment() -> None:
    """Lost otherwise: the workbook of an empty ledger would carry the clock's time and never be the same twice."""
    book = book_of(ledger_of([], entries=()))
    assert book.recorded_at.date() == date(2018, 1, 1)
    assert book.digest == ""


def test_the_titles_of_the_agreement_follow_the_language() -> None:
    """Lost otherwise: a Dutch-speaking officer would send the auditor titles that the agreement does not have."""
    book = reconciliation(ledger_of([]), (), CHECKS, YEAR, language="nl")
    grant = brussels().grants[0]
    assert rows_of(book.block("position"))[0]["title"] == grant.title.nl != grant.title.en


def test_the_same_ledger_gives_the_same_book() -> None:
    """Lost otherwise: two exports of one ledger could differ, and neither could be trusted."""
    assert book_of(mixed_ledger()) == book_of(mixed_ledger())

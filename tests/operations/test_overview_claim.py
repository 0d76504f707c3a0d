"""The yearly overview declares what was last submitted: to the cent what the settlement says, spare lines apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.domain.settlement import settlement
from subsidy_ledger.i18n import ENGLISH
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.receipts import add_receipt
from subsidy_ledger.operations.reconcile import reconcile
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle
from subsidy_ledger.operations.submitting import submit
from subsidy_ledger.render.excel_words import said_book
from subsidy_ledger.reports.declared import declaration
from subsidy_ledger.reports.overview import overview
from subsidy_ledger.reports.overview_fields import header_fields

ROWS = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", "G1.1", 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 60.0],
    [2019, "D3", date(2019, 5, 1), "Zenne", "creditnota", "G1.1", -10.0],
    [2019, "D4", date(2019, 6, 1), "Atelier", "reserve", "G2.1", 45.0],
    [2019, "D5", date(2019, 5, 1), "Atelier", "vorming", "R1.1", 20.0],
]


@pytest.fixture
def here(url: str, tmp_path: Path) -> Session:
    session = session_of(url, by="An Peeters")
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    add_receipt(session, "general", 2019, 120_00, date(2019, 12, 20), document="12")
    return session


def rows_of(books: Ledger, key: str) -> list[dict[str, Any]]:
    table = overview(books, 2019).block(key).table
    return [dict(zip((c.key for c in table.columns), row, strict=True)) for row in table.rows]


def listed(books: Ledger, key: str = "overview") -> list[tuple[int, int]]:
    return [(row["number"], row["share"]) for row in rows_of(books, key)[:-1]]


def notes_of(books: Ledger) -> str:
    return " ".join(str(note) for note in overview(books, 2019).block("claim").table.notes)


def check_like_settlement(books: Ledger) -> None:
    """Head, list, sectors, categories and the fields of a form all come to what the settlement says."""
    found, fields = settlement(books, 2019), header_fields(declaration(books, 2019), "en")
    for row, held in zip(rows_of(books, "claim"), found.grants, strict=False):
        code, whole = held.grant.code, held.figures.if_all_is_accepted()
        assert (row["what"], row["claimed"], row["to_receive"]) == (code, held.figures.claimed, whole.balance)
        assert fields[f"claimed.{code}"].value == held.figures.claimed
        assert fields[f"to_receive.{code}"].value == whole.balance
        assert row["to_pay_back"] == fields[f"to_pay_back.{code}"].value == whole.recovery
    claimed = sum(held.figures.claimed for held in found.grants)
    assert fields["claimed"].value == claimed == rows_of(books, "claim")[-1]["claimed"]
    for key in ("claim_sectors", "claim_categories"):
        assert sum(row["claimed"] for row in rows_of(books, key)) == claimed
    assert fields["lines"].value == len(listed(books))
    assert rows_of(books, "overview")[-1]["share"] == claimed == sum(cents for _, cents in listed(books))


def test_before_a_submission_it_declares_what_would_be_submitted(here: Session) -> None:
    """Lost otherwise: an officer would sign a declaration of 0.00, or take a draft for the claim itself."""
    books = here.ledger()
    assert listed(books) == [(1, 100_00), (2, 60_00), (3, -10_00), (4, 45_00), (5, 20_00)]
    assert "general: nothing is submitted yet" in notes_of(books)
    submit(here, 2019, "general", reserve=[4])
    books = here.ledger()
    assert listed(books) == [(1, 100_00), (2, 60_00), (3, -10_00), (5, 20_00)]
    assert "general: nothing is submitted" not in notes_of(books)
    assert "radicalisation: nothing is submitted yet" in notes_of(books)


def test_spare_lines_stand_apart_and_in_no_sum(here: Session) -> None:
    """Lost otherwise: the city would declare, and ask for, money that it only keeps in reserve."""
    submit(here, 2019, reserve=[4])
    books = here.ledger()
    check_like_settlement(books)
    assert 4 not in dict(listed(books))
    assert listed(books, "overview_spare") == [(4, 45_00)]
    assert rows_of(books, "claim")[0]["claimed"] == 150_00


def test_changes_after_the_submission_are_told_and_not_declared(here: Session) -> None:
    """Lost otherwise: what is signed would be another claim than the one that was handed in."""
    submit(here, 2019, reserve=[4])
    before = listed(here.ledger())
    assert "otherwise by now" not in notes_of(here.ledger())
    take_back(here, 1, reason="twice")
    correct(here, 2, {"amount": 50_00}, reason="VAT")
    tag(here, [5], "G1.1")
    books = here.ledger()
    check_like_settlement(books)
    assert listed(books) == before
    assert "general: version 1, as it was submitted, is declared. The books have 3 lines otherwise by now, and 90.00 " \
        "less is claimed" in notes_of(books)  # fmt: skip
    submit(here, 2019)
    check_like_settlement(here.ledger())
    assert "otherwise by now" not in notes_of(here.ledger())
    assert sum(cents for _, cents in listed(here.ledger())) == 60_00


def test_what_was_rejected_is_not_asked_for_again(here: Session) -> None:
    """Lost otherwise: a second version would ask for what the administration turned down."""
    submit(here, 2019, reserve=[4])
    settle(here, [2], "reject", reason="no proof")
    check_like_settlement(here.ledger())
    settle(here, [4], "use-spare", reason="replaces line 2")
    books = here.ledger()
    check_like_settlement(books)
    assert (rows_of(books, "claim")[0]["not_counted"], rows_of(books, "claim")[0]["to_receive"]) == (15_00, 15_00)


def headings_of(books: Ledger) -> list[str]:
    return [str(each.title) for each in overview(books, 2019).block("claim").table.columns][-2:]


def test_what_is_to_be_paid_back_is_declared_as_the_settlement_has_it(here: Session) -> None:
    """Lost otherwise: a city would sign that nothing is due, and be asked for what it hid; or ask for more than it
    claims, because what another grant owes stands nowhere."""
    submit(here, 2019)
    settle(here, [1, 2], "reject", reason="no proof")
    assert headings_of(here.ledger()) == ["To receive, if all open is accepted", "To pay back, if all open is accepted"]
    check_like_settlement(here.ledger())
    settle(here, [3, 4, 5], "accept", reason="seen")
    books = here.ledger()
    check_like_settlement(books)
    assert headings_of(books) == ["To receive, as decided", "To pay back, as decided"]
    general, radicalisation, whole = rows_of(books, "claim")
    assert [(row["to_receive"], row["to_pay_back"]) for row in (general, radicalisation, whole)] == [
        (0, 85_00), (20_00, 0), (20_00, 85_00),
    ]  # fmt: skip
    add_receipt(here, "general", 2019, 1_900_000_00, date(2020, 1, 6), document="13")
    check_like_settlement(here.ledger())


def test_a_spare_line_that_is_used_is_not_said_to_count_nowhere(here: Session) -> None:
    """Lost otherwise: whoever signs reads that money is in no sum that is asked for."""
    submit(here, 2019, reserve=[4])
    settle(here, [2], "reduce", amount=30_00, reason="no proof")
    settle(here, [4], "use-spare", reason="replaces line 2")
    books = here.ledger()
    assert "general: spare line 4 replaces 30.00 of what was rejected" in notes_of(books)
    assert "Of all spare lines 15.00 is left" in notes_of(books)
    assert "kept as spare" not in notes_of(books)
    block = overview(books, 2019).block("overview_spare").table
    assert str(block.title) == "Spare lines: 30.00 replaces what was rejected, 15.00 is left and claims nothing"
    assert [str(note) for note in block.notes] == ["general: line 4 replaces 30.00 of what was rejected."]
    settle(here, [2], "reopen", reason="proof found")
    assert "is kept as spare" in notes_of(here.ledger())
    assert "let in for 30.00, and only 0.00 of that has room" in notes_of(here.ledger())


def test_nobody_signs_that_all_is_paid_where_the_list_denies_it(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: an officer would sign that every expense is paid, above a list that shows one that is not."""
    correct(here, 1, {"payment_date": date(2019, 3, 9)}, reason="statement found")
    correct(here, 5, {"statement_no": "12", "document_no": None}, reason="statement found")
    submit(here, 2019, reserve=[4])
    block = overview(here.ledger(), 2019).block("parties").table
    assert [str(note) for note in block.notes] == [
        "Before you sign: 1 declared line (60.00) shows no proof of payment, neither a payment date nor a statement "
        "number: line 2. Add it: ledger correct LINE --payment-date … --reason …",
        "Before you sign: 1 declared line (20.00) has no document number: line 9. Add it: ledger correct LINE "
        "--document-no … --reason …",
    ]
    assert "except for the lines named here" in str(block.rows[-1][1])
    settle(here, [2], "reject", reason="no proof")
    settle(here, [4], "use-spare", reason="replaces line 2")
    done = ledger(here.url, "export", "overview", "--year", "2019", tmp_path / "out.xlsx")
    assert "2 declared lines (105.00) show no proof of payment" in done.err
    for line in (2, 4):
        correct(here, line, {"payment_date": date(2019, 5, 9)}, reason="statement found")
    correct(here, 9, {"document_no": "D5"}, reason="found")
    submit(here, 2019, reserve=[13])
    assert "except" not in str(overview(here.ledger(), 2019).block("parties").table)


def test_errors_that_are_open_are_told_above_the_signature(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: whoever signs would not know that the ledger itself finds errors in what is declared."""
    add_receipt(here, "radicalisation", 2019, 9_000_000_00, date(2019, 12, 20), document="14")
    errors = [f for f in reconcile(here, 2019).outcome.findings if f.severity == "error" and f.asks_attention]
    assert errors
    done = ledger(here.url, "export", "overview", "--year", "2019", tmp_path / "out.xlsx")
    said = f"{len(errors)} error{'s' if len(errors) > 1 else ''} ({Euro(sum(f.cents for f in errors))})"
    assert said in done.err
    sheet: Any = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    first = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    assert [i for i, text in enumerate(first) if said in text] < [first.index("Place, day, name and signature")]
    assert any(said in text for text in first)


def test_a_form_gets_the_claim_and_the_officer_is_told(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: the administration's own form would declare spare lines."""
    submit(here, 2019, reserve=[4])
    take_back(here, 1, reason="twice")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title, sheet["A3"] = "U", "Nr"
    book.save(tmp_path / "form.xlsx")
    mapping = 'sheet = "U"\nfirst_row = 4\n[columns]\nA = "number"\nB = "share"\n[fields]\nA1 = "claimed"\n'
    (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
    given = ("--template", tmp_path / "form.xlsx", "--mapping", tmp_path / "m.toml", tmp_path / "out.xlsx")
    for form in (given, given[-1:]):
        done = ledger(here.url, "export", "overview", "--year", "2019", *form)
        assert done.code == 0, done.err
        assert "1 line (45.00) is kept as spare" in done.err
        assert "100.00 less is claimed" in done.err
        assert "2 declared lines (80.00) show no proof" in done.err
        if form is given:
            filled: Any = openpyxl.load_workbook(tmp_path / "out.xlsx")["U"]
            rows = [(filled.cell(row, 1).value, filled.cell(row, 2).value) for row in range(4, 9)]
            assert (filled["A1"].value, rows) == (170, [(1, 100), (2, 60), (3, -10), (5, 20), (None, None)])


@pytest.mark.libreoffice
def test_its_formulas_leave_spare_and_rejected_lines_out(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the workbook would come to another claim as soon as it is opened."""
    from render.test_excel_reconciliation import compared, recalculated, written

    session = session_of(sqlite_url, by="An Peeters")
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    submit(session, 2019, reserve=[4])
    settle(session, [2], "reject", reason="no proof")
    add_receipt(session, "general", 2019, 120_00, date(2019, 12, 20), document="12")
    book = said_book(overview(session.ledger(), 2019), ENGLISH)
    cells = list(compared(book, recalculated(written(book), tmp_path)))
    assert [cell for cell in cells if cell[1] != cell[2]] == []

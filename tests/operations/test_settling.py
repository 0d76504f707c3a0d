"""Decisions on submitted lines: kept with reason and person, held to the claim, and spare lines within their room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import import_file, other_agreement, session_of, write_workbook
from command import ledger
from subsidy_ledger.domain.settlement import Figures, settlement
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.decisions import revise_allocation
from subsidy_ledger.operations.lines import correct, tag
from subsidy_ledger.operations.receipts import add_receipt
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle
from subsidy_ledger.operations.setup import load_agreement
from subsidy_ledger.operations.submitting import submit

ROWS = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", "G1.1", 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 60.0],
    [2019, "D3", date(2019, 5, 1), "Zenne", "creditnota", "G1.1", -10.0],
    [2019, "D4", date(2019, 6, 1), "Atelier", "reserve", "G2.1", 45.0],
    [2019, "D5", date(2019, 6, 1), "Atelier", "reserve", "G2.1", 25.0],
    [2019, "D6", date(2019, 5, 1), "Atelier", "vorming", "R1.1", 20.0],
]


@pytest.fixture
def here(url: str, tmp_path: Path) -> Session:
    session = session_of(url, by="An Peeters")
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    submit(session, 2019, reserve=[4, 5])
    return session


def general(here: Session) -> Figures:
    return settlement(here.ledger(), 2019).grants[0].figures


def test_a_year_from_claim_to_balance(here: Session) -> None:
    """Lost otherwise: what the State owes, or the city, could not be told from the decisions."""
    add_receipt(here, "general", 2019, 120_00, date(2019, 12, 20), document="12")
    assert (general(here).claimed, general(here).open, general(here).spare) == (150_00, 150_00, 70_00)
    settle(here, [1, 3], "accept", reason="")
    settle(here, [2], "reduce", amount=35_00, reason="VAT can be recovered")
    found = general(here)
    assert (found.accepted, found.rejected, found.open) == (125_00, 25_00, 0)
    assert (found.balance, found.recovery, found.spare_left) == (5_00, 0, 25_00)
    settle(here, [2], "reject", reason="no proof of payment")
    found = general(here)
    assert (found.accepted, found.rejected, found.balance, found.recovery) == (90_00, 60_00, 0, 30_00)
    used = settle(here, [4, 5], "use-spare", reason="replace line 2")
    assert [r.ruling.accepted for r in used] == [45_00, 15_00]
    found = general(here)
    assert (found.spare_used, found.accepted_in_all, found.balance, found.recovery) == (60_00, 150_00, 30_00, 0)


def test_every_decision_stays_and_the_last_one_counts(here: Session) -> None:
    """Lost otherwise: nobody could say what was decided first, by whom, and why it changed."""
    settle(here, [1], "reject", reason="not seen")
    other = session_of(here.url, by="Luc Maes")
    settle(other, [1], "accept", reason="seen after all")
    (again,) = settle(other, [1], "accept", reason="seen after all")
    assert not again.written
    books = here.ledger()
    told = {e.number: (e.by, e.reason) for e in books.entries}
    assert [(r.act, *told[r.entry]) for r in books.rulings] == [
        ("reject", "An Peeters", "not seen"),
        ("accept", "Luc Maes", "seen after all"),
    ]
    assert general(here).accepted == 100_00
    (reopened,) = settle(here, [1], "reopen", reason="by mistake")
    assert reopened.written
    assert general(here).open == 150_00
    assert not settle(here, [2], "reopen", reason="nothing decided")[0].written


@pytest.mark.parametrize(("line", "amount"), [(1, 0), (1, 100_00), (1, 100_01), (1, -1), (3, 5_00), (3, -10_00)])
def test_no_more_is_accepted_than_was_claimed(here: Session, line: int, amount: int) -> None:
    """Lost otherwise: a slip of the pen would accept money that nobody asked for."""
    with pytest.raises(WrongUse, match="does not lie between"):
        settle(here, [line], "reduce", amount=amount, reason="x")


def test_what_was_not_submitted_cannot_be_decided(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a decision would hang in the air, or fall on another line than the auditor meant."""
    import_file(here, write_workbook(tmp_path / "2.xlsx", [[2019, "D9", date(2019, 5, 1), "X", "y", "G1.1", 5.0]]))
    zone = [[2019, "Z", date(2019, 5, 1), "X", "y", "G1.1", 5.0]]
    import_file(here, write_workbook(tmp_path / "3.xlsx", zone), entity="zone")
    for line, why in (
        (7, "in no submission that counts"), (8, "is evidence of zone"), (99, "There is no line 99; the last one is 8"),
    ):  # fmt: skip
        with pytest.raises(WrongUse, match=why):
            settle(here, [line], "accept", reason="")
    for act, line in (("accept", 4), ("use-spare", 1)):
        with pytest.raises(WrongUse, match="spare"):
            settle(here, [line], act, reason="x")  # type: ignore[arg-type]
    with pytest.raises(WrongUse, match="nothing to replace"):
        settle(here, [4], "use-spare", reason="x")
    assert not here.ledger().rulings


def test_a_line_of_another_agreement_is_told_to_be_there(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the officer would be sent to a command that does not know the line either."""
    load_agreement(session_of(url), other_agreement("brussels-extra", "brussels"))
    file = write_workbook(tmp_path / "1.xlsx", ROWS[:1])
    assert ledger(url, "import", file, "--yes", "--agreement", "brussels-extra").code == 0
    done = ledger(url, "settle", "1", "--accept", "--agreement", "brussels-2018-2019")
    assert done.code == 2
    assert "Line 1 is of the agreement brussels-extra" in done.err
    assert "in no submission" in ledger(url, "settle", "1", "--accept", "--agreement", "brussels-extra").err


def test_a_decision_holds_while_the_line_claims_the_same(here: Session) -> None:
    """Lost otherwise: a new version would wipe out the audit, or carry a decision over to an amount nobody saw."""
    settle(here, [1, 2], "accept", reason="")
    correct(here, 1, {"supplier": "Zenne nv"}, reason="full name")
    correct(here, 2, {"amount": 61_00}, reason="a euro more")
    assert general(here).accepted == 160_00
    submit(here, 2019)
    held = settlement(here.ledger(), 2019).grants[0]
    assert (held.figures.accepted, held.figures.open) == (100_00, 51_00)
    assert [line.moved.claimed for line in held.lines if line.moved] == [60_00]
    assert "open again" in ledger(here.url, "settlement", "--year", "2019").out
    with pytest.raises(WrongUse, match="corrected and taken back by line 7; its place is taken by line 8"):
        settle(here, [1], "reject", reason="x")


def test_a_line_of_two_grants_is_decided_in_each(here: Session) -> None:
    """Lost otherwise: reducing a shared line would not say of which grant the euros go."""
    from fractions import Fraction

    tag(here, [1], "R1.1", Fraction(3, 10))
    submit(here, 2019)
    with pytest.raises(WrongUse, match="several grants"):
        settle(here, [1], "reduce", amount=5_00, reason="x")
    settle(here, [1], "reduce", amount=5_00, reason="x", grant="radicalisation")
    settle(here, [1], "accept", reason="", grant="algemeen")
    first, second = settlement(here.ledger(), 2019).grants
    assert (first.figures.accepted, second.figures.accepted, second.figures.rejected) == (70_00, 5_00, 25_00)
    assert [r.written for r in settle(here, [1], "reject", reason="y")] == [True, True]


def test_spare_lines_never_go_above_the_envelope_or_what_was_rejected(here: Session) -> None:
    """Lost otherwise: replacing a rejected line would claim more than was granted."""
    revise_allocation(here, "general", 2019, 120_00, decision="d", reason="less")
    settle(here, [2], "reject", reason="x")
    (used,) = settle(here, [4], "use-spare", reason="x")
    assert used.ruling.accepted == 30_00  # 120 granted, 90 claimed besides
    with pytest.raises(WrongUse, match="nothing to replace"):
        settle(here, [5], "use-spare", reason="x")
    settle(here, [2], "accept", reason="")
    found = general(here)
    assert (found.spare_chosen, found.spare_used) == (30_00, 0)
    assert "only 0.00 of that has room now" in ledger(here.url, "settlement", "--year", "2019").out


def test_the_command_decides_lists_and_refuses(here: Session) -> None:
    """Lost otherwise: an officer could not settle a year from her keyboard."""
    url = here.url
    shown = ledger(url, "settle", "--year", "2019")
    assert "is not decided yet" in shown.out
    assert shown.out.count("spare") >= 2
    done = ledger(url, "settle", "1", "--reduce", "80", "--reason", "VAT", "--by", "Luc Maes")
    assert "line 1, general: reduced to 80.00 of 100.00" in done.out
    rest = ledger(url, "settle", "--all-open", "--year", "2019", "--accept", "--format", "json").json
    assert [(r["number"], r["accepted"]) for r in rest] == [(2, "60.00"), (3, "-10.00"), (6, "20.00")]
    assert "spare lines may still replace 20.00" in ledger(url, "settle", "--year", "2019").out
    used = ledger(url, "settle", "--use-spare", "4", "--reason", "for line 1")
    assert "line 4, general: spare, replaces 20.00 of what was rejected" in used.out
    line = ledger(url, "settlement", "--year", "2019", "--format", "json").json["grants"][0]["lines"][0]
    assert (line["status"], line["accepted"], line["reason"], line["by"]) == ("reduce", "80.00", "VAT", "Luc Maes")
    assert "already so" in ledger(url, "settle", "2", "--accept").err
    for words in (
        ("settle",),
        ("settle", "1"),
        ("settle", "--accept"),
        ("settle", "1", "--accept", "--reject"),
        ("settle", "1", "--reject"),
        ("settle", "1", "--accept", "--year", "2019"),
        ("settle", "--all-open", "--accept"),
        ("settle", "--year", "2018"),
    ):
        assert ledger(url, *words).code == 2, words

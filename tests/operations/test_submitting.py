"""Receipts and submissions on both databases: kept, versioned, told as known on a day, and never written twice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from builders import Clock, import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.domain.receipts import of_envelope, standing
from subsidy_ledger.domain.settlement import settlement
from subsidy_ledger.domain.submissions import claimed
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.receipts import add_receipt, reverse_receipt
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.submitting import compare, submit

ROWS = [
    [2019, "D1", date(2019, 3, 1), "Zenne", "zaal", "G1.1", 100.0],
    [2019, "D2", date(2019, 4, 1), "Marollen", "drukwerk", "G2.1", 55.5],
    [2019, "D3", date(2019, 5, 1), "Atelier", "vorming", "R1.1", 20.0],
    [2019, "D4", date(2019, 6, 1), "Atelier", "vorming", None, 7.0],
]
PAID = date(2019, 12, 20)


@pytest.fixture
def here(url: str, tmp_path: Path) -> Session:
    session = session_of(url, by="An Peeters")
    import_file(session, write_workbook(tmp_path / "1.xlsx", ROWS))
    return session


def test_receipts_are_kept_counted_and_taken_back(here: Session) -> None:
    """Lost otherwise: an instalment booked twice would make the city pay back what it never had."""
    first = add_receipt(here, "algemeen", 2019, 50_00, PAID, document="statement 12")
    again = add_receipt(here, "general", 2019, 50_00, PAID, document="statement 12")
    assert (first.written, again.written, again.receipt.number) == (True, False, 1)
    add_receipt(here, "general", 2019, 7_00, PAID, document="statement 13")
    back = reverse_receipt(here, 2, reason="of 2018")
    assert (back.receipt.reverses, back.receipt.cents, back.received) == (2, -7_00, 50_00)
    held = of_envelope(here.ledger().receipts, "general", 2019)
    assert [r.number for r in held] == [1, 2, 3]
    assert [r.number for r in standing(held)] == [1]
    # What was taken back can be recorded anew.
    assert add_receipt(here, "general", 2019, 7_00, PAID, document="statement 13").received == 57_00
    for number, sentence in ((2, "was taken back by receipt 3"), (3, "takes receipt 2 back"), (9, "no receipt 9")):
        with pytest.raises(WrongUse, match=sentence):
            reverse_receipt(here, number, reason="x")


def test_no_more_is_paid_back_than_was_received(here: Session) -> None:
    """Lost otherwise: the received amount of an envelope could fall below nothing."""
    add_receipt(here, "general", 2019, 50_00, PAID, document="12")
    with pytest.raises(WrongUse, match=r"no more than 50\.00 was received"):
        add_receipt(here, "general", 2019, -50_01, PAID, document="13")
    assert add_receipt(here, "general", 2019, -50_00, PAID, document="13").received == 0
    with pytest.raises(WrongUse, match="cannot be taken back"):
        reverse_receipt(here, 1, reason="x")
    for cents, year, grant in ((0, 2019, "general"), (5, 2031, "general"), (5, 2019, "other")):
        with pytest.raises(WrongUse):
            add_receipt(here, grant, year, cents, PAID, document="x")


def test_a_submission_freezes_and_the_next_version_says_what_changed(here: Session) -> None:
    """Lost otherwise: nobody could say in June what had been claimed in March."""
    done = submit(here, 2019)
    assert [(s.submission.grant, s.submission.version, s.claimed) for s in done.grants] == [
        ("general", 1, 155_50),
        ("radicalisation", 1, 20_00),
    ]
    assert done.untagged == 7_00
    before = here.ledger()
    assert not any(s.written for s in submit(here, 2019).grants)
    assert here.ledger() == before
    correct(here, 1, {"amount": 80_00}, reason="credit note")
    tag(here, [4], "G2.1")
    (general, radicalisation) = compare(here)
    assert [(c.change.kind, c.change.difference) for c in general.changes] == [("new", 7_00), ("changed", -20_00)]
    assert (general.claimed_after, radicalisation.changes) == (142_50, ())
    assert claimed(here.ledger().submissions[0].shares) == 155_50
    again = submit(here, 2019, "general")
    assert [(s.submission.number, s.submission.version, s.claimed) for s in again.grants] == [(3, 2, 142_50)]
    (between,) = compare(here, 1, 3)
    assert between.changes == general.changes
    with pytest.raises(WrongUse, match="only versions of the same"):
        compare(here, 1, 2)
    with pytest.raises(WrongUse, match="no submission 9"):
        compare(here, 9)


def test_what_leaves_the_claim_is_a_difference_too(here: Session) -> None:
    """Lost otherwise: a line taken back after the claim would still be paid for."""
    submit(here, 2019)
    take_back(here, 2, reason="private")
    tag(here, [1], "R1.1")
    general, radicalisation = compare(here)
    told = [[(c.change.line, c.change.kind, c.change.difference, c.moved) for c in d.changes]
            for d in (general, radicalisation)]  # fmt: skip
    assert told == [
        [(1, "moved-away", -100_00, -100_00), (2, "taken-back", -55_50, 0)], [(1, "moved-here", 100_00, 100_00)],
    ]  # fmt: skip
    done = submit(here, 2019, "general")
    assert [(s.submission.version, s.claimed) for s in done.grants] == [(2, 0)]


def test_spare_lines_stay_spare_until_they_are_claimed(here: Session) -> None:
    """Lost otherwise: the next version would claim by surprise what was meant to stand by."""
    (first,) = submit(here, 2019, "general", reserve=[2]).grants
    assert (first.claimed, first.spare) == (100_00, 55_50)
    correct(here, 2, {"description": "affiches"}, reason="wrong text")
    (second,) = submit(here, 2019, "general").grants
    assert (second.submission.version, second.claimed, second.spare) == (2, 100_00, 55_50)
    assert [c.kind for c in second.changes] == ["corrected"]
    heir = second.changes[0].line
    (third,) = submit(here, 2019, "general", claim=[heir]).grants
    assert (third.claimed, third.spare) == (155_50, 0)
    for wishes in ({"reserve": [3]}, {"reserve": [4]}, {"reserve": [2]}, {"reserve": [1], "claim": [1]}):
        with pytest.raises(WrongUse):
            submit(here, 2019, "general", **wishes)  # type: ignore[arg-type]
    with pytest.raises(WrongUse, match="nothing to submit"):
        submit(here, 2018)


def test_a_day_in_the_past_knows_what_was_recorded_by_then(here: Session) -> None:
    """Lost otherwise: the settlement as of the audit could not be shown again."""
    add_receipt(here, "general", 2019, 50_00, PAID, document="12")
    submit(here, 2019)
    later = Session(here.url, by="An", now=Clock(datetime(2020, 6, 1, 8, 0, tzinfo=UTC)))
    add_receipt(later, "general", 2019, 30_00, PAID, document="13")
    correct(later, 1, {"amount": 80_00}, reason="credit note")
    submit(later, 2019)
    then, now = (settlement(here.ledger(day), 2019).grants[0] for day in (date(2020, 3, 1), None))
    assert (then.figures.claimed, then.figures.received) == (155_50, 50_00)
    assert (now.figures.claimed, now.figures.received) == (135_50, 80_00)


@pytest.mark.parametrize("table", ["receipt", "submission", "submitted_share", "ruling"])
def test_nothing_of_a_settlement_can_be_rewritten(here: Session, table: str) -> None:
    """Lost otherwise: a claim could be made to fit the decision."""
    add_receipt(here, "general", 2019, 50_00, PAID, document="12")
    submit(here, 2019)
    with here.database.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
        for statement in (f"UPDATE {table} SET entry = entry", f"DELETE FROM {table}"):
            if rows or connection.dialect.name == "postgresql":
                with pytest.raises(DBAPIError, match="append-only"):
                    connection.execute(text(statement))
                connection.rollback()


def test_whoever_changes_a_submitted_line_is_told(here: Session) -> None:
    """Lost otherwise: the officer would not know that the claim and the ledger have parted."""
    url = here.url
    assert "submitted" not in ledger(url, "tag", "1", "G2.1").err
    assert ledger(url, "submit", "--year", "2019").code == 0
    told = "general 2019 was submitted as version 1"
    done = ledger(url, "correct", "1", "--amount", "90", "--reason", "x")
    assert done.err.count(told) == 1
    assert "This changes 1 line, and 10.00 less is claimed: ledger submissions diff 1" in done.err
    # The line that took its place is of the same claim.
    assert told in ledger(url, "tag", "6", "G2.2").err
    assert (
        "radicalisation 2019 was submitted as version 1"
        in ledger(url, "correct", "3", "--take-back", "--reason", "x").err
    )
    # What comes to a claim changes it too.
    assert "1 line, and 7.00 more is claimed" in ledger(url, "tag", "4", "G2.2").err
    ledger(url, "rules", "add", "G3.1", "--supplier", "Marollen", "--reason", "x", "--yes")
    assert told in ledger(url, "rules", "apply", "--retag", "--yes").err
    assert told in ledger(url, "undo", "1", "--reason", "x").err


def test_the_commands_say_what_they_did(here: Session) -> None:
    """Lost otherwise: an officer would not see what she claims, nor a machine read it."""
    url = here.url
    added = ledger(url, "receipt", "add", "--grant", "general", "--year", "2019", "--amount", "120", "--date",
                   "2019-12-20", "--document", "12")  # fmt: skip
    assert ("received of it in all: 120.00" in added.out, added.err) == (True, "")
    early = ledger(url, "receipt", "add", "--grant", "general", "--year", "2019", "--amount", "1", "--date",
                   "2018-12-31", "--document", "13")  # fmt: skip
    assert "2018-12-31 lies before 2019. If that is not so: ledger receipt reverse 2 " in early.err
    assert ledger(url, "receipt", "reverse", "2", "--reason", "2019").code == 0
    assert "120.00" in [each["amount"] for each in ledger(url, "receipt", "list", "--format", "json").json]
    said = ledger(url, "submit", "--year", "2019", "--reserve", "2")
    assert "100.00 claimed and 55.50 spare on 2 lines" in said.out
    assert "7.00 of 2019 is not tagged" in said.err
    assert "nothing was written" in ledger(url, "submit", "--year", "2019").out
    assert [s["claimed"] for s in ledger(url, "submissions", "--format", "json").json] == ["100.00", "20.00"]
    shown = ledger(url, "submissions", "show", "1")
    assert "Digest of the claim" in shown.out
    assert "nothing of what is claimed changed" in ledger(url, "submissions", "diff", "1").out
    ledger(url, "tag", "1", "G2.1")
    (difference,) = ledger(url, "submissions", "diff", "1", "--format", "json").json
    assert [(line["what"], line["difference"]) for line in difference["lines"]] == [("retagged", "0.00")]
    assert "G1.1 -> G2.1" in ledger(url, "submissions", "diff", "1").out
    settled = ledger(url, "settlement", "--year", "2019", "--format", "json").json
    general = settled["grants"][0]
    assert (general["claimed"], general["open"], general["received"]) == ("100.00", "100.00", "120.00")
    assert general["recovery"] == "120.00"
    assert general["if_all_open_is_accepted"] == {"balance": "0.00", "recovery": "20.00"}
    assert settled["total"]["granted"] == "1916982.33"
    text_ = ledger(url, "settlement", "--year", "2019", "--lines").out
    assert "receipt 1" in text_
    assert "general: 100.00 is not decided yet" in text_


def test_a_year_outside_the_agreement_can_be_seen_in_a_claim(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a line of a wrong year would be said not to exist."""
    import_file(here, write_workbook(tmp_path / "3.xlsx", [[2020, "D9", date(2020, 5, 1), "X", "y", "G1.1", 5.0]]))
    (done,) = submit(here, 2020).grants
    assert (done.claimed, done.granted) == (5_00, 0)

"""An older workbook beside later decisions, and workbooks in which nothing, or nothing that counts, is decided."""

from __future__ import annotations

from pathlib import Path

from auditor_builders import exported, here
from command import ledger
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle

__all__ = ["here"]


def test_an_older_workbook_does_not_overturn_a_later_decision_unasked(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a rejection of last week would be paid after all because an old copy of the workbook came in."""
    sheet = exported(here, tmp_path)
    settle(here, [2], "reject", reason="not seen")
    sheet.put(2, accepted=60.1)
    path, cell = sheet.save(), sheet.name(2, "accepted")
    done = ledger(here.url, "settle", "--from", path, "--yes")
    assert (done.code, len(here.ledger().rulings)) == (4, 1)
    told = f'refused: Expenses!{cell}: "60.1"'
    assert told in done.out
    assert 'line 2 was decided in general: 0.00 of 60.10 accepted, "not seen" (An Peeters, ' in done.out
    assert "export a new workbook" in done.out.lower()
    assert "--overturn" in done.out
    shown = ledger(here.url, "settle", "--from", path, "--dry-run", "--format", "json")
    assert [(p["code"], p["cell"]) for p in shown.json["problems"]] == [("decided-since", cell)]
    (decision,) = shown.json["decisions"]
    before = {key: decision["before"][key] for key in ("status", "accepted", "reason", "by")}
    assert before == {"status": "reject", "accepted": "0.00", "reason": "not seen", "by": "An Peeters"}
    for words in (["--dry-run"], ["--yes"]):
        asked = ledger(here.url, "settle", "--from", path, "--overturn", *words)
        assert asked.code == 0
        assert f'line 2, general (Expenses!{cell}): 0.00 of 60.10 accepted, "not seen" (An Peeters, ' in asked.out
        assert "→ 60.10 of 60.10 accepted, without a reason" in asked.out
        assert "1 line is accepted in full: 2" in asked.out
    assert [r.accepted for r in here.ledger().rulings] == [0, 60_10]
    assert ledger(here.url, "settle", "2", "--accept", "--overturn").code == 2


def test_a_decision_taken_back_stays_so_for_an_older_workbook(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: running the file of last week again would decide anew what was left open on purpose."""
    sheet = exported(here, tmp_path)
    sheet.put(2, accepted=60.1)
    path = sheet.save()
    assert ledger(here.url, "settle", "--from", path, "--yes").code == 0
    settle(here, [2], "reopen", reason="to be seen again")
    done = ledger(here.url, "settle", "--from", path, "--yes", "--format", "json")
    assert [p["code"] for p in done.json["problems"]] == ["decided-since"]
    assert ledger(here.url, "settle", "--from", path, "--yes", "--overturn").code == 0


def test_what_the_workbook_knew_may_change_and_is_told(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: a second opinion would need an option, or would go by without a word of the first."""
    settle(here, [2], "reject", reason="not seen")
    sheet = exported(here, tmp_path)
    settle(here, [3], "accept", reason="letter of 3 March")
    sheet.put(2, accepted=50, reason="in part")
    sheet.put(3, accepted=-10, document_seen="yes")
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes")
    assert done.code == 0, done.out
    assert "2 decisions take the place of others:" in done.out
    assert '→ 50.00 of 60.10 accepted, "in part"' in done.out
    assert "1 line is accepted in full: 3" in done.out


def test_a_row_whose_number_was_overwritten_is_refused_though_nothing_is_decided_on_it(
    here: Session, tmp_path: Path
) -> None:
    """Lost otherwise: the auditor would never learn that a line went out of her sight by a slip of the keyboard."""
    sheet = exported(here, tmp_path)
    cell = sheet.name(2, "number")
    sheet.put(2, number=99999)
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes", "--format", "json")
    assert (done.code, [(p["code"], p["cell"], p["value"]) for p in done.json["problems"]]) == (
        4, [("line-unknown", cell, "99999")],
    )  # fmt: skip
    assert "put back the number" in done.json["problems"][0]["message"]


def test_what_decides_nothing_is_told_and_not_called_decided_so_already(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: the remark of an auditor who forgot the amount would be dropped without a word."""
    sheet = exported(here, tmp_path)
    untouched = ledger(here.url, "settle", "--from", sheet.path, "--yes")
    assert (untouched.code, "Nothing is decided in this workbook" in untouched.err) == (0, True)
    assert "0 lines" not in untouched.out
    assert "decided so already" not in untouched.err
    sheet.put(2, reason="factuur ontbreekt")
    sheet.put(6, document_seen="no")
    path, cell = sheet.save(), sheet.name(2, "reason")
    done = ledger(here.url, "settle", "--from", path, "--yes")
    assert f'warning: Expenses!{cell}: "factuur ontbreekt": nothing is decided of line 2' in done.out
    assert "lines 6" in done.out
    shown = ledger(here.url, "settle", "--from", path, "--dry-run", "--format", "json").json
    assert [(w["code"], w["cell"]) for w in shown["warnings"]] == [("reason-alone", cell)]
    assert shown["seen_alone"] == [6]


def test_the_cell_that_was_typed_is_the_one_refused(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: "empty, expected an empty cell" would send the auditor looking for what is not there."""
    sheet = exported(here, tmp_path)
    sheet.put(4, deducted=5, reason="x")
    cell = sheet.name(4, "deducted")
    (problem,) = ledger(here.url, "settle", "--from", sheet.save(), "--yes", "--format", "json").json["problems"]
    assert (problem["code"], problem["cell"], problem["value"]) == ("line-spare", cell, "5")


def test_an_amount_of_the_wrong_sign_is_told_so(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: -5.00 would be called too much, and an officer would look for a larger claim."""
    sheet = exported(here, tmp_path)
    sheet.put(2, accepted=-5)
    sheet.put(3, deducted=5, reason="x")
    done = ledger(here.url, "settle", "--from", sheet.save(), "--yes")
    assert "not below 0.00" in done.out
    assert "not above 0.00" in done.out
    assert "no more than" not in done.out


def test_of_an_untagged_row_nothing_is_asked_that_cannot_be_decided(here: Session, tmp_path: Path) -> None:
    """Lost otherwise: the auditor would write a reason, and only then hear that the row is not claimed at all."""
    sheet = exported(here, tmp_path)
    sheet.put(5, accepted=20)
    cell = sheet.name(5, "code")
    (problem,) = ledger(here.url, "settle", "--from", sheet.save(), "--yes", "--format", "json").json["problems"]
    assert (problem["code"], problem["cell"]) == ("line-untagged", cell)

"""Undo and redo: what an import posted goes and comes back whole, and nothing comes back beside what states it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from builders import HEADER, import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.undoing import redo, undo

PAID = (*HEADER, "Betaaldatum")


def row(n: int, amount: float = 100.0, code: str | None = "G2.1", *more: object) -> list[object]:
    return [2019, f"D{n}", date(2019, 3, 1), "Drukkerij Zenne", f"affiches {n}", code, amount, *more]


def file(room: Path, name: str, *rows: list[object], header: tuple[str, ...] = HEADER) -> Path:
    return write_workbook(room / name, rows, header)


def live(here: Session) -> Counter[tuple[object, ...]]:
    """What counts: document, amount, shares, payment date, row it was read in."""
    return Counter(
        (e.details.document_no, e.amount, e.shares, e.details.payment_date, e.source.row if e.source else None)
        for e in here.ledger().live()
    )


def documents(here: Session) -> Counter[tuple[str | None, int]]:
    return Counter((e.details.document_no, e.amount) for e in here.ledger().live())


def test_undo_and_redo_any_number_of_times_bring_back_the_same(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an import undone by mistake would come back without its tags, corrections and payments."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1), row(2), row(3), row(3)))
    import_file(here, file(tmp_path, "2.xlsx", row(2, 100.0, "G2.1", date(2019, 4, 1)), header=PAID))
    tag(here, [1], "G2.2")
    correct(here, 3, {"amount": 9050}, reason="credit")
    take_back(here, 4, reason="claimed in error")
    before = live(here)
    for _ in range(3):
        undo(here, 1, reason="wrong")
        assert documents(here) == Counter()
        done = redo(here, 1, reason="right")
        assert (len(done.revived), done.left_out) == (3, ())
        assert live(here) == before
    assert sum(1 for e in here.ledger().live() if e.details.payment_date) == 1
    assert import_file(here, tmp_path / "1.xlsx") is None
    assert [e.kind for e in here.ledger().entries[-6:]] == ["undo", "redo"] * 3


def test_redo_restores_payment_facts_that_the_import_supplied(url: str, tmp_path: Path) -> None:
    """Lost otherwise: payments would be missing from lines of other imports after a round trip."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1)))
    import_file(here, file(tmp_path, "2.xlsx", row(1, 100.0, "G2.1", date(2019, 4, 1)), header=PAID))
    before = live(here)
    undo(here, 2, reason="wrong")
    assert live(here) != before
    done = redo(here, 2, reason="right")
    assert (done.entry is not None, done.revived) == (True, ())
    assert live(here) == before


def test_what_another_file_posted_meanwhile_is_not_posted_again(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the same cost would be claimed from two imports."""
    here = session_of(url)
    one = file(tmp_path, "1.xlsx", row(1), row(2), row(3), row(4, 7.0), row(4, 7.0))
    import_file(here, one)
    undo(here, 1, reason="wrong")
    import_file(here, file(tmp_path, "2.xlsx", row(2), row(3, 120.0), row(4, 7.0)))
    done = redo(here, 1, reason="right")
    assert [(o.line.details.document_no, o.why) for o in done.left_out] == [
        ("D2", "known"), ("D3", "changed"), ("D4", "known"),
    ]  # fmt: skip
    assert documents(here) == Counter({("D1", 10000): 1, ("D2", 10000): 1, ("D3", 12000): 1, ("D4", 700): 2})


def test_lines_that_stood_beside_it_all_along_keep_nothing_out(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a third ticket from a later export would eat one of the two that come back."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1), row(1)))
    import_file(here, file(tmp_path, "2.xlsx", row(1), row(1), row(1)))
    take_back(here, 3, reason="one too many")
    undo(here, 1, reason="wrong")
    redo(here, 1, reason="right")
    assert documents(here) == Counter({("D1", 10000): 2})


def test_redo_after_the_file_was_imported_again_has_nothing_to_do(url: str, tmp_path: Path) -> None:
    """Lost otherwise: undo, import again, redo would claim everything twice."""
    here = session_of(url)
    one = file(tmp_path, "1.xlsx", row(1), row(2))
    import_file(here, one)
    undo(here, 1, reason="wrong")
    import_file(here, one)
    done = redo(here, 1, reason="right")
    assert (done.entry, [o.why for o in done.left_out]) == (None, ["known", "known"])
    assert len(here.ledger().entries) == 4
    undo(here, 2, reason="the copy")
    assert redo(here, 1, reason="right").entry is not None
    assert redo(here, 2, reason="both?").entry is None
    assert documents(here) == Counter({("D1", 10000): 1, ("D2", 10000): 1})


def test_a_line_taken_back_by_hand_stays_out(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an undo and redo would bring back what a person had found to be an error."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1), row(2)))
    take_back(here, 1, reason="private")
    undo(here, 1, reason="wrong")
    redo(here, 1, reason="right")
    assert documents(here) == Counter({("D2", 10000): 1})
    assert import_file(here, tmp_path / "1.xlsx") is None


@pytest.mark.parametrize("verb", [undo, redo])
def test_an_import_is_undone_once_and_redone_only_when_undone(url: str, tmp_path: Path, verb: object) -> None:
    """Lost otherwise: money would be taken out, or put in, twice."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1)))
    if verb is undo:
        undo(here, 1, reason="wrong")
    with pytest.raises(WrongUse, match="ledger redo 1" if verb is undo else "not undone"):
        verb(here, 1, reason="again")  # type: ignore[operator]
    with pytest.raises(WrongUse, match="no import 9"):
        verb(here, 9, reason="again")  # type: ignore[operator]


def test_undo_and_redo_show_what_they_change_in_money(url: str, tmp_path: Path) -> None:
    """Lost otherwise: nobody would see what an undo does to an envelope before it is too late."""
    one = file(tmp_path, "1.xlsx", row(1), row(2, 50.0, None))
    ledger(url, "import", one, "--yes")
    done = ledger(url, "undo", 1, "--reason", "wrong")
    assert "2 lines reversed" in done.out
    assert [line.split() for line in done.out.splitlines() if "general" in line or "untagged" in line] == [
        ["2019", "general", "100.00", "-100.00", "0.00", "1", "856", "982.33"],
        ["2019", "(untagged)", "50.00", "-50.00", "0.00"],
    ]
    told = ledger(url, "redo", 1, "--reason", "right", "--format", "json").json
    assert told["revived"] == [{"line": 1, "as": 5}, {"line": 2, "as": 6}]
    assert {"year": "2019", "code": "G2.1", "before": "0.00", "change": "100.00", "after": "100.00",
            "remaining": None} in told["effect"]  # fmt: skip
    again = ledger(url, "redo", 1, "--reason", "right")
    assert (again.code, "not undone" in again.err) == (2, True)


def test_the_past_is_seen_as_it_was_recorded(url: str, tmp_path: Path) -> None:
    """Lost otherwise: --known-on would show an import as posted on a day it was undone."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1)))
    undo(here, 1, reason="wrong")
    redo(here, 1, reason="right")
    seen: list[tuple[int | None, int]] = []
    with here.reading() as (connection, tenancy, _):
        from subsidy_ledger.storage.ledger_store import load

        for until in (2, 3, 4):
            past = load(connection, tenancy, until)
            assert isinstance(past, Ledger)
            seen.append((past.imports[0].undone_by, sum(e.amount for e in past.live())))
    assert seen == [(None, 10000), (3, 0), (None, 10000)]

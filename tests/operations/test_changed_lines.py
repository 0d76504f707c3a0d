"""Changed, gone and moved lines of a corrected export: shown in money, and posted only when somebody asks."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from builders import HEADER, import_file, session_of, write_workbook
from command import ledger
from subsidy_ledger.domain.expenses import Share
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.undoing import redo, undo

REPLACE = {"replace_changed": True}
GONE = {"reverse_gone": True, "reason": "no longer in the export"}


def row(n: int | str, amount: float = 100.0, code: str | None = "G2.1", **more: object) -> list[object]:
    found: dict[str, object] = {
        "year": 2019, "document": f"D{n}", "day": date(2019, 3, 1), "supplier": "Drukkerij Zenne",
        "text": f"affiches {n}", "code": code, "amount": amount,
    }  # fmt: skip
    return list({**found, **more}.values())


def file(room: Path, name: str, *rows: list[object], header: tuple[str, ...] = HEADER) -> Path:
    return write_workbook(room / name, rows, header)


def documents(here: Session) -> Counter[tuple[str | None, int]]:
    return Counter((e.details.document_no, e.amount) for e in here.ledger().live())


def shares(here: Session) -> list[tuple[Share, ...]]:
    return [e.shares for e in here.ledger().live()]


def test_a_corrected_export_shows_new_known_changed_and_gone_by_objective(url: str, tmp_path: Path) -> None:
    """Lost otherwise: nobody would see what a corrected export moves before it is posted."""
    ledger(url, "import", file(tmp_path, "jan.xlsx", row(1), row(2, 80.0, "G2.2"), row(3, 50.0), row(4, 7.0)), "--yes")
    second = file(tmp_path, "feb.xlsx", row(1), row(3, 60.0), row(4, 7.0), row(5, 30.0, None))
    told = ledger(url, "import", second, "--dry-run", "--format", "json").json
    assert {n: told["rows"][n] for n in ("read", "new", "known", "changed", "gone")} == {
        "read": 4, "new": 1, "known": 2, "changed": 1, "gone": 1,
    }  # fmt: skip
    assert {n: told["amounts"][n] for n in ("new", "known", "changed", "gone")} == {
        "new": "30.00", "known": "107.00", "changed": "60.00", "gone": "80.00",
    }  # fmt: skip
    assert told["gone"] == [
        {"line": 2, "supplier": "Drukkerij Zenne", "document_no": "D2", "amount": "80.00", "import": 1,
         "file": "jan.xlsx", "row": 3, "taken_back_by": None}
    ]  # fmt: skip
    none = dict.fromkeys(("new", "known", "changed_from", "changed_to", "gone"), "0.00")
    assert told["movement"] == [
        {"year": 2019, "code": "G2.1", **none, "known": "107.00", "changed_from": "50.00", "changed_to": "60.00"},
        {"year": 2019, "code": "G2.2", **none, "gone": "80.00"},
        {"year": 2019, "code": None, **none, "new": "30.00"},
    ]  # fmt: skip
    text = ledger(url, "import", second, "--dry-run").out
    assert "line 2: Drukkerij Zenne 80.00, from row 3 of jan.xlsx, is gone; it stays" in text
    untagged = next(line.split() for line in text.splitlines() if line.startswith("2019  (untagged)"))
    assert untagged == ["2019", "(untagged)", "30.00", "0.00", "0.00", "0.00", "0.00"]
    assert import_file(session_of(url), second) is not None
    assert sum(e.amount for e in session_of(url).ledger().live()) == 10000 + 8000 + 5000 + 700 + 3000


def test_replacing_keeps_the_tags_and_undo_and_redo_restore(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a corrected figure would lose its tags, or an undo would leave neither figure claimed."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1), row(2)))
    tag(here, [1], "G2.2", Fraction(1, 3))
    before = documents(here), shares(here)
    posted = import_file(here, file(tmp_path, "2.xlsx", row(1, 100.01), row(2)), **REPLACE)
    assert posted is not None
    books = here.ledger()
    assert [(e.number, e.amount, e.reverses, e.replaces, e.entry) for e in books.expenses[2:]] == [
        (3, -10000, 1, None, posted.entry), (4, 10001, None, 1, posted.entry),
    ]  # fmt: skip
    assert books.expenses[3].shares == (Share("G2.1", 6668), Share("G2.2", 3333))
    assert books.expenses[2].shares == (Share("G2.1", -6667), Share("G2.2", -3333))
    after = documents(here), shares(here)
    for _ in range(2):
        undo(here, 2, reason="wrong")
        assert sorted(map(str, shares(here))) == sorted(map(str, before[1]))
        assert documents(here) == before[0]
        redo(here, 2, reason="right")
        assert documents(here) == after[0]
    assert import_file(here, tmp_path / "2.xlsx", **REPLACE) is None
    assert sum(e.amount for e in here.ledger().expenses) == 20001


def test_gone_lines_are_taken_back_only_when_asked_and_with_a_reason(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a shortened export would take out what is claimed, or nobody would know why it went."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1), row(2), row(3)))
    second = file(tmp_path, "2.xlsx", row(1), row(3))
    assert import_file(here, second) is None
    with pytest.raises(WrongUse, match="--reason"):
        import_file(here, second, reverse_gone=True)
    assert ledger(url, "import", second, "--reverse-gone", "--yes").code == 2
    posted = import_file(here, second, **GONE)
    assert posted is not None
    assert documents(here) == Counter({("D1", 10000): 1, ("D3", 10000): 1})
    assert here.ledger().entries[-1].reason == GONE["reason"]
    undo(here, 2, reason="it was there")
    assert sum(documents(here).values()) == 3
    redo(here, 2, reason="it was not")
    assert sum(documents(here).values()) == 2
    # It returns: a file that states it posts it again.
    import_file(here, tmp_path / "1.xlsx")
    assert documents(here) == Counter({("D1", 10000): 1, ("D2", 10000): 1, ("D3", 10000): 1})


def test_a_document_divided_anew_gives_way_as_a_whole(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an invoice booked on two articles now would lose a cent of its tags, or be claimed twice."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1, 100.01), row(2, 30.0), row(2, 12.0, text="other")))
    tag(here, [1], "G2.2", Fraction(1, 3))
    second = file(tmp_path, "2.xlsx", row(1, 33.34), row(1, 66.67, text="b"), row(2, 42.0))
    import_file(here, second, **REPLACE)
    assert documents(here) == Counter({("D1", 3334): 1, ("D1", 6667): 1, ("D2", 4200): 1})
    codes: Counter[str | None] = Counter()
    for line in here.ledger().live():
        for share in line.shares:
            codes[share.code] += share.cents
    assert codes == {"G2.1": 6667 + 4200, "G2.2": 3334}
    assert import_file(here, second, **REPLACE) is None
    undo(here, 2, reason="wrong")
    assert documents(here) == Counter({("D1", 10001): 1, ("D2", 3000): 1, ("D2", 1200): 1})
    redo(here, 2, reason="right")
    assert sum(e.amount for e in here.ledger().live()) == 14201


def test_what_cannot_be_told_apart_is_left_alone_with_the_reason(url: str, tmp_path: Path) -> None:
    """Lost otherwise: tags would land on the wrong cost, or a correction by hand would be undone by a file."""
    here = session_of(url)
    pairs = (row(n, amount) for n in (4, 5) for amount in (10.0, 20.0))
    import_file(here, file(tmp_path, "1.xlsx", row(1), row(1), row(2), row(3), *pairs))
    tag(here, [1, 5, 7], "G2.2")
    correct(here, 3, {"amount": 9000}, reason="discount")
    take_back(here, 4, reason="private")
    second = file(
        tmp_path, "2.xlsx", row(1), row(1, 110.0), row(2, 120.0), row(3, 130.0), row(4, 11.0), row(4, 22.0),
        row(5, 33.0),
    )  # fmt: skip
    told = ledger(url, "import", second, "--replace-changed", "--reverse-gone", "--reason", "corrected", "--format",
                  "json", "--yes").json  # fmt: skip
    assert [(c["row"], c["doubt"]) for c in told["changed"]] == [
        (3, "twins"), (4, "corrected"), (5, "taken-back"), (6, "ambiguous"), (7, "ambiguous"), (8, "fewer"),
    ]  # fmt: skip
    assert (told["import"], told["rows"]["gone"]) == (None, 0)
    text = ledger(url, "import", second, "--replace-changed", "--yes").out
    for words in ("left alone, as line 10 was", "under different codes", "lines 5, 6", "more lines in the ledger"):
        assert words in text


def test_a_plan_id_binds_what_is_replaced_and_taken_back(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a plan looked at without replacing could be posted with it."""
    import_file(session_of(url), file(tmp_path, "1.xlsx", row(1), row(2), row(3)))
    second = file(tmp_path, "2.xlsx", row(1, 110.0), row(3))
    asked = ("--replace-changed", "--reverse-gone", "--reason", "r")
    plain = ledger(url, "import", second, "--dry-run", "--format", "json").json["plan"]
    whole = ledger(url, "import", second, "--dry-run", "--format", "json", *asked).json["plan"]
    assert plain != whole
    assert ledger(url, "import", second, "--plan", plain, *asked).code == 4
    assert ledger(url, "import", second, "--plan", whole, *asked).code == 0
    assert documents(session_of(url)) == Counter({("D1", 11000): 1, ("D3", 10000): 1})


def test_moved_years_and_codes_are_told_in_a_sentence(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a cost that only stands in another year would read as a changed amount."""
    import_file(session_of(url), file(tmp_path, "1.xlsx", row(1, year=2018), row(2)))
    second = file(tmp_path, "2.xlsx", row(2, code="G2.2"), row(1))
    text = ledger(url, "import", second, "--replace-changed", "--yes").out
    assert "is line 1, moved from budget year 2018 to 2019; takes its place as line 4" in text
    assert "is line 2, moved from G2.1 to G2.2 in the file; its tags stay as they are" in text
    assert "1 known line stands in another row of this list than before" in text
    assert [(e.details.year, e.amount) for e in session_of(url).ledger().live()] == [(2019, 10000)] * 2


def test_a_replaced_line_keeps_what_the_new_table_does_not_say(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a corrected list without the payments would wipe them out."""
    here = session_of(url)
    paid = (*HEADER, "Betaaldatum", "IBAN")
    first = [*row(1), date(2019, 4, 1), "BE68539007547034"]
    import_file(here, file(tmp_path, "1.xlsx", first, header=paid))
    import_file(here, file(tmp_path, "2.xlsx", row(1, 90.0)), **REPLACE)
    (line,) = here.ledger().live()
    assert (line.amount, line.details.payment_date, line.details.iban) == (9000, date(2019, 4, 1), "BE68539007547034")


def test_the_story_of_a_line_says_what_replaced_it(url: str, tmp_path: Path) -> None:
    """Lost otherwise: an auditor would read that a figure was not posted which was."""
    here = session_of(url)
    import_file(here, file(tmp_path, "1.xlsx", row(1), row(2)))
    import_file(here, file(tmp_path, "2.xlsx", row(1, 110.0)), **REPLACE, **GONE)
    old = ledger(url, "explain", 1).out
    assert "not posted" not in old
    assert "replaced by row 2 of import 2; line 4 takes its place" in old
    assert "posted in place of line 1 (amount 100.00 -> 110.00)" in ledger(url, "explain", 4).out
    assert "taken back by line 5, as the list of import 2 has it no more" in ledger(url, "explain", 2).out


def test_imports_say_what_each_of_them_moved_in_all(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the imports would not add up to the balance after lines were replaced or taken back."""
    first = file(tmp_path, "jan.xlsx", row(1), row(2, 80.0), row(3, 50.0), row(4, 7.0))
    ledger(url, "import", first, "--yes")
    second = file(tmp_path, "feb.xlsx", row(1), row(3, 60.0), row(4, 7.0), row(5, 30.0))
    ledger(url, "import", second, "--replace-changed", "--reverse-gone", "--reason", "newer", "--yes")
    told = ledger(url, "imports", "--format", "json").json
    assert [(each["amount"], each["posted"], each["taken_back"]) for each in told] == [
        ("237.00", "237.00", 0), ("30.00", "-40.00", 2)
    ]  # fmt: skip
    assert sum(e.amount for e in session_of(url).ledger().live()) == 197_00
    ledger(url, "undo", 2, "--reason", "x")
    ledger(url, "redo", 2, "--reason", "y")
    assert [each["posted"] for each in ledger(url, "imports", "--format", "json").json] == ["237.00", "-40.00"]

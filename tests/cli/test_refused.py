"""An import posted in part: the good rows, the refused ones on record, and what closes them again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from builders import session_of, write_csv, write_workbook
from cli.test_main_job import row
from cli.test_problems import imported, lines, mend
from command import Result, ledger
from storage.test_older_ledger import broken_links
from subsidy_ledger.operations.importing import make_plan, read_files
from subsidy_ledger.operations.request import Request

PARTIAL = "--accept-partial"


def stad(path: Path) -> Path:
    """Row 3 has an amount that is none, row 4 an unknown code; the two others are good."""
    return write_workbook(path, [row(1), [*row(2)[:-1], "veel"], row(3, 30.0, code="G9.9"), row(4)])


def open_rows(url: str, *words: object) -> list[tuple[int, str]]:
    return [(r["number"], r["status"]) for r in ledger(url, "refused", *words, "--format", "json").json]


def test_the_good_rows_are_posted_and_the_refused_ones_stay_on_record(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one bad cell would keep a year's spending out, or its row would be forgotten."""
    file = stad(tmp_path / "stad.xlsx")
    dry = ledger(url, "import", file, PARTIAL, "--dry-run")
    assert dry.code == 3
    assert "To be posted: 2 rows, 200.00." in dry.out
    assert "Refused, to be kept on record: 2 rows, 30.00, of which 1 without an amount that can be read." in dry.out
    assert list(tmp_path.glob("*problems*")) == []
    done = imported(url, file, PARTIAL)
    assert (done.code, done.json["import"], done.json["problems_file"]) == (3, 1, "stad.problems.xlsx")
    assert done.json["kept"] == [
        {"refused": 1, "row": 3, "amount": None}, {"refused": 2, "row": 4, "amount": "30.00"}
    ]  # fmt: skip
    assert lines(url) == [("D1", "100.00"), ("D4", "100.00")]
    first, second = ledger(url, "refused", "--format", "json").json
    assert (first["file"], first["sheet"], first["row"], first["year"]) == ("stad.xlsx", "Blad1", 3, 2019)
    assert first["cells"][1] == "D2"
    assert [(p["code"], p["cell"], p["value"]) for p in first["problems"]] == [("number-unreadable", "G3", "veel")]
    assert [p["cell"] for p in second["problems"]] == ["F4"]
    shown = ledger(url, "refused", "--lang", "nl")
    assert "G9.9" in shown.out
    assert "is geen code of naam van de overeenkomst" in " ".join(shown.out.split())
    assert ledger(url, "refused", "--format", "csv").out.splitlines()[1].startswith("1,1,stad.xlsx,Blad1,3,G3,veel,")


def test_refused_money_does_not_vanish_in_silence(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: what is left of the grant would be read as if every cost were in it."""
    imported(sqlite_url, stad(tmp_path / "stad.xlsx"), PARTIAL)
    stake = {"rows": 2, "amount": "30.00", "without_amount": 1}
    assert ledger(sqlite_url, "status", "--format", "json").json["refused"] == stake
    assert "2 rows, 30.00, of which 1 without" in ledger(sqlite_url, "status").out
    for words in (("--year", 2019), (), ("--as-of", "2020-01-01")):
        assert ledger(sqlite_url, "balance", *words, "--format", "json").json["refused"] == stake
        assert "Not in these figures: 2 rows" in ledger(sqlite_url, "balance", *words).err
    assert "Not in these figures" not in ledger(sqlite_url, "balance", "--year", 2018).err
    (found,) = ledger(sqlite_url, "reconcile", "--check", "rows-refused", "--format", "json").json["findings"]
    assert (found["year"], found["amount"]) == (2019, "30.00")


def test_the_mended_workbook_closes_them_and_doubles_nothing(url: str, tmp_path: Path) -> None:
    """Lost otherwise: mending would claim the good rows twice, or the mended ones would be asked for for ever."""
    imported(url, stad(tmp_path / "stad.xlsx"), PARTIAL)
    made = tmp_path / "stad.problems.xlsx"
    mend(made, G3=20)
    half = imported(url, made, PARTIAL)
    assert (half.code, half.json["rows"]["new"], half.json["rows"]["known"]) == (3, 1, 2)
    assert half.json["closes"] == [{"refused": 1, "line": 3, "successor": None}]
    assert half.json["kept_before"] == [{"refused": 2, "row": 4}]
    assert open_rows(url, "--all") == [(1, "closed"), (2, "open")]
    mend(made, F4="G2.2")
    shown = ledger(url, "import", made, "--dry-run")
    assert "Closes refused row 2 (stad.xlsx, row 4): line 4 takes its place." in shown.out
    done = imported(url, made)
    assert (done.code, done.json["rows"]["new"], done.json["rows"]["known"]) == (0, 1, 3)
    assert sorted(lines(url)) == [("D1", "100.00"), ("D2", "20.00"), ("D3", "30.00"), ("D4", "100.00")]
    closed = [r["closed"] for r in ledger(url, "refused", "--all", "--format", "json").json]
    assert [(c["line"], c["import"]) for c in closed] == [(3, 2), (4, 3)]
    assert 'takes the place of refused row 2 (stad.xlsx, row 4: F4 "G9.9")' in ledger(url, "explain", 4).out
    assert [i["rows"]["refused"] for i in ledger(url, "imports", "--format", "json").json] == [2, 0, 0]
    again = imported(url, made)
    assert (again.code, again.json["rows"]["known"], again.json["closes"]) == (0, 4, [])
    # The first file once more, as it came: what was mended is on record, and nothing is asked for again.
    old = imported(url, tmp_path / "stad.xlsx", PARTIAL)
    assert (old.code, old.json["import"], open_rows(url)) == (3, None, [])
    assert "no entry was written" in old.err


def test_undo_opens_them_again_and_takes_them_back_with_their_import(url: str, tmp_path: Path) -> None:
    """Lost otherwise: taking the mended file back would lose its money without a word."""
    imported(url, stad(tmp_path / "stad.xlsx"), PARTIAL)
    made = tmp_path / "stad.problems.xlsx"
    mend(made, G3=20, F4="G2.2")
    imported(url, made)
    assert open_rows(url) == []
    undone = ledger(url, "undo", 2, "--reason", "wrong file")
    assert "Refused rows that are open again: 1, 2" in undone.err
    assert open_rows(url) == [(1, "open"), (2, "open")]
    assert "no longer open: 1, 2" in ledger(url, "redo", 2, "--reason", "right").err
    assert open_rows(url) == []
    ledger(url, "undo", 2, "--reason", "wrong file")
    ledger(url, "undo", 1, "--reason", "all of it")
    assert open_rows(url, "--all") == [(1, "withdrawn"), (2, "withdrawn")]
    refusal = ledger(url, "refused", "close", 1, "--reason", "x")
    assert (refusal.code, "ledger redo 1" in refusal.err) == (2, True)
    done = imported(url, tmp_path / "stad.xlsx", PARTIAL)
    assert [k["refused"] for k in done.json["kept"]] == [3, 4]
    assert ledger(url, "refused", "--import", 3).out.count("stad.xlsx") == 2


def test_a_person_closes_with_a_reason_and_opens_again(url: str, tmp_path: Path) -> None:
    """Lost otherwise: what is no cost of ours would ask for attention for ever."""
    imported(url, stad(tmp_path / "stad.xlsx"), PARTIAL)
    assert ledger(url, "refused", "close", 1, "--reason", " ").code == 2
    assert ledger(url, "refused", "close", 9, "--reason", "x").code == 2
    done = ledger(url, "refused", "close", 1, "--reason", "paid by the zone", "--by", "An")
    assert (done.code, open_rows(url)) == (0, [(2, "open")])
    row_1 = ledger(url, "refused", "--all", "--format", "json").json[0]
    assert (row_1["closed"]["by"], row_1["closed"]["reason"]) == ("An", "paid by the zone")
    assert "An: paid by the zone" in ledger(url, "refused", "--all").out
    assert ledger(url, "refused", "close", 1, "--reason", "x").code == 2
    # The same file again: what a person closed is not asked for again.
    assert imported(url, tmp_path / "stad.xlsx", PARTIAL).json["import"] is None
    assert ledger(url, "refused", "reopen", 1, "--reason", "ours after all").code == 0
    assert ledger(url, "refused", "reopen", 1, "--reason", "x").code == 2
    assert open_rows(url) == [(1, "open"), (2, "open")]


def test_a_file_of_refused_rows_only_is_kept_too(url: str, tmp_path: Path) -> None:
    """Lost otherwise: the worst file would leave no trace."""
    file = write_workbook(tmp_path / "stad.xlsx", [[*row(2)[:-1], "veel"]])
    done = imported(url, file, PARTIAL)
    assert (done.code, done.json["import"], open_rows(url)) == (3, 1, [(1, "open")])
    assert ledger(url, "undo", 1, "--reason", "x").code == 0
    assert open_rows(url) == []


def test_a_mended_row_is_found_by_its_place_or_by_its_document(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a list that is sorted anew would leave rows open whose money is in the books."""
    imported(sqlite_url, stad(tmp_path / "stad.xlsx"), PARTIAL)
    moved = write_workbook(tmp_path / "later.xlsx", [row(4), row(9), row(3, 30.0), row(2, 20.0), row(1)])
    done = imported(sqlite_url, moved)
    assert [c["refused"] for c in done.json["closes"]] == [1, 2]
    assert open_rows(sqlite_url) == []


BAD = [*row(2)[:-1], "veel"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The row was left out, and another row of the same document stands where it stood.
        ([row(1), BAD, row(3, doc="D2", what="affiches 2")], [row(1), row(3, doc="D2", what="affiches 2")]),
        # Another cost at the same row.
        ([row(1), BAD], [row(1), row(9)]),
        # Two new rows would do as well.
        ([row(1), BAD], [row(1), row(7), row(2, 5.0), row(2, 6.0)]),
        # Mended to nothing: a person says why.
        ([row(1), BAD], [row(1), row(2, 0.0)]),
        # Another month's list, which tells no row from another.
        ([[2019, None, None, "Loon", "wedde", "G2.1", v] for v in (7.0, "veel")],
         [[2019, None, None, "Loon", "wedde", "G2.1", v] for v in (8.0, 9.0)]),
        # The document says another supplier now.
        ([row(1), BAD], [row(1), row(2, supplier="Ander")]),
    ],
    ids=["left out", "another cost", "two candidates", "zero", "another month", "another supplier"],
)  # fmt: skip
def test_nothing_is_closed_on_doubt(
    sqlite_url: str, tmp_path: Path, before: list[list[object]], after: list[list[object]]
) -> None:
    """Lost otherwise: a cost that is in no line would be taken for settled, and never be claimed."""
    imported(sqlite_url, write_workbook(tmp_path / "stad.xlsx", before), PARTIAL)
    done = imported(sqlite_url, write_workbook(tmp_path / "later.xlsx", after))
    assert (done.code, done.json["closes"], open_rows(sqlite_url)) == (0, [], [(1, "open")])


def test_without_numbers_and_days_the_same_file_mended_closes(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: lists of names and amounts could only be closed by hand."""
    rows: list[list[object]] = [[2019, None, None, name, "werking", "G2.1", 7.0] for name in ("Club A", "Club B")]
    bad: list[list[object]] = [*rows, [2019, None, None, "Club C", "werking", "G2.1", "veel"]]
    imported(sqlite_url, write_workbook(tmp_path / "stad.xlsx", bad), PARTIAL)
    mend(tmp_path / "stad.problems.xlsx", G4=9)
    done = imported(sqlite_url, tmp_path / "stad.problems.xlsx")
    assert (done.json["closes"], open_rows(sqlite_url)) == ([{"refused": 1, "line": 3, "successor": None}], [])


def test_a_twin_of_a_good_row_does_not_hide_the_mended_one(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: of two identical costs the mended one would be taken for the one that is posted already."""
    twins = [row(1), [*row(0)[:-1], "veel"], row(0)]
    imported(sqlite_url, write_workbook(tmp_path / "stad.xlsx", twins), PARTIAL)
    done = imported(sqlite_url, write_workbook(tmp_path / "mended.xlsx", [row(1), row(0), row(0)]))
    assert (done.json["rows"]["new"], len(done.json["closes"]), open_rows(sqlite_url)) == (1, 1, [])
    assert len(lines(sqlite_url)) == 3


def test_a_row_that_is_still_refused_takes_the_place_of_what_it_was(url: str, tmp_path: Path) -> None:
    """Lost otherwise: mending in two rounds would count one cost twice among the refused."""
    both: list[object] = [*row(2, code="G9.9")[:-1], "veel"]
    imported(url, write_workbook(tmp_path / "stad.xlsx", [row(1), both]), PARTIAL)
    mend(tmp_path / "stad.problems.xlsx", G3=20)
    done = imported(url, tmp_path / "stad.problems.xlsx", PARTIAL)
    assert done.json["closes"] == [{"refused": 1, "line": None, "successor": 2}]
    assert open_rows(url, "--all") == [(1, "closed"), (2, "open")]
    ledger(url, "undo", 2, "--reason", "x")
    assert open_rows(url, "--all") == [(1, "open"), (2, "withdrawn")]


def test_a_text_file_and_its_marked_workbook_are_one_list(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: officers who export .csv would close every row by hand."""
    rows = [
        ("2019", "D1", "01/03/2019", "Zenne", "a", "G2.1", "1,50"),
        ("2019", "D2", "13/03/2019", "Zenne", "b", "", "?"),
    ]
    write_csv(tmp_path / "export.csv", rows)
    imported(sqlite_url, "export.csv", PARTIAL)
    mend(tmp_path / "export.problems.xlsx", G3=12.5)
    assert len(imported(sqlite_url, "export.problems.xlsx").json["closes"]) == 1
    write_csv(tmp_path / "other.csv", [*rows, ("2019", "D3", "14/03/2019", "Zenne", "c", "", "?")])
    assert imported(sqlite_url, "other.csv", PARTIAL).json["kept"] == [{"refused": 2, "row": 4, "amount": None}]


def test_the_plan_binds_what_is_left_out(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a plan that was refused could be posted in part by its id."""
    file, here = stad(tmp_path / "stad.xlsx"), session_of(sqlite_url)
    plans = []
    for partial in (False, True):
        request = Request((str(file),), accept_partial=partial)
        plans.append(make_plan(here, request, read_files(request)))
    assert [plan.draft is None for plan in plans] == [True, False]
    assert plans[0].id != plans[1].id
    assert ledger(sqlite_url, "import", file, PARTIAL, "--plan", str(plans[0].id)).code == 4
    assert ledger(sqlite_url, "import", file, PARTIAL, "--plan", str(plans[1].id)).code == 3


def test_every_row_of_the_file_is_on_record_and_sealed(url: str, tmp_path: Path) -> None:
    """Lost otherwise: somebody could change what was refused, and by how much, without a trace."""
    imported(url, stad(tmp_path / "stad.xlsx"), PARTIAL)
    ledger(url, "refused", "close", 1, "--reason", "x")
    here = session_of(url)
    with here.database.engine.connect() as connection:
        outcomes = connection.execute(text('SELECT outcome FROM source_row ORDER BY "row"')).scalars().all()
        assert outcomes == ["new", "refused", "refused", "new"]
        assert broken_links(connection) == []
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE refused_row DISABLE TRIGGER USER"))
        else:
            connection.execute(text('DROP TRIGGER "refused_row_no_update"'))
        connection.execute(text("UPDATE refused_row SET cents = 1 WHERE number = 2"))
        assert broken_links(connection) == [2]
        connection.rollback()
    here.database.engine.dispose()


def test_two_files_of_one_plan_close_in_one_entry(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the file and its mended copy, given together, would leave open what is posted."""
    stad(tmp_path / "stad.xlsx")
    imported(sqlite_url, "stad.xlsx")
    mend(tmp_path / "stad.problems.xlsx", G3=20, F4="G2.2")
    done: Result = imported(sqlite_url, "stad.xlsx", "stad.problems.xlsx", PARTIAL)
    assert [len(part["closes"]) for part in done.json] == [0, 2]
    assert (done.code, open_rows(sqlite_url), len(lines(sqlite_url))) == (3, [], 4)

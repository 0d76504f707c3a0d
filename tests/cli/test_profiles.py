"""Profiles at the command line: saved, recognised, changed, two of them, said otherwise, bound by the plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from builders import write_csv, write_sheets, write_workbook
from command import Result, ledger
from conftest import CORPUS

HEADER = ("Jaar", "Stuk", "Datum", "Firma", "Wat", "Te betalen")
ROWS = [["2019", "D1", "31/03/2019", "Zenne", "affiches", "1.234,50"]]
AMBIGUOUS = [["2019", "D2", "03/04/2019", "Zenne", "drukwerk", "1.500"]]
ROOT = Path(__file__).resolve().parent.parent.parent
FILE = Path("imports/profiles/bravvo.toml")


def dry(url: str, file: Path, *words: object) -> Result:
    return ledger(url, "import", file, "--dry-run", *words)


def planned(url: str, file: Path, *words: object) -> Any:
    done = ledger(url, "import", file, "--dry-run", "--format", "json", *words)
    assert done.code == 0, done.out + done.err
    return done.json


def saved(url: str, tmp_path: Path, name: str = "bravvo", *words: object) -> Path:
    """A list that only --map makes sense of, and its profile."""
    file = write_csv(tmp_path / "a.csv", ROWS, HEADER)
    done = dry(url, file, "--map", "amount=Te betalen", "--map", "supplier=D", "--save-profile", name, *words)
    assert done.code == 0, done.err
    return file


def write(path: Path, rows: Sequence[Sequence[str]] = AMBIGUOUS, header: Sequence[str] = HEADER) -> Path:
    return write_csv(path, rows, header)


def test_the_next_list_with_these_headings_is_read_the_same_way(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: every month the officer would settle the same columns and readings again."""
    saved(sqlite_url, tmp_path, "bravvo", "--entity", "nonprofit", "--objective", "G2.1")
    done = dry(sqlite_url, write(tmp_path / "b.csv", header=[text.upper() for text in HEADER]))
    assert done.code == 0, done.err
    assert "profile bravvo: recognised by its headings, 6 of 6" in done.out
    assert "from profile bravvo: --decimal comma, --dates dmy, --entity nonprofit, --objective G2.1" in done.out
    assert "supplier D, amount F" in done.out
    assert "1 new, 1 500.00" in done.out
    assert "1 from profile bravvo" in done.out


def test_what_is_said_goes_before_the_profile_and_the_plan_says_so(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a profile of last year would win over the person who imports."""
    saved(sqlite_url, tmp_path, "bravvo", "--objective", "G2.1")
    file = write(tmp_path / "b.csv")
    done = dry(sqlite_url, file, "--decimal", "point", "--objective", "G2.2", "--map", "supplier=E")
    assert "--decimal point goes before comma of profile bravvo" in done.out
    assert "--objective G2.2 goes before G2.1 of profile bravvo" in done.out
    assert "--map supplier E goes before Firma of profile bravvo" in done.out
    assert "supplier E, amount F" in done.out
    refused = ledger(sqlite_url, "import", file, "--dry-run", "--no-profile", "--map", "amount=F")
    assert (refused.code, "bravvo" in refused.out + refused.err) == (4, False)


def test_a_list_that_changed_is_told_with_what_changed(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a column that was put in would be read as the one that stood there, or be passed over."""
    saved(sqlite_url, tmp_path)
    header = ("Jaar", "Datum", "Betaald op", "Stuk", "Firma", "Te betalen")
    file = write(tmp_path / "b.csv", [["2019", "03/04/2019", "05/05/2019", "D2", "Zenne", "1.500"]], header)
    done = dry(sqlite_url, file)
    assert "recognised by its headings, 5 of 6" in done.out
    assert "have moved since profile bravvo was saved: document no from B to D, invoice date from C to B, " in done.out
    assert 'not here any more, and were never read: "Wat"' in done.out
    assert 'warning: b!C1 "Betaald op": the column is new and is not read; --map FIELD=C reads it' in done.out
    warned = [(p["code"], p["cell"]) for p in planned(sqlite_url, file)["problems"]]
    assert warned == [("profile-column-new", "C1")]
    more = planned(sqlite_url, file, "--map", "payment_date=C")
    assert (more["problems"], more["columns"]["payment_date"]) == ([], "C")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ((*HEADER[:-1], "Netto te betalen"), 'amount "Te betalen" (gone)'),
        ((*HEADER, "TE BETALEN"), 'amount "Te betalen" (not as often as it was)'),
        ((*HEADER[:-1], "Te betalen (x 1000)"), 'amount "Te betalen" (gone)'),
    ],
)
def test_a_column_that_cannot_be_found_any_more_is_refused_with_both_headings(
    sqlite_url: str, tmp_path: Path, header: tuple[str, ...], said: str
) -> None:
    """Lost otherwise: another amount than the one that was meant would be claimed."""
    saved(sqlite_url, tmp_path)
    file = write(tmp_path / "b.csv", [[*AMBIGUOUS[0], "7,00"][: len(header)]], header)
    done = dry(sqlite_url, file)
    assert done.code == 4
    assert f"profile bravvo reads columns that are not in this list: {said}" in done.err
    assert 'the headings of profile bravvo: A "Jaar", B "Stuk", ' in done.err
    assert 'the headings of b.csv: A "Jaar", ' in done.err
    words = ("--map", "amount=F", "--save-profile", "bravvo", "--decimal", "comma")
    assert dry(sqlite_url, file, *words).code == 4
    mended = dry(sqlite_url, file, *words, "--overwrite-profile")
    assert mended.code == 0, mended.err
    assert f"{FILE} was written over" in mended.err
    assert f"profile bravvo: recognised by its headings, {len(header)} of {len(header)}" in dry(sqlite_url, file).out


def test_a_list_that_is_only_a_little_alike_is_read_without_the_profile_and_that_is_told(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Lost otherwise: who counts on her profile would not see that it was left; or any list would be taken for it."""
    saved(sqlite_url, tmp_path)
    row = ["2019", "D1", "31/03/2019", "Zenne", "5,00"]
    near = write(tmp_path / "b.csv", [row], ("Jaar", "Stuk", "Datum", "Leverancier", "Bedrag"))
    done = dry(sqlite_url, near)
    assert 'profile bravvo is not used: it looks for headings that are not here: "Firma", "Te betalen"' in done.out
    other = write(tmp_path / "c.csv", [row], ("Dienstjaar", "Nr", "Datum", "Leverancier", "Bedrag"))
    assert "bravvo" not in dry(sqlite_url, other).out
    assert dry(sqlite_url, near, "--profile", "bravvo").code == 4


def test_two_profiles_that_know_a_list_equally_well_are_refused(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: which entity a line is posted for would depend on the alphabet."""
    saved(sqlite_url, tmp_path)
    told = dry(sqlite_url, tmp_path / "a.csv", "--entity", "nonprofit", "--save-profile", "zelfde")
    assert "These headings are also those of profile bravvo" in told.err
    file = write(tmp_path / "b.csv")
    done = dry(sqlite_url, file)
    assert done.code == 4
    assert "two profiles know these headings equally well: bravvo (imports/profiles/bravvo.toml; " in done.err
    assert "--profile bravvo, or --no-profile for none" in done.err
    assert planned(sqlite_url, file, "--profile", "zelfde")["profile"]["name"] == "zelfde"
    checked = ledger(sqlite_url, "profiles", "check", file)
    assert (checked.code, "it knows these headings just as well as zelfde" in checked.out) == (4, True)
    # One that fits without a difference goes before one that fits less well.
    header = (*HEADER, "Nota")
    wide = write(tmp_path / "c.csv", [[*AMBIGUOUS[0], "x"]], header)
    words = ("--no-profile", "--map", "amount=F", "--decimal", "comma", "--dates", "dmy", "--save-profile", "breed")
    dry(sqlite_url, wide, *words)
    assert planned(sqlite_url, wide)["profile"]["name"] == "breed"
    assert "less well than breed" in ledger(sqlite_url, "profiles", "check", wide).out


def test_a_plan_binds_the_profile(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a profile changed between looking and posting would post what nobody looked at."""
    file = write(tmp_path / "a.csv", ROWS)
    words = ("--map", "amount=Te betalen", "--entity", "nonprofit", "--save-profile", "bravvo")
    first = planned(url, file, *words)["plan"]
    # The profile that was just saved says all that was said: the plan is still the same, also said again.
    assert planned(url, file)["plan"] == planned(url, file, *words)["plan"] == first
    FILE.write_text(FILE.read_text() + "# a remark\n")
    done = ledger(url, "import", file, "--plan", first, "--format", "json")
    assert (done.code, done.json["error"]["changed"]) == (4, "options")
    now = planned(url, file)["plan"]
    assert ledger(url, "import", file, "--plan", now).code == 0
    listed = ledger(url, "imports", "--format", "json").json[0]["profile"]
    assert listed == {"name": "bravvo", "sha256": planned(url, file)["profile"]["sha256"]}
    assert f"bravvo {listed['sha256'][:12]}" in ledger(url, "imports").out


def test_another_profile_under_the_name_stays_unless_it_may_be_written_over(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a name typed twice would throw away how another list is read."""
    file = saved(sqlite_url, tmp_path)
    was = FILE.read_bytes()
    words = ("--no-profile", "--map", "amount=F", "--objective", "G2.1", "--save-profile", "bravvo")
    done = ledger(sqlite_url, "import", file, *words, "--yes")
    assert (done.code, FILE.read_bytes()) == (4, was)
    assert "objective: none -> G2.1" in done.err
    assert 'supplier: "Firma" -> none' in done.err
    assert ledger(sqlite_url, "imports", "--format", "json").json == []
    assert ledger(sqlite_url, "import", file, *words, "--yes", "--overwrite-profile").code == 0
    assert b'objective = "G2.1"' in FILE.read_bytes()
    assert sorted(path.name for path in FILE.parent.iterdir()) == ["bravvo.toml"]
    again = dry(sqlite_url, file, "--save-profile", "bravvo")
    assert "says all this already" in again.err


def test_no_profile_is_saved_of_a_list_with_refused_rows(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a reading that does not hold would be remembered."""
    file = write(tmp_path / "a.csv", [*ROWS, ["2019", "D2", "", "", "", "veel"]])
    done = dry(sqlite_url, file, "--map", "amount=F", "--save-profile", "bravvo")
    assert (done.code, FILE.exists(), "was not saved" in done.err) == (4, False, True)


def test_the_year_is_asked_again_and_never_remembered(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the list of 2020 would be posted under 2019."""
    header = HEADER[1:]
    file = write(tmp_path / "a.csv", [ROWS[0][1:]], header)
    dry(sqlite_url, file, "--map", "amount=E", "--year", 2018, "--save-profile", "bravvo")
    assert 'year = "asked"' in FILE.read_text()
    assert "2018" not in FILE.read_text()
    done = dry(sqlite_url, file)
    assert (done.code, "--year YEAR" in done.err) == (2, True)
    assert "1 from --year" in dry(sqlite_url, file, "--year", 2019).out


def test_a_list_without_headings_is_read_by_its_profile_only_when_that_is_named(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Lost otherwise: no headings at all would be the headings of any file."""
    file = tmp_path / "a.csv"
    file.write_text("2019;D1;Zenne;5,00\n2019;D2;Maas;6,00\n", encoding="utf-8")
    words = ("--header-row", 0, "--map", "year=A", "--map", "document_no=B", "--map", "supplier=C", "--map", "amount=D")
    assert dry(sqlite_url, file, *words, "--save-profile", "bravvo").code == 0
    assert "headers = []" in FILE.read_text()
    assert dry(sqlite_url, file).code == 4
    done = dry(sqlite_url, file, "--profile", "bravvo")
    assert (done.code, "2 new, 11.00" in done.out) == (0, True), done.err
    file.write_text("2019;D1;5,00\n", encoding="utf-8")
    assert 'amount "D" (gone)' in dry(sqlite_url, file, "--profile", "bravvo").err


def test_every_file_is_read_by_its_own_profile(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the lists of a year could not be imported together."""
    saved(sqlite_url, tmp_path, "bravvo", "--entity", "nonprofit")
    zone = ("Année", "Pièce", "Fournisseur", "À payer TTC")
    one = write(tmp_path / "z.csv", [["2019", "P1", "Senne", "10,00"]], zone)
    dry(sqlite_url, one, "--map", "amount=D", "--entity", "zone", "--save-profile", "zone")
    other = write_workbook(tmp_path / "s.xlsx", [[2019, "D9", None, "Zenne", "x", "G2.1", 5.0]])
    two = write(tmp_path / "b.csv")
    done = ledger(sqlite_url, "import", one, two, other, "--dry-run", "--format", "json")
    assert [(p["profile"] or {}).get("name") for p in done.json] == ["zone", "bravvo", None]
    assert ledger(sqlite_url, "import", one, two, other, "--yes").code == 0
    entities = [line["entity"] for line in ledger(sqlite_url, "expenses", "--format", "json").json]
    assert entities == ["zone", "nonprofit", "city"]


def test_sheets_that_were_named_are_read_again_and_others_are_asked_for(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: of two months only one would be read, or the wrong one."""
    rows = [HEADER, [2019, "D1", "31/03/2019", "Zenne", "affiches", 5.5]]
    more = [HEADER, [2019, "D2", "30/04/2019", "Zenne", "affiches", 6.5]]
    file = write_sheets(tmp_path / "a.xlsx", {"mrt": rows, "apr": more})
    dry(sqlite_url, file, "--map", "amount=F", "--sheet", "mrt", "--sheet", "apr", "--save-profile", "bravvo")
    assert 'sheets = ["mrt", "apr"]' in FILE.read_text()
    assert [(p["sheet"], p["rows"]["new"]) for p in planned(sqlite_url, file)] == [("mrt", 1), ("apr", 1)]
    both = dry(sqlite_url, file, "--as-new", 2)
    assert (both.code, "one by one, with --sheet" in both.err) == (2, True), "row 2 would be posted from both sheets"
    assert planned(sqlite_url, file, "--as-new", 2, "--sheet", "apr")["rows"]["new"] == 1
    half = dry(sqlite_url, write_sheets(tmp_path / "h.xlsx", {"apr": more}))
    assert (half.code, 'no sheet "mrt", which profile bravvo reads; it has: apr' in half.err) == (4, True)
    dry(sqlite_url, file, "--no-profile", "--map", "amount=F", "--sheet", "mrt", "--save-profile", "bravvo",
        "--overwrite-profile")  # fmt: skip
    assert planned(sqlite_url, file)["sheet"] == "mrt"
    later = write_sheets(tmp_path / "b.xlsx", {"mei": rows, "jun": more})
    done = dry(sqlite_url, later)
    assert (done.code, "several tables have the headings of profile bravvo" in done.err) == (4, True)
    assert planned(sqlite_url, later, "--sheet", "jun")["sheet"] == "jun"


def test_amounts_in_a_column_hidden_since_are_refused(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: a profile would stand for a look at what nobody can see."""
    import xlsxwriter

    def book(name: str, *, hidden: bool) -> Path:
        made = xlsxwriter.Workbook(str(tmp_path / name))
        sheet = made.add_worksheet("Blad1")
        for r, row in enumerate((HEADER, [2019, "D1", "31/03/2019", "Zenne", "affiches", 5.5])):
            sheet.write_row(r, 0, row)
        if hidden:
            sheet.set_column(5, 5, None, None, {"hidden": True})
        made.close()
        return tmp_path / name

    words = ("--map", "amount=F", "--save-profile", "bravvo")
    dry(sqlite_url, book("a.xlsx", hidden=False), *words)
    closed = book("b.xlsx", hidden=True)
    assert "which is hidden" in dry(sqlite_url, closed).err
    assert dry(sqlite_url, closed, *words, "--overwrite-profile").code == 0
    assert 'unhidden = ["amount"]' in FILE.read_text()
    assert dry(sqlite_url, closed).code == 0


@pytest.mark.corpus
def test_a_real_list_that_took_four_options_takes_one_the_next_time(sqlite_url: str) -> None:
    """Lost otherwise: profiles would work for the lists of these tests only."""
    list_ = CORPUS / "spending" / "montpellier__VilleMTP_MTP_AttribSub_2014.ods"
    words = ("--sheet", "Subventions", "--year", 2018, "--year-overrides", "--objective", "G2.1")
    first = planned(sqlite_url, list_, *words, "--save-profile", "montpellier")
    assert 'year = "overrides"' in FILE.with_stem("montpellier").read_text()
    again = planned(sqlite_url, list_, "--year", 2018)
    assert (again["rows"]["new"], again["amounts"]["new"]) == (744, "4633104.00")
    assert again["plan"] == first["plan"]


def test_a_broken_profile_is_told_and_can_be_left_aside(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: one bad file would stop every import, or be passed over in silence."""
    file = saved(sqlite_url, tmp_path)
    FILE.write_text("format = 1\nheaders = [\n")
    for words in (("import", file, "--dry-run"), ("profiles",), ("profiles", "list"), ("profiles", "show", "bravvo"),
                  ("profiles", "check", file)):  # fmt: skip
        done = ledger(sqlite_url, *words)
        assert (done.code, "imports/profiles/bravvo.toml cannot be used" in done.err) == (4, True), words
    assert dry(sqlite_url, file, "--no-profile", "--map", "amount=F").code == 0
    assert dry(sqlite_url, file, "--map", "amount=F", "--save-profile", "bravvo", "--overwrite-profile").code == 0
    assert ledger(sqlite_url, "profiles", "list").code == 0


def test_a_broken_profile_stops_no_list_that_another_one_knows(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: one slip in a text editor would stop the imports of every other list."""
    file = saved(sqlite_url, tmp_path)
    (FILE.parent / "other.toml").write_text("format = 1\nheaders = [\n")
    done = dry(sqlite_url, file)
    assert (done.code, "passed over: The profile imports/profiles/other.toml cannot be used" in done.out) == (0, True)
    strange = dry(
        sqlite_url, write_workbook(tmp_path / "strange.xlsx", [[2019, "D1", None, "Zenne", "a", "G2.1", 1.0]])
    )
    assert (strange.code, "other.toml cannot be used" in strange.err) == (4, True)


def test_a_profile_of_another_agreement_is_told(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: an unknown code would be told as if the officer had typed it."""
    file = saved(sqlite_url, tmp_path, "bravvo", "--objective", "G2.1")
    FILE.write_text(FILE.read_text().replace("G2.1", "G9.9"))
    done = dry(sqlite_url, file)
    assert done.code == 4
    assert "profile imports/profiles/bravvo.toml says what agreement brussels-2018-2019 does not know" in done.err
    assert 'There is no code "G9.9"' in done.err
    assert dry(sqlite_url, file, "--objective", "G2.1").code == 0


@pytest.mark.parametrize("name", ["../x", "", "con", "a b", "é", ".toml", "x" * 61])
def test_a_name_that_cannot_be_a_file_everywhere_is_refused(sqlite_url: str, tmp_path: Path, name: str) -> None:
    """Lost otherwise: a profile could be written outside its folder."""
    file = write(tmp_path / "a.csv", ROWS)
    assert dry(sqlite_url, file, "--map", "amount=F", "--save-profile", name).code == 2
    assert not FILE.parent.exists()


def test_profiles_are_listed_shown_and_kept_elsewhere(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost otherwise: nobody could say which lists are known, or share them."""
    assert "There is no profile in imports/profiles yet" in ledger(sqlite_url, "profiles").out
    monkeypatch.setenv("LEDGER_PROFILES", str(tmp_path / "elsewhere"))
    file = saved(sqlite_url, tmp_path, "bravvo", "--entity", "nonprofit")
    path = tmp_path / "elsewhere" / "bravvo.toml"
    shown = ledger(sqlite_url, "profiles", "show", "bravvo")
    assert shown.out == path.read_text()
    [listed] = ledger(sqlite_url, "profiles", "list", "--format", "json").json
    assert (listed["name"], listed["entity"], listed["headers"]) == ("bravvo", "nonprofit", list(HEADER))
    assert "bravvo" in ledger(sqlite_url, "profiles").out
    checked = ledger(sqlite_url, "profiles", "check", file, "--format", "json").json
    assert (checked["profile"], checked["refused"]) == ("bravvo", None)
    other = write(tmp_path / "c.csv", header=("a", "b", "c", "d", "e", "f"))
    assert "would be read by no profile" in ledger(sqlite_url, "profiles", "check", other).out
    assert "there are: bravvo" in ledger(sqlite_url, "profiles", "show", "x").err


def test_the_example_in_the_documents_is_what_the_program_writes(sqlite_url: str) -> None:
    """Lost otherwise: who edits a profile would learn from one that does not exist."""
    done = dry(sqlite_url, ROOT / "imports" / "bravvo-2019.csv", "--entity", "nonprofit", "--save-profile", "bravvo")
    assert done.code == 0, done.err
    assert f"```toml\n{FILE.read_text()}```\n" in (ROOT / "docs" / "import.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "said", "refused"),
    [("nl", "herkend aan zijn koppen, 6 van 6", "leest kolommen die niet in deze lijst staan"),
     ("fr", "reconnu par ses en-têtes, 6 sur 6", "lit des colonnes qui ne sont pas dans cette liste")],
)  # fmt: skip
def test_it_is_said_in_dutch_and_french(
    sqlite_url: str, tmp_path: Path, language: str, said: str, refused: str
) -> None:
    """Lost otherwise: the officer would not read why her list is read as it is."""
    file = saved(sqlite_url, tmp_path)
    assert said in ledger(sqlite_url, "profiles", "check", file, "--lang", language).out
    changed = write(tmp_path / "b.csv", header=(*HEADER[:-1], "Netto"))
    assert refused in ledger(sqlite_url, "import", changed, "--dry-run", "--lang", language).err

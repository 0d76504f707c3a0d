"""Other subsidies from beginning to end: named, assigned, withdrawn, found above 100 %, on both databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from builders import import_file, session_of, write_workbook
from command import ledger

PSP = ("funding", "add", "PSP", "--title", "Prevention plan", "--funder", "the State")


def ready(url: str, room: Path) -> None:
    """Two lines, and another subsidy."""
    rows: list[list[object]] = [
        [2019, "D1", date(2019, 3, 1), "Zenne", "affiches", "G2.1", 1000.0],
        [2019, "D2", date(2019, 3, 1), None, "wedde maart", "G2.1", 3000.0],
    ]
    import_file(session_of(url), write_workbook(room / "stad.xlsx", rows))
    assert ledger(url, *PSP, "--from", "2018-01-01").code == 0


def assign(url: str, line: int, *words: object) -> Any:
    return ledger(url, "funding", "assign", line, "psp", *words, "--reason", "their settlement")


def found(url: str) -> list[tuple[str, list[int]]]:
    done = ledger(url, "reconcile", "--check", "double-financing", "--format", "json")
    return [(f["amount"], f["expenses"]) for f in done.json["findings"]]


def test_a_share_above_what_is_left_is_found_until_it_is_withdrawn_or_the_line_claims_less(
    url: str, tmp_path: Path
) -> None:
    """Lost otherwise: one invoice would be paid by two subsidies, and nobody would see it."""
    ready(url, tmp_path)
    done = assign(url, 1, "--share", "33.33%")
    assert (done.code, "333.30 of line 1" in done.out, "333.30 more is paid" in done.err) == (0, True, True)
    assert found(url) == [("333.30", [1])]
    assert "nothing was written" in assign(url, 1, "--amount", "333.30").out
    words = ("--amount", "666.70", "--document-amount", "1000", "--reason", "only our part")
    assert ledger(url, "correct", 1, *words).code == 0
    assert found(url) == []
    assert assign(url, 4, "--amount", "333.31").code == 0
    assert found(url) == [("0.01", [4])]
    told = ledger(url, "explain", 4, "--format", "json").json
    assert told["paid_elsewhere"] == [{"funding": "PSP", "amount": "333.31"}]
    assert "PSP: 333.31" in ledger(url, "explain", 4).out
    assert assign(url, 4, "--share", "0%").code == 0
    assert found(url) == []
    told = ledger(url, "funding", "shares", "--format", "json").json
    assert sorted((s["amount"], s["status"], s["reason"]) for s in told) == [
        ("0.00", "withdrawn", "their settlement"),
        ("333.30", "replaced", "their settlement"),
        ("333.31", "replaced", "their settlement"),
    ]


def test_one_persons_pay_adds_up_over_lines_and_subsidies(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one salary could be claimed for more months than a year has."""
    ready(url, tmp_path)
    words = ("funding", "pay", "--person", "P-014", "--month", "2019-03", "--reason", "hours worked")
    assert ledger(url, *words, "--share", "60%", "--line", 2).code == 0
    assert ledger(url, *words, "--share", "40%", "--funding", "PSP").code == 0
    assert found(url) == []
    more = ledger(url, *words, "--share", "50%", "--funding", "PSP")
    assert "110 %" in more.out
    assert "10 % too much" in more.err
    assert found(url) == [("500.00", [2])]
    told = ledger(url, "funding", "pay", "--format", "json").json
    assert [(s["share"], s["total"], s["status"]) for s in told] == [
        ("60 %", "110 %", "counts"),
        ("40 %", "", "replaced"),
        ("50 %", "110 %", "counts"),
    ]


def test_a_month_of_pay_that_does_not_fit_is_doubted(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a month typed in error would be a pay of its own, and the right one never come above 100 %."""
    ready(url, tmp_path)
    period = ("--from", "2019-12-31", "--to", "2019-12-31", "--reason", "its decree")
    assert ledger(url, *PSP, *period).code == 0
    words = ("funding", "pay", "--person", "P-014", "--reason", "hours worked")
    early = ledger(url, *words, "--funding", "PSP", "--month", "2019-11", "--share", "1%")
    assert "PSP begins on" in early.err
    for source, told in ((("--line", 2), "line 2 is of budget year 2019"), (("--funding", "PSP"), "PSP ends on")):
        assert "Warning" not in ledger(url, *words, *source, "--month", "2019-12", "--share", "50%").err
        doubted = ledger(url, *words, *source, "--month", "2091-12", "--share", "50%")
        assert doubted.code == 0
        assert told in doubted.err
        assert "Warning" not in ledger(url, *words, *source, "--month", "2091-12", "--share", "0%").err


def test_what_cannot_be_meant_is_refused(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a share would be kept that says nothing, or personal data that must not be kept."""
    ready(url, tmp_path)
    pay = ("funding", "pay", "--share", "60%", "--reason", "x")
    cases: list[tuple[tuple[object, ...], str]] = [
        ((*PSP[:3], "--title", "Other", "--funder", "the State"), "--reason"),
        (("funding", "add", "G2.1", "--title", "x", "--funder", "x"), "a code of this agreement"),
        (("funding", "add", "a b", "--title", "x", "--funder", "x"), "is no code"),
        (("funding", "assign", 1, "nope", "--share", "4%", "--reason", "x"), "there are: PSP"),
        (("funding", "assign", 1, "PSP", "--reason", "x"), "--share 40%"),
        (("funding", "assign", 9, "PSP", "--share", "4%", "--reason", "x"), "There is no line 9"),
        (("funding", "assign", 1, "PSP", "--amount", "-1", "--reason", "x"), "the same sign"),
        (("funding", "assign", 1, "PSP", "--amount", "1000.01", "--reason", "x"), "comes to 1 000.00"),
        ((*pay, "--person", "85.07.30-033 28", "--month", "2019-03", "--line", 2), "register number"),
        ((*pay, "--person", "P", "--month", "March", "--line", 2), "2019-03"),
        ((*pay, "--person", "P", "--month", "2019-03", "--line", 2, "--funding", "PSP"), "not both"),
        ((*pay, "--person", "P", "--month", "2019-03"), "not both"),
    ]
    for words, told in cases:
        done = ledger(url, *words)
        assert (done.code, told in done.err) == (2, True), (words, done.err)
    assert ledger(url, "funding", "retire", "PSP", "--reason", "named in error").code == 0
    assert "retired" in assign(url, 1, "--share", "4%").err
    assert ledger(url, "funding", "list", "--format", "json").json[-1]["status"] == "retired"


SECOND_CITY = Path(__file__).resolve().parents[1] / "second_city.toml"


def load_second(url: str, room: Path, beneficiary: str) -> str:
    """A second agreement with one line of 2022, of the same beneficiary or of another one; gives its code."""
    text = SECOND_CITY.read_text(encoding="utf-8").replace(
        'beneficiary = "zonnebergen"', f'beneficiary = "{beneficiary}"'
    )
    (room / "second.toml").write_text(text, encoding="utf-8")
    assert ledger(url, "agreement", "load", room / "second.toml").code == 0
    (room / "gem.csv").write_text(
        "Jaar;Stuknr;Leverancier;Sector;Bedrag\n2022;A1;Personeel;Buurtwachters;900,00\n", encoding="utf-8"
    )
    code = "zonnebergen-2021-2023"
    assert ledger(url, "--agreement", code, "import", room / "gem.csv", "--yes").code == 0
    return code


def pay(url: str, agreement: str, *words: object) -> Any:
    reference = ("--person", "P-014", "--month", "2019-03", "--reason", "hours worked")
    return ledger(url, "--agreement", agreement, "funding", "pay", *reference, *words)


FIRST = "brussels-2018-2019"


def test_one_persons_pay_adds_up_over_the_agreements_of_a_city(url: str, tmp_path: Path) -> None:
    """Lost otherwise: two agreements of one city would each carry the same salary whole."""
    ready(url, tmp_path)
    second = load_second(url, tmp_path, "brussels")
    (line,) = (e["number"] for e in ledger(url, "--agreement", second, "expenses", "--format", "json").json)
    assert "90 %" in pay(url, second, "--share", "90%", "--line", line).out
    more = pay(url, FIRST, "--person", "p-014", "--share", "60%", "--line", 2)
    assert ("150 %" in more.out, "50 % too much" in more.err) == (True, True)
    for agreement, amount in ((FIRST, "2500.00"), (second, "2500.00")):
        (f,) = ledger(
            url, "--agreement", agreement, "reconcile", "--check", "double-financing", "--format", "json"
        ).json["findings"]
        assert f["amount"] == amount
    listed = ledger(url, "--agreement", FIRST, "funding", "pay", "--format", "json").json
    assert [(s["agreement"], s["line"], s["share"], s["total"]) for s in listed] == [
        (FIRST, 2, "60 %", "150 %"),
        (second, line, "90 %", "150 %"),
    ]
    # What a subsidy pays is one share, in however many agreements it stands.
    add = ("funding", "add", "PSP", "--title", "plan", "--funder", "the State")
    assert ledger(url, "--agreement", second, *add).code == 0
    assert pay(url, second, "--share", "0%", "--line", line).code == 0
    assert pay(url, second, "--share", "40%", "--funding", "PSP").code == 0
    assert "100 %" in pay(url, FIRST, "--share", "30%", "--funding", "PSP").out
    assert "110 %" in pay(url, FIRST, "--share", "50%", "--funding", "PSP").out


def test_the_pay_of_another_city_is_never_looked_at(url: str, tmp_path: Path) -> None:
    """Lost otherwise: one city would learn whom another pays, and take its post 14 for its own."""
    ready(url, tmp_path)
    second = load_second(url, tmp_path, "zonnebergen")
    (line,) = (e["number"] for e in ledger(url, "--agreement", second, "expenses", "--format", "json").json)
    assert pay(url, second, "--share", "90%", "--line", line).code == 0
    assert "60 %" in pay(url, FIRST, "--share", "60%", "--line", 2).out
    assert second not in ledger(url, "--agreement", FIRST, "funding", "pay").out


def test_what_was_said_of_a_line_that_was_taken_back_is_told_so(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: "replaced" would send the reader to a share that nobody ever said."""
    ready(sqlite_url, tmp_path)
    words = ("funding", "pay", "--person", "P-014", "--month", "2019-03", "--reason", "x", "--line", 2, "--share")
    for share in ("60%", "70%"):
        assert ledger(sqlite_url, *words, share).code == 0
    for share in ("10%", "20%", "0%"):
        assert assign(sqlite_url, 1, "--share", share).code == 0
    assert assign(sqlite_url, 2, "--share", "5%").code == 0
    corrected = ("--supplier", "Wedden", "--reason", "x")
    assert ledger(sqlite_url, "correct", 2, *corrected).code == 0
    live = ledger(sqlite_url, "funding", "pay", "--format", "json").json
    assert [s["status"] for s in live] == ["replaced", "counts"]
    for line in (1, 4):
        assert ledger(sqlite_url, "correct", line, "--take-back", "--reason", "x").code == 0
    told = ledger(sqlite_url, "funding", "pay", "--format", "json").json
    assert [s["status"] for s in told] == ["replaced", "its line was taken back"]
    told = ledger(sqlite_url, "funding", "shares", "--format", "json").json
    assert [s["status"] for s in told] == ["replaced", "replaced", "withdrawn", "its line was taken back"]

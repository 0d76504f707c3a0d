"""docs/auditor.md is run: each of the ten answers is what the example workbooks say when read without the program."""

from __future__ import annotations

import contextlib
import re
import shlex
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from command import Result, ledger
from conftest import ROOT
from example_files import FILES, IMPORTS, Read, claimed, lines

PAGE = (ROOT / "docs" / "auditor.md").read_text(encoding="utf-8")


def cents(text: str) -> int:
    return int(text.replace(".", ""))


@dataclass
class Told:
    """The ledger of the page, the digest noted on the way, and the answers by number of the question."""

    url: str
    digest: str
    commands: list[list[str]]

    def ask(self, question: int, *more: str) -> Result:
        words = [self.digest if word == "DIGEST" else word for word in self.commands[question - 1]]
        return ledger(self.url, *words, *more)

    def json(self, question: int) -> Any:
        return self.ask(question, "--format", "json").json

    def source(self, line: int) -> tuple[str, int]:
        found = ledger(self.url, "explain", line, "--format", "json").json["source"]
        return found["file"], found["row"]


def commands(section: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in re.findall(r"^\$ (ledger .*)$", section, re.MULTILINE)]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The ledger made as the page says, once for all questions."""
    room = tmp_path_factory.mktemp("auditor")
    _, made, *questions = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    csv = re.search(r"```csv\n(.*?)```", made, re.DOTALL)
    assert csv is not None
    (room / "late.csv").write_text(csv[1], encoding="utf-8")
    url, digest = f"sqlite:///{room / 'ledger.db'}", ""
    for words in commands(made):
        files = {name: str(IMPORTS / name) for name in FILES} | {"late.csv": str(room / "late.csv")}
        # What is refused is marked in a workbook of its own, in the folder where the command runs.
        with contextlib.chdir(room):
            done = ledger(url, *(files.get(word, word) for word in words))
        assert done.code == (3 if "--accept-partial" in words else 0), (words, done.err)
        if words == ["digest"]:
            digest = done.out.split()[-1]
    return Told(url, digest, [command for section in questions for command in commands(section)])


def of_2019(found: list[Read]) -> list[Read]:
    return [line for line in found if line.year == "2019"]


def test_there_are_ten_questions_with_one_command_each(told: Told) -> None:
    """Lost otherwise: a question of the page would have no answer, or two."""
    assert len(told.commands) == 10
    assert re.findall(r"^## (\d+)\.", PAGE, re.MULTILINE) == [str(n) for n in range(1, 11)]
    assert all(told.ask(n).out for n in range(1, 11))


def test_1_every_euro_is_led_back_to_its_row(told: Told) -> None:
    """Lost otherwise: a figure would rest on lines that no document shows."""
    found = told.json(1)
    wanted = [line for line in of_2019(claimed()) if line.code == "R1.3"]
    assert wanted
    assert cents(found["amount"]) == sum(line.cents for line in wanted)
    rows = [(line["source"]["file"], line["source"]["row"]) for line in found["lines"]]
    assert sorted(rows) == sorted((line.file, line.row) for line in wanted)


def test_2_what_was_claimed_twice_is_what_stands_twice(told: Told) -> None:
    """Lost otherwise: the State would pay one invoice two times."""
    found = told.json(2)["findings"]
    twice: dict[object, list[Read]] = defaultdict(list)
    for line in of_2019(claimed()):
        if line.invoice:
            twice[line.invoice_key, line.cents].append(line)
    pairs = [same for same in twice.values() if len({line.file for line in same}) > 1]
    told_rows = [sorted(told.source(line) for line in finding["expenses"]) for finding in found]
    assert told_rows == [sorted((line.file, line.row) for line in same) for same in pairs]
    assert [cents(finding["amount"]) for finding in found] == [same[0].cents for same in pairs]
    assert told.ask(2).code == 3


def test_3_what_changed_since_a_version_adds_up(told: Told) -> None:
    """Lost otherwise: a claim could grow between two versions and nobody would see by which line."""
    (found,) = told.json(3)
    file, row = told.source(225)
    (before,) = (line.cents for line in claimed() if (line.file, line.row) == (file, row))
    assert cents(found["difference"]) == 20000 - before
    assert sum(cents(line["difference"]) for line in found["lines"]) == 20000 - before


def test_4_who_tagged_a_line_and_when(told: Told) -> None:
    """Lost otherwise: nobody would answer for where a euro counts."""
    last = told.json(4)["history"][-1]
    assert (last["by"], last["reason"]) == ("An Peeters", "locks for the lending service")
    file, row = told.source(70)
    (line,) = (line for line in claimed() if (line.file, line.row) == (file, row))
    assert not line.code
    assert [(s["objective"], cents(s["amount"])) for s in last["shares"]] == [("G2.2", line.cents)]


def test_5_what_the_zone_did_with_the_money(told: Told) -> None:
    """Lost otherwise: a transfer would look spent because it was paid."""
    spent: Counter[str] = Counter()
    for line in of_2019(claimed()):
        spent[line.code] += line.cents
    shown: Counter[str] = Counter()
    for line in lines("zone-2019.xlsx"):
        if "Brussel" in line.article:
            shown[line.code] += line.cents
    sides = [side for side in told.json(5)["sides"] if side["mode"] == "project"]
    told_of = {s["objective"]: (cents(s["claimed"]), cents(s["shown"])) for s in sides}
    assert told_of == {code: (spent[code], shown[code]) for code in told_of}
    assert "G1.1" in told_of


def test_6_lines_without_proof_of_payment(told: Told) -> None:
    """Lost otherwise: a cost that was never paid would be claimed."""
    found = told.json(6)["findings"]
    assert [line for line in of_2019(claimed()) if not line.paid and line.cents] == []
    assert [(told.source(n), cents(f["amount"])) for f in found for n in f["expenses"]] == [(("late.csv", 3), 9500)]


def test_7_what_was_rejected_and_why(told: Told) -> None:
    """Lost otherwise: the city could not answer a rejection, nor replace the line."""
    total = told.json(7)["total"]
    file, row = told.source(226)
    assert cents(total["rejected"]) == next(x.cents for x in claimed() if (x.file, x.row) == (file, row))
    assert "no proof of payment" in told.ask(7).out
    (refused,) = ledger(told.url, "refused", "--format", "json").json
    assert refused["row"] == 4


def test_8_what_is_financed_twice(told: Told) -> None:
    """Lost otherwise: two subsidies would pay more than a document costs."""
    (found,) = told.json(8)["findings"]
    file, row = told.source(145)
    paid = next(x.cents for x in claimed() if (x.file, x.row) == (file, row))
    assert (found["expenses"], cents(found["amount"])) == ([145], paid * 60 // 100)


def test_9_the_ledger_is_untouched_since_the_digest(told: Told) -> None:
    """Lost otherwise: nobody could say that the books are those of the day they were shown."""
    found = told.json(9)
    assert found["ok"]
    assert told.ask(9).code == 0
    assert ledger(told.url, "verify", "--digest", "0" * 64).code == 3


def test_10_the_sample_can_be_drawn_again(told: Told, tmp_path: Path) -> None:
    """Lost otherwise: an auditor would have to believe that the lines were not chosen."""
    drawn = ledger(told.url, "sample", "show", 1, "--format", "json").json
    population = [row for row in told.json(10) if row["stratum"] == "by interval"]
    start, interval = cents(drawn["start"]), cents(drawn["interval"])
    passed, hits = 0, []
    for row in population:
        below, passed = passed, passed + cents(row["amount"])
        if (passed - start - 1) // interval > (below - start - 1) // interval and passed >= start:
            hits.append(row["line"])
    assert hits == [line["line"] for line in drawn["lines"] if line["stratum"] == "interval"]
    assert cents(population[-1]["passed"]) == passed

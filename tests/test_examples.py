"""The example workbooks in imports/: that they are what imports/README.md says, faults included."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from example_files import FILES, IMPORTS, Read, cells, cents_of, claimed, header_at, is_total, lines

ROOT = IMPORTS.parent


def found_at(*found: Read) -> set[tuple[str, int]]:
    return {(line.file, line.row) for line in found}


def planted(fault: str) -> set[tuple[str, int]]:
    """Where imports/README.md says that a fault stands."""
    table = (IMPORTS / "README.md").read_text(encoding="utf-8")
    return {(file, int(row)) for file, row in re.findall(rf"^\| {fault} \| `(.+?)` \| (\d+) \|", table, re.MULTILINE)}


def by_code(grant: str, year: int) -> int:
    return sum(x.cents for x in claimed() if x.code.startswith(grant) and x.year == str(year))


def test_made_again_they_are_the_same(tmp_path: Path) -> None:
    """Without it a change of the script would silently part from the files and from the figures in the README."""
    printed = []
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        words = [sys.executable, "-m", "tools.make_examples", str(tmp_path / seed)]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        printed.append(subprocess.run(words, cwd=ROOT, env=env, capture_output=True, check=True).stdout.decode())
    assert printed[0] == printed[1]
    assert (IMPORTS / "README.md").read_text(encoding="utf-8").endswith(printed[0])
    for file in FILES:
        once, twice, kept = tmp_path / "1" / file, tmp_path / "2" / file, IMPORTS / file
        assert once.read_bytes() == twice.read_bytes()
        assert parts(once) == parts(kept)


def parts(path: Path) -> dict[str, bytes]:
    """A workbook's parts unpacked: another build of zlib packs the same bytes otherwise."""
    if path.suffix == ".csv":
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("file", FILES)
def test_each_file_says_that_it_is_an_example(file: str) -> None:
    """Without it somebody could take invented expenses of a real city for real ones."""
    titles = " ".join(str(row[0]) for row in cells(file)[: header_at(file)])
    assert "Voorbeeldbestand voor de demonstratie" in titles or "Fichier d'exemple pour la démonstration" in titles


@pytest.mark.parametrize("file", FILES)
def test_total_rows_agree_with_their_lines(file: str) -> None:
    """Without it the demonstration would report a control total that nobody planted."""
    header = cells(file)[header_at(file)]
    money = [i for i, name in enumerate(header) if str(name).startswith(("Bedrag", "Btw", "Montant"))]
    running, block = Counter[int](), Counter[int]()
    for row in cells(file)[header_at(file) + 1 :]:
        amounts = {i: cents_of(row[i]) for i in money}
        if is_total(row):
            label = next(str(cell) for cell in row if cell)
            assert amounts == dict(block if label.startswith("Subtotaal") else running)
            block.clear()
        else:
            running.update(amounts)
            block.update(amounts)
    assert is_total(cells(file)[-1])


def test_the_grants_are_used_as_they_plausibly_are() -> None:
    """Without it the balance of the demonstration would show nonsense, or not what the README promises."""
    assert 0.97 <= by_code("G", 2018) / 1_896_439_60 <= 0.99
    assert 0.92 <= by_code("G", 2019) / 1_856_982_33 <= 0.96
    assert 0.94 <= by_code("R", 2018) / 60_000_00 <= 0.96
    assert 60_300_00 < by_code("R", 2019) < 65_000_00
    untagged = sum(x.cents for x in claimed() if not x.code and x.year == "2019")
    assert 0 < untagged < 1_856_982_33 - by_code("G", 2019)


def test_the_overspending_line_is_the_last_and_only_one_above() -> None:
    """Without it the check could not be seen to name the line, date and amount that broke the envelope."""
    ordered = sorted(
        (x for x in claimed() if x.code.startswith("R") and x.year == "2019"), key=lambda x: x.day("dated")
    )
    *before, last = ordered
    assert last.day("dated") > before[-1].day("dated")
    assert max(sum(x.cents for x in before[: n + 1]) for n in range(len(before))) <= 60_000_00
    assert found_at(last) == planted("overspent-envelope")


def test_same_invoice_twice_only_where_planted() -> None:
    """Without it duplicates nobody planted would drown the one that is shown."""
    pairs = [(a, b) for a, b in combinations([x for x in claimed() if x.invoice], 2) if a.invoice_key == b.invoice_key]
    same = [pair for pair in pairs if pair[0].cents == pair[1].cents]
    assert [found_at(*pair) for pair in same] == [planted("duplicate-invoice")]
    assert [{x.invoice for x in pair} for pair in pairs if pair not in same] == [{"ZK-2018-77"}]
    loose = [re.sub(r"[\W0]", "", x.invoice) + x.supplier for x in claimed() if x.invoice]
    assert sum(count - 1 for count in Counter(loose).values()) == 2


def test_same_amount_within_a_week_only_where_planted() -> None:
    """Without it the twins would not stand out among chance likenesses."""
    near = [
        found_at(a, b)
        for a, b in combinations([x for x in claimed() if x.cents], 2)
        if (a.supplier, a.cents) == (b.supplier, b.cents) and abs(a.day("dated") - b.day("dated")).days <= 7
    ]
    assert sorted(near, key=sorted) == sorted([planted("twins"), planted("duplicate-invoice")], key=sorted)
    first, second = (x for x in lines("stad-2019.xlsx") if (x.file, x.row) in planted("twins"))
    assert {k: v for k, v in first.cells.items() if k} == {k: v for k, v in second.cells.items() if k}


def test_transfers_are_wrong_only_where_planted() -> None:
    """Without it the police-zone checks would speak of other lines than the README names."""
    transfers = re.compile(r"G1\.|G4\.|R2\.")
    untagged = [x for x in claimed() if x.to_zone and not transfers.match(x.code)]
    payee = [x for x in claimed() if transfers.match(x.code) and not x.to_zone]
    assert found_at(*untagged) == planted("transfer-untagged")
    assert found_at(*payee) == planted("transfer-payee")
    assert len(untagged) == len(payee) == 1
    assert found_at(*(x for x in claimed() if x.code == "G1.2" and x.year == "2019")) == planted(
        "deduction-exceeds-contribution"
    )
    assert any(x.code == "G1.2" and x.year == "2018" for x in claimed())


def test_the_zone_proves_the_transfers_but_for_what_is_planted() -> None:
    """Without it the zone's list would neither prove the transfers nor show the part that is missing."""
    zone = lines("zone-2019.xlsx")
    assert {x.article for x in zone} == {"Brussel", "Elsene"}
    proof, paid = Counter[str](), Counter[str]()
    for x in zone:
        proof[x.code] += x.cents if x.article == "Brussel" else 0
    for x in claimed():
        paid[x.code] += x.cents if x.code in proof and x.year == "2019" else 0
    assert {code: paid[code] - proof[code] for code in proof if paid[code] != proof[code]} == {
        "G1.1": 9_846_25,
        "G4.3": 3_872_00,
    }
    known = {(*x.invoice_key, x.cents): x for x in claimed() if x.invoice}
    twice = [found_at(x, known[key]) for x in zone if (key := (*x.invoice_key, x.cents)) in known]
    assert twice == [planted("transfer-counted-twice")]


def test_untagged_zero_and_split_purchases_are_where_planted() -> None:
    """Without it the officer's lists of what is still to do would differ from the README."""
    assert found_at(*(x for x in claimed() if not x.code)) == planted("untagged")
    assert all(not x.grant and x.cents <= 5_000_00 for x in claimed() if not x.code)
    assert found_at(*(x for x in claimed() if x.cents == 0)) == planted("zero")
    assert len(planted("untagged")) == 8
    assert len(planted("zero")) == 1
    assert above_threshold() == {"Camerabewaking Noordlicht nv"}


def above_threshold() -> set[str]:
    """Who was paid over 30 000 EUR in 365 days, VAT included, wages and transfers apart."""
    bought = defaultdict(list)
    for x in claimed():
        if not x.personnel and not x.to_zone:
            bought[x.supplier].append(x)
    year = timedelta(days=365)
    return {
        supplier
        for supplier, found in bought.items()
        for x in found
        if sum(y.cents for y in found if x.day("dated") <= y.day("dated") <= x.day("dated") + year) > 30_000_00
    }


def every_line() -> Iterator[Read]:
    return (line for file in FILES for line in lines(file))


def test_every_line_has_its_papers() -> None:
    """Without it checks on years, documents and payments would speak where nothing was planted."""
    late = [x for x in every_line() if x.day("paid").year > int(x.year)]
    assert late
    assert all(x.day("paid") <= date(int(x.year) + 1, 6, 30) for x in late)
    for x in every_line():
        assert x.day("dated").year == int(x.year)
        assert x.document
        assert x.statement
        assert x.supplier
        assert set(re.findall(r"\b20\d\d\b", x.text)) <= {x.year}
        assert x.invoice or x.personnel or re.match("Loon|Kas|Kleine kas|Eigen personeel", x.supplier)
        assert not re.search(r"\d{11}", " ".join(str(cell) for cell in x.cells.values()))


def test_the_files_are_as_untidy_as_real_ones() -> None:
    """Without it the demonstration would only show that tidy files can be read."""
    typed = [x.cells["amount"] for x in lines("stad-2019.xlsx") if isinstance(x.cells["amount"], str)]
    assert len(typed) == 5
    assert all(re.fullmatch(r"\d\.\d{3},\d\d", str(amount)) for amount in typed)
    assert {"G2.1", "R1.1", "Activiteitssector 2", ""} <= {x.sector for x in lines("stad-2018.xlsx")}
    assert {"33002/43501", "330/12406"} <= {x.article for x in lines("stad-2019.xlsx")}
    assert all(any(x.cents < 0 for x in lines(file)) for file in FILES if not file.startswith("zone"))
    assert b"\xe9" in (IMPORTS / "bravvo-2019.csv").read_bytes()
    for field in ("dated", "paid"):
        assert any(x.day(field).day > 12 for x in lines("ville-2019-radicalisation.xlsx"))
    assert 280 <= sum(1 for _ in every_line()) <= 360

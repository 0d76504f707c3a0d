"""Damages workbooks and .csv files at random and imports them: whatever comes must end in a plan or in a sentence.

    .venv/bin/python bench/fuzz.py [--minutes 10] [--seed 1] [--only N] [--keep FOLDER]

The command runs as an officer runs it; reading happens in its own process as always. Told as a fault: a traceback, an
import that takes longer than its time limit and some, an exit code the contract does not know, a refusal without a
sentence, and a reader that was brought to a stop. Inputs that cause one are kept in FOLDER under the number of their
try, and `--seed S --only N` makes the same again. Ends with 1 where there was any.

In November 2026 two runs of ten minutes (seeds 1 and 2) tried 2 611 files. One kept the reader busy until its time was
over and was mended (test_headings.py); otherwise no traceback, no unknown code, none that took over 2 seconds in the
second run, and no refusal without a sentence.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import xlsxwriter

from mutations import mutated
from subsidy_ledger.cli.main import run
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.setup import init

ROOT = Path(__file__).parents[1]
SEEDS_BYTES_MAX = 200_000
SECONDS = 20
# What the rest of an import may take beside reading.
GRACE = 40
OPTIONS = (
    (), (), (), ("--hidden", "include"), ("--decimal", "comma"), ("--dates", "dmy"), ("--header-row", "1"),
    ("--map", "amount=C"), ("--header-row", "0", "--map", "amount=C"), ("--sign", "flip"),
)  # fmt: skip


class Late(Exception):
    """The import did not come to an end."""


def seeds() -> list[list[tuple[str, bytes]]]:
    """Generated workbooks, the lists of this checkout and of cities, and what tests readers: each as likely."""
    corpus = ROOT.parent / "shared" / "corpus"
    groups = [[("generated.xlsx", generated()), ("generated.csv", listed())]]
    for folders in ((ROOT / "imports", corpus / "spending"), (corpus / "reader-torture",)):
        files = sorted(f for folder in folders if folder.is_dir() for f in folder.iterdir() if f.is_file())
        groups.append([(f.name, f.read_bytes()) for f in files if f.stat().st_size <= SEEDS_BYTES_MAX])
    return [group for group in groups if group]


def rows() -> list[tuple[Any, ...]]:
    heads = ("Dienstjaar", "Boekstuknr", "Bedrag", "Factuurdatum", "Leverancier", "Omschrijving", "Activiteitssector")
    lines = [
        (2019, f"D{n}", n * 1.25, date(2019, 1 + n % 12, 1 + n % 28), f"Firma {n % 3} nv", f"levering {n}", "G2.1")
        for n in range(1, 30)
    ]
    return [("Uitgaven 2019",), (), heads, *lines, ("", "Totaal", sum(line[2] for line in lines))]


def generated() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"})
    for name in ("Blad1", "Nota"):
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows() if name == "Blad1" else [("Zie Blad1",)]):
            sheet.write_row(r, 0, row)
    sheet.write_formula(40, 2, "=SUM(A1:A3)", None, 6)
    book.close()
    return stream.getvalue()


def listed() -> bytes:
    def text(cell: object) -> str:
        return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else str(cell)

    return "\r\n".join(";".join(map(text, row)) for row in rows()).encode("cp1252")


@contextlib.contextmanager
def seconds_at_most(limit: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise Late

    signal.signal(signal.SIGALRM, late)
    signal.alarm(limit)
    try:
        yield
    finally:
        signal.alarm(0)


def command(*words: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    argv = ["ledger", *map(str, words)]
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch.object(sys, "stdin", io.StringIO()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            run()
            code = 0
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        except Exception:  # noqa: BLE001 - what is looked for
            code = 1
            traceback.print_exc(file=err)
    return code, out.getvalue(), err.getvalue()


def attempt(file: Path, room: Path, chance: random.Random) -> tuple[str, str]:
    """Imports the file; what it came to, and what is wrong with that."""
    shutil.copyfile(room / "template.db", room / "ledger.db")
    marked = room / "problems.xlsx"
    marked.unlink(missing_ok=True)
    options = chance.choice(OPTIONS)
    as_json = chance.random() < 0.7
    words = [
        "--db", f"sqlite:///{room}/ledger.db", "import", file, "--year", 2018, "--year-overrides", "--objective",
        "G2.1", "--time-limit", SECONDS, "--lang", chance.choice(("en", "en", "nl", "fr")), *options,
        *(("--format", "json") if as_json else ()),
        *(("--dry-run",) if chance.random() < 0.6 else ("--yes", "--problems", marked)),
    ]  # fmt: skip
    try:
        with seconds_at_most(SECONDS + GRACE):
            code, out, err = command(*words)
    except Late:
        return "late", f"took over {SECONDS + GRACE} seconds"
    if "Traceback" in err or code not in (0, 2, 4) or (code == 2 and not options):
        return "crash", f"exit {code}: {err[-1500:]}"
    return judged(code, out, err, as_json=as_json)


def judged(code: int, out: str, err: str, *, as_json: bool) -> tuple[str, str]:
    if not as_json:
        said = (out if code == 0 else err).strip()
        return ("planned" if code == 0 else f"exit {code}"), "" if said else "nothing was said"
    said_json: dict[str, Any] = json.loads(out)
    if "error" not in said_json:
        broken = [p for p in said_json["problems"] if not p["cell"] or not p["message"] or "{" in p["message"]]
        return "planned in part" if code else "planned", f"a problem says nothing: {broken[0]}" if broken else ""
    found = said_json["error"]
    message = str(found["message"])
    if found["code"] == "reader-crashed" or not message.endswith((".", "?")):
        return found["code"], message
    return found["code"], ""


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", type=int)
    asked.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    said = asked.parse_args()
    sources, outcomes = seeds(), Counter[str]()
    faults, slowest, end = 0, 0.0, time.monotonic() + said.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        init(Session(f"sqlite:///{room}/template.db"))
        number = said.only or 0
        while time.monotonic() < end:
            chance = random.Random(f"{said.seed}-{number}")
            name, data = chance.choice(chance.choice(sources))
            file = room / name
            file.write_bytes(mutated(data, chance))
            begun = time.monotonic()
            outcome, fault = attempt(file, room, chance)
            seconds = time.monotonic() - begun
            slowest = max(slowest, seconds)
            if seconds > SECONDS / 2:
                print(f"{number} {name}: {outcome} after {seconds:.1f} seconds", flush=True)
            outcomes[outcome] += 1
            if fault:
                faults += 1
                said.keep.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, said.keep / f"{said.seed}-{number}-{name}")
                print(f"{number} {name}: {fault}", flush=True)
            file.unlink(missing_ok=True)
            number += 1
            if said.only is not None:
                print(outcome)
                break
    print(f"{sum(outcomes.values())} files, {faults} faults; the slowest took {slowest:.1f} seconds")
    print(", ".join(f"{outcome} {n}" for outcome, n in outcomes.most_common()))
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Seconds and memory of importing a large workbook, step by step.

    .venv/bin/python bench/large_import.py [ROWS]

Measured in November 2026 on two cores, SQLite, 100 000 rows of 11 columns: read 5.4 s, plan 2.3 s, post 6.1 s, 452 MB.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from subsidy_ledger.operations.importing import Request, make_plan, post, read_files
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.setup import init

HEADER = (
    "Dienstjaar", "Boekstuknr", "Factuurnr", "Factuurdatum", "Begrotingsartikel", "Leverancier", "Omschrijving",
    "Betaaldatum", "Uittreksel", "Activiteitssector", "Bedrag",
)  # fmt: skip


def write(path: Path, rows: int) -> None:
    chance = random.Random(1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Blad1")
    for n in range(rows + 1):
        day = date(2019, 1, 1) + timedelta(n % 365)
        cells = (
            2019, f"D{n}", f"F{n}", day, "330/123-06", f"Leverancier {n % 500} nv", f"levering {n % 1000}", day,
            f"2019/{n % 365}", "G2.1", round(chance.uniform(1, 18), 2),
        )  # fmt: skip
        for column, value in enumerate(cells if n else HEADER):
            sheet.write(n, column, value)
    book.close()


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as room:
        file = Path(room) / "large.xlsx"
        write(file, rows)
        here = Session(f"sqlite:///{room}/ledger.db")
        init(here)
        request = Request((str(file),))
        start = time.perf_counter()
        for step in ("read", "plan", "post"):
            if step == "read":
                intakes = read_files(request)
            elif step == "plan":
                planned = make_plan(here, request, intakes)
            else:
                post(here, planned)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{step}: {time.perf_counter() - start:.1f} s so far, {memory} MB at most")


if __name__ == "__main__":
    main()

"""Seconds and memory of importing a large workbook, step by step, and of importing it again when all is known.

    .venv/bin/python bench/large_import.py [ROWS]

Each import is a program of its own, and reading happens in a child of it; the memory told is the most that each of
the two held at any moment (VmHWM of the process itself, Linux only).

Measured in November 2026 on two busy cores, SQLite, 100 000 rows of 11 columns: read 8.4 s, plan 3.1 s, post 8.0 s;
243 MB, and 165 MB for the child that is gone by then; both together never more than 242 MB. The same file again:
read 8.7 s, plan 7.9 s, 311 MB.

"""

from __future__ import annotations

import atexit
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from subsidy_ledger.cli.main import main as start
from subsidy_ledger.operations import importing
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


def status(process: str, name: str) -> int:
    """A figure of /proc in megabytes; 0 where the process is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{name}:")), 0)


class Watch(threading.Thread):
    """Looks at the child twenty times a second: the most it held, and the most both held at one moment."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.child = self.both = 0

    def run(self) -> None:
        while True:
            children = " ".join(p.read_text() for p in Path("/proc/self/task").glob("*/children")).split()
            self.child = max([self.child, *(status(child, "VmHWM") for child in children)])
            now = sum(status(process, "VmRSS") for process in ("self", *children))
            self.both = max(self.both, now)
            time.sleep(0.05)

    def tell(self) -> None:
        tell(
            f"the command {status('self', 'VmHWM')} MB, the child that read {self.child} MB at most; "
            f"both at one moment {self.both} MB"
        )


def stages(file: str, url: str) -> None:
    """The command itself in this process, each of its steps timed."""
    watch = Watch()
    watch.start()
    for name in ("read_files", "make_plan", "post"):
        setattr(importing, name, told(name, getattr(importing, name)))
    sys.argv = ["ledger", "--db", url, "import", file, "--yes"]
    atexit.register(lambda: watch.tell())
    start()


def told(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*args: Any) -> Any:
        begun = time.perf_counter()
        try:
            return step(*args)
        finally:
            tell(f"{name}: {time.perf_counter() - begun:.1f} s, {status('self', 'VmHWM')} MB at most so far")

    return timed


def tell(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


def main() -> None:
    if len(sys.argv) == 3:
        stages(sys.argv[1], sys.argv[2])
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as room:
        file, url = Path(room) / "large.xlsx", f"sqlite:///{room}/ledger.db"
        write(file, rows)
        init(Session(url))
        for what in ("import", "the same file again"):
            print(f"{what}, {rows} rows of {len(HEADER)} columns", flush=True)
            subprocess.run([sys.executable, __file__, str(file), url], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()

"""How long `ledger balance --year 2019` takes beside an empty Python: medians and their ratio.

    .venv/bin/python bench/start_up.py [RUNS]

Measured in November 2026 on two cores: 8 ms, 171 ms, ratio 21 (the promise is 30).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PYTHON = sys.executable
LEDGER = str(Path(sys.executable).with_name("ledger"))


def median_seconds(words: list[str], runs: int) -> float:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as room:
        url = f"sqlite:///{room}/ledger.db"
        subprocess.run([LEDGER, "--db", url, "init"], check=True, stdout=subprocess.DEVNULL)
        nothing = median_seconds([PYTHON, "-c", "pass"], runs)
        balance = median_seconds([LEDGER, "--db", url, "balance", "--year", "2019"], runs)
    print(f"python -c pass {nothing * 1000:.0f} ms, balance {balance * 1000:.0f} ms, ratio {balance / nothing:.1f}")


if __name__ == "__main__":
    main()

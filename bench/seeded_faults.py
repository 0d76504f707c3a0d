"""How many made workbooks are found, and how many of the faults seeded into them are named by their cell.

    .venv/bin/python bench/seeded_faults.py [WORKBOOKS] [--seed N]

Each file is made from one number, so that one that went wrong is made again with `1 --seed N`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from seeded.books import some_file
from seeded.judge import Verdict, judge

SHOWN_MAX = 15


def main() -> None:
    """Prints the rates, and the first files that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workbooks", type=int, nargs="?", default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the files that went wrong")
    asked = parser.parse_args()
    start = time.perf_counter()
    verdicts = {seed: judge(some_file(Random(seed))) for seed in range(asked.seed, asked.seed + asked.workbooks)}
    _show(list(verdicts.values()), time.perf_counter() - start)
    wrong = {seed: verdict for seed, verdict in verdicts.items() if verdict.wrongs}
    for seed, verdict in list(wrong.items())[:SHOWN_MAX]:
        print(f"\nseed {seed} ({', '.join(verdict.made.traits)})", *verdict.wrongs[:6], sep="\n  ")
    for seed, verdict in wrong.items() if asked.keep else ():
        asked.keep.mkdir(exist_ok=True)
        (asked.keep / f"{seed}-{verdict.made.name}").write_bytes(verdict.made.data)
    sys.exit(bool(wrong))


def _show(verdicts: list[Verdict], seconds: float) -> None:
    n, faults = len(verdicts), sum(len(v.made.seeded) for v in verdicts)
    found = sum(not v.lost_table for v in verdicts)
    named = sum(v.named for v in verdicts)
    print(f"{n} workbooks in {seconds:.1f} s")
    print(f"tables found: {found} of {n} ({100 * found / n:.1f} %)")
    print(f"faults named by their cell: {named} of {faults} ({100 * named / max(1, faults):.1f} %)")
    print(f"files in which a row was read as what it is not: {sum(bool(v.misread) for v in verdicts)}")
    print(f"files in which a sound row was refused: {sum(bool(v.false_alarms) for v in verdicts)}")
    kinds = Counter(fault.name for v in verdicts for fault in v.made.seeded)
    print("seeded: " + ", ".join(f"{name} {count}" for name, count in sorted(kinds.items())))


if __name__ == "__main__":
    main()

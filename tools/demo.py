"""The main job on the example workbooks: import, balance, reconcile, and the auditor's workbook.

Works on LEDGER_DB, else on ledger.db in the current folder; a second run adds nothing.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = ROOT / "imports"
ATTENTION = 3  # reconcile found something, which is what the demonstration is for

STEPS: tuple[tuple[str, ...], ...] = (
    ("init",),
    ("import", "stad-2018.xlsx", "stad-2019.xlsx", "ville-2019-radicalisation.xlsx", "--yes"),
    ("import", "bravvo-2019.csv", "--entity", "nonprofit", "--yes"),
    ("import", "zone-2019.xlsx", "--entity", "zone", "--yes"),
    ("contribution", "set", "--year", "2018", "--amount", "1250000.00", "--decision", "example: council decision 2018"),
    ("balance", "--year", "2019"),
    ("reconcile", "--year", "2019"),
    ("export", "reconciliation", "--year", "2019", "reconciliation-2019.xlsx"),
)


def main() -> None:
    for step in STEPS:
        words = [str(IMPORTS / word) if (IMPORTS / word).is_file() else word for word in step]
        print(f"\n$ ledger {shlex.join(step)}", flush=True)
        done = subprocess.run([sys.executable, "-m", "subsidy_ledger.cli.main", *words], check=False)
        if done.returncode not in (0, ATTENTION):
            sys.exit(done.returncode)
    print("\n$ ledger explain radicalisation --year 2019\n$ ledger tag --untagged --year 2019\n…")


if __name__ == "__main__":
    main()

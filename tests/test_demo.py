"""The demonstration that the README promises, run as it is run, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT
from subsidy_ledger.checks.catalogue import CHECKS


def demo(url: str, room: Path) -> str:
    env = {**os.environ, "LEDGER_DB": url, "LEDGER_USER": "demo"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "demo.py")],
        cwd=room,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout + "ON STDERR" + done.stderr


def test_the_demonstration_ends_with_balance_findings_and_workbook(empty_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the first command of the README would fail on somebody's machine."""
    said = demo(empty_url, tmp_path)
    balance = said.split("$ ledger balance")[1].split("ON STDERR")[0]
    assert "1 856 982.33" in balance
    assert "60 000.00" in balance
    assert f"{len(CHECKS)} checks, 11 findings: 6 errors, 4 warnings, 1 info" in said
    workbook = (tmp_path / "reconciliation-2019.xlsx").read_bytes()
    assert workbook.startswith(b"PK")
    again = demo(empty_url, tmp_path)
    assert again.count("Nothing new") == 3
    assert again.split("$ ledger balance")[1].split("ON STDERR")[0] == balance
    assert (tmp_path / "reconciliation-2019.xlsx").read_bytes() == workbook

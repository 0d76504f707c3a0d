"""A long import says how far it is on a terminal, and nothing anywhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from builders import write_workbook
from command import ledger


def on_a_terminal(*words: object) -> str:
    """What the command shows on stderr where that is a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-P", "-c", "from subsidy_ledger.cli.main import run; run()", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        try:
            while read := os.read(ours, 4096):
                said += read
        except OSError:  # the end, as Linux tells it
            pass
        os.close(ours)
        process.wait()
    return said.decode()


def test_reading_comparing_and_writing_show_progress_on_a_terminal(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: an officer would take a long import for a stuck one, and end it."""
    rows = [(2018, f"D{n}", None, "Bakker", "brood", "G2.1", n / 4) for n in range(1, 4)]
    file = write_workbook(tmp_path / "lines.xlsx", rows)
    shown = on_a_terminal("--db", sqlite_url, "import", file, "--yes", "--lang", "en")
    assert "reading rows" in shown
    assert "3/3" in shown
    assert "comparing with the ledger" in shown
    assert "writing records" in shown
    # Three lines with a share and a source row each, the import and the file.
    assert "11/11" in shown


def test_nothing_is_said_of_progress_where_there_is_no_terminal(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the record of a nightly import would be full of bars."""
    file = write_workbook(tmp_path / "lines.xlsx", [(2018, "D1", None, "Bakker", "brood", "G2.1", 2)])
    assert ledger(sqlite_url, "import", file, "--yes").err == ""

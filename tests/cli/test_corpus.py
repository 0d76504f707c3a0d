"""Files made by strangers: each is planned or refused in one sentence, and never ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import ledger
from conftest import CORPUS

FILES = sorted(f for folder in ("reader-torture", "spending") for f in (CORPUS / folder).glob("*") if f.is_file())


@pytest.mark.corpus
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_a_strangers_file_is_planned_or_refused(sqlite_url: str, file: Path) -> None:
    """Lost otherwise: the first odd file an officer gets would end in a traceback."""
    done = ledger(sqlite_url, "import", file, "--year", 2018, "--objective", "G2.1", "--dry-run", "--time-limit", 30)
    assert done.code in (0, 4), done.err
    assert done.code == 0 or done.err.startswith(("Error: ", "Nothing was posted"))
    assert done.code == 0 or done.err.rstrip().endswith("."), done.err
    assert "within 30 seconds" not in done.err
    assert "brought the reader to a stop" not in done.err
    assert ledger(sqlite_url, "status", "--format", "json").json["lines"] == 0

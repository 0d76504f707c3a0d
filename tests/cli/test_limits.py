"""What a file may ask of the computer: each limit refuses in a sentence that names the option which raises it."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import ledger
from workbook_builders import xlsx_parts, zipped

HEAD = "Dienstjaar;Boekstuknr;Leverancier;Bedrag\n"
LINE = "2018;D{n};Bakker;{n},50\n"


def csv(rows: int) -> bytes:
    return (HEAD + "".join(LINE.format(n=n) for n in range(1, rows + 1))).encode()


CASES = [
    ("--row-limit", 3, csv(5), "more than 3 rows", "--row-limit 5"),
    ("--size-limit", 1, csv(60_000), "larger than 1 megabytes", "--size-limit 2"),
    ("--time-limit", 1, csv(60_000), "within 1 seconds", "--time-limit 4"),
    ("--memory-limit", 40, csv(60_000), "more than 40 megabytes", "--memory-limit 80"),
    (
        "--unpacked-limit", 1, zipped({**xlsx_parts(""), "xl/media/image1.png": bytes(1 << 20)}),
        "more than 1 megabytes", "--unpacked-limit 2",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("option", "limit", "data", "says", "mend"), CASES, ids=[case[0] for case in CASES])
def test_a_limit_refuses_and_names_the_option_that_raises_it(
    sqlite_url: str, tmp_path: Path, option: str, limit: int, data: bytes, says: str, mend: str
) -> None:
    """Lost otherwise: a large but honest list could never be imported, or a hostile one would fill the computer."""
    file = tmp_path / "lines.bin"
    file.write_bytes(data)
    done = ledger(sqlite_url, "import", file, "--objective", "G2.1", "--dry-run", option, limit)
    assert done.code == 4
    assert says in done.err
    assert mend in done.err


def test_a_raised_limit_lets_the_file_in(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: the sentence would send the officer to an option that changes nothing."""
    file = tmp_path / "lines.csv"
    file.write_bytes(csv(5))
    done = ledger(sqlite_url, "import", file, "--objective", "G2.1", "--dry-run", "--row-limit", 5)
    assert done.code == 0, done.err

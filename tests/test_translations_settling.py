"""Submitting, settling and sampling in a disguised catalogue: whatever is still plain went around the translations."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from command import ledger
from subsidy_ledger.i18n import Words
from test_translations import ROWS, disguise, disguised, plain_words, texts_of_workbook

__all__ = ["disguise"]

MORE = ROWS.replace("1.200,00", "1.300,00").replace("7/2;07", "7/8;07")
PAID = "receipt add --grant general --year 2019 --amount 9 --date 2019-12-20 --document zzq"
ALL = "--replace-changed --reverse-gone --reason zzq"
BEFORE = (
    "init", "import rows.csv --yes", PAID, "receipt list", "receipt reverse 1 --reason zzq", "settlement --year 2019",
    "submissions", "tag 2 G2.2", "submit --year 2019 --reserve 3", "submit --year 2019", "tag 1 R1.1 --share 30%",
    "submissions", "submissions show 1", "submissions diff", f"import wwq.csv {ALL} --dry-run",
    f"import wwq.csv {ALL} --yes", "undo 2 --reason zzq", "redo 2 --reason zzq", "submissions diff",
    "settle --year 2019", "settle 4 --reduce 20 --reason zzq", "settle 2 --reject --reason zzq", "settle 2 --accept",
    "settle 2 --reject --reason zzq", "settlement --year 2019 --lines", "correct 4 --amount 75001 --reason zzq",
    "settlement --year 2019", "submit --year 2019", "settlement --year 2019 --lines", "explain 2", PAID,
    "sample --year 2019 --size 3 --seed zzq", "sample list", "sample show 1", "sample show 1 --population",
    "export reconciliation --year 2019 --sample 1 out.xlsx",
)  # fmt: skip
REFUSED = (
    "settle 99 --accept", "settle 2 --use-spare --reason zzq", "settle 2 --reduce 999999 --reason zzq",
    "submit --year 2018", "submissions diff 1 2", "settle 2", "sample evaluate",
)  # fmt: skip
# What is written in the column before the reason (of the sample a deduction stands one further to the left).
WRONG: dict[str, list[Any]] = {"Expenses": [0, "wwq", 99], "Sample": [0, "wwq"]}
FILLED = ("settle --from out.xlsx --dry-run", "settle --from out.xlsx", "sample evaluate --from out.xlsx")


def test_no_step_of_a_settlement_says_anything_that_is_not_translated(
    disguise: Words, sqlite_url: str, tmp_path: Path
) -> None:
    """Lost otherwise: an auditor who works in Dutch would get her own mistakes back in English."""
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "wwq.csv").write_text(MORE, encoding="utf-8")
    found: dict[str, list[str]] = {}

    def walk(lines: tuple[str, ...], code: int | None) -> None:
        for line in lines:
            done = ledger(sqlite_url, *shlex.split(line))
            assert (code is None and done.code in (2, 3, 4)) or done.code == code, line + done.out + done.err
            if plain := plain_words(done.out + done.err):
                found[line] = plain

    walk(BEFORE, 0)
    walk(REFUSED, None)
    book = load_workbook(tmp_path / "out.xlsx")
    for name, wrong in WRONG.items():
        sheet = book[disguised(name)]
        title = disguised("Reason")
        (head,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == title]
        for step, value in enumerate(wrong, 1):
            sheet.cell(head.row + step, head.column - (2 if name == "Sample" and value else 1)).value = value
    book.save(tmp_path / "out.xlsx")
    walk(FILLED, 4)
    assert found == {}
    listed = texts_of_workbook(tmp_path / "out.problems.xlsx").splitlines()
    assert [line for line in listed if plain_words(line)] == []
    remarks = [c.comment.text for s in load_workbook(tmp_path / "out.problems.xlsx") for r in s.iter_rows()
               for c in r if c.comment]  # fmt: skip
    assert remarks
    assert [remark for remark in remarks if plain_words(remark.removeprefix("subsidy-ledger:"))] == []

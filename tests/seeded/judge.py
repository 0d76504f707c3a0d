"""Reads a made file with the program's own steps and holds what it says against what was seeded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from ledger_builders import brussels, ledger_of
from seeded.books import Made, Seeded
from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_tables
from subsidy_ledger.importing.intake import Problem
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.workbook import open_workbook
from subsidy_ledger.importing.planning.file_plan import FilePlan, Intake
from subsidy_ledger.importing.planning.plan import plan
from subsidy_ledger.importing.planning.posting import Wishes

BOOKS = ledger_of([], brussels())
HEAD = Head()


@dataclass(slots=True)
class Verdict:
    """What the program made of a file: each list holds sentences on what it did wrong."""

    made: Made
    lost_table: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)
    named: int = 0

    @property
    def wrongs(self) -> list[str]:
        return [*self.lost_table, *self.unnamed, *self.misread, *self.false_alarms]


def judge(made: Made) -> Verdict:
    """Opens, finds, reads and plans the file."""
    verdict = Verdict(made)
    try:
        part = _planned(made)
    except Refused as error:
        if made.refusal is not None:
            _judge_refusal(verdict, made.refusal, error)
            return verdict
        verdict.lost_table.append(f"refused: {error}")
        verdict.unnamed += [str(seeded) for seeded in made.faults]
        return verdict
    if made.refusal is not None:
        verdict.unnamed.append(f"{made.refusal}; the file was read")
        return verdict
    table = part.intake.reading.table
    found = (table.sheet.name, table.header_row)
    if found != (made.sheet, made.headings[1] + 1):
        verdict.lost_table.append(f"the table is {made.sheet}, {made.headings[1] + 1}; found was {found}")
        return verdict
    meant = {name: column for name, column in made.columns.items() if name != "other"}
    if dict(table.columns) != meant:
        verdict.lost_table.append(f"the columns are {meant}; found were {dict(table.columns)}")
        return verdict
    _judge_problems(verdict, part)
    verdict.misread += _misread(made, part)
    return verdict


def _judge_refusal(verdict: Verdict, meant: Seeded, error: Refused) -> None:
    if error.code in meant.codes and meant.near in str(error):
        verdict.named += 1
    else:
        verdict.unnamed.append(f"{meant}; told was {error.code}: {error}")


def _planned(made: Made) -> FilePlan:
    delivery = Delivery(made.name, made.data)
    workbook = open_workbook(delivery, Limits())
    (table,) = find_tables(workbook)
    reading = read_rows(table, Dialect(), epoch_1904=workbook.epoch_1904, file=made.name)
    intake = Intake(made.name, sha256(made.data).hexdigest(), made.data, reading)
    return plan(BOOKS, HEAD, [intake], Wishes("city")).files[0]


def _judge_problems(verdict: Verdict, part: FilePlan) -> None:
    faulty = {seeded.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for seeded in verdict.made.faults}
    for seeded in verdict.made.faults:
        if any(_names(problem, seeded) for problem in part.problems):
            verdict.named += 1
        else:
            there = [f"{p.code} {p.cell}" for p in part.problems]
            verdict.unnamed.append(f"{seeded}; told was {there}")
    for problem in part.problems:
        row = problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if problem.severity == "refused" and row not in faulty:
            verdict.false_alarms.append(f"{problem.code} {problem.cell}: {problem.message}")
        if problem.code == "control-total" and not any(s.severity == "refused" for s in verdict.made.faults):
            verdict.false_alarms.append(f"{problem.code} {problem.cell}: {problem.message}")


def _names(problem: Problem, seeded: Seeded) -> bool:
    """Whether a problem is the one that was seeded: its code and weight, its sheet and cell, and what was meant.

    What is told of a column once names its cells in the sentence.
    """
    said = str(problem.message).replace(",", " ").replace("(", " ").replace(")", " ").split()
    is_there = problem.cell == seeded.cell or (seeded.severity == "warning" and seeded.cell in said)
    return (
        problem.code in seeded.codes
        and problem.severity == seeded.severity
        and problem.sheet == seeded.sheet
        and is_there
        and seeded.near in str(problem.message)
    )


def _misread(made: Made, part: FilePlan) -> Iterator[str]:
    """Rows that are read and should not be, or the other way round, or with other cents; and their sum."""
    read = {incoming.row: incoming.details.amount for incoming in part.posting.ready}
    for row in sorted(made.lines.keys() | read.keys()):
        if made.lines.get(row) != read.get(row):
            yield f"row {row} comes to {made.lines.get(row)} cents and was read as {read.get(row)}"
    if sum(made.lines.values()) != sum(read.values()):
        yield f"the rows come to {sum(made.lines.values())} cents and were read as {sum(read.values())}"

"""The marked workbook at the command line: where it was written, or why it was not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from subsidy_ledger.cli.show import show, tell
from subsidy_ledger.domain.sentences import Sentence, say, say_n
from subsidy_ledger.errors import LedgerError
from subsidy_ledger.i18n import words

if TYPE_CHECKING:
    from subsidy_ledger.importing.intake import Problem
    from subsidy_ledger.importing.opening.limits import Limits
    from subsidy_ledger.importing.planning.plan import Plan
    from subsidy_ledger.operations.problem_files import FilledProblems, ProblemFile

SHOWN_MAX = 50


def mark_problems(planned: Plan, where: Path | None, limits: Limits, *, posted: bool) -> Sequence[ProblemFile]:
    """Writes the marked workbooks and says where; a place that cannot be written changes nothing about the import."""
    from subsidy_ledger.operations.problem_files import write_problem_files

    if not any(part.refused for part in planned.files):
        return ()
    try:
        written = write_problem_files(planned, where, limits=limits, posted=posted, words=words())
    except LedgerError as error:
        tell(error.sentence)
        return ()
    for made in written:
        own = say("{file}: the cells are marked in {path}; mend them there and import that.", **_facts(made))
        new = say("{file}: a workbook of the same cells, marked, is {path}; mend it and import that.", **_facts(made))
        tell(own if made.is_own else new)
    return written


def mark_filled(found: FilledProblems, where: Path | None) -> ProblemFile | None:
    """The same for a workbook of ours that somebody filled in; its problems are marked in its own language."""
    from subsidy_ledger.operations.problem_files import write_filled_problems

    try:
        made = write_filled_problems(found, where)
    except LedgerError as error:
        tell(error.sentence)
        return None
    facts = {**_facts(made), "command": found.command}
    own = say("{file}: the cells are marked in {path}; mend them there, then: {command} {path}", **facts)
    new = say("{file}: a workbook of the same cells, marked, is {path}; mend it, then: {command} {path}", **facts)
    tell(own if made.is_own else new)
    return made


def show_refused(problems: Sequence[Problem], show: Callable[[Sentence], None] = show) -> None:
    """The refused cells of a workbook that somebody filled in, one a line."""
    for problem in problems[:SHOWN_MAX]:
        show(_line(problem))
    if len(problems) > SHOWN_MAX:
        more = len(problems) - SHOWN_MAX
        show(say_n("  and {n} more problem (--format json lists all)",
                   "  and {n} more problems (--format json lists all)", n=more))  # fmt: skip


def _line(problem: Problem) -> Sentence:
    if not problem.value:
        return say(
            "  refused: {sheet}!{cell}: empty, expected {expected}: {message}",
            sheet=problem.sheet, cell=problem.cell, expected=problem.expected, message=problem.message,
        )  # fmt: skip
    return say(
        '  refused: {sheet}!{cell}: "{value}", expected {expected}: {message}',
        sheet=problem.sheet, cell=problem.cell, value=problem.value, expected=problem.expected,
        message=problem.message,
    )  # fmt: skip


def problems_json(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [
        {
            "code": p.code, "sheet": p.sheet, "cell": p.cell, "field": p.field, "value": p.value,
            "expected": str(p.expected), "message": str(p.message),
        }
        for p in problems
    ]  # fmt: skip


def _facts(made: ProblemFile) -> dict[str, str]:
    return {"file": made.file, "path": str(made.path)}


def with_problem_files(shown: dict[str, Any] | list[dict[str, Any]], written: Sequence[ProblemFile]) -> Any:
    """The plan in json, with the place where each file's problems were marked."""
    places = {made.file: str(made.path) for made in written}
    for plan in shown if isinstance(shown, list) else [shown]:
        plan["problems_file"] = places.get(plan["file"])
    return shown

"""The marked workbook at the command line: where it was written, or why it was not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from subsidy_ledger.cli.show import tell
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.errors import LedgerError
from subsidy_ledger.i18n import words

if TYPE_CHECKING:
    from subsidy_ledger.importing.opening.limits import Limits
    from subsidy_ledger.importing.planning.plan import Plan
    from subsidy_ledger.operations.problem_files import ProblemFile


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


def _facts(made: ProblemFile) -> dict[str, str]:
    return {"file": made.file, "path": str(made.path)}


def with_problem_files(shown: dict[str, Any] | list[dict[str, Any]], written: Sequence[ProblemFile]) -> Any:
    """The plan in json, with the place where each file's problems were marked."""
    places = {made.file: str(made.path) for made in written}
    for plan in shown if isinstance(shown, list) else [shown]:
        plan["problems_file"] = places.get(plan["file"])
    return shown

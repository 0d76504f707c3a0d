"""A plan in the JSON of the contract: the names of fields and codes as they are, nothing translated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.importing.intake import Problem
from subsidy_ledger.importing.planning.change_words import Difference, differences
from subsidy_ledger.importing.planning.file_plan import FilePlan
from subsidy_ledger.importing.planning.kept_words import kept_json
from subsidy_ledger.importing.planning.movement import movement_of
from subsidy_ledger.importing.planning.plan import Plan
from subsidy_ledger.importing.planning.rule_notes import rules_json
from subsidy_ledger.importing.planning.summary import left_out


def plan_json(plan: Plan, *, posted: bool) -> dict[str, Any] | list[dict[str, Any]]:
    """One object a file; a list where there are several. `import` is its number once posted."""
    files = [_file_json(part, plan, posted=posted) for part in plan.files]
    return files[0] if len(files) == 1 else files


def _file_json(part: FilePlan, plan: Plan, *, posted: bool) -> dict[str, Any]:
    table = part.intake.reading.table
    return {
        "file": part.intake.name,
        "sha256": part.intake.sha256,
        "sheet": table.sheet.name,
        "header_row": table.header_row,
        "columns": {name: column_letter(index) for name, index in table.columns.items()},
        "profile": _profile(part),
        "rows": part.count(),
        "amounts": {name: to_text(cents) for name, cents in part.cents().items()},
        "rules": rules_json(part.posting, part.matches.new),
        "problems": [problem_json(problem) for problem in part.problems],
        "changed": list(_changed(part, plan)),
        "gone": list(_gone(part)),
        "movement": [
            {"year": year, "code": code} | {name: to_text(cents) for name, cents in moved.items()}
            for (year, code), moved in movement_of([part], plan.after)
        ],
        "left_out": [{"row": n, "why": why, "amount": to_text(c)} for n, why, c, _ in left_out(part)],
        **kept_json(part),
        "plan": str(plan.id),
        "import": part.batch.record.number if posted and part.batch else None,
    }


def _profile(part: FilePlan) -> dict[str, str] | None:
    """The profile it was read by, or that was saved with it."""
    mark = part.intake.profile
    return None if mark is None else {"name": mark.name, "sha256": mark.sha256}


def _changed(part: FilePlan, plan: Plan) -> Iterator[dict[str, Any]]:
    heirs = {e.source.row: e.number for e in part.expenses if e.replaces is not None and e.source is not None}
    doubts = {incoming.row: change.doubt for change in part.changes for incoming in change.rows}
    for pair, _, found in differences(part, plan.after):
        yield {
            "row": pair.row, "line": pair.line,
            "differs": {d.field.replace("_", " "): _shown(d) for d in found},
            "replaced_by": heirs.get(pair.row), "doubt": doubts.get(pair.row),
        }  # fmt: skip


def _gone(part: FilePlan) -> Iterator[dict[str, Any]]:
    backs = {e.reverses: e.number for e in part.expenses if e.reverses is not None}
    for line in part.gone:
        source = line.source
        yield {
            "line": line.number, "supplier": line.details.supplier, "document_no": line.details.document_no,
            "amount": to_text(line.amount), "import": source.import_number if source else None,
            "file": source.file if source else None, "row": source.row if source else None,
            "taken_back_by": backs.get(line.number),
        }  # fmt: skip


def problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "field": problem.field,
        "value": problem.value,
        "expected": str(problem.expected),
        "message": str(problem.message),
    }


def _shown(difference: Difference) -> list[str]:
    return [
        "nothing" if value is None else to_text(value) if isinstance(value, int) and difference.is_money else str(value)
        for value in (difference.was, difference.now)
    ]

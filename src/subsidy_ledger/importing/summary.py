"""A plan in the JSON of the contract, and in the sentences an officer reads before she says yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Sentence, say
from subsidy_ledger.importing.file_plan import FilePlan
from subsidy_ledger.importing.intake import Problem
from subsidy_ledger.importing.keys import KEY_DATES, KEY_TEXTS
from subsidy_ledger.importing.matching import Pair
from subsidy_ledger.importing.plan import Plan
from subsidy_ledger.importing.repeated import headings_and_remarks, numbers
from subsidy_ledger.importing.rule_notes import rules_json

# Totals and rows of nothing shown one by one in the plan; json lists them all.
LEFT_OUT_SHOWN_MAX = 30


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
        "rows": part.count(),
        "amounts": {name: to_text(cents) for name, cents in part.cents().items()},
        "rules": rules_json(part.posting, part.matches.new),
        "problems": [problem_json(problem) for problem in part.problems],
        "changed": [{"row": p.row, "line": p.line, "differs": found} for p, _, found in _changed(part, plan.after)],
        "left_out": [{"row": n, "why": why, "amount": to_text(c)} for n, why, c, _ in _left_out(part)],
        "plan": str(plan.id),
        "import": part.batch.record.number if posted and part.batch else None,
    }


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


def file_lines(part: FilePlan) -> Iterator[Sentence]:
    """What was found in one file and what becomes of its rows."""
    reading, counts, cents = part.intake.reading, part.count(), part.cents()
    table = reading.table
    if table.header_row:
        yield say(
            '{file}: sheet "{sheet}", header in row {row}',
            file=part.intake.name,
            sheet=table.sheet.place,
            row=table.header_row,
        )
    else:
        yield say('{file}: sheet "{sheet}", without headings', file=part.intake.name, sheet=table.sheet.place)
    columns = ", ".join(f"{name} {column_letter(index)}" for name, index in table.columns.items())
    yield say("  columns: {columns}", columns=columns)
    if table.unused:
        names = ", ".join(f"{column_letter(i)} {table.headers[i]}".strip() for i in table.unused)
        yield say("  kept but not used: {names}", names=names)
    yield from (say("  {note}", note=str(note)) for note in part.notes)
    yield say("  {n} rows read", n=counts["read"])
    for name, what in ROWS.items():
        if counts[name]:
            amount = f", {Euro(cents[name])}" if name in cents else ""
            yield say("  {n:>7} {what}{amount}", n=counts[name], what=what, amount=amount)
    named = [each for each in _left_out(part) if each[1] not in ("heading", "remark")]
    for number, why, value, text in named[:LEFT_OUT_SHOWN_MAX]:
        yield say("          row {row}, {why}: {text} {amount}", row=number, why=why, text=text, amount=Euro(value))
    again, remarks = headings_and_remarks(reading)
    if again:
        yield say("  {n:>7} rows say the headings again (rows {rows})", n=len(again), rows=numbers(again))
    if remarks:
        yield say(
            "  {n:>7} headings of sections, remarks and other rows without an amount are left out (rows {rows})",
            n=len(remarks), rows=numbers(remarks),
        )  # fmt: skip
    yield from _origins(part)


ROWS = {
    "new": "new",
    "known": "known already, left out",
    "changed": "changed: in the ledger, but shown otherwise; not posted",
    "refused": "refused",
    "zero": "of 0.00, left out",
    "totals": "total rows, used as control sums",
    "hidden": "hidden, left out as --hidden skip says",
}


def _origins(part: FilePlan) -> Iterator[Sentence]:
    """Where the years and codes of the new lines come from; known lines keep their own."""
    origins = [part.posting.origins[incoming.row] for incoming in part.matches.new]
    for what, found in (("budget year", [o[0] for o in origins]), ("tagged", [o[1] for o in origins])):
        counts = ", ".join(f"{n} {_origin(origin)}" for origin, n in sorted(Counter(found).items()))
        if counts:
            yield say("  {what}: {counts}", what=what, counts=counts)


def _origin(origin: str) -> str:
    return origin if origin == "untagged" else f"from {origin}"


def problem_lines(problem: Problem) -> str:
    """ "Blad1!F12 (amount) shows "abc": … Expected: …" """
    where = f"{problem.sheet}!{problem.cell}"
    shown = f' "{problem.value}"' if problem.value else ""
    field = f" ({problem.field.replace('_', ' ')})" if problem.field else ""
    return f"{where}{field}{shown}: {problem.message}. Expected: {problem.expected}."


def _left_out(part: FilePlan) -> Iterator[tuple[int, str, int, str]]:
    """Rows that are no lines: number, why, cents, and the text they begin with."""
    reading = part.intake.reading
    for total in reading.totals:
        yield total.number, "total", total.stated, f'"{total.label}"'
    again, remarks = headings_and_remarks(reading)
    for why, rows in (
        ("zero", reading.zero), ("hidden", reading.hidden), ("heading", again), ("remark", remarks)
    ):  # fmt: skip
        for row in rows:
            text = str(row.values.get("supplier") or next((c for c in row.cells if c), ""))
            yield row.number, why, row.amount, text


def _changed(part: FilePlan, ledger: Ledger) -> Iterator[tuple[Pair, Details, dict[str, tuple[str, str]]]]:
    """Each changed row with what its line says and what the row says, by field."""
    rows = {incoming.row: incoming.details for incoming in part.posting.ready}
    names = ("amount", "year", *(n for n in (*KEY_TEXTS, *KEY_DATES) if n in part.intake.reading.fields))
    for pair in part.matches.changed:
        line, row = ledger.expense(pair.line), rows[pair.row]
        pairs = [(name, getattr(line.details, name), getattr(row, name)) for name in names] if line else []
        yield (
            pair,
            row,
            {name.replace("_", " "): (_shown(name, was), _shown(name, now)) for name, was, now in pairs if was != now},
        )


def _shown(name: str, value: object) -> str:
    if value is None:
        return "nothing"
    return to_text(value) if name == "amount" and isinstance(value, int) else str(value)


def left_out_lines(part: FilePlan, ledger: Ledger) -> tuple[list[str], list[str]]:
    """Every changed row with what its line says now, and every row left out because the ledger has it."""
    amounts = {incoming.row: incoming.details for incoming in part.posting.ready}
    changed = []
    for pair, details, differing in _changed(part, ledger):
        differs = "; ".join(f"{name}: {was} -> {now}" for name, (was, now) in differing.items())
        mend = f"use `ledger correct {pair.line}`, or --as-new {pair.row} if it is another cost"
        if ledger.reversed_by(pair.line) is not None:
            mend = f"that line was taken back as claimed in error; --as-new {pair.row} posts this one"
        changed.append(
            f"row {pair.row}: {details.supplier or ''} {Euro(details.amount)} is line {pair.line} shown otherwise "
            f"({differs}); {mend}"
        )
    known = []
    for pair in part.matches.known:
        details = amounts[pair.row]
        extra = f", adds {', '.join(sorted(pair.facts)).replace('_', ' ')}" if pair.facts else ""
        if ledger.reversed_by(pair.line) is not None:
            extra = ", which was taken back as claimed in error"
        known.append(f"row {pair.row}: {details.supplier or ''} {Euro(details.amount)} is line {pair.line}{extra}")
    return changed, known

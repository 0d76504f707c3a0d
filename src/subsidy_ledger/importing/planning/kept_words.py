"""What an import keeps as refused and what it closes, in sentences and in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.refused import AtStake, Closing, at_stake, stake_text
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.importing.planning.file_plan import FilePlan
from subsidy_ledger.importing.planning.plan import Plan

CLOSED_SHOWN_MAX = 30


def kept_lines(plan: Plan) -> Iterator[Sentence]:
    """What the whole plan posts beside what stays refused, and which rows kept before it closes."""
    if plan.accepts_partial and plan.has_refused:
        posted = AtStake(sum(p.count()["new"] for p in plan.files), sum(p.cents()["new"] for p in plan.files), 0)
        kept = [row for part in plan.files for row in part.kept.rows]
        if posted.rows:
            yield say("To be posted: {rows}.", rows=stake_text(posted))
        if taken_back := sum(len(part.superseded) for part in plan.files):
            others = [line for part in plan.files for line in part.expenses[len(part.matches.new) :]]
            yield say_n(
                "Replaced or taken back: {n} line, which moves {euros}.",
                "Replaced or taken back: {n} lines, which moves {euros}.",
                n=taken_back, euros=Euro(sum(line.amount for line in others)),
            )  # fmt: skip
        if kept:
            yield say("Refused, to be kept on record: {rows}.", rows=stake_text(at_stake(kept)))
        if before := sorted(number for part in plan.files for number in part.kept.before.values()):
            yield say_n(
                "Refused, and on record already as it stands: refused row {numbers}.",
                "Refused, and on record already as they stand: refused rows {numbers}.",
                n=len(before), numbers=Listed(tuple(before)),
            )  # fmt: skip
    closings = [closing for part in plan.files for closing in part.kept.closings]
    yield from (closing_text(closing, plan) for closing in closings[:CLOSED_SHOWN_MAX])
    if len(closings) > CLOSED_SHOWN_MAX:
        yield say_n(
            "and {n} more that is closed (--format json lists all)",
            "and {n} more that are closed (--format json lists all)", n=len(closings) - CLOSED_SHOWN_MAX,
        )  # fmt: skip


def closing_text(closing: Closing, plan: Plan) -> Sentence:
    kept = next(row for row in plan.after.refused if row.number == closing.refused)
    file = next(batch.file for batch in plan.after.imports if batch.number == kept.import_number)
    if closing.line is not None:
        return say(
            "Closes refused row {n} ({file}, row {row}): line {line} takes its place.",
            n=kept.number, file=file, row=kept.row, line=closing.line,
        )  # fmt: skip
    return say(
        "Closes refused row {n} ({file}, row {row}): refused row {other} takes its place, with other cells.",
        n=kept.number, file=file, row=kept.row, other=closing.successor,
    )  # fmt: skip


def kept_json(part: FilePlan) -> dict[str, Any]:
    """What goes on record as refused (`kept`), what is there already (`kept_before`), and what is closed."""
    return {
        "kept": [
            {"refused": r.number, "row": r.row, "amount": None if r.cents is None else to_text(r.cents)}
            for r in part.kept.rows
        ],
        "kept_before": [{"refused": number, "row": row} for row, number in sorted(part.kept.before.items())],
        "closes": [
            {"refused": c.refused, "line": c.line, "successor": c.successor} for c in part.kept.closings
        ],
    }  # fmt: skip

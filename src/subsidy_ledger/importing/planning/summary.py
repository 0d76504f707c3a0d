"""A plan in the sentences that an officer reads before she says yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Phrases, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import field_name
from subsidy_ledger.importing.finding.repeated import headings_and_remarks, numbers
from subsidy_ledger.importing.intake import Problem
from subsidy_ledger.importing.planning.file_plan import FilePlan, Intake

# Totals and rows of nothing shown one by one in the plan; json lists them all.
LEFT_OUT_SHOWN_MAX = 30

# What becomes of rows, in the order in which it is told; `gone` is in the ledger only.
OUTCOMES = ("new", "known", "changed", "gone", "refused", "zero", "totals", "hidden")
WHY: Final[Phrases] = {"total": "total", "zero": "zero", "hidden": "hidden"}
LABELS: Final = {"refused": say("refused"), "warning": say("warning")}


def file_lines(part: FilePlan) -> Iterator[Sentence]:
    """What was found in one file and what becomes of its rows."""
    reading, counts, cents = part.intake.reading, part.count(), part.cents()
    yield from table_lines(part.intake)
    yield from (say("  {note}", note=note) for note in part.notes)
    yield say_n("  {n} row read", "  {n} rows read", n=counts["read"])
    for name in (outcome for outcome in OUTCOMES if counts[outcome]):
        what = _outcome(name, counts[name])
        if name in cents:
            yield say("  {n:>7} {what}, {amount}", n=counts[name], what=what, amount=Euro(cents[name]))
        else:
            yield say("  {n:>7} {what}", n=counts[name], what=what)
    yield from _superseded(part)
    named = [each for each in left_out(part) if each[1] in WHY]
    for number, why, value, text in named[:LEFT_OUT_SHOWN_MAX]:
        yield say("          row {row}, {why}: {text} {amount}",
                  row=number, why=Sentence(WHY[why], {}), text=text, amount=Euro(value))  # fmt: skip
    if (more := len(named) - LEFT_OUT_SHOWN_MAX) > 0:
        yield say_n("          and {n} more row (--format json lists all)",
                    "          and {n} more rows (--format json lists all)", n=more)  # fmt: skip
    again, remarks = headings_and_remarks(reading)
    if again:
        yield say_n(
            "  {n:>7} row says the headings again (row {rows})", "  {n:>7} rows say the headings again (rows {rows})",
            n=len(again), rows=numbers(again),
        )  # fmt: skip
    if remarks:
        yield say_n(
            "  {n:>7} heading of a section, remark or other row without an amount is left out (row {rows})",
            "  {n:>7} headings of sections, remarks and other rows without an amount are left out (rows {rows})",
            n=len(remarks), rows=numbers(remarks),
        )  # fmt: skip
    yield from _origins(part)


def _outcome(name: str, n: int) -> Sentence:
    return {
        "new": say_n("new", "new", n=n),
        "known": say_n("known already, left out", "known already, left out", n=n),
        "changed": say_n(
            "changed: in the ledger, but shown otherwise", "changed: in the ledger, but shown otherwise", n=n
        ),
        "gone": say_n(
            "gone: from an earlier file of this list, and no longer in it",
            "gone: from an earlier file of this list, and no longer in it",
            n=n,
        ),
        "refused": say_n("row refused", "rows refused", n=n),
        "zero": say_n("of 0.00, left out", "of 0.00, left out", n=n),
        "totals": say_n("total row, used as a control sum", "total rows, used as control sums", n=n),
        "hidden": say_n("hidden, left out as --hidden skip says", "hidden, left out as --hidden skip says", n=n),
    }[name]


def _superseded(part: FilePlan) -> Iterator[Sentence]:
    """What of the changed and the gone is posted, and what is not."""
    replaced = {e.source.row for e in part.expenses if e.replaces is not None and e.source is not None}
    taken_back = {each.expense for each in part.superseded if each.row is None}
    changed, gone = len(part.matches.changed) - len(replaced), len(part.gone) - len(taken_back)
    if replaced:
        yield say_n("  of the changed, {n} row takes the place of its line",
                    "  of the changed, {n} rows take the place of their lines", n=len(replaced))  # fmt: skip
    if changed:
        yield say_n("  of the changed, {n} row is not posted", "  of the changed, {n} rows are not posted", n=changed)
    if taken_back:
        yield say_n("  of the gone, {n} line is taken back", "  of the gone, {n} lines are taken back",
                    n=len(taken_back))  # fmt: skip
    if gone:
        yield say_n("  of the gone, {n} line stays as it is", "  of the gone, {n} lines stay as they are", n=gone)


def table_lines(intake: Intake) -> Iterator[Sentence]:
    """The table that is read, and its columns."""
    table = intake.reading.table
    if table.header_row:
        yield say(
            '{file}: sheet "{sheet}", header in row {row}',
            file=intake.name,
            sheet=table.sheet.place,
            row=table.header_row,
        )
    else:
        yield say('{file}: sheet "{sheet}", without headings', file=intake.name, sheet=table.sheet.place)
    columns = (
        Sentence("{field} {column}", {"field": field_name(name), "column": column_letter(index)})
        for name, index in table.columns.items()
    )
    yield say("  columns: {columns}", columns=Listed(tuple(columns)))
    if table.unused:
        names = ", ".join(f"{column_letter(i)} {table.headers[i]}".strip() for i in table.unused)
        yield say("  kept but not used: {names}", names=names)


def _origins(part: FilePlan) -> Iterator[Sentence]:
    """Where the years and codes of the new lines come from; known lines keep their own."""
    origins = [part.posting.origins[incoming.row] for incoming in part.matches.new]
    if origins:
        yield say("  budget year: {counts}", counts=_counts([year for year, _ in origins]))
        yield say("  tagged: {counts}", counts=_counts([code for _, code in origins]))


def _counts(origins: list[str]) -> Listed:
    return Listed(
        tuple(
            Sentence("{n} {origin}", {"n": n, "origin": _origin(origin)})
            for origin, n in sorted(Counter(origins).items())
        )
    )


def _origin(origin: str) -> Sentence:
    kind, _, which = origin.partition(" ")
    if kind == "rule":
        return say("from rule {rules}", rules=which)
    if kind == "profile":
        return say("from profile {name}", name=which)
    return Sentence(ORIGINS[origin], {})


ORIGINS: Final[Phrases] = {
    "the year column": "from the year column",
    "the invoice date": "from the invoice date",
    "--year": "from --year",
    "its column": "from its column",
    "--objective": "from --objective",
    "untagged": "left untagged",
}


def problem_line(problem: Problem) -> Sentence:
    """ "refused: Blad1!F12 (amount) "abc": … Expected: …" """
    template = "{where}" + (" ({field})" if problem.field else "") + (' "{value}"' if problem.value else "")
    facts: dict[str, Fact] = {"where": f"{problem.sheet}!{problem.cell}", "value": problem.value}
    place = Sentence(template, {**facts, "field": field_name(problem.field)})
    return say(
        "{severity}: {place}: {message}. Expected: {expected}.",
        severity=LABELS[problem.severity], place=place, message=problem.message, expected=problem.expected,
    )  # fmt: skip


def left_out(part: FilePlan) -> Iterator[tuple[int, str, int, str]]:
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

"""What an officer should know of a plan beside its figures: payments that differ, thin matches, other codes."""

from __future__ import annotations

from collections.abc import Mapping

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.domain.expenses import Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import field_name, field_names
from subsidy_ledger.importing.intake import Problem, Reading
from subsidy_ledger.importing.planning.keys import compared
from subsidy_ledger.importing.planning.matching import Matches
from subsidy_ledger.importing.planning.posting import Posting, Wishes, untaggable


def payment_warnings(reading: Reading, matches: Matches) -> list[Problem]:
    """A known line whose payment facts the file states differently: the ledger's stay, and the officer is told."""
    table = reading.table
    found = []
    by_number = {row.number: row for row in reading.rows}
    for pair in matches.known:
        for name in pair.differing:
            column = table.columns[name]
            cells = by_number[pair.row].cells
            found.append(
                Problem(
                    "payment-differs", "warning", table.sheet.name, cell_name(pair.row - 1, column), name,
                    cells[column] if column < len(cells) else "",
                    say("what line {line} of the ledger says", line=pair.line),
                    say(
                        "the row was recognised as line {line}, which states another {field}; the ledger keeps its "
                        "own. If it is another payment, import again with --as-new {row}",
                        line=pair.line, field=field_name(name), row=pair.row,
                    ),
                )
            )  # fmt: skip
    return found


def control_warnings(reading: Reading) -> list[Problem]:
    """A total row that is not the sum of its lines: posted all the same, and found by control-total ever after."""
    table = reading.table
    column = next(
        table.columns[n] for n in ("claimed", "amount", "net_amount", "debit", "credit") if n in table.columns
    )
    return [
        Problem(
            "control-total", "warning", table.sheet.name, cell_name(total.number - 1, column), "amount",
            total.cells[column] if column < len(total.cells) else "",
            say("{sum}, the sum of its lines", sum=Euro(total.computed)),
            say(
                'the total "{label}" says {stated}, its lines come to {sum} (difference {gap}); look for a line that '
                "is missing or has changed",
                label=total.label, stated=Euro(total.stated), sum=Euro(total.computed),
                gap=Euro(total.stated - total.computed),
            ),
        )
        for total in reading.totals
        if total.stated != total.computed
    ]  # fmt: skip


def plan_notes(
    reading: Reading, matches: Matches, posting: Posting, ledger: Ledger, wishes: Wishes
) -> tuple[Sentence, ...]:
    notes = [*reading.table.notes, *reading.dialects]
    if evidence := untaggable(wishes.entity, ledger.agreement):
        notes.append(evidence)
    if matches.thin:
        notes.append(
            say(
                "known lines are recognised by {fields} and amount only: look at them", fields=field_names(matches.thin)
            )
        )
    if other := sum(1 for pair in matches.known if _carries_other_code(pair.row, pair.line, posting, ledger)):
        notes.append(
            say_n(
                "{n} known line carries another code in the file; its tags stay as they are",
                "{n} known lines carry another code in the file; their tags stay as they are",
                n=other,
            )
        )
    if moved := _in_another_row(reading, matches, ledger):
        notes.append(
            say_n(
                "{n} known line stands in another row of this list than before",
                "{n} known lines stand in other rows of this list than before",
                n=moved,
            )
        )
    notes += _spare_lines(matches, ledger)
    names: Mapping[int, str] = {i.number: i.file for i in ledger.imports}
    notes += [
        say(
            "the columns have too little in common with import {number} ({file}) to recognise its lines in this file",
            number=number,
            file=names[number],
        )
        for number in matches.incomparable
    ]
    return tuple(notes)


def _in_another_row(reading: Reading, matches: Matches, ledger: Ledger) -> int:
    """How many known lines an earlier file of the same list had elsewhere: it was sorted anew, or rows were put in."""
    own = {i.number for i in ledger.imports if i.headers == reading.table.headers}
    lines = ((pair.row, ledger.expense(pair.line)) for pair in matches.known)
    return sum(
        1
        for row, line in lines
        if line is not None and line.source is not None and line.source.import_number in own and line.source.row != row
    )


def _spare_lines(matches: Matches, ledger: Ledger) -> list[Sentence]:
    """Lines of a changed document that no row of the file is: correcting one line would leave them claimed."""
    seen = {pair.line for pair in (*matches.known, *matches.changed)}
    documents = {_document(line) for pair in matches.changed if (line := ledger.expense(pair.line)) is not None}
    return [
        say(
            "line {line} ({euros}) is of a changed document and no row of the file: take it back if it is gone "
            "(ledger correct {line} --take-back --reason …)",
            line=line.number,
            euros=Euro(line.amount),
        )
        for line in ledger.live()
        if line.details.document_no and line.number not in seen and _document(line) in documents
    ]


def _document(line: Expense) -> tuple[str, int, str]:
    return line.details.entity, line.details.year, compared("document_no", line.details.document_no)


def _carries_other_code(row: int, line: int, posting: Posting, ledger: Ledger) -> bool:
    code, known = posting.codes[row], ledger.expense(line)
    return code is not None and known is not None and [s.code for s in known.shares] != [code]

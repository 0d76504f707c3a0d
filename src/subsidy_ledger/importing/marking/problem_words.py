"""Problems in the words of a marked workbook: at the cell, and in its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidy_ledger.domain.sentences import Phrase, Sentence, say
from subsidy_ledger.domain.vocabulary import field_name
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.intake import Problem
from subsidy_ledger.importing.marking.annotate_cells import place_of
from subsidy_ledger.importing.marking.annotate_list import Mark, Wording
from subsidy_ledger.importing.marking.annotate_workbook import LISTED_MAX, REMARKS_MAX
from subsidy_ledger.importing.planning.summary import LABELS

VALUE_SHOWN_MAX = 200

HEADINGS = (
    say("Severity"), say("Sheet"), say("Cell"), say("Field"), say("What stands there"),
    say("What is wrong, and how to mend it"), say("What was expected"),
)  # fmt: skip
HOW = say(
    "Mend the coloured cells, save this workbook and import it with the same options. Colours, remarks and this sheet "
    "do not disturb, and nothing comes in twice."
)
COLOURS = say("Red: the row is refused. Yellow: a warning; the row is posted as it stands.")
FRESH = say(
    "This is a new workbook with the same cells: the file itself cannot be marked (it is no .xlsx, or built in an "
    "unusual way). Formulas stand here as the values they showed."
)


def marks_of(problems: Sequence[Problem], words: Words, titles: Mapping[str, Phrase] | None = None) -> tuple[Mark, ...]:
    """Every problem as it is told in a workbook: those that refuse a row first, in the order of the cells.

    `titles` are the headings of the workbook's columns, where those are our own.
    """
    sheets = list(dict.fromkeys(problem.sheet for problem in problems))
    ordered = sorted(problems, key=lambda p: (p.severity, sheets.index(p.sheet), place_of(p.cell)))
    return tuple(_mark(problem, words, titles or {}) for problem in ordered)


def _mark(problem: Problem, words: Words, titles: Mapping[str, Phrase]) -> Mark:
    title = titles.get(problem.field)
    return Mark(
        problem.sheet,
        problem.cell,
        problem.severity,
        words.say(LABELS[problem.severity]),
        words.text(title) if title else words.say(field_name(problem.field)) if problem.field else "",
        problem.value,
        _ended(words.say(problem.message)),
        _expected(problem, words),
        words.say(_remark(problem, words)),
    )


def _ended(text: str) -> str:
    """A sentence of its own: with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _expected(problem: Problem, words: Words) -> str:
    """A sentence; or the very value that should stand there, to be copied."""
    said = words.say(problem.expected)
    return said if problem.expected.template == "{value}" else _ended(said)


def _remark(problem: Problem, words: Words) -> Sentence:
    facts = {"message": _ended(words.say(problem.message)), "expected": _expected(problem, words)}
    value = problem.value if len(problem.value) <= VALUE_SHOWN_MAX else problem.value[: VALUE_SHOWN_MAX - 1] + "…"
    if problem.severity == "warning":
        if not value:
            return say("Warning. {message}\nExpected: {expected}", **facts)
        return say("Warning. {message}\nHere stands: {value}\nExpected: {expected}", value=value, **facts)
    if not value:
        return say("Refused. {message}\nExpected: {expected}", **facts)
    return say("Refused. {message}\nHere stands: {value}\nExpected: {expected}", value=value, **facts)


def import_lines(problems: Sequence[Problem], *, posted: bool) -> tuple[Sentence, ...]:
    """What the list of an import says; `posted` where the good rows are in the ledger already."""
    refused = sum(1 for problem in problems if problem.severity == "refused")
    counts = say("Problems that refuse a row: {n}. Warnings: {m}.", n=refused, m=len(problems) - refused)
    outcome = (
        say("The rows without a problem were posted; the refused ones are kept on record: ledger refused")
        if posted
        else say("Nothing of the file was posted.")
    )
    return counts, outcome, HOW, COLOURS


def filled_lines(problems: Sequence[Problem], command: str) -> tuple[Sentence, ...]:
    """What the list of a workbook says that was filled in; `command` is what reads it again."""
    return (
        say("Refused cells: {n}. Nothing of what is filled in was kept.", n=len(problems)),
        say(
            "Mend the red cells, save this workbook and have it read again: {command} with its name. Colours, remarks "
            "and this sheet do not disturb, and nothing is kept twice.",
            command=command,
        ),
    )


def wording_of(file: str, problems: Sequence[Problem], said: Sequence[Sentence], words: Words) -> Wording:
    """What the list says around the problems of one file: `said`, and where it does not hold all of them."""
    cells = len({(problem.sheet, problem.cell) for problem in problems})
    lines = list(said)
    if cells > REMARKS_MAX:
        lines.append(
            say("Only the first {n} of {all} cells have a remark; all are coloured.", n=REMARKS_MAX, all=cells)
        )
    if len(problems) > LISTED_MAX:
        lines.append(say("Only the first {n} of {all} problems are listed.", n=LISTED_MAX, all=len(problems)))
    return Wording(
        words.say(say("Problems found in {file}", file=file)),
        tuple(map(words.say, lines)),
        tuple(map(words.say, HEADINGS)),  # type: ignore[arg-type]
        words.say(FRESH),
    )

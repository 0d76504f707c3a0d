"""What the auditor wrote on the rows of the sheet Expenses: seen, accepted, deducted and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.filled.filled_in import cell_at, cents_of, is_empty, is_number, text_of
from subsidy_ledger.importing.intake import Cell, Flaw, Problem, Sheet
from subsidy_ledger.importing.marking.annotate_cells import place_of
from subsidy_ledger.reports.tables import Value


@dataclass(frozen=True, slots=True)
class Mark:
    """What the auditor wrote on one row: of a line's share on one code, in cents; `key` is the column that decides. One
    that `stood` says what the program filled in itself, as it was ruled already."""

    line: int
    code: str
    share: int
    accepted: int
    reason: str
    document_seen: bool | None
    payment_seen: bool | None
    row: int
    key: str = "accepted"
    stood: bool = False


@dataclass(slots=True)
class FilledIn:
    """One sheet Expenses read back.

    `written` are the lines and codes that the program wrote, `rows` where they stand now. Nothing is decided on rows
    that are `blank`; those in `wrong_rows` have a problem. `warnings` tell the reasons on blank rows, and `seen_alone`
    the lines of those where something was only looked at.
    """

    sheet: Sheet
    columns: Mapping[str, int]
    written: Collection[tuple[int, str]] = ()
    rows: dict[tuple[int, str], int] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    blank: set[int] = field(default_factory=set)
    wrong_rows: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    seen_alone: set[int] = field(default_factory=set)

    def cell(self, row: int, key: str) -> str:
        return f"{column_letter(self.columns[key])}{row + 1}"

    def refuse(self, code: str, row: int, key: str, expected: Sentence, message: Sentence) -> None:
        """Adds a problem with the cell of a column in a row, both from 0."""
        self.wrong_rows.add(row)
        self.problems.append(
            Problem(code, "refused", self.sheet.name, self.cell(row, key), key, self.shown(row, key), expected, message)
        )

    def warn(self, code: str, row: int, key: str, expected: Sentence, message: Sentence) -> None:
        """The same where the rest can be kept."""
        self.warnings.append(
            Problem(code, "warning", self.sheet.name, self.cell(row, key), key, self.shown(row, key), expected, message)
        )

    def shown(self, row: int, key: str) -> str:
        return text_of(cell_at(self.sheet, row, self.columns[key]))

    def in_order(self) -> tuple[Problem, ...]:
        """The problems row by row."""
        return tuple(sorted(self.problems, key=lambda problem: place_of(problem.cell)))


YES_NO: Phrases = {"yes": "yes", "no": "no"}


def read_marks(filled: FilledIn, row: int, expected: Mapping[str, Value], words: Words, *, is_tagged: bool) -> None:
    """What the auditor's cells of a row come to; `expected` is what the program wrote on it."""
    decided = any(not is_empty(cell_at(filled.sheet, row, filled.columns[key])) for key in ("accepted", "deducted"))
    if decided and not is_tagged:
        filled.refuse(
            "line-untagged", row, "code", say("a line that is tagged to a grant"),
            say("what nobody tagged is not claimed, so nothing can be decided of it"),
        )  # fmt: skip
        return
    line, code, share = expected["number"], str(expected["code"]), expected["share"]
    assert isinstance(line, int)
    assert isinstance(share, int)
    seen = [_seen(filled, row, name, words) for name in ("document_seen", "payment_seen")]
    accepted, deducted = (_amount(filled, row, name) for name in ("accepted", "deducted"))
    at = row, filled.columns["reason"]
    reason = text_of(cell_at(filled.sheet, *at))
    if accepted is None and deducted is None:
        filled.blank.add(row)
        if reason:
            filled.warn(
                "reason-alone", row, "reason", say("an amount accepted or deducted too"),
                say("nothing is decided of line {n}, so this reason is not kept; fill in what is accepted or deducted",
                    n=line),
            )  # fmt: skip
        elif seen != [None, None]:
            filled.seen_alone.add(line)
        return
    counted = _counted(filled, row, share, accepted, deducted)
    if counted is None:
        return
    if at in filled.sheet.flaws:
        filled.refuse(
            "reason-unreadable", row, "reason", say("a reason, as text"),
            say("a formula stands where the reason of line {n} belongs; type it as text, without = in front", n=line),
        )  # fmt: skip
        return
    stood = (accepted, deducted, reason, *seen) == _told(expected, words)
    if counted != share and not reason and not stood:
        filled.refuse(
            "reason-missing", row, "reason", say("why it is deducted"),
            say("{amount} of line {n} is not accepted, and no reason is given", amount=Euro(share - counted),
                n=line),
        )  # fmt: skip
        return
    key = "deducted" if accepted is None else "accepted"
    filled.marks.append(Mark(line, code, share, counted, reason, seen[0], seen[1], row, key, stood))


def _told(expected: Mapping[str, Value], words: Words) -> tuple[object, ...]:
    """What the auditor's cells of a row said when the workbook was made."""
    means = {words.text(YES_NO["yes"]): True, words.text(YES_NO["no"]): False}
    seen = (means.get(str(expected.get(name))) for name in ("document_seen", "payment_seen"))
    return expected.get("accepted"), expected.get("deducted"), " ".join(str(expected["reason"] or "").split()), *seen


BAD = -(10**18)


def _amount(filled: FilledIn, row: int, key: str) -> int | None:
    """The cents of an auditor's cell; None where it is empty, BAD where it is no amount (and told)."""
    cell = cell_at(filled.sheet, row, filled.columns[key])
    if is_empty(cell):
        return None
    cents = cents_of(cell)
    if cents is None:
        flaw = filled.sheet.flaws.get((row, filled.columns[key]))
        filled.refuse("amount-unreadable", row, key, say("a number with two decimals at most"), _why(cell, flaw))
        return BAD
    return cents


def _why(cell: Cell, flaw: Flaw | None) -> Sentence:
    """Why a cell is no amount, and how to mend it."""
    if flaw is not None and flaw.kind == "uncalculated":
        return say("this formula was never calculated; type the amount that it comes to")
    if flaw is not None:
        return say("this is the error of a formula; type the amount that is meant")
    if is_number(cell):
        return say("this has more decimals than cents have; round it")
    return say("an amount belongs here, and this is none; type it as a number")


def _counted(filled: FilledIn, row: int, share: int, accepted: int | None, deducted: int | None) -> int | None:
    """What is accepted of the share by both cells together; None where they do not fit it (and that is told)."""
    if BAD in (accepted, deducted):
        return None
    low, high = min(0, share), max(0, share)
    fits = True
    for key, cents in (("accepted", accepted), ("deducted", deducted)):
        if cents is not None and not low <= cents <= high:
            fits = False
            filled.refuse(
                "above-claim", row, key, say("between {low} and {high}", low=Euro(low), high=Euro(high)),
                _beyond(share, cents),
            )  # fmt: skip
    if not fits:
        return None
    if accepted is not None and deducted is not None and accepted + deducted != share:
        filled.refuse(
            "not-the-claim", row, "deducted", Sentence("{value}", {"value": Euro(share - accepted)}),
            say("accepted and deducted come to {sum}, and {share} is claimed; leave one of them empty or mend it",
                sum=Euro(accepted + deducted), share=Euro(share)),
        )  # fmt: skip
        return None
    return accepted if accepted is not None else share - (deducted or 0)


def _beyond(share: int, cents: int) -> Sentence:
    if cents < 0 <= share:
        return say("what is accepted or deducted is not below 0.00; type it without the minus")
    if share < 0 < cents:
        return say("what is accepted or deducted of a credit note is not above 0.00; type it with a minus")
    return say("no more than the {share} claimed can be accepted or deducted", share=Euro(share))


def _seen(filled: FilledIn, row: int, key: str, words: Words) -> bool | None:
    if key not in filled.columns:
        return None
    text = text_of(cell_at(filled.sheet, row, filled.columns[key])).casefold()
    if not text:
        return None
    for said, means in (("yes", True), ("no", False)):
        if text in (said, words.text(YES_NO[said]).casefold()):
            return means
    filled.refuse(
        "seen-unreadable", row, key, say("yes, no, or nothing"), say("say yes or no, or leave the cell empty")
    )
    return None

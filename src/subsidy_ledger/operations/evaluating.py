"""Evaluating a sample from what the auditor filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.projection import Evaluation, evaluate
from subsidy_ledger.domain.sample_changes import SampleChanges, changes_of
from subsidy_ledger.domain.sample_sheet import COLUMNS, Mark
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.operations.problem_files import FilledProblems
from subsidy_ledger.operations.sampling import find_sample
from subsidy_ledger.operations.session import Session

if TYPE_CHECKING:
    from subsidy_ledger.importing.intake import Sheet
    from subsidy_ledger.importing.opening.delivery import Delivery

TYPED = ("number", "amount", "deduction", "correct_amount")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The sample and what was marked; `open_lines` were not looked at yet, `changes` are what its lines are by now.
    With problems it comes to nothing."""

    sample: Sample
    marks: tuple[Mark, ...]
    open_lines: tuple[int, ...]
    filled: FilledProblems
    changes: SampleChanges

    @property
    def evaluation(self) -> Evaluation:
        """What the marks come to."""
        if self.filled.problems:
            raise AssertionError("a sheet with problems is refused as a whole")
        return evaluate(self.sample.drawn, {mark.line: mark.deduction for mark in self.marks})


def evaluate_sample(session: Session, file: str, number: int | None, *, is_list: bool) -> Evaluated:
    """`is_list`: the file holds the errors only, and every other line of the sample was found right.

    Wrong entries come back as problems, each with its cell. Raises Refused for a file that is no sheet of the sample.
    """
    from subsidy_ledger.importing.filled.filled import sheets_of
    from subsidy_ledger.importing.filled.sample_marks import marks_of
    from subsidy_ledger.importing.filled.sample_table import fingerprints
    from subsidy_ledger.importing.opening.delivery import receive

    ledger = session.ledger()
    delivery = receive(file)
    sheets = sheets_of(delivery)
    _refuse_others(ledger, delivery, sheets)
    if number is not None:
        find_sample(ledger, number)
    sample = _meant(ledger, delivery.name, number, fingerprints(sheets))
    found = marks_of(delivery.name, sheets, sample, is_whole=not is_list)
    examined = {m.line for m in found.marks if m.is_examined}
    unseen = () if is_list else tuple(c.line for c in sample.drawn.chosen if c.line not in examined)
    typed = {found.sheet: frozenset(found.columns[k] for k in TYPED if k in found.columns)}
    command = f"ledger sample evaluate {'--errors' if is_list else '--from'}"
    filled = FilledProblems(delivery, found.problems, COLUMNS, typed, found.words, command)
    return Evaluated(sample, found.marks, unseen, filled, changes_of(ledger, sample))


def _refuse_others(ledger: Ledger, delivery: Delivery, sheets: Sequence[Sheet]) -> None:
    """Raises Refused where the sheet bears the mark of a sample that is none of this ledger: its lines only happen to
    have the same numbers, and the interval is another one."""
    from subsidy_ledger.importing.filled.sample_table import said_of
    from subsidy_ledger.operations.exported import exported

    said = said_of(sheets)
    if said is None or any(sample.fingerprint == said.mark for sample in ledger.samples):
        return
    agreement, book = ledger.agreement.code, exported(delivery)
    known = said.number is not None and said.year
    sample = say("sample {n} of {year}", n=said.number, year=said.year) if known else say("a sample")
    if book is not None and book.agreement != agreement:
        raise Refused(
            "sample-other-agreement",
            "{file}: its sheet is of {sample} of the agreement {other}, and this is {agreement}; no sample of it has "
            "the mark that stands on {cell}. Say --agreement {other}, or choose its ledger with --db.",
            file=delivery.name, sample=sample, other=book.agreement, agreement=agreement, cell=said.cell,
        )  # fmt: skip
    raise Refused(
        "sample-other-ledger",
        "{file}: its sheet says that it is of {sample}, but no sample of {agreement} in this ledger has the mark that "
        "stands on {cell}, {mark}. Choose the ledger that it was made from with --db and --agreement, or fill in the "
        "sheet of a sample that was drawn here: ledger export reconciliation --year YEAR --sample N FILE.xlsx.",
        file=delivery.name, sample=sample, agreement=agreement, cell=said.cell, mark=said.mark,
    )  # fmt: skip


def _meant(ledger: Ledger, file: str, number: int | None, marks: frozenset[str]) -> Sample:
    """The sample whose mark the workbook bears, or the one that was said, or the only one."""
    borne = [s for s in ledger.samples if s.fingerprint in marks]
    said = [s for s in ledger.samples if s.number == number]
    if said and borne and said[0] not in borne:
        raise Refused(
            "sample-another",
            "{file} is the sheet of sample {other}, not of sample {n}.",
            file=file, other=borne[0].number, n=number,
        )  # fmt: skip
    found = said or borne or list(ledger.samples)
    if not found:
        raise WrongUse("sample-none-yet", "No sample was drawn yet. Draw one: ledger sample --year … --size … --seed …")
    if len(found) > 1:
        raise WrongUse("sample-unsaid", "{file} does not say which sample it is of. Say it: --sample N.", file=file)
    return found[0]

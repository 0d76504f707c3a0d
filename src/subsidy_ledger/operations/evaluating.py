"""Evaluating a sample from what the auditor filled in."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.projection import Evaluation, evaluate
from subsidy_ledger.domain.sample_sheet import COLUMNS, Mark
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.operations.problem_files import FilledProblems
from subsidy_ledger.operations.sampling import find_sample
from subsidy_ledger.operations.session import Session

TYPED = ("number", "amount", "deduction", "correct_amount")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The sample and what was marked; `open_lines` were not looked at yet. With problems it comes to nothing."""

    sample: Sample
    marks: tuple[Mark, ...]
    open_lines: tuple[int, ...]
    filled: FilledProblems

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
    from subsidy_ledger.importing.filled.sample_marks import fingerprints, marks_of
    from subsidy_ledger.importing.opening.delivery import receive

    ledger = session.ledger()
    if number is not None:
        find_sample(ledger, number)
    delivery = receive(file)
    sheets = sheets_of(delivery)
    sample = _meant(ledger, delivery.name, number, fingerprints(sheets))
    found = marks_of(delivery.name, sheets, sample, is_whole=not is_list)
    examined = {m.line for m in found.marks if m.is_examined}
    unseen = () if is_list else tuple(c.line for c in sample.drawn.chosen if c.line not in examined)
    typed = {found.sheet: frozenset(found.columns[k] for k in TYPED if k in found.columns)}
    command = f"ledger sample evaluate {'--errors' if is_list else '--from'}"
    filled = FilledProblems(delivery, found.problems, COLUMNS, typed, found.words, command)
    return Evaluated(sample, found.marks, unseen, filled)


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

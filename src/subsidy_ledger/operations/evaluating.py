"""Evaluating a sample from what the auditor filled in."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.projection import Evaluation, evaluate
from subsidy_ledger.domain.sample_sheet import Mark
from subsidy_ledger.domain.samples import Sample
from subsidy_ledger.errors import Refused, WrongUse
from subsidy_ledger.operations.sampling import find_sample
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The sample, what was marked, and what it comes to; `open_lines` were not looked at yet."""

    ledger: Ledger
    sample: Sample
    marks: tuple[Mark, ...]
    evaluation: Evaluation
    open_lines: tuple[int, ...]


def evaluate_sample(session: Session, file: str, number: int | None, *, is_list: bool) -> Evaluated:
    """`is_list`: the file holds the errors only, and every other line of the sample was found right.

    Raises Refused for a file that is no sheet of the sample, or holds wrong entries, each named by its cell.
    """
    from subsidy_ledger.importing.filled.filled import filled_sheets
    from subsidy_ledger.importing.filled.sample_marks import fingerprints, marks_of

    ledger = session.ledger()
    if number is not None:
        find_sample(ledger, number)
    name, sheets = filled_sheets(file)
    sample = _meant(ledger, name, number, fingerprints(sheets))
    marks = marks_of(name, sheets, sample, is_whole=not is_list)
    examined = {m.line for m in marks if m.is_examined}
    unseen = () if is_list else tuple(c.line for c in sample.drawn.chosen if c.line not in examined)
    deductions = {m.line: m.deduction for m in marks}
    return Evaluated(ledger, sample, marks, evaluate(sample.drawn, deductions), unseen)


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

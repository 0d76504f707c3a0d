"""Recording what an indicator of the agreement came to in a year."""

from __future__ import annotations

from dataclasses import dataclass, replace

from subsidy_ledger.domain.agreement import Agreement, Objective
from subsidy_ledger.domain.codes import target_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.indicators import IndicatorValue, values_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Listed, say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, its indicator's text, the value before it, and the entry; None where it was recorded so already."""

    value: IndicatorValue
    text: str
    before: IndicatorValue | None
    entry: int | None = None


def set_indicator(
    session: Session, code: str, number: int, year: int, value: str, *, document: str = "", note: str = "",
    language: str = "en",
) -> Stated:  # fmt: skip
    """States what an indicator came to in a year; what was stated before stays in the history.

    Raises WrongUse for a code that is no objective, a place the agreement's list does not have (with that list), a year
    the agreement does not have, and an empty value.
    """
    value, document, note = value.strip(), document.strip(), note.strip()
    if not value:
        raise WrongUse("indicator-empty", "The value is empty. State what the indicator came to: --value 42.")
    seen: list[Stated] = []

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        objective = _objective(ledger.agreement, code)
        text = _indicator(objective, number, language)
        if year not in ledger.agreement.years:
            raise WrongUse(
                "indicator-year",
                "{year} is not a year of {agreement} ({years}), so it has no indicators.",
                year=str(year), agreement=ledger.agreement.code, years=Listed(tuple(map(str, ledger.agreement.years))),
            )  # fmt: skip
        before = values_of(ledger.indicators, year).get((objective.code, number))
        version = before.version + 1 if before else 1
        stated = IndicatorValue(objective.code, number, year, version, value, document, note, 0)
        seen[:] = [Stated(stated, text, before)]
        if before is not None and before.stated == stated.stated:
            return None
        return Draft("indicator", indicators=(stated,))

    entry = session.write(think)
    return replace(seen[0], entry=entry)


def _objective(agreement: Agreement, code: str) -> Objective:
    target = target_of(agreement, code)
    if target.objective is None:
        raise WrongUse(
            "code-no-objective",
            "{code} is no objective, and indicators are of objectives: {objectives}.",
            code=target.code,
            objectives=Listed(tuple(c for c, t in agreement.targets.items() if t.objective and t.objective.indicators)),
        )
    return target.objective


def _indicator(objective: Objective, number: int, language: str) -> str:
    """The text of an indicator by its place; raises WrongUse with all there are."""
    texts = [text.said_in(language) for text in objective.indicators]
    if not texts:
        raise WrongUse(
            "indicator-none",
            "The agreement gives {code} no indicators, so there is none to set. `ledger agreement show --full` lists "
            "them all.",
            code=objective.code,
        )
    if not 1 <= number <= len(texts):
        error = WrongUse(
            "indicator-unknown",
            "{code} has no indicator {number}. The agreement lists {count}, counted from 1:",
            code=objective.code, number=number, count=len(texts),
        )  # fmt: skip
        error.also = tuple(say("{number}. {text}", number=n, text=text) for n, text in enumerate(texts, 1))
        raise error
    return texts[number - 1]

"""The parameters of the checks: what each is for, what it may be, and what holds where an agreement says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from subsidy_ledger.domain.agreement import Agreement, Parameter, Severity, same_in_all
from subsidy_ledger.domain.money import from_text
from subsidy_ledger.domain.sentences import Phrase

Kind = Literal["whole", "amount", "day", "severity"]

FILE_DUE: Final = "file-due-"
NEVER: Final = "never"
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)  # most serious first


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter: its kind, its default and why that is it (`ground`); a whole number goes from 1 to `most`."""

    kind: Kind
    default: str
    meaning: Phrase
    ground: Phrase
    most: int = 0


PARAMETERS: Final[Mapping[str, Setting]] = {
    "near-duplicate-days": Setting(
        "whole", "7", "Within how many days the same supplier and amount may be one cost twice",
        "General audit practice.", most=366,
    ),
    "near-duplicate-likeness": Setting(
        "whole", "90", "From which likeness on, in percent, two names are taken for one supplier",
        "A choice of this program: high enough to keep different suppliers apart.", most=100,
    ),
    "next-year-payment-until-month": Setting(
        "whole", "6", "Up to the end of which month of the next year a payment is normal",
        "General practice: a cost belongs to its budget year whenever it is paid.", most=12,
    ),
    "procurement-threshold": Setting(
        "amount", "30000.00", "Below which amount, excluding VAT, an accepted invoice is enough",
        "Belgian procurement law since 30 June 2017.",
    ),
    "procurement-months": Setting(
        "whole", "12", "Over how many months in a row the purchases from one supplier are added up",
        "General audit practice.", most=120,
    ),
    "four-eyes-from": Setting(
        "severity", NEVER, "From which severity on a second person must confirm that a finding is accepted",
        "Audit practice: one controls, another reviews.",
    ),
}  # fmt: skip
"""The parameters that every agreement has once; beside them each budget year has its FILE_DUE."""

FILE_DUE_SETTING: Final = Setting(
    "day", "", "On which day the year's financial file is due",
    "30 June of the next year, as in the royal decree of 20 October 2015 on these grants (art. 8).",
)  # fmt: skip


def in_force(agreement: Agreement, key: str) -> Parameter:
    """The value that holds: the agreement's own, else the default with its ground as the assumption."""
    for parameter in agreement.parameters:
        if parameter.key == key:
            return parameter
    if key.startswith(FILE_DUE):
        due = date(int(key.removeprefix(FILE_DUE)) + 1, 6, 30)
        return Parameter(key, due.isoformat(), same_in_all(FILE_DUE_SETTING.ground))
    return Parameter(key, PARAMETERS[key].default, same_in_all(PARAMETERS[key].ground))


def setting_of(key: str) -> Setting:
    return FILE_DUE_SETTING if key.startswith(FILE_DUE) else PARAMETERS[key]


def whole(agreement: Agreement, key: str) -> int:
    return int(in_force(agreement, key).value)


def cents(agreement: Agreement, key: str) -> int:
    return from_text(in_force(agreement, key).value)


def file_due(agreement: Agreement, year: int) -> date:
    """The day on which the financial file of a budget year is due."""
    return date.fromisoformat(in_force(agreement, f"{FILE_DUE}{year}").value)


def asks_four_eyes(agreement: Agreement, severity: Severity) -> bool:
    """Whether accepting a finding of this severity needs a second person."""
    value = in_force(agreement, "four-eyes-from").value
    return value in SEVERITIES and SEVERITIES.index(severity) <= SEVERITIES.index(value)

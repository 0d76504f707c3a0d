"""What a city may set in an agreement file: severities of checks, and parameters such as days and thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from subsidy_ledger.domain.agreement import Parameter, Severity
from subsidy_ledger.domain.agreement_section import Keys, Section
from subsidy_ledger.domain.parameters import FILE_DUE, NEVER, PARAMETERS, Setting, setting_of
from subsidy_ledger.domain.sentences import Phrase

# fmt: off
CHECK_IDS: Final = (
    "overspent-envelope", "overspent-sector", "spending-without-allocation", "untagged", "outside-agreement",
    "year-doubtful", "transfer-untagged", "transfer-payee", "transfer-unproven", "deduction-exceeds-contribution",
    "transfer-project-mismatch", "transfer-counted-twice", "claimed-twice", "duplicate-invoice", "near-duplicate",
    "double-financing", "document-missing", "payment-missing", "paid-late", "invalid-identifier",
    "below-procurement-threshold", "personal-data", "control-total", "rows-refused", "file-tie-out",
)
# fmt: on
"""Every check whose severity an agreement may change."""

SEVERITIES: Final[Mapping[str, Severity]] = {"error": "error", "warning": "warning", "info": "info"}
PARAMETER = Keys(("value",), ("assumption",))


def severities_of(section: Section) -> dict[str, Severity]:
    """The severity of each check that the agreement changes."""
    section.only(Keys((), CHECK_IDS))
    found = {check: section.choice(check, SEVERITIES) for check in section.raw}
    return {check: severity for check, severity in found.items() if severity is not None}


def parameters_of(table: Section, years: range | None) -> tuple[Parameter, ...]:
    """The parameters in the order of their keys; `years` are the agreement's, None where they are not known."""
    found = []
    for key in sorted(table.raw):
        section = table.section(key)
        if isinstance(table.raw[key], Mapping):
            section.only(PARAMETER)
        if _is_known(table, key, years) and "value" in section.raw:
            found.append(Parameter(key, _value(section, setting_of(key)), section.remark("assumption")))
    return tuple(found)


def _is_known(table: Section, key: str, years: range | None) -> bool:
    if key.startswith(FILE_DUE):
        return table.is_year(key, key.removeprefix(FILE_DUE), years)
    if key not in PARAMETERS:
        table.faults.unknown(table.at(key), key, (*PARAMETERS, f"{FILE_DUE}{years[0] if years else 2018}"))
    return key in PARAMETERS


def _value(section: Section, setting: Setting) -> str:
    """The value as a text; empty where it has a fault."""
    if setting.kind == "day":
        return str(section.day("value") or "")
    if setting.kind == "amount":
        return section.amount("value")
    if setting.kind == "severity":
        return section.choice("value", {word: word for word in (*SEVERITIES, NEVER)}) or ""
    number = section.whole("value")
    if number is not None and number > setting.most:
        text: Phrase = "Here stands {value}, where a whole number from 1 to {most} is expected."
        section.fault("value", text, value=str(number), most=setting.most)
    return str(number or "")

"""The figures and names that the head of an administration's form asks for."""

from __future__ import annotations

from typing import NamedTuple

from subsidy_ledger.domain.moments import local
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.declared import Declaration
from subsidy_ledger.reports.reconciliation.record import recorded_at
from subsidy_ledger.reports.tables import Kind, Value


class Figure(NamedTuple):
    """What a field of a form is filled with."""

    kind: Kind
    value: Value


def header_fields(declared: Declaration, language: str) -> dict[str, Figure]:
    """Every field by its name, of what is declared.

    "claimed" is the whole of it, "claimed.G2.1" what is claimed at a code and below it.
    """
    ledger, agreement, claims = declared.ledger, declared.ledger.agreement, declared.grants
    grants = {claim.grant.code for claim in claims}
    fields = {
        "beneficiary": Figure("text", in_language(agreement.beneficiary_name, language)),
        "agreement": Figure("text", in_language(agreement.title, language)),
        "agreement_code": Figure("code", agreement.code),
        "grant": Figure("text", ", ".join(in_language(claim.grant.title, language) for claim in claims)),
        "year": Figure("integer", declared.year),
        "starts_on": Figure("date", agreement.starts_on),
        "ends_on": Figure("date", agreement.ends_on),
        "recorded_on": Figure("date", local(recorded_at(ledger)).date()),
        "lines": Figure("integer", len(declared.rows())),
    }
    for key in ("allocated", "claimed", "received", "to_receive", "to_pay_back"):
        cents = {claim.grant.code: int(getattr(claim, key)) for claim in claims}
        fields[key] = Figure("money", sum(cents.values()))
        fields |= {f"{key}.{code}": Figure("money", amount) for code, amount in cents.items()}
    for code, target in agreement.targets.items():
        if target.grant.code in grants:
            fields[f"claimed.{code}"] = Figure("money", declared.claimed_at(code))
            fields[f"title.{code}"] = Figure("text", in_language(target.title, language))
    return fields

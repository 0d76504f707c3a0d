"""The figures and names that the head of an administration's form asks for."""

from __future__ import annotations

from typing import NamedTuple

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.moments import local
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.overview import claimed_at, claims_of, shares_of
from subsidy_ledger.reports.reconciliation.record import recorded_at
from subsidy_ledger.reports.tables import Kind, Value


class Figure(NamedTuple):
    """What a field of a form is filled with."""

    kind: Kind
    value: Value


def header_fields(ledger: Ledger, year: int, language: str, grant: str | None = None) -> dict[str, Figure]:
    """Every field by its name; `grant` where the form is for one grant only.

    "claimed" is the whole of it, "claimed.G2.1" what is claimed at a code and below it.
    """
    agreement = ledger.agreement
    claims = [claim for claim in claims_of(ledger, year) if grant in (None, claim.grant.code)]
    fields = {
        "beneficiary": Figure("text", in_language(agreement.beneficiary_name, language)),
        "agreement": Figure("text", in_language(agreement.title, language)),
        "agreement_code": Figure("code", agreement.code),
        "grant": Figure("text", ", ".join(in_language(claim.grant.title, language) for claim in claims)),
        "year": Figure("integer", year),
        "starts_on": Figure("date", agreement.starts_on),
        "ends_on": Figure("date", agreement.ends_on),
        "recorded_on": Figure("date", local(recorded_at(ledger)).date()),
        "lines": Figure("integer", len(shares_of(ledger, year, grant))),
    }
    for key in ("allocated", "claimed", "received", "to_receive"):
        cents = {claim.grant.code: int(getattr(claim, key)) for claim in claims}
        fields[key] = Figure("money", sum(cents.values()))
        fields |= {f"{key}.{code}": Figure("money", amount) for code, amount in cents.items()}
    for code, target in agreement.targets.items():
        if grant in (None, target.grant.code):
            fields[f"claimed.{code}"] = Figure("money", claimed_at(ledger, year, code))
            fields[f"title.{code}"] = Figure("text", in_language(target.title, language))
    return fields

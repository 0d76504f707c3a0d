"""A fault of an agreement file names its place in the file, and the parts on the way as a person calls them."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_ledger.domain.agreement_faults import SHOWN_MAX, AgreementFaults, Faults
from subsidy_ledger.domain.sentences import say

RAW: dict[str, Any] = {
    "grants": [
        {"code": "general", "sectors": [{"title": {"nl": " Jeugd "}}, {"title": "Sport", "code": " "}]},
        {"title": "x" * (SHOWN_MAX + 1), "code": 7},
        "no part",
        {},
    ],
    "parameters": {"a.b": [{"code": "inside"}]},
}


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("grants[0].sectors[0].weight", "general, Jeugd"),
        ("grants[0].sectors[1]", "general, Sport"),
        ("grants[1].title", "x" * SHOWN_MAX),
        ("grants[0].sectors[2].title", "general"),
        ("grants[0].sectors.title", "general"),
        ("grants[2].code", ""),
        ("grants[3].code", ""),
        ("grants[4].code", ""),
        ("grants.code", ""),
        ("parties[0].code", ""),
        ('parameters."a.b"[0].days', "inside"),
        ("beneficiary", ""),
    ],
)
def test_the_parts_on_the_way_to_a_fault_are_named(path: str, parts: str) -> None:
    """Lost otherwise: whoever writes an agreement would have to count its sectors from 0 to find the fault."""
    told = str(AgreementFaults([(path, say("is missing"))], RAW))
    assert told.splitlines()[1:] == [f"{path}: is missing (in {parts})" if parts else f"{path}: is missing"]
    assert "(1)" in told.splitlines()[0]


def test_a_word_that_is_not_known_is_told_with_the_nearest_else_with_all() -> None:
    """Lost otherwise: a severity mistyped would be refused without a word of what may stand there."""
    faults = Faults()
    faults.unknown("severities.x", "eror", ["error", "warning", "errors"])
    faults.unknown("severities.y", "zzz", ["error", "warning"])
    assert [(path, str(told)) for path, told in faults.found] == [
        ("severities.x", '"eror" is not known here; did you mean "error"?'),
        ("severities.y", '"zzz" is not known here; known are: error, warning.'),
    ]

"""A recorded sample is known by its fingerprint, and a line as examined by what its auditor wrote."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from subsidy_ledger.domain.sample_sheet import Mark
from subsidy_ledger.domain.samples import Chosen, Drawn, Population, Sample

DRAWN = Drawn(
    Population(3, 900, 1, -50, "ab" * 32), 400, 17,
    (Chosen(4, 500, "exhaustive"), Chosen(5, 400, "interval", 417), Chosen(6, -50, "negative")),
)  # fmt: skip
SAMPLE = Sample(1, 2019, None, 3, None, "7", DRAWN, 9)


def test_the_fingerprint_of_a_sample_is_the_same_for_ever() -> None:
    """Lost otherwise: a sheet handed out last year would be refused, or another sample evaluated in its place."""
    said = f"2019;;3;;7\n{'ab' * 32};400;17\n4;500;exhaustive;\n5;400;interval;417\n6;-50;negative;\n"
    assert SAMPLE.fingerprint == hashlib.sha256(said.encode()).hexdigest()
    # Its number and entry are no part of what was drawn; all else is.
    assert replace(SAMPLE, number=2, entry=3).fingerprint == SAMPLE.fingerprint
    others = [
        replace(SAMPLE, year=2018), replace(SAMPLE, grant="general"), replace(SAMPLE, size=4),
        replace(SAMPLE, materiality=5), replace(SAMPLE, seed="8"), replace(SAMPLE, drawn=replace(DRAWN, interval=401)),
        replace(SAMPLE, drawn=replace(DRAWN, start=18)), replace(SAMPLE, drawn=replace(DRAWN, chosen=())),
        replace(SAMPLE, drawn=replace(DRAWN, population=replace(DRAWN.population, digest="cd" * 32))),
    ]  # fmt: skip
    assert len({other.fingerprint for other in (SAMPLE, *others)}) == 1 + len(others)


@pytest.mark.parametrize(
    ("mark", "examined"),
    [
        (Mark(1), False),
        (Mark(1, reason="later"), False),
        (Mark(1, payment_seen=True), False),
        (Mark(1, 1), True),
        (Mark(1, document_seen=False), True),
        (Mark(1, document_seen=True), True),
        (Mark(1, 5, document_seen=True), True),
    ],
)
def test_a_line_is_examined_once_something_is_deducted_or_its_document_was_looked_for(
    mark: Mark, examined: bool
) -> None:
    """Lost otherwise: a sample would be projected as free of errors while nobody had looked at it."""
    assert mark.is_examined == examined

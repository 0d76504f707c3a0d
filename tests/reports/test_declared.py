"""A declaration as a value: when its figures are decided, and what it is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_builders import brussels
from subsidy_ledger.domain.settlement import GrantSettlement, figures, settled_lines
from subsidy_ledger.domain.submitted import Ruling, Submission, SubmittedShare
from subsidy_ledger.i18n import words_of
from subsidy_ledger.reports.declared import Declared
from subsidy_ledger.reports.reconciliation.labels import label

SHARES = (SubmittedShare(1, "G1.1", 60_00), SubmittedShare(2, "G1.1", -60_00), SubmittedShare(3, "G1.1", 5_00, True))


def declared(*ruled: int) -> Declared:
    rulings = [Ruling(1, s.line, "accept", s.cents, s.cents, "seen") for s in SHARES if s.line in ruled]
    lines = settled_lines(SHARES, rulings, lambda number: number)
    sent = Submission(1, "general", 2019, 1, "", SHARES)
    (grant, *_) = brussels().grants
    return Declared(GrantSettlement(grant, figures(0, lines, 0), sent, lines, ()), SHARES)


def test_open_lines_that_add_up_to_nothing_are_open() -> None:
    """Lost otherwise: a declaration would say "as decided" of a cost and its credit note that nobody looked at."""
    assert declared().is_open
    assert not declared(1, 2).is_open
    unsent = replace(declared(), settled=replace(declared().settled, submission=None, lines=()))
    assert unsent.is_open
    assert not replace(unsent, shares=()).is_open


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_claim_has_one_word_in_each_language(language: str) -> None:
    """Lost otherwise: one sheet asks by grant for a claim, and by cost category for something else."""
    keys = ("block.claim", "block.claim_sectors", "block.claim_categories")
    assert len({words_of(language).say(label(key)).split()[0] for key in keys}) == 1

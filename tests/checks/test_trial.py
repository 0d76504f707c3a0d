"""A check on trial warns and never blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from checks_builders import AGREEMENT, books, line
from subsidy_ledger.checks import registry
from subsidy_ledger.checks.check import Check, Found, check
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import say


@check("untagged", severity="error", title="New check", ground="Practice.", remedy="Look.", trial=True)
def on_trial(ledger: Ledger) -> Iterator[Found]:
    """Finds every line."""
    for expense in ledger.claiming():
        yield Found(str(expense.number), expense.details.year, expense.amount, say("seen"), expenses=(expense.number,))


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.setattr(registry, "CHECKS", (on_trial,))
    return on_trial


@pytest.mark.parametrize(("chosen", "shown"), [(None, "warning"), ("error", "warning"), ("info", "info")])
def test_it_warns_at_most_and_asks_for_no_attention(trial: Check, chosen: str | None, shown: str) -> None:
    """Lost otherwise: a check that has still to prove itself would stop a claim."""
    severities = {} if chosen is None else {"untagged": chosen}
    agreement = replace(AGREEMENT, severities=severities)  # type: ignore[arg-type]
    (finding,) = registry.run(books(line(1, 5), agreement=agreement)).findings
    assert (finding.severity, finding.trial, finding.status, finding.asks_attention) == (shown, True, "open", False)


def test_its_manual_says_so(trial: Check) -> None:
    """Lost otherwise: nobody would know why its findings do not count."""
    assert registry.manual("untagged").trial
    assert "on trial" in str(registry.manual("untagged"))

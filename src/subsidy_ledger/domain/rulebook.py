"""What all rules together say of a line; the order in which they were made never matters."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.expenses import Details, RuleUse
from subsidy_ledger.domain.rules import Alike, Asking, Fit, Rule, is_near

EXACT = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rules that fit a line, by number, and those that nearly do.

    `fits` leaves out rules whose supplier is only alike where another's is exact.
    """

    fits: tuple[Fit, ...] = ()
    near: tuple[Fit, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fit.rule.code for fit in self.fits))

    @property
    def code(self) -> str | None:
        """The code the rules agree on; None where none fits, or two disagree."""
        return self.codes[0] if len(self.codes) == 1 else None

    @property
    def disagrees(self) -> bool:
        return len(self.codes) > 1

    @property
    def uses(self) -> tuple[RuleUse, ...]:
        """What goes on record beside the shares."""
        return tuple(RuleUse(fit.rule.number, fit.rule.version, fit.likeness) for fit in self.fits)

    def involves(self, numbers: Iterable[int]) -> bool:
        """Whether one of these rules fits, or nearly does."""
        return not {fit.rule.number for fit in (*self.fits, *self.near)}.isdisjoint(numbers)


NOTHING = Verdict()


class Rulebook:
    """The live rules of an agreement, ready to look at lines; lines that show the same are looked at once."""

    def __init__(self, rules: Iterable[Rule], agreement: Agreement, alike: Alike) -> None:
        self.rules = live_rules(rules)
        self._claiming = frozenset(e.code for e in agreement.entities if e.role == "claiming")
        self._asking = [Asking(rule, alike) for rule in self.rules]
        self._fields = [
            name
            for name in ("supplier", "budget_article", "description", "account")
            if any(getattr(rule.conditions, name) is not None for rule in self.rules)
        ]
        self._known: dict[Hashable, Verdict] = {}

    def judge(self, details: Details) -> Verdict:
        """What the rules say of a line with these details."""
        if not self._asking:
            return NOTHING
        key = (details.entity, *(getattr(details, name) for name in self._fields))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._judge(details)
        return found

    def _judge(self, details: Details) -> Verdict:
        is_claiming = details.entity in self._claiming
        asked = (asking.fit(details, is_claiming=is_claiming) for asking in self._asking)
        found = [fit for fit in asked if fit is not None]
        fits = [fit for fit in found if not is_near(fit)]
        if any(fit.likeness == EXACT for fit in fits):
            fits = [fit for fit in fits if fit.likeness in (None, EXACT)]
        return Verdict(tuple(fits), tuple(fit for fit in found if is_near(fit)))


def live_rules(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The last version of every rule that was not retired, by number."""
    last: dict[int, Rule] = {}
    for rule in rules:
        if rule.number not in last or rule.version > last[rule.number].version:
            last[rule.number] = rule
    return tuple(last[number] for number in sorted(last) if last[number].is_live)

"""Rules: recorded, tried, applied and retired, always by adding; what they move is shown before they move it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from subsidy_ledger.domain.codes import check_year, target_of
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.rule_conditions import checked
from subsidy_ledger.domain.rule_effect import Effect, effect
from subsidy_ledger.domain.rulebook import Rulebook, live_rules
from subsidy_ledger.domain.rules import Conditions, Rule
from subsidy_ledger.domain.sentences import Listed
from subsidy_ledger.errors import NotReady, WrongUse
from subsidy_ledger.operations.session import Session


@dataclass(frozen=True, slots=True)
class Scope:
    """Which lines rules look at: of one year, those that these rules speak of, with `retag` also tagged ones."""

    numbers: tuple[int, ...] = ()
    year: int | None = None
    retag: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What rules would move in the ledger as it stands, before anything is written. `rules` are those asked about."""

    ledger: Ledger
    rules: tuple[Rule, ...]
    scope: Scope
    effect: Effect

    @property
    def transfers(self) -> tuple[str, ...]:
        """The codes of these rules that stand for money to the police zone."""
        targets = self.ledger.agreement.targets
        return tuple(sorted({r.code for r in self.rules if r.code in targets and targets[r.code].is_transfer}))


def rules(session: Session, *, retired: bool = False) -> tuple[Ledger, tuple[Rule, ...]]:
    """The ledger and the last version of each of its rules, by number; retired ones only where they are wanted."""
    ledger = session.ledger()
    if not retired:
        return ledger, live_rules(ledger.rules)
    last = {rule.number: rule for rule in sorted(ledger.rules, key=lambda rule: rule.version)}
    return ledger, tuple(last[number] for number in sorted(last))


def try_new(session: Session, code: str, conditions: Conditions, *, year: int | None = None) -> Tried:
    """What a rule that is not recorded would move, beside the rules there are."""
    ledger = session.ledger()
    rule = _new_rule(ledger, code, conditions, entry=0)
    return _tried(ledger, (rule,), (rule,), Scope((rule.number,), year))


def try_rules(session: Session, scope: Scope) -> Tried:
    """What the live rules, or those of the scope, would move now."""
    return _try(session.ledger(), scope)


def record(session: Session, shown: Tried, *, reason: str) -> int:
    """Records the new rule that was tried, and gives its number; lines in the ledger wait for `apply`."""
    wanted = shown.rules[0]

    def think(ledger: Ledger, head: Head) -> Draft:
        rule = _new_rule(ledger, wanted.code, wanted.conditions, entry=head.entry + 1)
        if rule.number != wanted.number:
            raise _moved()
        return Draft("rule", reason, rules=(rule,))

    session.write(think)
    return wanted.number


def retire(session: Session, number: int, *, reason: str) -> Rule:
    """Ends a rule by a further version; what it tagged stays tagged."""
    done: list[Rule] = []

    def think(ledger: Ledger, head: Head) -> Draft:
        done.clear()
        rule = _live_rule(ledger, number)
        done.append(replace(rule, version=rule.version + 1, is_live=False, entry=head.entry + 1))
        return Draft("rule", reason, rules=tuple(done))

    session.write(think)
    return done[0]


def apply(session: Session, shown: Tried, *, reason: str = "") -> int | None:
    """Gives existing lines the code their rules agree on, and gives the entry; None where there is no line to tag.

    Writes exactly what was shown: where the ledger has moved since, nothing is written and NotReady is raised.
    """

    def think(ledger: Ledger, _head: Head) -> Draft | None:
        moves = _try(ledger, shown.scope).effect.moves
        if moves != shown.effect.moves:
            raise _moved()
        if not moves:
            return None
        return Draft(
            "tagging",
            reason,
            taggings={m.expense.number: m.after for m in moves},
            tagged_by={m.expense.number: m.verdict.uses for m in moves},
        )

    return session.write(think)


def book_of(ledger: Ledger, more: Sequence[Rule] = ()) -> Rulebook:
    """The ledger's live rules, and `more` beside them, ready to look at lines."""
    from subsidy_ledger.importing.planning.alike import alike

    return Rulebook((*ledger.rules, *more), ledger.agreement, alike)


def _try(ledger: Ledger, scope: Scope) -> Tried:
    if scope.year is not None:
        check_year(ledger.agreement, scope.year, frozenset(e.details.year for e in ledger.expenses))
    asked = tuple(_live_rule(ledger, n) for n in sorted(set(scope.numbers))) or live_rules(ledger.rules)
    return _tried(ledger, asked, (), scope)


def _tried(ledger: Ledger, asked: tuple[Rule, ...], more: tuple[Rule, ...], scope: Scope) -> Tried:
    book = book_of(ledger, more)
    found = effect(ledger, book, year=scope.year, about=scope.numbers, retag=scope.retag)
    return Tried(ledger, asked, scope, found)


def _live_rule(ledger: Ledger, number: int) -> Rule:
    """The live rule of that number; raises WrongUse where there is none, with those there are."""
    live = live_rules(ledger.rules)
    found = next((rule for rule in live if rule.number == number), None)
    if found is not None:
        return found
    if any(rule.number == number for rule in ledger.rules):
        raise WrongUse(
            "rule-retired", "Rule {n} was retired already; `ledger rules list --retired` shows it.", n=number
        )
    if not live:
        raise WrongUse(
            "rule-unknown", "There is no rule {n}: the ledger has no live rules. Make one: ledger rules add", n=number
        )
    raise WrongUse(
        "rule-unknown", "There is no rule {n}; there are: {known}.", n=number,
        known=Listed(tuple(rule.number for rule in live)),
    )  # fmt: skip


def _new_rule(ledger: Ledger, code: str, conditions: Conditions, *, entry: int) -> Rule:
    """The rule with the next number; raises WrongUse for what it cannot be."""
    target = target_of(ledger.agreement, code)
    asked = checked(ledger.agreement, conditions)
    number = max((rule.number for rule in ledger.rules), default=0) + 1
    same = [r.number for r in live_rules(ledger.rules) if (r.code, r.conditions) == (target.code, asked)]
    if same:
        raise WrongUse("rule-exists", "Rule {n} says exactly that already; nothing was recorded.", n=same[0])
    return Rule(number, 1, target.code, asked, True, entry)


def _moved() -> NotReady:
    return NotReady(
        "ledger-moved",
        "Somebody else wrote to the ledger since this was shown, so nothing was written. Run the command again.",
    )

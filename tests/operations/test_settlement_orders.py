"""A year's settlement in odd orders: whatever is submitted, decided, corrected, moved, undone and received when, the
figures are those of a second bookkeeping that is kept here, with nothing of the program's own."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from builders import import_file, session_of, write_workbook
from subsidy_ledger.domain.settlement import settlement
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.decisions import revise_allocation
from subsidy_ledger.operations.lines import correct, tag, take_back
from subsidy_ledger.operations.receipts import add_receipt, reverse_receipt
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle
from subsidy_ledger.operations.submitting import compare, submit
from subsidy_ledger.operations.undoing import redo, undo

GRANTED = {"general": 300_00, "radicalisation": 120_00}
GRANT_OF = {"G1.1": "general", "G2.1": "general", "R1.1": "radicalisation"}
START = [
    ("D1", "G1.1", 100_00), ("D2", "G2.1", 60_00), ("D3", "R1.1", 45_00), ("D4", None, 25_00), ("D5", "G1.1", -10_00),
    ("D6", "G2.1", 80_00), ("D7", "R1.1", 30_00), ("D8", "G2.1", 35_50),
]  # fmt: skip
Claim = dict[str, tuple[int, bool]]


@dataclass
class Cost:
    """One cost by its document: in which line it lives (None: nowhere), and its cents by code."""

    number: int | None
    codes: dict[str | None, int]
    year: int = 2019

    def of(self, grant: str) -> int | None:
        """What a claim of 2019 would hold of it; None where it has no part there."""
        parts = [cents for code, cents in self.codes.items() if code is not None and GRANT_OF[code] == grant]
        return sum(parts) if parts and self.number is not None and self.year == 2019 else None


@dataclass
class Other:
    """The second bookkeeping."""

    costs: dict[str, Cost]
    claims: dict[str, list[Claim]] = field(default_factory=lambda: {"general": [], "radicalisation": []})
    numbers: dict[str, list[dict[int, str]]] = field(default_factory=lambda: {"general": [], "radicalisation": []})
    rulings: dict[tuple[str, str], tuple[str, int, int]] = field(default_factory=dict)
    received: dict[str, list[int]] = field(default_factory=lambda: {"general": [], "radicalisation": []})

    def submit(self, reserve: str | None) -> None:
        for grant, versions in self.claims.items():
            spares = {doc for doc, (_, is_spare) in versions[-1].items() if is_spare} if versions else set()
            if reserve is not None:
                spares.add(reserve)
            now = {d: (cents, d in spares) for d, c in self.costs.items() if (cents := c.of(grant)) is not None}
            lines = {c.number: d for d, c in self.costs.items() if d in now and c.number is not None}
            if now or versions:
                versions.append(now)
                self.numbers[grant].append(lines)

    def held(self, grant: str, doc: str) -> tuple[str, int] | None:
        """The decision that holds of a claimed cost: act and accepted cents."""
        cents, is_spare = self.claims[grant][-1][doc]
        act, claimed, accepted = self.rulings.get((grant, doc), ("reopen", 0, 0))
        if act == "reopen" or claimed != cents or is_spare != (act == "use-spare"):
            return None
        return act, accepted

    def figures(self, grant: str) -> dict[str, int]:
        claim = self.claims[grant][-1] if self.claims[grant] else {}
        found = dict.fromkeys(("claimed", "accepted", "rejected", "open", "spare", "chosen"), 0)
        for doc, (cents, is_spare) in claim.items():
            ruled = self.held(grant, doc)
            if is_spare:
                found["spare"] += cents
                found["chosen"] += ruled[1] if ruled else 0
                continue
            found["claimed"] += cents
            if ruled is None:
                found["open"] += cents
            else:
                found["accepted"] += ruled[1]
                found["rejected"] += cents - ruled[1]
        granted, received = GRANTED[grant], sum(self.received[grant])
        room = max(0, min(found["rejected"], granted - found["accepted"] - found["open"]))
        used = min(found["chosen"], room)
        final = found["accepted"] + used
        return found | {
            "room": room, "used": used, "received": received,
            "balance": max(0, min(granted, final) - received), "recovery": max(0, received - final),
        }  # fmt: skip


class Year:
    """Does the same in both bookkeepings."""

    def __init__(self, here: Session, dice: random.Random) -> None:
        self.here, self.dice = here, dice
        self.other = Other({doc: Cost(n, {code: c}) for n, (doc, code, c) in enumerate(START, 1)})
        self.undone: dict[str, Cost] | None = None
        self.receipts: list[tuple[int, str, int]] = []

    def doc(self) -> str | None:
        alive = [doc for doc, cost in self.other.costs.items() if cost.number is not None]
        return self.dice.choice(alive) if alive else None

    def submit(self) -> None:
        doc = self.doc() if self.dice.random() < 0.4 else None
        cost = self.other.costs[doc] if doc else None
        if cost is not None and (cost.year != 2019 or cost.of("general") is cost.of("radicalisation") is None):
            doc = None
        reserve = [self.other.costs[doc].number] if doc else []
        before = {grant: versions[-1] if versions else None for grant, versions in self.other.claims.items()}
        self.other.submit(doc)
        if not any(self.other.claims.values()):
            with pytest.raises(WrongUse):
                submit(self.here, 2019)
            return
        done = submit(self.here, 2019, reserve=reserve)  # type: ignore[arg-type]
        for each in done.grants:
            changed = before[each.submission.grant] != self.other.claims[each.submission.grant][-1]
            assert each.written or not changed
        again = submit(self.here, 2019)
        assert not any(each.written for each in again.grants)
        for difference in compare(self.here):
            assert difference.changes == ()

    def rule(self) -> None:
        grant = self.dice.choice(list(GRANTED))
        act: Any = self.dice.choice(["accept", "reduce", "reject", "use-spare", "reopen"])
        doc = self.doc()
        if doc is None:
            return
        number = next((n for lines in self.other.numbers[grant][-1:] for n, d in lines.items() if d == doc), None)
        if number is None:
            number = self.other.costs[doc].number
            assert number is not None
            with pytest.raises(WrongUse):
                settle(self.here, [number], act, reason="x", amount=1, grant=grant)
            return
        cents, is_spare = self.other.claims[grant][-1][doc]
        amount = self.dice.choice([cents // 2, cents // 3, 1, cents, 0, cents + 1])
        low, high = min(0, cents), max(0, cents)
        accepted: int | None = {"accept": cents, "reject": 0, "reopen": 0}.get(act)
        if act == "reduce" and low < amount < high:
            accepted = amount
        if act == "use-spare" and is_spare:
            found, ruled = self.other.figures(grant), self.other.held(grant, doc)
            room = max(0, found["room"] - found["chosen"] + (ruled[1] if ruled else 0))
            accepted = min(cents, room) if cents > 0 and room > 0 else None
        if act != "reopen" and is_spare != (act == "use-spare"):
            accepted = None
        if accepted is None:
            with pytest.raises(WrongUse):
                settle(self.here, [number], act, reason="x", amount=amount, grant=grant)
            return
        settle(self.here, [number], act, reason="x", amount=amount if act == "reduce" else None, grant=grant)
        again = settle(self.here, [number], act, reason="x", amount=amount if act == "reduce" else None, grant=grant)
        assert act == "use-spare" or not any(each.written for each in again)
        self.other.rulings[grant, doc] = (act, cents, accepted)

    def retag(self) -> None:
        if (doc := self.doc()) is None:
            return
        cost, code = self.other.costs[doc], self.dice.choice(list(GRANT_OF))
        assert cost.number is not None
        if self.dice.random() < 0.5 and len(cost.codes) == 1:
            # Half of a line that is whole: to the cent, away from zero.
            total = sum(cost.codes.values())
            (rest,) = cost.codes
            if rest == code:
                return
            half = (abs(total) + 1) // 2 * (1 if total > 0 else -1)
            cost.codes = {code: half, rest: total - half}
            tag(self.here, [cost.number], code, Fraction(1, 2))
            return
        cost.codes = {code: sum(cost.codes.values())}
        tag(self.here, [cost.number], code)

    def change(self) -> None:
        if (doc := self.doc()) is None:
            return
        cost = self.other.costs[doc]
        assert cost.number is not None
        what = self.dice.choice(["supplier", "amount", "year", "back"])
        if what == "back":
            take_back(self.here, cost.number, reason="x")
            cost.number = None
            return
        changes: dict[str, Any] = {"supplier": f"S{self.dice.randrange(10**9)}"}
        if what == "amount" and len(cost.codes) == 1:
            (code,) = cost.codes
            cost.codes = {code: cost.codes[code] + self.dice.choice([1_00, 2_00])}
            changes = {"amount": cost.codes[code]}
        elif what == "year":
            cost.year = 2018 if cost.year == 2019 else 2019
            changes = {"year": cost.year}
        done = correct(self.here, cost.number, changes, reason="x")
        assert done.new is not None
        cost.number = done.new.number

    def turn(self) -> None:
        """The whole import undone, and posted again with what it was by then."""
        if self.undone is None:
            if self.doc() is None:
                return
            undo(self.here, 1, reason="x")
            self.undone = {doc: cost for doc, cost in self.other.costs.items() if cost.number is not None}
            for doc in self.undone:
                self.other.costs[doc] = Cost(None, dict(self.undone[doc].codes), self.undone[doc].year)
            return
        redo(self.here, 1, reason="x")
        ledger = self.here.ledger()
        living = {e.details.document_no: e.number for e in ledger.live()}
        for doc, cost in self.undone.items():
            cost.number = living[doc]
            self.other.costs[doc] = cost
        assert set(living) == set(self.undone)
        self.undone = None

    def pay(self) -> None:
        grant = self.dice.choice(list(GRANTED))
        if self.receipts and self.dice.random() < 0.3:
            number, grant, cents = self.receipts.pop(self.dice.randrange(len(self.receipts)))
            try:
                reverse_receipt(self.here, number, reason="x")
            except WrongUse:
                assert sum(self.other.received[grant]) - cents < 0
                self.receipts.append((number, grant, cents))
                return
            self.other.received[grant].remove(cents)
            return
        cents = self.dice.choice([50_00, 120_00, 33_33, -20_00])
        if sum(self.other.received[grant]) + cents < 0:
            return
        done = add_receipt(self.here, grant, 2019, cents, date(2020, 1, 1), document=f"{self.dice.random()}")
        self.receipts.append((done.receipt.number, grant, cents))
        self.other.received[grant].append(cents)

    def check(self) -> None:
        for held in settlement(self.here.ledger(), 2019).grants:
            f, expected = held.figures, self.other.figures(held.grant.code)
            found = {
                "claimed": f.claimed, "accepted": f.accepted, "rejected": f.rejected, "open": f.open, "spare": f.spare,
                "chosen": f.spare_chosen, "room": f.spare_room, "used": f.spare_used, "received": f.received,
                "balance": f.balance, "recovery": f.recovery,
            }  # fmt: skip
            assert found == expected, held.grant.code

    def check_differences(self) -> None:
        """What the books would claim now, and that what moved and the rest are the difference."""
        for difference in compare(self.here):
            grant = difference.before.grant
            spares = {doc for doc, (_, is_spare) in self.other.claims[grant][-1].items() if is_spare}
            now = [c.of(grant) or 0 for doc, c in self.other.costs.items() if doc not in spares]
            assert difference.claimed_after == sum(now)
            before = sum(cents for cents, is_spare in self.other.claims[grant][-1].values() if not is_spare)
            assert sum(c.moved + c.rest for c in difference.changes) == sum(now) - before


@pytest.mark.parametrize("seed", range(2))
def test_the_figures_are_those_of_a_second_bookkeeping(url: str, tmp_path: Path, seed: int) -> None:
    """Lost otherwise: what is due would depend on the order in which a year's papers came in."""
    here, dice = session_of(url), random.Random(seed)
    rows = [[2019, doc, date(2019, 3, 1), f"S {doc}", "x", code, cents / 100] for doc, code, cents in START]
    import_file(here, write_workbook(tmp_path / "1.xlsx", rows))
    for grant, cents in GRANTED.items():
        revise_allocation(here, grant, 2019, cents, decision="small", reason="x")
    year = Year(here, dice)
    acts: list[Callable[[], None]] = [year.submit, year.rule, year.retag, year.change, year.turn, year.pay]
    for act in dice.choices(acts, weights=[3, 8, 2, 2, 1, 2], k=16):
        act()
        year.check()
    year.check_differences()

"""Submitted lines with any rulings on them, by recipe."""

from __future__ import annotations

from hypothesis import strategies as st

from subsidy_ledger.domain.submitted import Ruling, SubmittedShare

AMOUNTS = st.integers(-50_000, 50_000).filter(bool)
MONEY = st.integers(0, 200_000)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[SubmittedShare], list[Ruling]]:
    """Lines with one or two shares, spare or not, and any rulings on them, later ones after earlier ones."""
    shares: list[SubmittedShare] = []
    rulings: list[Ruling] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        parts = draw(st.lists(AMOUNTS, min_size=1, max_size=2))
        is_spare = draw(st.booleans())
        shares += [SubmittedShare(number, f"G1.{i}", cents, is_spare) for i, cents in enumerate(parts)]
        total = sum(parts)
        for entry in sorted(draw(st.sets(st.integers(1, 9), max_size=3))):
            act = draw(st.sampled_from(["accept", "reduce", "reject", "use-spare", "reopen"]))
            low, high = min(0, total), max(0, total)
            accepted = {"accept": total, "reject": 0, "reopen": 0}.get(act, draw(st.integers(low, high)))
            claimed = total + draw(st.sampled_from([0, 0, 0, 7]))
            rulings.append(Ruling(1, number, act, claimed, accepted, "because", entry))  # type: ignore[arg-type]
    return shares, rulings

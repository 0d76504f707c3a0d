"""Transfers to the police zone by objective: what is due, claimed, paid, proven and open."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.domain.proof import Side
from subsidy_ledger.domain.sentences import Euro, Sentence, say, say_n
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.tables import Column, Table, Value, Weight
from subsidy_ledger.reports.transfers import Transfers

SIDE_COLUMNS = (
    Column("objective", "Objective", "code"),
    Column("mode", "Mode", "code"),
    Column("due", "Due", "money"),
    Column("claimed", "Claimed", "money"),
    Column("paid", "Amount paid", "money"),
    Column("proven", "Proven", "money"),
    Column("open", "Open", "money"),
)


def sides_table(found: Transfers) -> Table:
    """One row an objective of project transfers, one for the deductions, and all together."""
    rows: list[tuple[Value, ...]] = [
        (side.code or say("(all)"), in_words(side.mode or "undecided"), side.due, *_figures(side))
        for side in found.sides
    ]
    weights: list[Weight] = ["line"] * len(rows)
    if len(rows) > 1:
        sums = [sum(figures) for figures in zip(*map(_figures, found.sides), strict=True)]
        rows.append((say("Total"), "", None, *sums))
        weights.append("total")
    return Table(
        "sides",
        say("Transfers to the police zone {year}: due, paid, proven, open", year=str(found.year)),
        SIDE_COLUMNS,
        tuple(rows),
        tuple(weights),
        tuple(_side_notes(found)),
    )


def _figures(side: Side) -> tuple[int, ...]:
    return side.claimed, side.paid, side.proven, side.open


def _side_notes(found: Transfers) -> Iterator[Sentence]:
    yield from _contribution_notes(found)
    yield from _list_notes(found)
    for side in found.sides:
        if side.mode == "project" and side.shown > side.claimed:
            yield say(
                "The zone's list shows {shown} for {code}, {more} more than is claimed.",
                shown=Euro(side.shown), code=side.code or say("all projects"), more=Euro(side.shown - side.claimed),
            )  # fmt: skip
        if side.mode is None:
            yield say(
                "{amount} stands on {code}, which has both modes of transfer, so nothing can prove it: tag it to an "
                "objective.",
                amount=Euro(side.claimed), code=side.code or say("several sectors"),
            )  # fmt: skip


def _contribution_notes(found: Transfers) -> Iterator[Sentence]:
    deducted, year = found.total("deduction"), str(found.year)
    if found.contribution is None:
        if not found.deducts:
            return
        yield no_contribution(found.year)
        return
    due = found.contribution.cents
    if deducted > due:
        yield say(
            "Contribution due to the zone for {year}: {due} ({decision}); deducted {deducted}, {excess} more than is "
            "due: ledger reconcile --check deduction-exceeds-contribution",
            year=year, due=Euro(due), decision=found.contribution.decision, deducted=Euro(deducted),
            excess=Euro(deducted - due),
        )  # fmt: skip
    else:
        yield say(
            "Contribution due to the zone for {year}: {due} ({decision}); deducted {deducted}, room left {left}.",
            year=year, due=Euro(due), decision=found.contribution.decision, deducted=Euro(deducted),
            left=Euro(due - deducted),
        )  # fmt: skip


def no_contribution(year: int) -> Sentence:
    """That it is not known what is due, and the next step."""
    return say(
        "No contribution due to the zone is recorded for {year}: ledger contribution set --year {year} "
        "--amount … --decision …",
        year=str(year),
    )


def _list_notes(found: Transfers) -> Iterator[Sentence]:
    """What becomes of the zone's own list, so that none of its euros is unaccounted for."""
    zone = found.zone
    if not zone.lines:
        if any(side.mode == "project" for side in found.sides):
            yield say("There is no list of the zone for {year}: ledger import FILE --entity zone", year=str(found.year))
        return
    yield say_n(
        "The zone's own list of {year}: {n} line, {total}; {proves} of it is for the city's project transfers.",
        "The zone's own list of {year}: {n} lines, {total}; {proves} of it is for the city's project transfers.",
        n=zone.lines, year=str(found.year), total=Euro(zone.total), proves=Euro(zone.proves),
    )  # fmt: skip
    if zone.others:
        yield say("{amount} of the list was paid for other municipalities and proves nothing here.",
                  amount=Euro(zone.others))  # fmt: skip
    if zone.unknown:
        yield say(
            "{amount} of the list was paid for municipalities that the agreement's file does not know, and proves "
            "nothing: add their names to [[zone.municipalities]], or correct the list.",
            amount=Euro(zone.unknown),
        )
    if zone.elsewhere:
        yield say(
            "{amount} of the list is for the city, but on no code of a project transfer: tag these lines (ledger tag).",
            amount=Euro(zone.elsewhere),
        )

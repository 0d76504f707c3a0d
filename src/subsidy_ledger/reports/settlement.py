"""The settlement of a year as tables and as JSON: every figure with the lines and receipts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from subsidy_ledger.domain.claimed_twice import claimed_twice, twice_sentence
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.receipts import standing
from subsidy_ledger.domain.sentences import Euro, Phrases, Sentence, say, say_n
from subsidy_ledger.domain.settlement import Figures, GrantSettlement, Settlement
from subsidy_ledger.domain.submissions import claimed
from subsidy_ledger.reports.moved_claims import ledger_claims, parted_sentences, twice_json
from subsidy_ledger.reports.settled_lines import settled_lines_json, state_of
from subsidy_ledger.reports.tables import Column, Table, Value, Weight

FIGURES: Phrases = {
    "granted": "Granted, carry-over included",
    "claimed": "Claimed",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "open": "Not decided yet",
    "spare": "Submitted as spare",
    "spare_used": "Spare lines that replace rejected ones",
    "accepted_in_all": "Accepted in all",
    "received": "Received",
    "balance": "Balance to receive",
    "recovery": "To be paid back (recovery)",
}
SO_FAR: Phrases = {
    "balance": "Balance to receive, as decided so far",
    "recovery": "To be paid back (recovery), as decided so far",
}
TOTALS = frozenset({"accepted_in_all", "balance", "recovery"})
# Longer lists of line numbers are counted.
NAMED_MAX = 120
SPARE = frozenset({"spare", "spare_used"})
COLUMNS = (
    Column("grant", "Grant", "code"),
    Column("figure", "Settlement"),
    Column("amount", "Euros", "money"),
    Column("made_of", "Made of", width_max=70),
)


def settlement_table(ledger: Ledger, found: Settlement) -> Table:
    """The figures of each grant with what they are made of, and of all grants together."""
    rows: list[tuple[Value, ...]] = []
    weights: list[Weight] = []
    titles = {**FIGURES, **(SO_FAR if any(g.figures.open for g in found.grants) else {})}
    shown = [key for key in FIGURES if key not in SPARE or any(g.figures.spare for g in found.grants)]
    for held in found.grants:
        made = made_of(ledger, held, found.year)
        for key in shown:
            amount = getattr(held.figures, key)
            rows.append((held.grant.code, Sentence(titles[key], {}), amount, made.get(key)))
            weights.append("heading" if key in TOTALS else "line")
    for key in shown:
        rows.append((say("Total"), Sentence(titles[key], {}), total_of(found, key), None))
        weights.append("total")
    twice = (twice_sentence(one) for one in claimed_twice(ledger) if one.is_of(found.year))
    return Table(
        "settlement",
        say("Settlement {year}", year=str(found.year)),
        COLUMNS,
        tuple(rows),
        tuple(weights),
        (*notes_of(found), *parted_sentences(ledger, found), *twice),
    )


def total_of(found: Settlement, key: str) -> int:
    return sum(getattr(held.figures, key) for held in found.grants)


def made_of(ledger: Ledger, held: GrantSettlement, year: int) -> dict[str, Sentence]:
    """By figure: the allocation, lines, receipts or other figures that it comes from."""
    found: dict[str, Sentence] = {
        "balance": say("the smaller of granted and accepted in all, less received"),
        "recovery": say("received, less accepted in all"),
    }
    allocations = [a for a in ledger.allocations if (a.grant, a.year) == (held.grant.code, year)]
    if allocations:
        last = max(allocations, key=lambda a: a.version)
        found["granted"] = say("version {version}: {decision}", version=last.version, decision=last.decision)
    if held.submission is not None:
        found["claimed"] = say(
            "submission {submission} (version {version})",
            submission=held.submission.number, version=held.submission.version,
        )  # fmt: skip
    for key, states in STATES.items():
        if lines := [line.line for line in held.lines if state_of(line) in states]:
            found[key] = lines_sentence(lines)
    if receipts := [r.number for r in standing(held.receipts)]:
        found["received"] = say_n(
            "receipt {receipts}", "receipts {receipts}", n=len(receipts), receipts=ranges(receipts)
        )
    return found


def lines_sentence(lines: Sequence[int]) -> Sentence:
    """Which lines; only how many where naming them would fill the screen."""
    named = ranges(lines)
    if len(named) <= NAMED_MAX:
        return say_n("line {lines}", "lines {lines}", n=len(lines), lines=named)
    return say_n("{n} line (--lines lists it)", "{n} lines (--lines lists them)", n=len(lines))


def notes_of(found: Settlement) -> Iterator[Sentence]:
    """What is provisional about the figures, and what may be done next."""
    return (note for held in found.grants for note in _notes(held, found.year))


def _notes(held: GrantSettlement, year: int) -> Iterator[Sentence]:
    f, code = held.figures, held.grant.code
    if held.submission is None:
        yield say(
            "{grant}: nothing is submitted, so nothing is claimed: ledger submit --year {year} --grant {grant}",
            grant=code, year=str(year),
        )  # fmt: skip
    if moved := [line.line for line in held.lines if state_of(line) == "moved"]:
        yield say_n(
            "{grant}: open again, because it claims otherwise than what was decided on: line {lines}",
            "{grant}: open again, because they claim otherwise than what was decided on: lines {lines}",
            n=len(moved), grant=code, lines=ranges(moved),
        )  # fmt: skip
    if moved := [line.line for line in held.lines if line.is_spare and line.moved is not None]:
        yield say_n(
            "{grant}: what was decided on spare line {lines} no longer counts, because it claimed otherwise then",
            "{grant}: what was decided on spare lines {lines} no longer counts, because they claimed otherwise then",
            n=len(moved), grant=code, lines=ranges(moved),
        )  # fmt: skip
    if f.rejected < 0 and (credits_ := held.rejected_credits):
        yield say_n(
            "{grant}: {more} more than was claimed is accepted or still open, because the credit note on line {lines} "
            "was rejected ({credit}). Where the cost it belongs to is accepted, reopen it: ledger settle LINE --reopen "
            "--reason …",
            "{grant}: {more} more than was claimed is accepted or still open, because the credit notes on lines "
            "{lines} were rejected ({credit}). Where the costs they belong to are accepted, reopen them: ledger settle "
            "LINE --reopen --reason …",
            n=len(credits_), grant=code, more=Euro(-f.rejected), lines=ranges([line.line for line in credits_]),
            credit=Euro(sum(line.rejected for line in credits_)),
        )  # fmt: skip
    if f.open:
        whole = f.if_all_is_accepted()
        yield say(
            "{grant}: {open} is not decided yet. If all of it is accepted, {balance} is still to be received and "
            "{recovery} to be paid back.",
            grant=code, open=Euro(f.open), balance=Euro(whole.balance), recovery=Euro(whole.recovery),
        )  # fmt: skip
    if f.spare_left:
        ready = [line.line for line in held.lines if line.is_spare and line.accepted < line.cents]
        yield say_n(
            "{grant}: a spare line may still replace {room} of what was rejected: ledger settle LINE --use-spare "
            "--reason … (line {lines})",
            "{grant}: spare lines may still replace {room} of what was rejected: ledger settle LINE --use-spare "
            "--reason … (lines {lines})",
            n=len(ready), grant=code, room=Euro(f.spare_left), lines=ranges(ready),
        )  # fmt: skip
    if f.spare_chosen > f.spare_used:
        yield no_room(code, f)
    if f.above_grant:
        yield above_grant(code, f)


def no_room(grant: str, figures: Figures) -> Sentence:
    """Spare lines were let in for more than what was rejected leaves room for."""
    return say(
        "{grant}: spare lines were let in for {chosen}, and only {used} of that has room now.",
        grant=grant, chosen=Euro(figures.spare_chosen), used=Euro(figures.spare_used),
    )  # fmt: skip


def above_grant(grant: str, figures: Figures) -> Sentence:
    """Received above the grant, and not in the recovery, as it was accepted."""
    return say(
        "{grant}: {amount} more was received than was granted, though it was accepted; the recovery does not hold it.",
        grant=grant, amount=Euro(figures.above_grant),
    )  # fmt: skip


# Which lines, by what holds of them, a figure is made of.
STATES: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accept", "reduce"),
    "rejected": ("reject", "reduce"),
    "open": ("open", "moved"),
    "spare": ("spare", "use-spare"),
    "spare_used": ("use-spare",),
}


def settlement_json(ledger: Ledger, found: Settlement, known_on: date | None = None) -> dict[str, Any]:
    """Every figure per grant with its lines and receipts; and the totals."""
    return {
        "agreement": ledger.agreement.code,
        "year": found.year,
        "known_on": known_on.isoformat() if known_on else None,
        "grants": [
            {
                **_grant_json(ledger, held, found.year),
                "ledger_claims": to_text(claimed(ledger_claims(ledger, held, found.year))),
            }
            for held in found.grants
        ],
        "total": {key: to_text(total_of(found, key)) for key in FIGURES},
        "claimed_twice": twice_json(claimed_twice(ledger), found.year),
    }


def _grant_json(ledger: Ledger, held: GrantSettlement, year: int) -> dict[str, Any]:
    figures, submission = held.figures, held.submission
    return {
        "code": held.grant.code,
        "submission": submission.number if submission else None,
        "version": submission.version if submission else None,
        **figures_json(figures),
        "if_all_open_is_accepted": {
            key: to_text(getattr(figures.if_all_is_accepted(), key)) for key in ("balance", "recovery")
        },
        "lines": settled_lines_json(ledger, held, year),
        "receipts": [
            {"number": r.number, "date": r.received_on.isoformat(), "amount": to_text(r.cents), "document": r.document}
            for r in standing(held.receipts)
        ],
    }


def figures_json(figures: Figures, keys: Iterable[str] = (*FIGURES, "spare_left", "above_grant")) -> dict[str, str]:
    return {key: to_text(getattr(figures, key)) for key in keys}

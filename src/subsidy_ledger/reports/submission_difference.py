"""The difference between two submissions line by line: what changed in each claim, and where its money went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_ledger.domain.claim_flows import Flow, Place, TracedChange
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.money import to_text
from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Phrases, Sentence, say
from subsidy_ledger.domain.submissions import Change, claimed, lines_of
from subsidy_ledger.domain.submitted import Submission
from subsidy_ledger.reports.submissions import last_is_total
from subsidy_ledger.reports.tables import Column, Table, Value

CHANGE_COLUMNS = (
    Column("number", "Line", "integer"),
    Column("what", "What", "code"),
    Column("supplier", "Supplier", width_max=36),
    Column("codes", "Code", "code"),
    Column("before", "Claimed before", "money"),
    Column("after", "Claimed after", "money"),
    Column("difference", "Difference", "money"),
)
MOVED_COLUMN = Column("moved", "Moved")
KINDS: Phrases = {
    "new": "new line",
    "changed": "changed",
    "taken-back": "taken back",
    "retagged": "retagged",
    "corrected": "corrected",
    "made-spare": "made spare",
    "made-claimed": "spare before, claimed now",
    "moved-here": "moved here",
    "moved-away": "moved away",
    "moved-in-part": "moved in part",
    "renumbered": "the same cost, line {new} in place of {old}",
}


def difference_table(
    ledger: Ledger, before: Submission, after: Submission | None, changes: Sequence[TracedChange], claimed_after: int
) -> Table:
    """What changed, line by line, adding up to the difference between the two claims."""
    rows: list[tuple[Value, ...]] = []
    for traced in changes:
        change = traced.change
        line = ledger.expense(change.line)
        rows.append(
            (
                change.line, _kind_text(change), line.details.supplier if line else None,
                codes_of(change), change.cents_before, change.cents_after, change.difference,
                _flows_text(traced.flows),
            )
        )  # fmt: skip
    sums = claimed(before.shares), claimed_after
    total: tuple[Value, ...] = (None, None, say("The whole claim"), None, *sums, sums[1] - sums[0], None)
    columns: tuple[Column, ...] = (*CHANGE_COLUMNS, MOVED_COLUMN)
    if not any(traced.flows for traced in changes):
        columns, rows, total = CHANGE_COLUMNS, [row[:-1] for row in rows], total[:-1]
    return Table("difference", title_text(before, after), columns, (*rows, total), last_is_total(rows), _sums(changes))


def _kind_text(change: Change) -> Sentence:
    """What happened; a line that was and is spare claims nothing, so its own amounts are told."""
    if change.kind == "renumbered":
        new, old = (ranges(lines_of(side)) for side in (change.after, change.before))
        return Sentence(KINDS[change.kind], {"new": new, "old": old})
    what = Sentence(KINDS[change.kind], {})
    spares = [sum(s.cents for s in side if s.is_spare) for side in (change.before, change.after)]
    if change.kind not in ("changed", "new", "taken-back") or not any(spares):
        return what
    return say("{what}, spare: {before} -> {after}", what=what, before=Euro(spares[0]), after=Euro(spares[1]))


def _flows_text(flows: Sequence[Flow]) -> Sentence | None:
    """Where the money went: "30.00 to radicalisation 2019"."""
    said = tuple(
        say("{euros} to {place}", euros=Euro(flow.cents), place=_place(flow.other)) if flow.is_away
        else say("{euros} from {place}", euros=Euro(flow.cents), place=_place(flow.other))
        for flow in flows
    )  # fmt: skip
    return Sentence("{flows}", {"flows": Listed(said, between="; ")}) if said else None


def _place(place: Place) -> Sentence:
    if place.grant:
        return say("{grant} {year}", grant=place.grant, year=str(place.year))
    return say("untagged {year}", year=str(place.year))


def _sums(changes: Sequence[TracedChange]) -> tuple[Sentence, ...]:
    """What only moved and what came or went, where anything moved; together they are the difference."""
    if not any(change.flows for change in changes):
        return ()
    moved, rest = (sum(getattr(change, name) for change in changes) for name in ("moved", "rest"))
    return (
        say(
            "Of the difference, {moved} only moved between grants, years and what is untagged: no euro of it is lost. "
            "The rest, {rest}, is new, changed, taken back or spare.",
            moved=Euro(moved), rest=Euro(rest),
        ),
    )  # fmt: skip


def title_text(before: Submission, after: Submission | None) -> Sentence:
    facts: dict[str, Fact] = {
        "n": before.number, "grant": before.grant, "year": str(before.year), "version": before.version
    }  # fmt: skip
    if after is None:
        return say("{grant} {year}: from version {version} (submission {n}) to the ledger as it is", **facts)
    return say(
        "{grant} {year}: from version {version} (submission {n}) to version {other} (submission {m})",
        **facts, m=after.number, other=after.version,
    )  # fmt: skip


def same_still(before: Submission, after: Submission | None) -> Sentence:
    """That nothing changed."""
    facts: dict[str, Fact] = {
        "grant": before.grant, "year": str(before.year), "version": before.version, "n": before.number
    }  # fmt: skip
    if after is None:
        return say(
            "{grant} {year}: nothing of what is claimed changed since version {version} (submission {n})", **facts
        )
    return say(
        "{grant} {year}: versions {version} and {other} (submissions {n} and {m}) claim the same",
        **facts, m=after.number, other=after.version,
    )  # fmt: skip


def codes_of(change: Change) -> str:
    """The codes it is claimed on: "G1.1", or "G1.1 -> G2.1" where they changed."""
    before, after = (", ".join(sorted({s.code for s in side})) for side in (change.before, change.after))
    return before or after if before == after or not (before and after) else f"{before} -> {after}"


def difference_json(
    before: Submission, after: Submission | None, changes: Sequence[TracedChange], claimed_after: int
) -> dict[str, Any]:
    return {
        "grant": before.grant,
        "year": before.year,
        "before": {"submission": before.number, "version": before.version, "claimed": to_text(claimed(before.shares))},
        "after": {
            "submission": after.number if after else None,
            "version": after.version if after else None,
            "claimed": to_text(claimed_after),
        },
        "difference": to_text(claimed_after - claimed(before.shares)),
        "moved": to_text(sum(change.moved for change in changes)),
        "rest": to_text(sum(change.rest for change in changes)),
        "lines": [_line_json(change) for change in changes],
    }


def _line_json(traced: TracedChange) -> dict[str, Any]:
    change = traced.change
    sides = {
        name: [
            {"number": s.line, "objective": s.code, "amount": to_text(s.cents), "spare": s.is_spare} for s in shares
        ]
        for name, shares in (("before", change.before), ("after", change.after))
    }  # fmt: skip
    return {
        "number": change.line, "what": change.kind, **sides, "difference": to_text(change.difference),
        "moved": [
            {"to" if f.is_away else "from": {"grant": f.other.grant or None, "year": f.other.year},
             "amount": to_text(f.cents)}
            for f in traced.flows
        ],
    }  # fmt: skip

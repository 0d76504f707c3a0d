"""The sheet Changes: everything that is no longer as it was first posted, with who, when, why, and the money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from subsidy_ledger.domain.acts import claim_entry
from subsidy_ledger.domain.changes import Change
from subsidy_ledger.domain.findings import ranges
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.sentences import Fact, Listed, Sentence, as_it_is, say
from subsidy_ledger.domain.vocabulary import field_name, in_words
from subsidy_ledger.reports.reconciliation.book import Block, Sheet
from subsidy_ledger.reports.reconciliation.formulas import UNTAGGED, minus
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.tables import Value

COLUMNS = (
    column("entry", "integer"), column("when", "moment"), column("by"), column("act"),
    column("lines", "code", width=16),
    column("code", "code"), column("before", "money"), column("after", "money"), column("change", "money"),
    column("what_changed", width=34), column("reason", width=34), column("after_claim", "code"),
)  # fmt: skip


def changes_sheet(ledger: Ledger, found: Sequence[Change], year: int, since: date | None = None) -> Sheet:
    """One row a change and code, in the order in which it was done; `since` where earlier ones are left out."""
    heading = label("heading.changes", year=str(year))
    return Sheet(
        "changes",
        label("sheet.changes"),
        heading if since is None else label("heading.changes_since", year=str(year), day=since),
        label("lead.changes"),
        (_changes(ledger, found, year, since),),
        main="changes",
    )


def _changes(ledger: Ledger, found: Sequence[Change], year: int, since: date | None) -> Block:
    entries = {entry.number: entry for entry in ledger.entries}
    claim = claim_entry(ledger, year)
    rows = Rows(COLUMNS)
    for change in found:
        entry = entries.get(change.entry)
        same: dict[str, Value] = {
            "entry": change.entry, "when": entry.at if entry else None, "by": entry.by if entry else None,
            "act": _act(ledger, change), "lines": _lines(change),
            "what_changed": _what(change, entry.reason if entry else None),
            "reason": entry.reason if entry else None,
            "after_claim": None if claim is None else in_words("yes" if change.entry > claim else "no"),
        }  # fmt: skip
        codes = {*change.before, *change.after}
        if not codes:
            rows.add(same)
        for code in sorted(codes, key=lambda code: (code is None, code or "")):
            before, after = (held.get(code, 0) for held in (change.before, change.after))
            if before == after and len(codes) > 1:
                continue
            rows.add(
                {**same, "code": _code(change, code), "before": before, "after": after, "change": after - before},
                {"change": minus("{.after}", "{.before}")},
            )
    if since is not None:
        notes = () if found else (label("changes.none_since", year=str(year), day=since),)
    else:
        notes = (*(() if found else (label("changes.none", year=str(year)),)), *_claim_note(claim))
    return rows.block("changes", notes=notes)


def _claim_note(claim: int | None) -> tuple[Sentence, ...]:
    """Which entries are told whole: those after the one that last submitted the claim."""
    return (label("changes.claim", entry=claim),) if claim is not None else ()


def _act(ledger: Ledger, change: Change) -> Sentence:
    """What was done; of evidence it is said, as its money counts in no figure."""
    act = label(f"act.{change.act}")
    if change.entities and not any(ledger.agreement.is_claiming(entity) for entity in change.entities):
        return label("act.evidence", act=act)
    return act


def _code(change: Change, code: str | None) -> Value:
    if code is not None:
        return code
    return in_words(UNTAGGED) if change.lines or change.heirs else None


def _lines(change: Change) -> Value:
    before, after = ranges(change.lines), ranges(change.heirs)
    if not before or not after or before == after:
        return before or after or None
    return say("{before} -> {after}", before=before, after=after)


def _what(change: Change, reason: str | None) -> Value:
    """The fields that a correction changed, the decision behind a figure, or what else was recorded."""
    told: list[Fact] = [
        say("{field}: {change}", field=field_name(name), change=fact) for name, fact in change.facts.items()
    ]
    told += [*change.told, *([change.decision] if change.decision not in ("", reason) else [])]
    return as_it_is(Listed(tuple(told), between="; ")) if told else None

"""What the auditor's marks decide of the claim: a ruling for each line and grant, or the cell that hinders it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Entry
from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.domain.submitted import Act, Ruling
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.auditor_marks import FilledIn, Mark
from subsidy_ledger.operations.settling import Place, Places, Ruled, is_news
from subsidy_ledger.reports.rulings import decision_sentence


def rulings_of(
    ledger: Ledger, filled: FilledIn, year: int, sha256: str, *, made: int, overturn: bool
) -> Iterator[Ruled]:
    """The rulings of a sheet that was read back; what does not fit the claim is told by cell.

    The workbook knows the rulings up to the entry `made`; what was decided later it changes only to `overturn` it.
    """
    entries = {entry.number: entry for entry in ledger.entries}
    places, targets = Places(ledger), ledger.agreement.targets
    groups: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for mark in filled.marks:
        groups[mark.line, targets[mark.code].grant.code].append(mark)
    codes: dict[tuple[int, str], list[str]] = defaultdict(list)
    for line, code in filled.written:
        if code in targets:
            codes[line, targets[code].grant.code].append(code)
    is_renamed = any(problem.code == "line-unknown" for problem in filled.problems)
    for (line, grant), marks in groups.items():
        if not _is_whole(filled, marks, codes[line, grant], grant, may_miss=is_renamed):
            continue
        if all(mark.stood for mark in marks):
            yield from _stood(places, line, grant, year)
            continue
        place = _place(places, filled, marks, grant, year)
        if place is not None:
            ruled = _ruled(place, sha256, filled, marks)
            last = place.line.ruling or place.line.reopened
            if last is not None and last.entry > made and not overturn and overturns(ruled.ruling, last):
                _refuse_decided(filled, marks[0], ruled, last, entries[last.entry])
            yield ruled


def _stood(places: Places, line: int, grant: str, year: int) -> Iterator[Ruled]:
    """What the workbook came with is nobody's new decision, whatever became of the line since."""
    for place in places.found(line, grant):
        submission = place.held.submission
        if place.line.ruling is not None and submission is not None and submission.year == year:
            yield Ruled(grant, place.line, place.line.ruling, written=False)


def _is_whole(filled: FilledIn, marks: Sequence[Mark], codes: Sequence[str], grant: str, *, may_miss: bool) -> bool:
    """Whether every share of the line in the grant is decided on a sound row. What is not is told, unless it was."""
    first = marks[0]
    rows = [filled.rows.get((first.line, code)) for code in codes]
    if any(row in filled.wrong_rows for row in rows):
        return False
    if None in rows:
        lost = codes[rows.index(None)]
        if not may_miss:
            filled.refuse(
                "row-missing", first.row, "number", say("a row for {code} too", code=lost),
                say("line {n} has a share on {code} too, and its row is not there any more; put it back, so that both "
                    "are decided", n=first.line, code=lost),
            )  # fmt: skip
        return False
    blank = [row for row in rows if row is not None and row in filled.blank]
    if blank:
        filled.refuse(
            "half-decided", blank[0], "accepted", say("an amount"),
            say("another share of line {n} in {grant} is decided on row {other}; decide all of them or none",
                n=first.line, grant=grant, other=first.row + 1),
        )  # fmt: skip
    return not blank


def _place(places: Places, filled: FilledIn, marks: Sequence[Mark], grant: str, year: int) -> Place | None:
    """Where the line is claimed; None (and told) where it is not, is spare, or is claimed for another amount."""
    first = marks[0]
    try:
        place = next(p for p in places.of(first.line, grant) if p.held.submission and p.held.submission.year == year)
    except (WrongUse, StopIteration):
        filled.refuse(
            "line-not-submitted", first.row, first.key, say("an empty cell"),
            say("line {n} is in no submission of {grant} {year} that counts, so nothing can be decided of it; empty "
                "the auditor's cells of this row, or export the workbook anew",
                n=first.line, grant=grant, year=str(year)),
        )  # fmt: skip
        return None
    share = sum(mark.share for mark in marks)
    if place.line.is_spare:
        filled.refuse(
            "line-spare", first.row, first.key, say("an empty cell"),
            say("line {n} was submitted as spare; let it in with ledger settle {n} --use-spare", n=first.line),
        )  # fmt: skip
        return None
    if place.line.cents != share:
        filled.refuse(
            "claim-differs", first.row, "share", say("{claimed}, as submitted", claimed=Euro(place.line.cents)),
            say("line {n} is submitted for {claimed} in {grant}, and {share} stands in this workbook; export it anew",
                n=first.line, claimed=Euro(place.line.cents), grant=grant, share=Euro(share)),
        )  # fmt: skip
        return None
    return place


def _ruled(place: Place, sha256: str, filled: FilledIn, marks: Sequence[Mark]) -> Ruled:
    claimed, accepted = (sum(values) for values in zip(*((m.share, m.accepted) for m in marks), strict=True))
    act: Act = "accept" if accepted == claimed else "reject" if accepted == 0 else "reduce"
    ruling = Ruling(
        place.submission, place.line.line, act, claimed, accepted,
        "; ".join(dict.fromkeys(mark.reason for mark in marks if mark.reason)), 0,
        _all(mark.document_seen for mark in marks), _all(mark.payment_seen for mark in marks), sha256,
        f"{filled.sheet.name}!{filled.cell(marks[0].row, marks[0].key)}",
    )  # fmt: skip
    return Ruled(place.held.grant.code, place.line, ruling, is_news(place.line, ruling))


def overturns(ruling: Ruling, last: Ruling) -> bool:
    """Whether it decides otherwise: of the amount, or of why something is not accepted."""
    if last.act == "reopen" or ruling.accepted != last.accepted:
        return True
    return ruling.act != "accept" and ruling.reason != last.reason


def _refuse_decided(filled: FilledIn, mark: Mark, ruled: Ruled, last: Ruling, entry: Entry) -> None:
    filled.refuse(
        "decided-since", mark.row, mark.key, say("no other decision than the one that stands"),
        say("after this workbook was made, line {n} was decided in {grant}: {decision}. Export a new workbook, or "
            "empty the auditor's cells of this row; to decide otherwise all the same, say --overturn",
            n=ruled.before.line, grant=ruled.grant, decision=decision_sentence(last, entry)),
    )  # fmt: skip


def _all(seen: Iterator[bool | None]) -> bool | None:
    """No where any is no, yes where all are yes."""
    found = list(seen)
    return False if False in found else None if None in found else True

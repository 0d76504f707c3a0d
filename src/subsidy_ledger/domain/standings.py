"""What holds of each finding, from the decisions that were recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.findings import OPEN, Decision, Finding, Standing, Status, last_ruling, numbers_of
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.names import normal_name
from subsidy_ledger.domain.parameters import asks_four_eyes
from subsidy_ledger.domain.records import Entry

STATUS_OF: Mapping[str, Status] = {"accept": "accepted", "dispute": "disputed", "reopen": "open"}


class Standings:
    """The decisions of a ledger, by finding and in order."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._agreement: Agreement = ledger.agreement
        self._entries: Mapping[int, Entry] = {entry.number: entry for entry in ledger.entries}
        self._decisions: dict[str, list[Decision]] = defaultdict(list)
        for decision in sorted(ledger.decisions, key=lambda d: d.entry):
            self._decisions[decision.finding].append(decision)

    def of(self, finding: Finding) -> Standing:
        """What holds of the finding. It is open again by itself when its euros or its lines are no longer the same.

        Lines that an undone import took back and a redo brought back as they stood are the same.
        """
        ruling, confirmation = last_ruling(self._decisions.get(finding.id, ()))
        if ruling is None:
            return OPEN
        entry = self._entries[ruling.entry]
        told = Standing(STATUS_OF[ruling.act], ruling, entry.reason, entry.by, entry.at)
        if ruling.act == "reopen":
            return told
        if not (finding.is_as_decided(ruling) or self._is_brought_back(finding, ruling)):
            return replace(told, status="open", moved=True)
        if ruling.act == "accept":
            confirmed_by = self._second_person(entry, confirmation)
            if confirmed_by is None and asks_four_eyes(self._agreement, finding.severity):
                return replace(told, status="open", awaits=True)
            return replace(told, confirmed_by=confirmed_by)
        return told

    def _is_brought_back(self, finding: Finding, ruling: Decision) -> bool:
        """The same euros on the same lines, of which an undo and a redo of their import made new ones."""
        if finding.cents != ruling.cents:
            return False
        return {*map(self._as_delivered, finding.expenses)} == {*map(self._as_delivered, numbers_of(ruling.lines))}

    def _as_delivered(self, number: int) -> int:
        """The first line of the cost that says all that this one says."""
        line = self._ledger.expense(number)
        while line is not None and (before := self._ledger.version_before(line)) is not None:
            if before.own_details != line.own_details:
                break
            line = before
        return number if line is None else line.number

    def _second_person(self, entry: Entry, confirmation: Decision | None) -> str | None:
        by = self._entries[confirmation.entry].by if confirmation is not None else None
        return by if by is not None and not same_person(by, entry.by) else None

    def history(self, finding: str) -> list[tuple[Decision, Entry]]:
        """Every decision on the finding of that id, in order, each with the entry that recorded it."""
        return [(decision, self._entries[decision.entry]) for decision in self._decisions.get(finding, ())]


def same_person(one: str, other: str) -> bool:
    """The same name, whatever its capitals, accents and points."""
    return normal_name(one) == normal_name(other)

"""What an officer should know of the municipalities a list names: only the city's lines prove its transfers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.domain.payers import PaidFor, ZoneLists
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, say, say_n
from subsidy_ledger.importing.intake import Problem, Table
from subsidy_ledger.importing.planning.keys import Incoming
from subsidy_ledger.importing.planning.posting import Posting, Wishes


def payer_notes(posting: Posting, table: Table, agreement: Agreement, wishes: Wishes) -> Iterator[Sentence]:
    """For whom the zone's list was paid, in lines and money; and a list that looks like the zone's and is said not
    to be."""
    lists, found = ZoneLists(agreement), _by_payer(posting, agreement)
    is_zone = wishes.entity in lists.entities
    if is_zone and "payer" not in table.columns and len(agreement.zone.municipalities) > 1:
        yield say(
            "no column says for which municipality of the zone a line was paid, so all of them count for the city; "
            "if one does, name it: --map payer=COLUMN"
        )
    elif is_zone:
        ours, others = found["city"], found["other"]
        if ours:
            yield say_n(
                "paid for the city: {n} line, {euros}", "paid for the city: {n} lines, {euros}",
                n=len(ours), euros=_sum(ours),
            )  # fmt: skip
        if others:
            yield say_n(
                "paid for other municipalities: {n} line, {euros}; it proves none of the city's transfers",
                "paid for other municipalities: {n} lines, {euros}; they prove none of the city's transfers",
                n=len(others), euros=_sum(others),
            )  # fmt: skip
    elif found["other"] and agreement.zone.municipalities and agreement.is_claiming(wishes.entity):
        names = sorted({str(each.details.payer) for each in found["other"]})
        yield say(
            "column {column} names other municipalities of the police zone ({names}): if this is the zone's own list, "
            "import it with --entity zone, or it counts as spending of {entity}",
            column=column_letter(table.columns["payer"]), names=Listed(tuple(names)), entity=wishes.entity,
        )  # fmt: skip


def payer_warnings(posting: Posting, table: Table, agreement: Agreement, wishes: Wishes) -> Iterator[Problem]:
    """Each municipality that nobody knows, once, by its first cell."""
    if wishes.entity not in ZoneLists(agreement).entities:
        return
    rows = defaultdict(list)
    for each in _by_payer(posting, agreement)["unknown"]:
        rows[str(each.details.payer)].append(each)
    for name, lines in rows.items():
        yield Problem(
            "payer-unknown", "warning", table.sheet.name, cell_name(lines[0].row - 1, table.columns["payer"]), "payer",
            name,
            say("a municipality of the zone: {names}",
                names=Listed(tuple(m.names[0] for m in agreement.zone.municipalities if m.names), "or")),
            say_n(
                '"{name}" is no municipality of the zone, so {n} line ({euros}) proves no transfer. Correct the list, '
                "or add the name to [[zone.municipalities]] in the agreement's file",
                '"{name}" is no municipality of the zone, so {n} lines ({euros}) prove no transfer. Correct the list, '
                "or add the name to [[zone.municipalities]] in the agreement's file",
                name=name, n=len(lines), euros=_sum(lines),
            ),
        )  # fmt: skip


def _sum(lines: Sequence[Incoming]) -> Euro:
    return Euro(sum(each.details.amount for each in lines))


def _by_payer(posting: Posting, agreement: Agreement) -> dict[PaidFor, list[Incoming]]:
    payers, found = ZoneLists(agreement).payers, defaultdict[PaidFor, list[Incoming]](list)
    for incoming in posting.ready:
        found[payers.paid_for(incoming.details.payer)].append(incoming)
    return found

"""Which lines are one and the same payment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from subsidy_ledger.checks.groups import leaders
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.identity import number_of, supplier_of

Fact = Callable[[Details], Hashable | None]


def _order(details: Details) -> Hashable | None:
    return number_of(details.order_no)


def _statement(details: Details) -> Hashable | None:
    return number_of(details.statement_no)


def _document(details: Details) -> Hashable | None:
    return number_of(details.document_no)


def _invoice(details: Details) -> Hashable | None:
    return number_of(details.invoice_no)


def _paid_on(details: Details) -> Hashable | None:
    return details.payment_date


def _invoiced_on(details: Details) -> Hashable | None:
    return details.invoice_date


def _paid_to(details: Details) -> Hashable | None:
    supplier = supplier_of(details)
    return (details.payment_date, supplier) if details.payment_date and supplier else None


# What makes lines of one amount and one entity the same payment, and what shows all the same that they are several:
# numbers begin again every year, and one statement or one day holds many orders.
SAME: tuple[tuple[Fact, tuple[Fact, ...]], ...] = (
    (_order, (_paid_on,)),
    (_statement, (_paid_on, _order)),
    (_document, (_invoiced_on,)),
    (_invoice, (_invoiced_on,)),
    (_paid_to, (_order,)),
)


def same_payments(lines: Iterable[Expense]) -> Iterator[list[Expense]]:
    """Groups of two lines or more that one fact makes the same payment; a line can be in several groups."""
    groups: dict[tuple[int, str, Hashable, int], list[Expense]] = defaultdict(list)
    for line in lines:
        for place, (same, _) in enumerate(SAME):
            fact = same(line.details)
            if fact is not None:
                groups[place, line.details.entity, fact, line.amount].append(line)
    for (place, *_), group in groups.items():
        yield from (several for several in _told_apart(group, SAME[place][1]) if len(several) > 1)


def _told_apart(group: list[Expense], facts: Sequence[Fact]) -> list[list[Expense]]:
    """The group divided by each fact in turn; a fact that one line lacks tells nothing apart."""
    parts = [group]
    for fact in facts:
        parts = [smaller for part in parts for smaller in _by(part, fact)]
    return parts


def _by(group: list[Expense], fact: Fact) -> list[list[Expense]]:
    found: dict[Hashable | None, list[Expense]] = defaultdict(list)
    for line in group:
        found[fact(line.details)].append(line)
    return [group] if None in found else list(found.values())


def joined(groups: Iterable[Sequence[Expense]]) -> list[list[Expense]]:
    """Groups that have a line in common become one; each line once, in order of number."""
    several = list(groups)
    lines = {line.number: line for group in several for line in group}
    together: dict[int, list[Expense]] = defaultdict(list)
    for number, first in sorted(leaders((group[0].number, line.number) for group in several for line in group).items()):
        together[first].append(lines[number])
    return list(together.values())

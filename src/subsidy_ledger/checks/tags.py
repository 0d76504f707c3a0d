"""What the codes of an agreement stand for: a grant, a transfer or none, a mode of transfer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from subsidy_ledger.domain.agreement import Agreement, Mode
from subsidy_ledger.domain.expenses import Expense

T = TypeVar("T")


def grants(agreement: Agreement) -> Mapping[str, str]:
    """The grant of every code, at whatever level it stands."""
    return {code: target.grant.code for code, target in agreement.targets.items()}


def transfers(agreement: Agreement) -> frozenset[str]:
    """The codes whose money goes to the zone, whatever objective it ends up with."""
    return frozenset(code for code, target in agreement.targets.items() if target.is_transfer)


def of_mode(agreement: Agreement, mode: Mode) -> frozenset[str]:
    """The codes that are a transfer of this one mode."""
    return frozenset(code for code, target in agreement.targets.items() if target.mode == mode)


def cents_on(expense: Expense, codes: frozenset[str]) -> int:
    """The part of a line, in cents, that these codes carry."""
    return sum(share.cents for share in expense.shares if share.code in codes)


def sole(values: Iterable[T]) -> T | None:
    """The one value there is; None where there are several or none."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None

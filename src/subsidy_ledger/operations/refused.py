"""The rows that imports refused and kept: what is open, and what a person closes or opens again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Import
from subsidy_ledger.domain.refused import AtStake, Closing, Refusals, RefusedRow, at_stake, refusals
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.operations.lists import import_of
from subsidy_ledger.operations.session import Session

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from subsidy_ledger.domain.agreement import Agreement
    from subsidy_ledger.domain.records import Tenancy


@dataclass(frozen=True, slots=True)
class RefusedList:
    """The rows asked for, with everything needed to say what holds of each."""

    rows: tuple[RefusedRow, ...]
    held: Refusals
    ledger: Ledger


def refused(
    session: Session, *, everything: bool = False, number: int | None = None, known_on: date | None = None
) -> RefusedList:
    """The open rows, or all of them; of import `number` where one is given. Raises WrongUse where there is no such."""
    ledger = session.ledger(known_on)
    if number is not None:
        import_of(ledger, number)
    held = ledger.refusals()
    rows = held.rows if everything else held.open()
    return RefusedList(tuple(r for r in rows if number in (None, r.import_number)), held, ledger)


def settle(
    session: Session, act: Literal["close", "reopen"], numbers: Sequence[int], *, reason: str
) -> tuple[RefusedRow, ...]:
    """Closes rows by a person's reason, or opens them again, all under one entry.

    Raises WrongUse for a number that nothing has, and where the row stands so already or its import was undone.
    """
    done: list[RefusedRow] = []

    def think(ledger: Ledger, head: Head) -> Draft:
        held = ledger.refusals()
        by_number = {row.number: row for row in held.rows}
        done.clear()
        for number in dict.fromkeys(numbers):
            row = by_number.get(number)
            if row is None:
                raise WrongUse(
                    "refused-unknown", "There is no refused row {n}. ledger refused --all lists them.", n=number
                )
            _refuse_idle(row, act, held)
            done.append(row)
        return Draft("refused", reason, closings=tuple(Closing(r.number, act, head.entry + 1) for r in done))

    session.write(think)
    return tuple(done)


def _refuse_idle(row: RefusedRow, act: Literal["close", "reopen"], held: Refusals) -> None:
    state = held.state(row)
    if state == "withdrawn":
        raise WrongUse(
            "refused-withdrawn",
            "Refused row {n} went with its import: import {import_number} was undone. ledger redo {import_number} "
            "--reason … brings both back.",
            n=row.number, import_number=row.import_number,
        )  # fmt: skip
    if act == "close" and state == "closed":
        raise WrongUse(
            "refused-closed", "Refused row {n} is closed already: ledger refused --all shows by what.", n=row.number
        )
    if act == "reopen" and state == "open":
        raise WrongUse("refused-open", "Refused row {n} is open already.", n=row.number)


def open_at_stake(
    connection: Connection, tenancy: Tenancy, agreement: Agreement, until: int | None, year: int | None = None
) -> AtStake:
    """The open refused rows of claiming entities: those of the year, and those whose year nobody can tell."""
    from subsidy_ledger.storage.ledger_store import load_imports
    from subsidy_ledger.storage.refused_store import load_refused_closings, load_refused_rows

    rows = load_refused_rows(connection, tenancy, until)
    if not rows:
        return at_stake(())
    imports = load_imports(connection, tenancy, until)
    undone = {batch.number for batch in imports if batch.undone_by is not None}
    held = refusals(rows, load_refused_closings(connection, tenancy, until), undone)
    return at_stake(claimed(held.open(), imports, agreement, year))


def claimed(
    rows: Sequence[RefusedRow], imports: Sequence[Import], agreement: Agreement, year: int | None = None
) -> list[RefusedRow]:
    """Those of claiming entities and, with `year`, of that year or of none."""
    claiming = {batch.number for batch in imports if agreement.is_claiming(batch.entity)}
    return [row for row in rows if row.import_number in claiming and (year is None or row.year in (year, None))]

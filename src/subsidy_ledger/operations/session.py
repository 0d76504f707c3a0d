"""Where a verb begins: which database, which agreement, who acts; and the one way to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.records import Tenancy
from subsidy_ledger.errors import NotReady, WrongUse
from subsidy_ledger.storage.database import Database, until_written

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from subsidy_ledger.domain.ledger import Ledger

# What a verb works out from the ledger and the chain's head; None when there is nothing to write.
Think = Callable[["Ledger", Head], Draft | None]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Session:
    """One person at one database. `agreement` is needed only where the ledger holds several."""

    url: str
    agreement: str | None = None
    by: str | None = None
    now: Callable[[], datetime] = _now
    _database: Database | None = field(default=None, init=False, repr=False)

    @property
    def database(self) -> Database:
        if self._database is None:
            self._database = Database(self.url)
        return self._database

    def tenancy(self, connection: Connection) -> Tenancy:
        """The agreement meant; raises WrongUse where that is not settled."""
        from subsidy_ledger.storage.ledger_store import tenancies

        found = tenancies(connection)
        names = ", ".join(t.agreement for t in found)
        if not found:
            raise NotReady("no-agreement", "The ledger holds no agreement yet. Run `ledger init`.")
        if self.agreement is None:
            if len(found) > 1:
                raise WrongUse(
                    "agreement-unsaid",
                    "The ledger holds several agreements: {names}. Say which with --agreement or LEDGER_AGREEMENT.",
                    names=names,
                )
            return found[0]
        for tenancy in found:
            if tenancy.agreement == self.agreement:
                return tenancy
        raise WrongUse(
            "agreement-unknown",
            'The ledger holds no agreement "{name}"; it holds {names}.',
            name=self.agreement,
            names=names,
        )

    @contextmanager
    def reading(self, known_on: date | None = None) -> Iterator[tuple[Connection, Tenancy, int | None]]:
        """A connection, the agreement, and the last entry to look at (None: all of them)."""
        with self.database.reading() as connection:
            tenancy = self.tenancy(connection)
            yield connection, tenancy, self._until(connection, tenancy, known_on)

    def _until(self, connection: Connection, tenancy: Tenancy, known_on: date | None) -> int | None:
        if known_on is None:
            return None
        from subsidy_ledger.domain.moments import end_of_day
        from subsidy_ledger.storage.ledger_store import last_entry_by

        return last_entry_by(connection, tenancy, end_of_day(known_on))

    def ledger(self, known_on: date | None = None) -> Ledger:
        """The whole ledger, as recorded up to the end of `known_on`."""
        with self.reading(known_on) as (connection, tenancy, until):
            return load_or_refuse(connection, tenancy, until)

    def write(self, think: Think) -> int | None:
        """Reads, thinks and writes as one act, again when another writer came first; gives the entry's number."""
        from subsidy_ledger.storage.append import append, head

        def act() -> int | None:
            with self.database.writing() as connection:
                tenancy = self.tenancy(connection)
                based_on = head(connection, tenancy.beneficiary)
                draft = think(load_or_refuse(connection, tenancy), based_on)
                if draft is None:
                    return None
                return append(connection, tenancy, draft, based_on=based_on, by=self.by, now=self.now())

        return until_written(act)


def load_or_refuse(connection: Connection, tenancy: Tenancy, until: int | None = None) -> Ledger:
    """The ledger up to an entry; raises WrongUse where nothing was recorded yet."""
    from subsidy_ledger.storage.ledger_store import load

    ledger = load(connection, tenancy, until)
    if ledger is None:
        raise nothing_yet()
    return ledger


def nothing_yet() -> WrongUse:
    return WrongUse("nothing-recorded", "On that day nothing was recorded in this ledger yet. Choose a later day.")

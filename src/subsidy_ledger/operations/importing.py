"""Importing: open, read, plan; then post exactly what was planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from subsidy_ledger.domain.drafts import Head
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.rulebook import live_rules
from subsidy_ledger.errors import NotReady, Refused
from subsidy_ledger.importing.intake import Reading
from subsidy_ledger.importing.planning.file_plan import Intake
from subsidy_ledger.importing.planning.plan import Plan, plan
from subsidy_ledger.importing.planning.plan_id import Grounds, hold_to, plan_changed
from subsidy_ledger.importing.profile import Profiles
from subsidy_ledger.operations.profiles import profiles_for
from subsidy_ledger.operations.request import Request
from subsidy_ledger.operations.session import Session, load_or_refuse
from subsidy_ledger.operations.wishes import options_of, wishes_of, with_profiles

# Rows read (or written) so far, and rows in all as far as that is known.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Posted:
    """The entry that was written and the numbers of its imports, one a file that had anything new."""

    entry: int
    imports: tuple[int, ...]


def read_files(request: Request, progress: Progress | None = None) -> tuple[Intake, ...]:
    """Opens and reads every file, a part a sheet; raises Refused for the first that cannot be read as a table.

    `progress` hears of the rows of all files so far.
    """
    before = 0

    def tell(done: int, of: int) -> None:
        nonlocal before
        if progress is not None:
            progress(before + done, before + of)
        if done == of:
            before += of

    profiles = profiles_for(request)
    return tuple(part for file in request.files for part in _read(Path(file), request, profiles, tell))


def _read(path: Path, request: Request, profiles: Profiles, progress: Progress) -> Iterator[Intake]:
    from subsidy_ledger.importing.opening.delivery import receive
    from subsidy_ledger.importing.opening.isolation import carry_out
    from subsidy_ledger.importing.opening.packing import Packing
    from subsidy_ledger.importing.opening.portions import Portion
    from subsidy_ledger.importing.reading import ReadingOrder

    delivery = receive(path, request.limits)
    order = ReadingOrder(
        delivery,
        request.sheets,
        request.header_row,
        request.mapping,
        request.dialect,
        request.as_new,
        request.limits,
        profiles,
    )
    together, tables, packing = Portion(), list[Reading](), Packing()

    def take(part: Portion | Reading) -> None:
        nonlocal together
        if isinstance(part, Reading):
            tables.append(together.complete(part))
            together = Portion()
            return
        together.add(part, packing)
        progress(together.read, together.of)

    carry_out(order, take)
    for reading in tables:
        yield Intake(delivery.name, delivery.sha256, delivery.data, reading)


def check_request(session: Session, request: Request) -> None:
    """Raises WrongUse for an unknown code, entity or combination before any file is opened."""
    with session.reading() as (connection, tenancy, until):
        from subsidy_ledger.storage.ledger_store import load_agreement

        agreement = load_agreement(connection, tenancy, until)
    if agreement is not None:
        wishes_of(agreement, request)


def make_plan(session: Session, request: Request, intakes: Sequence[Intake]) -> Plan:
    """Matches what was read against the ledger as it stands now."""
    from subsidy_ledger.storage.append import head

    with session.reading() as (connection, tenancy, _):
        ledger = load_or_refuse(connection, tenancy)
        return _plan(ledger, head(connection, tenancy.beneficiary), request, intakes)


def _plan(ledger: Ledger, based_on: Head, request: Request, intakes: Sequence[Intake]) -> Plan:
    profiled = with_profiles(ledger.agreement, request, intakes)
    grounds = Grounds(options_of(request, profiled), repr(live_rules(ledger.rules)))
    return plan(ledger, based_on, profiled, wishes_of(ledger.agreement, request), grounds)


def hold(planned: Plan, wanted: str) -> None:
    """Raises Refused, saying what changed, where this is not the plan that was `wanted`."""
    hold_to(wanted, planned.id)


def post(session: Session, planned: Plan, wanted: str | None = None, progress: Progress | None = None) -> Posted | None:
    """Writes the plan, all of it or nothing; None when it holds nothing new. `progress` hears of the rows written.

    Raises Refused where a row was refused or this is not the plan that was `wanted`, NotReady where somebody else
    wrote since the plan was made.
    """
    from subsidy_ledger.storage.append import append
    from subsidy_ledger.storage.database import TRIES_MAX, Conflict, Moved

    if wanted is not None:
        hold(planned, wanted)
    if planned.is_refused:
        raise Refused("rows-refused", "Nothing was posted: mend the refused rows first.")
    if planned.draft is None:
        return None
    for _ in range(TRIES_MAX):
        try:
            with session.database.writing() as connection:
                entry = append(
                    connection, session.tenancy(connection), planned.draft, based_on=planned.based_on, by=session.by,
                    now=session.now(), progress=progress,
                )  # fmt: skip
        except Conflict:
            # Another city's books may be written at the same moment; only our own must not have moved.
            continue
        except Moved:
            break
        return Posted(entry, tuple(batch.record.number for batch in planned.draft.imports))
    if wanted is not None:
        raise plan_changed(wanted)
    raise NotReady(
        "ledger-moved",
        "Somebody else wrote to the ledger since this plan was made, so nothing was posted. Import again to see the "
        "plan as it is now.",
    )

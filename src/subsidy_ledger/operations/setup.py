"""Setting up: creating the database and loading agreements."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from subsidy_ledger.agreements import BUILTIN, builtin
from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.agreement_file import agreement_of, parse
from subsidy_ledger.domain.drafts import Draft, DraftAgreement
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.records import Allocation, Tenancy
from subsidy_ledger.domain.sentences import Euro, Fact, Sentence, say
from subsidy_ledger.errors import Refused
from subsidy_ledger.operations.session import Session
from subsidy_ledger.storage.database import until_written

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from subsidy_ledger.storage.migrate import Migrated


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading an agreement did: `entry` None when this very text was loaded before."""

    agreement: Agreement
    revision: int
    entry: int | None
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init` did: to the tables, and the agreement loaded or found."""

    database: str
    migrated: Migrated
    loaded: Loaded | None
    agreements: tuple[str, ...]
    notes: tuple[Sentence, ...] = ()


def init(session: Session, file: str | None = None) -> Initialised:
    """Creates or migrates the database; loads the file, or the built-in agreement where there is none yet."""
    from subsidy_ledger.storage.ledger_store import tenancies
    from subsidy_ledger.storage.migrate import migrate

    text = None
    if file is not None:
        text = read_agreement(file)
        _read(text, file)
    migrated = migrate(session.database)
    with session.database.reading() as connection:
        present = tenancies(connection)
    loaded = None
    if text is not None or not present:
        loaded = load_agreement(session, text if text is not None else builtin(), file)
    with session.database.reading() as connection:
        names = tuple(t.agreement for t in tenancies(connection))
        notes = tuple(_other_text(connection, present)) if loaded is None else ()
    return Initialised(session.database.shown, migrated, loaded, names, notes)


def _other_text(connection: Connection, present: tuple[Tenancy, ...]) -> Iterator[Sentence]:
    """Told and not loaded: the city may have filled in accounts of its own, which the program's text lacks."""
    from subsidy_ledger.storage.ledger_store import last_revision

    for tenancy in present:
        last = last_revision(connection, tenancy) if tenancy.agreement == BUILTIN else None
        if last is not None and last.sha256 != _sha256(builtin()):
            yield say(
                "the ledger has another text of {agreement} (revision {revision}) than this program. If nobody changed "
                "it for your city, take the program's: `ledger agreement load {agreement}`",
                agreement=tenancy.agreement, revision=last.revision,
            )  # fmt: skip


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_agreement(file: str) -> str:
    """The TOML text of a file, or of a built-in agreement by its name."""
    if file == BUILTIN:
        return builtin()
    path = Path(file)
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refused("file-missing", "There is no file {file}. Check the name and the folder.", file=file) from None
    except OSError as error:
        raise Refused("file-unreadable", "{file} cannot be read: {why}.", file=file, why=str(error.strerror)) from None
    except UnicodeDecodeError:
        raise Refused("agreement-not-text", "{file} is not a text in UTF-8. Save it as UTF-8.", file=file) from None


def _read(text: str, file: str | None) -> tuple[dict[str, object], Agreement]:
    """The text as it stands and as an agreement; a refusal names the file."""
    try:
        raw = parse(text)
        return raw, agreement_of(raw)
    except Refused as refusal:
        if file is not None:
            refusal.sentence = say(
                "{file}: {fault}", **{**refusal.sentence.facts, "file": file, "fault": refusal.sentence}
            )
        raise


def load_agreement(session: Session, text: str, file: str | None = None) -> Loaded:
    """Loads an agreement or a new revision of one; refuses a revision that would pull ground from under lines."""
    raw, agreement = _read(text, file)
    tenancy = Tenancy(agreement.beneficiary, agreement.code)
    sha256 = _sha256(text)

    def act() -> Loaded:
        from subsidy_ledger.storage.append import append, head
        from subsidy_ledger.storage.ledger_store import catalogue_codes, last_revision, load, tenancies

        with session.database.writing() as connection:
            _refuse_namesake(tenancies(connection), tenancy)
            last = last_revision(connection, tenancy)
            if last is not None and last.sha256 == sha256:
                return Loaded(agreement, last.revision, None)
            ledger = load(connection, tenancy)
            if ledger is not None:
                _refuse_loss(ledger, agreement)
            revision = last.revision + 1 if last is not None else 1
            known = catalogue_codes(connection, tenancy)
            draft = _draft(agreement, ledger, known, DraftAgreement(revision, text, sha256, json.dumps(raw), (), ()))
            based_on = head(connection, tenancy.beneficiary)
            entry = append(connection, tenancy, draft, based_on=based_on, by=session.by, now=session.now())
            notes = tuple(_role_changes(ledger, agreement)) if ledger is not None else ()
            return Loaded(agreement, revision, entry, notes)

    return until_written(act)


def _refuse_namesake(present: tuple[Tenancy, ...], new: Tenancy) -> None:
    """--agreement names an agreement by its code alone, so one ledger holds a code once."""
    for tenancy in present:
        if tenancy.agreement == new.agreement and tenancy.beneficiary != new.beneficiary:
            raise Refused(
                "agreement-namesake",
                "The ledger holds an agreement {agreement} of {other} already. Give this one of {new} another code.",
                agreement=new.agreement,
                other=tenancy.beneficiary,
                new=new.beneficiary,
            )


def _draft(agreement: Agreement, ledger: Ledger | None, known: Collection[str], bare: DraftAgreement) -> Draft:
    codes = tuple((c, t.level, t.parent) for c, t in agreement.targets.items() if c not in known)
    titles = tuple(
        (code, t.title.nl, t.title.fr, t.title.en, t.objective.transfer if t.objective else None)
        for code, t in agreement.targets.items()
    )
    allocations = tuple(
        Allocation(grant.code, year, 1, cents, agreement.code, 0)
        for grant in agreement.grants
        for year, cents in sorted(grant.allocations.items())
        if ledger is None or ledger.allocated(grant.code, year) is None
    )
    return Draft("agreement", agreement=replace(bare, codes=codes, titles=titles), allocations=allocations)


def _refuse_loss(ledger: Ledger, new: Agreement) -> None:
    """What carries money must stay what it is, and agreed amounts change only by a recorded decision."""
    _refuse_lost_codes(ledger, new)
    _refuse_lost_entities(ledger, new)
    given = {(grant.code, year): cents for grant in new.grants for year, cents in grant.allocations.items()}
    by_file = {entry.number for entry in ledger.entries if entry.kind == "agreement"}
    for first in (a for a in ledger.allocations if a.entry in by_file):
        cents = given.get((first.grant, first.year))
        if cents != first.cents:
            raise Refused(
                "allocation-differs",
                "The ledger holds {old} for {grant} {year}, and the file gives {new}. Keep the amount in the file; "
                "it changes by a decision: `ledger allocation revise`.",
                old=Euro(first.cents), grant=first.grant, year=str(first.year),
                new=say("none") if cents is None else Euro(cents),
            )  # fmt: skip


def _refuse_lost_codes(ledger: Ledger, new: Agreement) -> None:
    used = {share.code for expense in ledger.expenses for share in expense.shares if share.code}
    for code in sorted(used):
        old = ledger.agreement.targets[code]
        kept = new.targets.get(code)
        if kept is None or kept.grant.code != old.grant.code or kept.modes != old.modes:
            raise Refused(
                "code-in-use",
                "Lines are tagged to {code}, so the new revision must keep it, in the grant {grant} and with the "
                "same transfer mode.",
                code=code, grant=old.grant.code,
            )  # fmt: skip


def _refuse_lost_entities(ledger: Ledger, new: Agreement) -> None:
    lines = {e.details.entity: e.number for e in ledger.live()}
    for code, line in sorted(lines.items()):
        old, kept = ledger.agreement.entity(code), new.entity(code)
        if old is not None and kept is None:
            raise Refused(
                "entity-in-use",
                "Lines such as {line} are of the entity {entity}, so the new revision must keep it: otherwise their "
                "money would leave the balance in silence. Undo its imports first.",
                line=line, entity=code,
            )  # fmt: skip


def _role_changes(ledger: Ledger, new: Agreement) -> Iterator[Sentence]:
    """A role that changes moves money in or out of the balance: allowed, and told in euros."""
    for old in ledger.agreement.entities:
        kept = new.entity(old.code)
        moved = sum(e.amount for e in ledger.live() if e.details.entity == old.code)
        if kept is not None and kept.role != old.role and moved:
            facts: dict[str, Fact] = {"entity": old.code, "euros": Euro(moved)}
            if kept.role == "claiming":
                yield say("{entity} was evidence and is claiming now: {euros} of its lines enter the balance", **facts)
            else:
                yield say("{entity} was claiming and is evidence now: {euros} of its lines leave the balance", **facts)

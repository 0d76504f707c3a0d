"""`ledger init` and `ledger status`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from subsidy_ledger.cli.options import common_options, format_option, session, shared
from subsidy_ledger.cli.show import labelled, show, show_json, tell
from subsidy_ledger.domain.refused import stake_text
from subsidy_ledger.domain.sentences import Euro, Listed, Sentence, as_it_is, say, say_n
from subsidy_ledger.domain.vocabulary import in_words

if TYPE_CHECKING:
    from subsidy_ledger.domain.records import Import
    from subsidy_ledger.operations.balance import Status
    from subsidy_ledger.operations.setup import Loaded


@click.command(
    "init",
    short_help="Create or upgrade the ledger and load an agreement",
    epilog="\b\nExamples:\n  ledger init\n  ledger --db postgresql://me@host/ledger init",
)
@common_options
@click.option(
    "--agreement-file", "file", metavar="FILE", help="Load this agreement (TOML) instead of the built-in one."
)
def init_command(file: str | None) -> None:
    """Creates or upgrades the database and loads an agreement; safe to repeat.

    Without a file the built-in agreement of Brussels 2018-2019 is loaded where the ledger holds none yet.
    `--agreement FILE` means the same as `--agreement-file FILE` here.
    """
    from subsidy_ledger.operations.setup import init
    from subsidy_ledger.storage.migrate import Migrated

    here = session()
    # Before there is any agreement, --agreement can only name the file to load; LEDGER_AGREEMENT never does.
    here.agreement = None
    done = init(here, file or shared("agreement"))
    if done.migrated is Migrated.CREATED:
        show(say("{database}: tables set up", database=done.database))
    elif done.migrated is Migrated.UPGRADED:
        show(say("{database}: tables brought up to date; nothing that was posted changed", database=done.database))
    else:
        show(say("{database}: already set up", database=done.database))
    if done.loaded is None:
        show(say("agreements: {agreements}", agreements=Listed(done.agreements)))
    else:
        show(loaded(done.loaded))
    for note in done.notes:
        tell(say("Note: {note}", note=note))


@click.command("status", short_help="Where the ledger stands", epilog="\b\nExample:\n  ledger status")
@format_option("table", "json")
@common_options
def status_command(format_: str) -> None:
    """Where the ledger stands: agreement, years, lines, last import, untagged, findings, digest."""
    from subsidy_ledger.domain.money import to_text
    from subsidy_ledger.operations.balance import status
    from subsidy_ledger.reports.against import list_json
    from subsidy_ledger.reports.refused import stake_json
    from subsidy_ledger.reports.tied_out import tied_out_json

    found = status(session())
    entry, last = found.last_entry, found.last_import
    untagged = [(p.year, p.untagged) for p in found.positions if p.untagged.lines]
    if format_ == "json":
        show_json(
            {
                "database": found.database,
                "agreement": found.agreement.code,
                "agreements": list(found.agreements),
                "years": [p.year for p in found.positions],
                "lines": found.lines,
                "last_import": last and {"number": last.number, "file": last.file},
                "untagged": [{"year": y, "expenses": u.lines, "amount": to_text(u.cents)} for y, u in untagged],
                "refused": stake_json(found.refused),
                "findings": dict(found.findings),
                "tie_outs": [tied_out_json(one) for one in found.tied_out],
                "funding_lists": [list_json(one) for one in found.lists],
                "entries": entry.number if entry else 0,
                "digest": entry.digest if entry else None,
            }
        )
        return
    click.echo("\n".join(labelled(_status(found), 13, indent="")))


def _status(found: Status) -> Iterator[tuple[Sentence, Sentence]]:
    """What stands where, a label and its text each."""
    from subsidy_ledger.reports.against import list_sentence
    from subsidy_ledger.reports.tied_out import tied_out_sentence

    others = tuple(code for code in found.agreements if code != found.agreement.code)
    ours, last, entry = found.agreement.code, found.last_import, found.last_entry
    untagged = [(p.year, p.untagged) for p in found.positions if p.untagged.lines]
    yield say("database"), as_it_is(found.database)
    yield (
        say("agreement"),
        say("{agreement} (the ledger also holds {others})", agreement=ours, others=Listed(others))
        if others
        else as_it_is(ours),
    )
    yield say("years"), as_it_is(", ".join(str(p.year) for p in found.positions))
    yield say("lines"), say_n("{n} live", "{n} live", n=found.lines)
    yield say("last import"), _last_import(last) if last else say("none yet")
    parts = tuple(
        say_n("{year}: {n} line, {amount}", "{year}: {n} lines, {amount}", n=u.lines, year=str(y), amount=Euro(u.cents))
        for y, u in untagged
    )
    yield say("untagged"), as_it_is(Listed(parts)) if parts else say("nothing")
    if found.refused.rows:
        yield say("refused rows"), say("{rows}: ledger refused", rows=stake_text(found.refused))
    if found.tied_out:
        told = tuple(tied_out_sentence(one) for one in found.tied_out)
        yield say("tied out"), as_it_is(Listed(told, between="; "))
    if found.lists:
        yield say("other lists"), as_it_is(Listed(tuple(map(list_sentence, found.lists)), between="; "))
    yield say("findings"), say("all years: {findings}", findings=found.found)
    if entry is not None:
        yield (
            say("last entry"),
            say(
                "{entry} ({kind}) by {by}, {at}",
                entry=entry.number, kind=in_words(entry.kind), by=entry.by, at=entry.at,
            ),
        )  # fmt: skip
        yield say("digest"), as_it_is(entry.digest)


def _last_import(last: Import) -> Sentence:
    if last.undone_by:
        return say_n(
            "{number}: {file}, {n} line, undone", "{number}: {file}, {n} lines, undone",
            n=last.rows_new, number=last.number, file=last.file,
        )  # fmt: skip
    return say_n(
        "{number}: {file}, {n} line", "{number}: {file}, {n} lines",
        n=last.rows_new, number=last.number, file=last.file,
    )  # fmt: skip


def loaded(done: Loaded) -> Sentence:
    """What loading an agreement came to."""
    code, revision = done.agreement.code, done.revision
    if done.entry is None:
        return say(
            "{agreement} is loaded already (revision {revision}); nothing was written",
            agreement=code, revision=revision,
        )  # fmt: skip
    return say("loaded {agreement}, revision {revision}", agreement=code, revision=revision)

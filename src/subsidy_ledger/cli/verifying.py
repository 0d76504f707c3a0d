"""`ledger digest` and `ledger verify`: whether the books are still what was recorded."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from subsidy_ledger.cli.options import common_options, format_option, known_on_option, session
from subsidy_ledger.cli.show import show, show_json
from subsidy_ledger.domain.sentences import Sentence, say, say_n
from subsidy_ledger.errors import ExitCode

if TYPE_CHECKING:
    from subsidy_ledger.storage.verifying import Verified


@click.command(
    "digest",
    short_help="The digest to keep, which stands for all that is recorded",
    epilog="\b\nExamples:\n  ledger digest\n  ledger digest --known-on 2020-06-30",
)
@known_on_option
@format_option("table", "json")
@common_options
def digest_command(known_on: date | None, format_: str) -> None:
    """The digest of all that is recorded; it is the last word of what is printed.

    Keep it outside the ledger, on paper or with the auditor: `ledger verify --digest` then shows whether anything
    recorded until then was changed.
    """
    from subsidy_ledger.operations.verifying import digest

    kept = digest(session(), known_on=known_on)
    if format_ == "json":
        show_json(
            {"beneficiary": kept.beneficiary, "entry": kept.entry, "at": kept.at.isoformat(), "digest": kept.digest}
        )
        return
    show(
        say(
            "{beneficiary}, entry {entry} of {at}: {digest}",
            beneficiary=kept.beneficiary, entry=kept.entry, at=kept.at, digest=kept.digest,
        )
    )  # fmt: skip


@click.command(
    "verify",
    short_help="Whether the books are still what was recorded",
    epilog="\b\nExamples:\n  ledger verify\n"
    "  ledger verify --digest 2f7c9d0e5b1a4c3687f0e1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a4938",
)
@click.option("--digest", "kept", metavar="DIGEST", help="One that was kept earlier; the chain must still hold it.")
@format_option("table", "json")
@common_options
def verify_command(kept: str | None, format_: str) -> None:
    """Computes the chain of digests again from every stored row, and names each entry that is not what it sealed.

    Exit code 3 on any damage. Who writes the whole chain anew is caught only by a digest kept elsewhere: --digest.
    """
    from subsidy_ledger.operations.verifying import verify

    found = verify(session(), kept)
    if format_ == "json":
        damage = [{"table": d.table, "key": d.key, "what": str(d.what)} for d in found.damage]
        show_json(
            {
                "ok": found.ok, "entries": found.entries, "rows": found.rows, "digest": found.digest, "damage": damage,
            }
        )  # fmt: skip
    else:
        _show(found)
    if not found.ok:
        sys.exit(ExitCode.ATTENTION)


def _show(found: Verified) -> None:
    for damage in found.damage:
        show(say("damage in {table}: {what}", table=damage.table, what=damage.what))
    if not found.ok:
        show(
            say_n(
                "{n} damage; {rows} in {entries} were read. Do not go on with this ledger: put back the last copy that "
                "verifies.",
                "{n} damages; {rows} in {entries} were read. Do not go on with this ledger: put back the last copy "
                "that verifies.",
                n=len(found.damage), rows=_rows(found), entries=_entries(found),
            )
        )  # fmt: skip
        return
    show(say("untouched: {rows} in {entries} are as they were sealed", rows=_rows(found), entries=_entries(found)))
    if found.kept is not None:
        show(
            say_n(
                "the digest that was kept is of entry {kept}; {n} entry was added since",
                "the digest that was kept is of entry {kept}; {n} entries were added since",
                n=found.entries - found.kept, kept=found.kept,
            )
        )  # fmt: skip
    show(say("digest: {digest}", digest=found.digest))


def _rows(found: Verified) -> Sentence:
    return say_n("{n} row", "{n} rows", n=found.rows)


def _entries(found: Verified) -> Sentence:
    return say_n("{n} entry", "{n} entries", n=found.entries)

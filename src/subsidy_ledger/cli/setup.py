"""`ledger init` and `ledger status`."""

from __future__ import annotations

import click

from subsidy_ledger.cli.options import common_options, format_option, session, shared
from subsidy_ledger.cli.show import show_json


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

    here = session()
    # Before there is any agreement, --agreement can only name the file to load; LEDGER_AGREEMENT never does.
    here.agreement = None
    done = init(here, file or shared("agreement"))
    click.echo(f"{done.database}: " + ("tables set up" if done.migrated else "already set up"))
    if done.loaded is None:
        click.echo(f"agreements: {', '.join(done.agreements)}")
    elif done.loaded.entry is None:
        click.echo(f"{done.loaded.agreement.code} was loaded before (revision {done.loaded.revision})")
    else:
        click.echo(f"loaded {done.loaded.agreement.code}, revision {done.loaded.revision}")


@click.command("status", short_help="Where the ledger stands", epilog="\b\nExample:\n  ledger status")
@format_option("table", "json")
@common_options
def status_command(format_: str) -> None:
    """Where the ledger stands: agreement, years, lines, last import, untagged, findings, digest."""
    from subsidy_ledger.domain.moments import local
    from subsidy_ledger.domain.money import to_grouped, to_text
    from subsidy_ledger.operations.balance import status

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
                "findings": dict(found.findings),
                "entries": entry.number if entry else 0,
                "digest": entry.digest if entry else None,
            }
        )
        return
    undone = ", undone" if last and last.undone_by else ""
    rows = [
        ("database", found.database),
        ("agreement", found.agreement.code + _others(found.agreement.code, found.agreements)),
        ("years", ", ".join(str(p.year) for p in found.positions)),
        ("lines", f"{found.lines} live"),
        (
            "last import",
            f"{last.number}: {last.file}, {last.rows_new} lines{undone}" if last else "none yet",
        ),
        ("untagged", "; ".join(f"{y}: {u.lines} lines, {to_grouped(u.cents)}" for y, u in untagged) or "nothing"),
        ("findings", ", ".join(f"{n} {s}" for s, n in found.findings.items() if n) or "none"),
    ]
    if entry is not None:
        rows.append(("last entry", f"{entry.number} ({entry.kind}) by {entry.by}, {local(entry.at):%Y-%m-%d %H:%M}"))
        rows.append(("digest", entry.digest))
    for name, value in rows:
        click.echo(f"{name:<12}  {value}")


def _others(ours: str, all_of_them: tuple[str, ...]) -> str:
    others = [code for code in all_of_them if code != ours]
    return f" (the ledger also holds {', '.join(others)})" if others else ""

"""`ledger imports` and `ledger undo`."""

from __future__ import annotations

from pathlib import Path

import click

from subsidy_ledger.cli.options import common_options, format_option, reason_option, session
from subsidy_ledger.cli.show import show_csv, show_json, show_table, tell
from subsidy_ledger.domain.money import to_grouped
from subsidy_ledger.errors import WrongUse


@click.group(
    "imports",
    short_help="What was imported; give a file back",
    invoke_without_command=True,
    epilog="\b\nExamples:\n  ledger imports\n  ledger imports extract 3",
)
@format_option("table", "json", "csv")
@common_options
def imports_command(format_: str) -> None:
    """What was imported: by whom, when, from which file, how much."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    from subsidy_ledger.reports.records import imports_json, imports_table

    ledger = session().ledger()
    if format_ == "json":
        show_json(imports_json(ledger))
    elif format_ == "csv":
        show_csv(imports_table(ledger))
    else:
        show_table(imports_table(ledger))


@imports_command.command(
    "extract",
    epilog="\b\nExamples:\n  ledger imports extract 3\n  ledger imports extract 3 --to as-delivered.xlsx",
)
@click.argument("number", type=int, metavar="IMPORT")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), metavar="PATH", help="Where to; else its own name here."
)
@common_options
def extract_command(number: int, target: Path | None) -> None:
    """Writes an imported file back to disk, byte for byte as it was delivered; never over another file."""
    from subsidy_ledger.operations.lists import file_of

    batch, content = file_of(session(), number)
    target = target or Path(batch.file)
    if target.is_dir():
        target = target / batch.file
    if target.exists():
        if target.read_bytes() == content:
            click.echo(f"{target} is there already, byte for byte the same (sha256 {batch.sha256})")
            return
        raise WrongUse(
            "file-exists", "{file} exists and is another file. Name another place with --to.", file=str(target)
        )
    try:
        target.write_bytes(content)
    except OSError as error:
        raise WrongUse(
            "file-unwritable", "{file} cannot be written: {why}.", file=str(target), why=str(error.strerror)
        ) from None
    click.echo(f"{target}: {len(content)} bytes, sha256 {batch.sha256}")


@click.command(
    "undo", short_help="Take back a whole import", epilog='\b\nExample:\n  ledger undo 3 --reason "wrong file"'
)
@click.argument("number", type=int, metavar="IMPORT")
@reason_option
@common_options
def undo_command(number: int, reason: str) -> None:
    """Takes back one import: every live line of it is reversed, and both stay to be seen.

    Lines of it that were corrected or tagged since are taken back as they are now; payment facts that the import
    added to other lines go with it.
    """
    from subsidy_ledger.operations.lines import undo

    done = undo(session(), number, reason=reason)
    click.echo(f"Import {done.number} ({done.file}) was taken back: {len(done.reversals)} lines reversed")
    for (year, code), cents in sorted(done.removed.items(), key=lambda part: (part[0][0], part[0][1] or "")):
        click.echo(f"  {year}  {code or '(untagged)':<12} {to_grouped(-cents):>16}")
    if done.poorer:
        tell(f"Payment facts that it had supplied went with it, from lines: {', '.join(map(str, done.poorer))}")
    if done.also_in:
        numbers = ", ".join(map(str, done.also_in))
        tell(f"Note: import {numbers} states some of this too. To have it back, import its file again.")

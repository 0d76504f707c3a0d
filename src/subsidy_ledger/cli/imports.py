"""`ledger imports`: what was imported, and a file given back."""

from __future__ import annotations

from pathlib import Path

import click

from subsidy_ledger.cli.options import common_options, format_option, session
from subsidy_ledger.cli.show import show, show_csv, show_json, show_table
from subsidy_ledger.domain.sentences import say
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
    epilog="\b\nExamples:\n  ledger imports extract 3\n  ledger imports extract 3 --to as-delivered.xlsx\n"
    "  ledger imports extract --tie-out 2",
)
@click.argument("number", type=int, metavar="[IMPORT]", required=False)
@click.option("--tie-out", type=int, metavar="NUMBER", help="The general ledger that was compared under this number.")
@click.option("--list", "list_", type=int, metavar="NUMBER", help="Another subsidy's list that was compared.")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), metavar="PATH", help="Where to; else its own name here."
)
@common_options
def extract_command(number: int | None, tie_out: int | None, list_: int | None, target: Path | None) -> None:
    """Writes an imported or compared file back to disk, byte for byte as it was delivered; never over another file."""
    from subsidy_ledger.operations.lists import Kind, file_of

    numbers: dict[Kind, int | None] = {"import": number, "tie-out": tie_out, "list": list_}
    said = [(kind, n) for kind, n in numbers.items() if n is not None]
    if len(said) != 1:
        raise WrongUse("extract-which", "Say one file: the number of an import, --tie-out NUMBER or --list NUMBER.")
    ((kind, wanted),) = said
    batch, content = file_of(session(), wanted, kind)
    target = target or Path(batch.file)
    if target.is_dir():
        target = target / batch.file
    if target.exists():
        if target.read_bytes() == content:
            show(say("{file} is there already, byte for byte the same (sha256 {sha256})",
                     file=str(target), sha256=batch.sha256))  # fmt: skip
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
    show(say("{file}: {n} bytes, sha256 {sha256}", file=str(target), n=len(content), sha256=batch.sha256))

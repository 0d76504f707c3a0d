"""`ledger export`."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import click

from subsidy_ledger.cli.options import Day, common_options, language, session, year_option
from subsidy_ledger.cli.show import show, tell
from subsidy_ledger.domain.sentences import Listed, say
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.i18n import words


@click.group(
    "export",
    short_help="The auditor's workbook, the yearly overview and evaluation, plain lines",
    epilog="\b\nExamples:\n  ledger export reconciliation --year 2019 reconciliation-2019.xlsx\n"
    "  ledger export overview --year 2019 overview-2019.xlsx\n  ledger export expenses --year 2019 lines.csv",
)
@common_options
def export_command() -> None:
    """Workbooks and files for others."""


@export_command.command(
    "reconciliation",
    epilog="\b\nExamples:\n  ledger export reconciliation --year 2019 reconciliation-2019.xlsx\n"
    "  ledger export reconciliation --year 2019 --since 2020-07-01 reconciliation-2019.xlsx",
)
@click.option("--year", type=int, required=True, metavar="YEAR", help="The budget year.")
@click.option(
    "--sample", "number", type=int, metavar="N", help="With the sheet of this sample, for the auditor to fill in."
)
@click.option("--since", type=Day(), metavar="DAY",
              help="Changes recorded from this day on; without it all, and every entry after the claim.")  # fmt: skip
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.xlsx")
@common_options
def reconciliation_command(year: int, number: int | None, since: date | None, out: Path) -> None:
    """The auditor's workbook: live formulas beside the ledger's figures, and every line with its source.

    The same ledger gives the same bytes. A file of that name that is another one is kept under a new name.
    """
    from subsidy_ledger import __version__
    from subsidy_ledger.operations.workbook import reconciliation_of
    from subsidy_ledger.render.excel import write_reconciliation

    _need(out, ".xlsx")
    book = reconciliation_of(session(), year, language=language(), sample=number, since=since)
    buffer = io.BytesIO()
    write_reconciliation(book, buffer, program_version=__version__, words=words())
    _place(out, buffer.getvalue())


@export_command.command(
    "evaluation", epilog="\b\nExample:\n  ledger export evaluation --year 2019 evaluation-2019.xlsx"
)
@click.option("--year", type=int, required=True, metavar="YEAR", help="The budget year.")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.xlsx|.csv")
@common_options
def evaluation_command(year: int, out: Path) -> None:
    """The yearly evaluation by objective, with expected results and indicators, as xlsx or csv by the name's ending."""
    from subsidy_ledger import __version__
    from subsidy_ledger.operations.balance import position_of
    from subsidy_ledger.render.excel import write_reconciliation
    from subsidy_ledger.render.plain import to_csv
    from subsidy_ledger.reports.evaluation_book import evaluation_book
    from subsidy_ledger.reports.indicators import evaluation_table

    _need(out, ".xlsx", ".csv")
    ledger = session().ledger()
    position, buffer = position_of(ledger, year), io.BytesIO()
    if out.suffix.lower() == ".csv":
        buffer.write(to_csv(evaluation_table(ledger, position, language())).encode())
    else:
        book = evaluation_book(ledger, position, language())
        write_reconciliation(book, buffer, program_version=__version__, words=words())
    _place(out, buffer.getvalue())


@export_command.command(
    "overview",
    epilog="\b\nExamples:\n  ledger export overview --year 2019 overview-2019.xlsx\n"
    "  ledger export overview --year 2019 --template form.xlsx --mapping form.toml overview-2019.xlsx",
)
@click.option("--year", type=int, required=True, metavar="YEAR", help="The budget year.")
@click.option("--template", type=click.Path(path_type=Path), metavar="FILE.xlsx",
              help="The administration's own workbook, to be filled in; needs --mapping.")  # fmt: skip
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE.toml",
              help="Which sheet, rows, columns and cells of the template hold which fields.")  # fmt: skip
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.xlsx")
@common_options
def overview_command(year: int, template: Path | None, mapping: Path | None, out: Path) -> None:
    """The yearly overview of expenses: declaration, claim, and each expense with its document and proof of payment.

    What was last submitted is declared, its spare lines apart; before that, what would be submitted.

    With --template the administration's own form is filled in, its head too, and where it has prepared too few rows,
    further ones are put in above its total. Its formats, formulas and other sheets stay.
    """
    from subsidy_ledger import __version__
    from subsidy_ledger.operations.overview import filled_template, overview_of
    from subsidy_ledger.render.excel import write_reconciliation

    if (template is None) != (mapping is None):
        raise WrongUse("template-half", "--template and --mapping belong together; give both or neither.")
    if template is not None and mapping is not None:
        form = filled_template(session(), year, template, mapping, words())
        _need(out, form.ending)
        _place(out, form.content)
        notes = form.notes
    else:
        _need(out, ".xlsx")
        buffer, book = io.BytesIO(), overview_of(session(), year, language())
        write_reconciliation(book, buffer, program_version=__version__, words=words())
        _place(out, buffer.getvalue())
        notes = book.block("parties").table.notes + book.block("claim").table.notes
    for note in notes:
        tell(note)


@export_command.command(
    "expenses",
    epilog="\b\nExamples:\n  ledger export expenses --year 2019 lines.csv\n  ledger export expenses lines.xlsx",
)
@year_option
@click.option("--code", metavar="CODE", help="Only lines tagged to this grant, sector or objective.")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.csv|.xlsx|.json")
@common_options
def expenses_command(out: Path, **conditions: Any) -> None:
    """Plain lines, one row a share, as csv, xlsx or json by the name's ending."""
    import json

    from subsidy_ledger.operations.lists import Filter, expenses
    from subsidy_ledger.render.excel import write_table
    from subsidy_ledger.render.plain import to_csv
    from subsidy_ledger.reports.expenses import expenses_json, export_table

    _need(out, ".csv", ".xlsx", ".json")
    found = expenses(session(), Filter(**conditions))
    ending = out.suffix.lower()
    if ending == ".json":
        content = (json.dumps(expenses_json(found.lines), ensure_ascii=False, indent=2) + "\n").encode()
    elif ending == ".csv":
        content = to_csv(export_table(found.ledger, found.lines, found.codes)).encode()
    else:
        buffer = io.BytesIO()
        write_table(export_table(found.ledger, found.lines, found.codes), buffer, words=words())
        content = buffer.getvalue()
    _place(out, content)


def _need(out: Path, *endings: str) -> None:
    if out.suffix.lower() not in endings:
        raise WrongUse(
            "export-ending", "Give the file a name that ends in {endings}; here stands {out}.",
            endings=Listed(endings, "or"), out=str(out),
        )  # fmt: skip


def _place(out: Path, content: bytes) -> None:
    from subsidy_ledger.render.files import place

    kept = place(out, content)
    show(say("wrote {file}", file=str(out)))
    if kept is not None:
        tell(say("the file that stood there before is kept as {file}", file=str(kept)))

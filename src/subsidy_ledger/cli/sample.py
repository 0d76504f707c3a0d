"""`ledger sample`: a reproducible monetary unit sample, and what its errors come to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from subsidy_ledger.cli.options import Amount, common_options, format_option, session
from subsidy_ledger.cli.problems import mark_filled, problems_json, show_refused
from subsidy_ledger.cli.show import show, show_as, show_csv, show_json, show_table, tell
from subsidy_ledger.domain.sentences import say, say_n
from subsidy_ledger.errors import ExitCode
from subsidy_ledger.i18n import speak

if TYPE_CHECKING:
    from subsidy_ledger.operations.evaluating import Evaluated
    from subsidy_ledger.operations.sampling import Taken


@click.group(
    "sample",
    invoke_without_command=True,
    short_help="A sample that can be drawn again",
    epilog="\b\nExamples:\n  ledger sample --year 2019 --size 30 --seed 2019-A\n"
    "  ledger sample --year 2019 --grant general --materiality 40000.00 --seed 2019-A --format csv\n"
    "  ledger sample evaluate --from reconciliation-2019.xlsx",
)
@click.option("--year", type=int, metavar="YEAR", help="The budget year to draw from.")
@click.option("--grant", metavar="GRANT", help="Only what is tagged to this grant.")
@click.option("--size", type=click.IntRange(1, 100_000), metavar="N", help="How many steps through the amounts.")
@click.option("--materiality", type=Amount(), help="Instead of a size: the error that matters; a step for each third.")
@click.option("--seed", metavar="TEXT", help="Any word or number; the same seed gives the same sample.")
@format_option("table", "json", "csv")
@common_options
def sample_command(
    year: int | None, grant: str | None, size: int | None, materiality: int | None, seed: str | None, format_: str
) -> None:
    """Draws a sample of the claimed lines, by amount, and records it with all it takes to draw it again.

    Lines of one interval or more are all taken, credit notes stand apart, and the start comes from the seed. The same
    ledger and the same seed give the same sample; docs/sampling.md shows how to redo it by hand.
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    for name, value in (("--year", year), ("--seed", seed)):
        if value is None:
            raise click.UsageError(speak("Say {option} to draw a sample.", option=name))
    from subsidy_ledger.operations.sampling import take_sample

    taken = take_sample(session(), year or 0, grant, size=size, materiality=materiality, seed=seed or "")
    _show(taken, format_)
    if taken.entry is None:
        tell(say("This is sample {n}, drawn before; nothing was written.", n=taken.sample.number))
    else:
        tell(
            say(
                "Recorded as sample {n}. The workbook for it: ledger export reconciliation --year {year} --sample {n} "
                "OUT.xlsx",
                n=taken.sample.number, year=str(taken.sample.year),
            )
        )  # fmt: skip


def _show(taken: Taken, format_: str) -> None:
    from subsidy_ledger.reports.samples import sample_json, sample_table

    if format_ == "json":
        show_json(sample_json(taken.ledger, taken.sample))
    elif format_ == "csv":
        show_csv(sample_table(taken.ledger, taken.sample))
    else:
        show_table(sample_table(taken.ledger, taken.sample))


@sample_command.command("list", epilog="\b\nExample:\n  ledger sample list")
@format_option("table", "json", "csv")
@common_options
def list_command(format_: str) -> None:
    """Every sample that was drawn."""
    from subsidy_ledger.reports.samples import samples_table

    show_as(samples_table(session().ledger()), format_)


@sample_command.command(
    "show", epilog="\b\nExamples:\n  ledger sample show 1\n  ledger sample show 1 --population --format csv"
)
@click.argument("number", type=int, metavar="N")
@click.option("--population", is_flag=True, help="Every line that was drawn from, with the sums, to redo it by hand.")
@format_option("table", "json", "csv")
@common_options
def show_command(number: int, population: bool, format_: str) -> None:
    """A recorded sample as it was drawn; says so where the ledger's lines have changed since."""
    from subsidy_ledger.operations.sampling import drawn_from, sample_of
    from subsidy_ledger.reports.samples import changed_sentences

    here = session()
    taken = sample_of(here, number)
    if population:
        from subsidy_ledger.reports.samples import population_table

        show_as(population_table(drawn_from(here, taken.sample), taken.sample), format_)
    else:
        _show(taken, format_)
    for sentence in changed_sentences(taken.sample, taken.changes):
        tell(sentence)


@sample_command.command(
    "evaluate",
    epilog="\b\nExamples:\n  ledger sample evaluate --from reconciliation-2019.xlsx\n"
    "  ledger sample evaluate --sample 1 --errors errors.csv --format json",
)
@click.option("--sample", "number", type=int, metavar="N", help="Which sample, where the file does not tell.")
@click.option("--from", "workbook", metavar="WORKBOOK", help="The workbook with the sheet that the auditor filled in.")
@click.option("--errors", metavar="FILE", help="Instead: a list of the errors only (docs/sampling.md).")
@click.option(
    "--problems",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where the workbook with the refused cells marked goes; else FILE.problems.xlsx here.",
)
@format_option("table", "json", "csv")
@common_options
def evaluate_command(
    number: int | None, workbook: str | None, errors: str | None, problems: Path | None, format_: str
) -> None:
    """What the errors found say of all lines: projected error, and its upper limit at 95 %.

    Nothing is recorded. Wrong entries are refused by their cells, and marked in a copy to mend (exit 4). Lines that
    nobody looked at yet are named (exit 3).
    """
    if (workbook is None) == (errors is None):
        raise click.UsageError(speak("Say either --from or --errors."))
    from subsidy_ledger.operations.evaluating import evaluate_sample
    from subsidy_ledger.reports.evaluations import evaluation_json, evaluation_table, open_lines
    from subsidy_ledger.reports.samples import changed_sentences

    done = evaluate_sample(session(), workbook or errors or "", number, is_list=errors is not None)
    if done.filled.problems:
        _refuse(done, problems, format_)
    reasons = {mark.line: mark.reason for mark in done.marks}
    if format_ == "json":
        show_json(evaluation_json(done.sample, done.evaluation, reasons, done.open_lines, done.changes))
    elif format_ == "csv":
        show_csv(evaluation_table(done.sample, done.evaluation, reasons))
    else:
        show_table(evaluation_table(done.sample, done.evaluation, reasons))
    for sentence in changed_sentences(done.sample, done.changes):
        tell(sentence)
    if done.open_lines:
        tell(open_lines(done.open_lines))
        sys.exit(ExitCode.ATTENTION)


def _refuse(done: Evaluated, where: Path | None, format_: str) -> NoReturn:
    """Names the wrong cells, gives the workbook back with them marked, and ends with exit code 4."""
    wrong = done.filled.problems
    if format_ != "json":
        show_refused(wrong, tell if format_ == "csv" else show)
    made = mark_filled(done.filled, where)
    if format_ == "json":
        place = None if made is None else str(made.path)
        show_json({"sample": done.sample.number, "problems": problems_json(wrong), "problems_file": place})
    tell(
        say_n(
            "Sample {number} was not evaluated; {n} cell is refused.",
            "Sample {number} was not evaluated; {n} cells are refused.",
            n=len(wrong), number=done.sample.number,
        )
    )  # fmt: skip
    sys.exit(ExitCode.REFUSED)

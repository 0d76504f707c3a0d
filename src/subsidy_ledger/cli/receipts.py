"""`ledger receipt`: what the State paid."""

from __future__ import annotations

from datetime import date

import click

from subsidy_ledger.cli.options import (
    Amount,
    Day,
    common_options,
    format_option,
    known_on_option,
    reason_option,
    session,
    year_option,
)
from subsidy_ledger.cli.show import show, show_as, tell
from subsidy_ledger.domain.sentences import Euro, Fact, say
from subsidy_ledger.errors import WrongUse


@click.group("receipt", short_help="What the State paid", epilog="\b\nExample:\n  ledger receipt list --year 2019")
@common_options
def receipt_command() -> None:
    """The instalments that the State paid of each grant; the settlement counts them."""


@receipt_command.command(
    "add",
    epilog="\b\nExamples:\n  ledger receipt add --grant general --year 2019 --amount 928491.16 --date 2019-12-20 \\\n"
    '      --document "statement 2019/0412"\n'
    "  ledger receipt add --grant general --year 2019 --amount -1200.00 --date 2020-11-02 \\\n"
    '      --document "repayment, statement 2020/0371"',
)
@click.option("--grant", required=True, metavar="GRANT", help="Of this grant (code or alias).")
@click.option("--year", required=True, type=int, metavar="YEAR", help="The budget year it is paid for.")
@click.option("--amount", required=True, type=Amount(), help="What was paid; negative where the city paid back.")
@click.option("--date", "received_on", required=True, type=Day(), help="The day it stood on the account.")
@click.option("--document", required=True, metavar="TEXT", help="Where it can be seen: the account statement.")
@common_options
def add_command(grant: str, year: int, amount: int, received_on: date, document: str) -> None:
    """Records one instalment of a grant and year."""
    from subsidy_ledger.operations.receipts import add_receipt

    document = document.strip()
    if not document:
        raise WrongUse("receipt-document", "Say where the receipt can be seen: --document, such as a statement number.")
    done = add_receipt(session(), grant, year, amount, received_on, document=document)
    facts: dict[str, Fact] = {
        "n": done.receipt.number, "grant": done.receipt.grant, "year": str(year), "amount": Euro(amount),
        "received": Euro(done.received),
    }  # fmt: skip
    if not done.written:
        show(say("receipt {n} says this already; nothing was written", **facts))
        return
    show(say("receipt {n}: {amount} for {grant} {year}; received of it in all: {received}", **facts))
    if received_on.year < year:
        tell(
            say(
                "Warning: {day} lies before {year}. If that is not so: ledger receipt reverse {n} --reason …",
                day=received_on, year=str(year), n=done.receipt.number,
            )
        )  # fmt: skip
    if done.received > (done.granted or 0):
        tell(
            say(
                "Warning: that is more than the {granted} granted for {grant} {year}.",
                granted=Euro(done.granted or 0), grant=done.receipt.grant, year=str(year),
            )
        )  # fmt: skip


@receipt_command.command(
    "reverse", epilog='\b\nExample:\n  ledger receipt reverse 2 --reason "paid for 2018, not for 2019"'
)
@click.argument("number", type=int, metavar="RECEIPT")
@reason_option
@common_options
def reverse_command(number: int, reason: str) -> None:
    """Takes a receipt back by a counter-receipt: both stay to be seen, and neither counts."""
    from subsidy_ledger.operations.receipts import reverse_receipt

    done = reverse_receipt(session(), number, reason=reason)
    show(
        say(
            "receipt {n} ({amount}) is taken back by receipt {back}; received of {grant} {year} in all: {received}",
            n=number, amount=Euro(-done.receipt.cents), back=done.receipt.number, grant=done.receipt.grant,
            year=str(done.receipt.year), received=Euro(done.received),
        )
    )  # fmt: skip


@receipt_command.command("list", epilog="\b\nExample:\n  ledger receipt list --year 2019 --grant general")
@year_option
@click.option("--grant", metavar="GRANT", help="Only of this grant (code or alias).")
@known_on_option
@format_option("table", "json", "csv")
@common_options
def list_command(year: int | None, grant: str | None, known_on: date | None, format_: str) -> None:
    """Every receipt and counter-receipt, and which of them count."""
    from subsidy_ledger.domain.codes import grant_of
    from subsidy_ledger.reports.receipts import receipts_table

    ledger = session().ledger(known_on)
    only = grant_of(ledger.agreement, grant).code if grant else None
    show_as(receipts_table(ledger, only, year), format_)

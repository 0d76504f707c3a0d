"""`ledger funding`: other subsidies, and what they pay of our costs."""

from __future__ import annotations

from datetime import date

import click

from subsidy_ledger.cli.options import Amount, Day, common_options, format_option, reason_option, session
from subsidy_ledger.cli.shares import fraction
from subsidy_ledger.cli.show import show, show_as, tell
from subsidy_ledger.domain.sentences import Euro, say, say_n
from subsidy_ledger.errors import WrongUse


@click.group("funding", short_help="Other subsidies for the same costs", epilog="\b\nExample:\n  ledger funding list")
@common_options
def funding_command() -> None:
    """Other subsidies that pay a part of the city's costs: a strategic prevention plan, a regional plan, the EU.

    All sources together may pay at most 100 % of a document, and of one person's pay in one month: more is an error
    (double-financing).
    """


@funding_command.command("list", epilog="\b\nExample:\n  ledger funding list")
@format_option("table", "json", "csv")
@common_options
def list_command(format_: str) -> None:
    """The other subsidies with every version, and what each pays of our lines."""
    from subsidy_ledger.reports.funding import fundings_table

    show_as(fundings_table(session().ledger()), format_)


@funding_command.command(
    "add",
    epilog='\b\nExample:\n  ledger funding add PSP-2019 --title "Strategic prevention plan 2018-2019" \\\n'
    '      --funder "Federal Public Service Interior" --from 2018-01-01 --to 2019-12-31',
)
@click.argument("code", metavar="CODE")
@click.option("--title", required=True, metavar="TEXT", help="What the subsidy is called.")
@click.option("--funder", required=True, metavar="TEXT", help="Who pays it.")
@click.option("--from", "starts_on", type=Day(), help="The first day of its period.")
@click.option("--to", "ends_on", type=Day(), help="The last day of its period.")
@click.option("--reason", default="", metavar="TEXT", help="Why; needed to change what is recorded.")
@common_options
def add_command(code: str, title: str, funder: str, starts_on: date | None, ends_on: date | None, reason: str) -> None:
    """Names another subsidy; said again with other facts it changes, and what was said before stays in the list."""
    from subsidy_ledger.operations.funding import Source, add_funding

    source = Source(code.strip(), title.strip(), funder.strip(), starts_on, ends_on)
    if add_funding(session(), source, reason=reason.strip()) is None:
        show(say("{code} is named so already; nothing was written", code=source.code))
    else:
        show(say("{code}: {title}, paid by {funder}", code=source.code, title=source.title, funder=source.funder))


@funding_command.command("retire", epilog='\b\nExample:\n  ledger funding retire PSP-2019 --reason "named in error"')
@click.argument("code", metavar="CODE")
@reason_option
@common_options
def retire_command(code: str, reason: str) -> None:
    """Closes a subsidy to new shares; what it pays already goes on counting until it is withdrawn (--share 0%)."""
    from subsidy_ledger.operations.funding import retire_funding

    kept = retire_funding(session(), code, reason=reason)
    show(say("{code} is retired; lines that keep their share of it: {kept}", code=code, kept=kept))


@funding_command.command(
    "assign",
    epilog='\b\nExamples:\n  ledger funding assign 12 PSP-2019 --share 40% --reason "agreement with the FPS"\n'
    '  ledger funding assign 12 PSP-2019 --amount 400.00 --reason "their settlement of 3 May"\n'
    '  ledger funding assign 12 PSP-2019 --share 0% --reason "they rejected it"',
)
@click.argument("number", type=int, metavar="EXPENSE")
@click.argument("code", metavar="CODE")
@click.option(
    "--share", metavar="PERCENT", help="Of the document's own amount where the line says it, else of the line."
)
@click.option("--amount", type=Amount(), metavar="EUROS", help="What it pays, in euros.")
@reason_option
@common_options
def assign_command(number: int, code: str, share: str | None, amount: int | None, reason: str) -> None:
    """Records what another subsidy pays of a line's document; the latest counts, 0 withdraws it."""
    from subsidy_ledger.operations.funding import assign

    if (share is None) == (amount is None):
        raise WrongUse("share-or-amount", "Say how much the subsidy pays: --share 40%, or --amount 400.00, not both.")
    part = amount if amount is not None else fraction(share)
    done = assign(session(), number, code, part, reason=reason)
    if done.entry is None:
        show(say("{code} pays {amount} of line {line} already; nothing was written",
                 code=done.funding, amount=Euro(done.after), line=number))  # fmt: skip
        return
    show(
        say("{code} pays {amount} of line {line} (before: {before}); the document comes to {whole}",
            code=done.funding, amount=Euro(done.after), line=number, before=Euro(done.before), whole=Euro(done.whole))
    )  # fmt: skip
    if done.excess:
        tell(
            say(
                "Warning: with the {claimed} claimed here, {excess} more is paid of line {line} than it comes to. "
                "Where only a part of it is claimed, correct the line: ledger correct {line} --amount … "
                "--document-amount …",
                claimed=Euro(done.claimed), excess=Euro(done.excess), line=number,
            )
        )  # fmt: skip


@funding_command.command(
    "withdraw-list",
    epilog='\b\nExample:\n  ledger funding withdraw-list PSP-2019 --year 2019 --reason "of another plan"',
)
@click.argument("code", metavar="CODE")
@click.option("--year", type=int, required=True, metavar="YEAR", help="The year of the list.")
@reason_option
@common_options
def withdraw_list_command(code: str, year: int, reason: str) -> None:
    """Takes back a list that was compared in error (ledger reconcile --against FILE --funding CODE); it stays on
    record, and finds nothing any more.
    """
    from subsidy_ledger.operations.against import withdraw_list

    done = withdraw_list(session(), code, year, reason=reason)
    show(
        say_n("list {number} of {funding}, {year}, is withdrawn: {file}, {n} row, {amount}",
              "list {number} of {funding}, {year}, is withdrawn: {file}, {n} rows, {amount}",
              n=len(done.rows), number=done.number, funding=done.funding, year=str(year), file=done.file,
              amount=Euro(done.cents))
    )  # fmt: skip


@funding_command.command("shares", epilog="\b\nExample:\n  ledger funding shares --format csv")
@format_option("table", "json", "csv")
@common_options
def shares_command(format_: str) -> None:
    """What other subsidies pay of lines, with its history: who said it, when and why."""
    from subsidy_ledger.reports.funding import funding_shares_table

    show_as(funding_shares_table(session().ledger()), format_)


@funding_command.command(
    "pay",
    epilog="\b\nExamples:\n  ledger funding pay --person P-014 --month 2019-03 --share 60% --line 12 \\\n"
    '      --reason "hours worked"\n'
    '  ledger funding pay --person P-014 --month 2019-03 --share 40% --funding PSP-2019 --reason "hours worked"\n'
    "  ledger funding pay",
)
@click.option("--person", metavar="TEXT", help="A reference of your own, never a national register number.")
@click.option("--month", metavar="MONTH", help="The month that was worked: 2019-03.")
@click.option("--share", metavar="PERCENT", help="The share of the whole pay; 0% withdraws it.")
@click.option("--line", type=int, metavar="EXPENSE", help="Carried by this line of ours.")
@click.option("--funding", "code", metavar="CODE", help="Carried by this other subsidy.")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept with the entry.")
@format_option("table", "json", "csv")
@common_options
def pay_command(
    person: str | None, month: str | None, share: str | None, line: int | None, code: str | None, reason: str,
    format_: str,
) -> None:  # fmt: skip
    """Records which share of one person's pay a line or another subsidy carries; without options lists all shares."""
    from subsidy_ledger.operations.funding import assign_pay
    from subsidy_ledger.reports.funding import pay_table

    said = (person, month, share, reason.strip())
    if not any((*said, line, code)):
        show_as(pay_table(session().ledger()), format_)
        return
    if person is None or month is None or share is None or not reason.strip():
        raise WrongUse("pay-what", "Say all of --person, --month, --share and --reason, and --line or --funding.")
    done = assign_pay(session(), person, month, fraction(share), line=line, code=code, reason=reason.strip())
    from subsidy_ledger.domain.funding import percent

    if done.entry is None:
        show(say("That is recorded already; nothing was written"))
        return
    show(say("{person} {month}: {total} of the pay is carried now", person=person, month=month,
             total=percent(done.total)))  # fmt: skip
    if done.excess:
        tell(say("Warning: that is {excess} too much; see double-financing.", excess=percent(done.excess)))
    if done.doubt is not None:
        tell(done.doubt)

"""`ledger allocation`: the amounts by grant and year."""

from __future__ import annotations

import click

from subsidy_ledger.cli.options import Amount, common_options, decision_option, format_option, reason_option, session
from subsidy_ledger.cli.show import show, show_as, tell
from subsidy_ledger.domain.sentences import Euro, say


@click.group(
    "allocation", short_help="Amounts by grant and year, with history", epilog="\b\nExample:\n  ledger allocation list"
)
@common_options
def allocation_command() -> None:
    """The amount of each grant and year, with its history."""


@allocation_command.command("list", epilog="\b\nExample:\n  ledger allocation list")
@format_option("table", "json", "csv")
@common_options
def list_command(format_: str) -> None:
    """Every allocation with every revision; the one that counts is marked."""
    from subsidy_ledger.reports.records import allocations_table

    table = allocations_table(session().ledger())
    show_as(table, format_)


@allocation_command.command(
    "revise",
    epilog="\b\nExample:\n  ledger allocation revise --grant general --year 2019 --amount 1800000.00 \\\n"
    '      --decision "royal decree of 1 March 2019" --reason "credits reduced"',
)
@click.option("--grant", required=True, metavar="GRANT")
@click.option("--year", required=True, type=int)
@click.option("--amount", required=True, type=Amount(), help="The new amount, not a difference.")
@decision_option
@reason_option
@common_options
def revise_command(grant: str, year: int, amount: int, decision: str, reason: str) -> None:
    """States the new amount of an envelope; the old one stays in the history."""
    from subsidy_ledger.operations.decisions import revise_allocation

    done = revise_allocation(session(), grant, year, amount, decision=decision, reason=reason)
    if done.entry is None:
        show(
            say(
                "{grant} {year} is {amount} already by this decision; nothing was written",
                grant=grant, year=str(year), amount=Euro(amount),
            )
        )  # fmt: skip
        return
    before = say("nothing") if done.before is None else Euro(done.before)
    show(
        say("{grant} {year}: {amount} (before: {before})", grant=grant, year=str(year), amount=Euro(amount),
            before=before)
    )  # fmt: skip
    if done.spent > amount:
        tell(
            say(
                "Warning: {spent} is spent already, {excess} more.",
                spent=Euro(done.spent), excess=Euro(done.spent - amount),
            )
        )  # fmt: skip
    _warn_of_received(grant, year, done.received, amount)


def _warn_of_received(grant: str, year: int, received: int, granted: int) -> None:
    """Where the State paid more than is granted by now, as `receipt add` says it the other way round."""
    if received > granted:
        tell(
            say(
                "Warning: {received} was received for {grant} {year}, {excess} more than the {granted} that is granted "
                "now. See what goes back: ledger settlement --year {year}; or what was paid: ledger receipt list "
                "--year {year}",
                received=Euro(received), grant=grant, year=str(year), excess=Euro(received - granted),
                granted=Euro(granted),
            )
        )  # fmt: skip


@allocation_command.command(
    "carry-over",
    epilog="\b\nExample:\n  ledger allocation carry-over --grant general --from 2018 --to 2019 --amount 40000.00 \\\n"
    '      --decision "ministerial decree of 3 May 2019" --reason "works finished in 2019"',
)
@click.option("--grant", required=True, metavar="GRANT")
@click.option("--from", "from_year", required=True, type=int, metavar="YEAR", help="The year it is taken from.")
@click.option("--to", "to_year", required=True, type=int, metavar="YEAR", help="The year it is added to.")
@click.option("--amount", required=True, type=Amount(), help="How much is carried over.")
@decision_option
@reason_option
@common_options
def carry_over_command(grant: str, from_year: int, to_year: int, amount: int, decision: str, reason: str) -> None:
    """Carries over what is left of an envelope to a later year, by one decision; never more than is left.

    One that was recorded in error goes back the same way, with --from and --to the other way round.
    """
    from subsidy_ledger.operations.carrying import carry_over

    done = carry_over(session(), grant, from_year, to_year, amount, decision=decision, reason=reason)
    if done.entry is None:
        show(say("this is carried over already by this decision; nothing was written"))
        return
    show(
        say(
            "{grant}: {amount} carried over from {first} (now {left}) to {second} (now {right})",
            grant=done.grant, amount=Euro(amount), first=str(from_year), left=Euro(done.from_amount),
            second=str(to_year), right=Euro(done.to_amount),
        )
    )  # fmt: skip
    if done.untagged > done.left:
        tell(
            say(
                "Warning: {untagged} of {year} is untagged, more than the {left} that remains of {grant}.",
                untagged=Euro(done.untagged), year=str(from_year), left=Euro(done.left), grant=done.grant,
            )
        )  # fmt: skip
    _warn_of_received(done.grant, from_year, done.received, done.from_amount)

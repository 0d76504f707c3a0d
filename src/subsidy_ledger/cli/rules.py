"""`ledger rules`: tags that nobody has to write line by line."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from subsidy_ledger.cli.options import common_options, format_option, reason_option, session, year_option
from subsidy_ledger.cli.rule_effects import NO_RULES, agree, show_tried, tried_json
from subsidy_ledger.cli.show import show, show_as, show_json, tell
from subsidy_ledger.cli.submitted import warn_if_moved
from subsidy_ledger.domain.sentences import say
from subsidy_ledger.errors import WrongUse

if TYPE_CHECKING:
    from subsidy_ledger.domain.rules import Conditions

F = TypeVar("F", bound=Callable[..., Any])
CONDITIONS = ("supplier", "likeness", "article", "description", "account", "entity")


@click.group(
    "rules",
    short_help="Rules that tag lines by supplier, article, words",
    epilog='\b\nExamples:\n  ledger rules add G2.1 --supplier "Buurtwerk Noord vzw" --reason "prevention work"\n'
    "  ledger rules list\n  ledger rules apply --year 2019",
)
@common_options
def rules_command() -> None:
    """Rules tag lines that carry no code of their own: when a file is imported, and with `ledger rules apply`.

    A row's own column goes before --objective, and that before a rule. Two rules that disagree on a line are shown,
    and the line stays untagged. What a person tagged is left alone.
    """


def condition_options(function: F) -> F:
    """What a line must show; handed over as one `conditions`."""

    @functools.wraps(function)
    def with_conditions(*args: Any, **options: Any) -> Any:
        from subsidy_ledger.domain.rules import Conditions

        said = {name: options.pop(name) for name in CONDITIONS}
        conditions = Conditions(
            said["supplier"], said["likeness"], said["article"], said["description"], said["entity"], said["account"]
        )
        return function(*args, conditions=conditions, **options)

    for option in reversed(
        (
            click.option("--supplier", metavar="NAME", help="The supplier, however it is spelled."),
            click.option(
                "--likeness", type=int, metavar="70-100", help="How alike the supplier must be; 90 unless said."
            ),
            click.option("--article", metavar="ARTICLE", help="Budget article: 330/123-06, or a beginning: 330/*."),
            click.option("--description", metavar="WORDS", help="Words that must all occur; camera* for a beginning."),
            click.option("--account", metavar="ACCOUNT", help="General ledger account, or a beginning: 612*."),
            click.option("--entity", metavar="NAME", help="Whose books; evidence is only looked at if named here."),
        )
    ):
        with_conditions = option(with_conditions)
    return with_conditions  # type: ignore[return-value]


all_option = click.option("--all", "all_", is_flag=True, help="Show every line, however many there are.")
yes_option = click.option("--yes", is_flag=True, help="Go on without asking.")


@rules_command.command("list", epilog="\b\nExample:\n  ledger rules list --retired")
@click.option("--retired", is_flag=True, help="Also those that were retired.")
@format_option("table", "json", "csv")
@common_options
def list_command(retired: bool, format_: str) -> None:
    """Every rule: what it asks, the code it gives, and who recorded it when and why."""
    from subsidy_ledger.operations.rules import rules
    from subsidy_ledger.reports.rules import rules_table

    ledger, found = rules(session(), retired=retired)
    if not found and format_ == "table":
        tell(NO_RULES)
        return
    show_as(rules_table(found, {entry.number: entry for entry in ledger.entries}), format_)


@rules_command.command(
    "add",
    epilog='\b\nExamples:\n  ledger rules add G2.1 --supplier "Buurtwerk Noord vzw" --reason "prevention work"\n'
    '  ledger rules add G2.2 --article "330/124*" --description "camera*" --reason "camera surveillance" --yes',
)
@click.argument("code", metavar="CODE")
@condition_options
@reason_option
@all_option
@yes_option
@format_option("table", "json")
@common_options
def add_command(code: str, conditions: Conditions, reason: str, all_: bool, yes: bool, format_: str) -> None:
    """Records a rule, after showing the euros it would move by objective and year, and the lines.

    From then on imports are tagged by it. Lines that are in the ledger already wait for `ledger rules apply`.
    """
    from subsidy_ledger.operations.rules import record, try_new

    here, as_json = session(), format_ == "json"
    tried = try_new(here, code, conditions)
    agree(tried, say("Record this rule?"), all_=all_, yes=yes, as_json=as_json)
    number = record(here, tried, reason=reason)
    if as_json:
        show_json(tried_json(tried))
        return
    show(say("Rule {n} is recorded. Take it back: ledger rules retire {n} --reason …", n=number))
    if tried.effect.moves:
        show(say("Tag the lines above: ledger rules apply --rule {n}", n=number))


@rules_command.command(
    "test",
    epilog="\b\nExamples:\n  ledger rules test\n  ledger rules test 3\n"
    '  ledger rules test G2.1 --supplier "Buurtwerk Noord"',
)
@click.argument("what", metavar="[RULE | CODE]", required=False)
@condition_options
@year_option
@all_option
@format_option("table", "json")
@common_options
def try_command(what: str | None, conditions: Conditions, year: int | None, all_: bool, format_: str) -> None:
    """Shows what rules would move, and writes nothing: all of them, one by its number, or one not yet recorded."""
    from subsidy_ledger.domain.rules import Conditions
    from subsidy_ledger.operations.rules import Scope, try_new, try_rules

    is_new = what is not None and not what.isdecimal()
    if not is_new and conditions != Conditions():
        raise WrongUse(
            "rule-test",
            "Conditions are for a rule that is not recorded: say its code too, as in ledger rules test CODE.",
        )
    if is_new:
        tried = try_new(session(), str(what), conditions, year=year)
    else:
        tried = try_rules(session(), Scope((int(what),) if what else (), year))
    show_tried(tried, all_=all_, as_json=format_ == "json")


@rules_command.command(
    "apply",
    epilog="\b\nExamples:\n  ledger rules apply --year 2019 --dry-run\n  ledger rules apply --rule 3 --yes\n"
    '  ledger rules apply --rule 3 --retag --reason "decided otherwise"',
)
@click.option("--rule", "numbers", type=int, multiple=True, metavar="RULE", help="Only what this rule speaks of.")
@year_option
@click.option("--retag", is_flag=True, help="Also lines that carry another code, whoever tagged them.")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept with the entry.")
@click.option("--dry-run", is_flag=True, help="Show what would change and stop.")
@all_option
@yes_option
@format_option("table", "json")
@common_options
def apply_command(
    numbers: tuple[int, ...],
    year: int | None,
    retag: bool,
    reason: str,
    dry_run: bool,
    all_: bool,
    yes: bool,
    format_: str,
) -> None:
    """Tags lines that are in the ledger and carry no code, as the rules agree; shows the euros first."""
    from subsidy_ledger.operations.rules import Scope, apply, try_rules

    here, as_json = session(), format_ == "json"
    tried = try_rules(here, Scope(numbers, year, retag))
    if dry_run or not tried.effect.moves:
        show_tried(tried, all_=all_, as_json=as_json)
        tell(say("Dry run: nothing was tagged.") if dry_run else say("No line to tag, and no entry was written."))
        return
    agree(tried, say("Tag these lines?"), all_=all_, yes=yes, as_json=as_json)
    entry = apply(here, tried, reason=reason)
    if as_json:
        show_json({**tried_json(tried), "entry": entry})
    else:
        show(say("Tagged (entry {entry}); lines: {n}", entry=entry, n=len(tried.effect.moves)))
    warn_if_moved(tried.ledger, tried.effect.after(tried.ledger))


@rules_command.command("retire", epilog='\b\nExample:\n  ledger rules retire 3 --reason "the contract ended"')
@click.argument("number", type=int, metavar="RULE")
@reason_option
@common_options
def retire_command(number: int, reason: str) -> None:
    """Ends a rule: it tags nothing any more, and what it tagged stays tagged."""
    from subsidy_ledger.operations.rules import retire

    rule = retire(session(), number, reason=reason)
    show(say("Rule {n} is retired; the lines it tagged keep their code.", n=rule.number))

"""The entry point: finds the command's module when it is asked for, and ends every error with its exit code."""

from __future__ import annotations

import gc
import importlib
import itertools
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from subsidy_ledger import __version__
from subsidy_ledger.cli import click_words
from subsidy_ledger.cli.console import make_tolerant
from subsidy_ledger.cli.options import common_options
from subsidy_ledger.domain.sentences import Listed, Sentence, say
from subsidy_ledger.errors import ExitCode, LedgerError
from subsidy_ledger.i18n import ENGLISH, Words, language_of, speak, speaking, words, words_of

click_words.install()

# Where each command lives; a module is loaded only when its command runs, which keeps `balance` quick.
COMMANDS = {
    "init": "setup",
    "status": "setup",
    "agreement": "agreement",
    "allocation": "allocation",
    "contribution": "agreement",
    "import": "importing",
    "imports": "imports",
    "profiles": "profiles",
    "refused": "refused",
    "undo": "undoing",
    "redo": "undoing",
    "expenses": "lines",
    "explain": "explain",
    "tag": "lines",
    "correct": "lines",
    "rules": "rules",
    "balance": "balance",
    "transfers": "reconcile",
    "reconcile": "reconcile",
    "finding": "findings",
    "sector-plan": "sector_plan",
    "indicator": "indicators",
    "evaluation": "indicators",
    "funding": "funding",
    "receipt": "receipts",
    "submit": "submissions",
    "submissions": "submissions",
    "settle": "settling",
    "settlement": "settlement",
    "sample": "sample",
    "export": "export",
    "digest": "verifying",
    "verify": "verifying",
    "verify-workbook": "verifying_workbook",
}


class LazyGroup(click.Group):
    """A group whose commands are loaded by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"subsidy_ledger.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command if words() is ENGLISH else click_words.retold(command, words().text)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        with speaking(_chosen(sys.argv[1:] if args is None else args)):
            told = self if words() is ENGLISH else click_words.retold(self, words().text)
            return click.Group.main(told, args, *rest, **options)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], list(COMMANDS), n=2)
            raise click.UsageError(words().say(_no_command(args[0], near)), ctx)
        return super().resolve_command(ctx, args)


def _no_command(name: str, near: list[str]) -> Sentence:
    if near:
        return say('There is no command "{name}". Did you mean {near}?', name=name, near=Listed(tuple(near), "or"))
    return say('There is no command "{name}". `ledger --help` lists them all.', name=name)


def _chosen(words_typed: Sequence[str]) -> Words:
    """The language is settled before anything is read, so that also what is wrong with it is said in it.

    Machines are told everything but titles in English.
    """
    if _wants_json(words_typed):
        return ENGLISH
    said = None
    for word, following in itertools.zip_longest(words_typed, words_typed[1:]):
        if word == "--":
            break
        if word == "--lang":
            said = following
        elif word.startswith("--lang="):
            said = word.removeprefix("--lang=")
    return words_of(language_of(said, os.environ))


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n  ledger init\n  ledger import stad-2019.xlsx\n  ledger balance --year 2019\n"
    "  ledger reconcile --year 2019",
)
@click.version_option(__version__, prog_name="ledger", message="%(prog)s %(version)s")
@common_options
def main() -> None:
    """A budget and spending ledger for public subsidies.

    Import expense spreadsheets, tag lines to the agreement's sectors, see what is left, reconcile, and lead every
    euro back to a cell in a document. Nothing posted is ever changed: corrections are added.
    """


def run() -> None:
    """Runs the command; a fault of the data or the request is one sentence, never a traceback."""
    # Loading libraries makes some 100 000 objects that all stay: collecting among them only costs time.
    gc.set_threshold(100_000, 50, 50)
    make_tolerant()
    as_json = _wants_json(sys.argv[1:])
    with speaking(_chosen(sys.argv[1:])):
        try:
            _refuse_broken_words()
            main.main(standalone_mode=False)
        except click.exceptions.Exit as leaving:
            sys.exit(leaving.exit_code)
        except click.Abort:
            click.echo(speak("Aborted; nothing more was done."), err=True)
            sys.exit(ExitCode.ABORT)
        except click.ClickException as error:
            _tell("usage", error.format_message(), {}, as_json=as_json)
            if isinstance(error, click.UsageError) and error.ctx is not None and not as_json:
                click.echo(speak("Try '{command} --help'.", command=error.ctx.command_path), err=True)
            sys.exit(ExitCode.USAGE)
        except LedgerError as error:
            facts = {name: _plain(value) for name, value in error.sentence.facts.items()}
            also = [words().say(sentence) for sentence in error.also]
            _tell(error.code, words().say(error.sentence), facts, also, as_json=as_json)
            sys.exit(error.exit_code)
        except BrokenPipeError:
            # The reader (head, less) went away: that is its right, and no fault.
            sys.stderr.close()
            sys.exit(ExitCode.OK)
        finally:
            gc.freeze()


def _refuse_broken_words() -> None:
    """Words that are no UTF-8 cannot be kept as texts; the name of a file to import can."""
    if "import" not in sys.argv and any("\ud800" <= c <= "\udfff" for word in sys.argv for c in word):
        raise click.UsageError(speak("The command line holds bytes that are no UTF-8 text. Type it again."))


def _tell(code: str, message: str, facts: dict[str, object], also: Sequence[str] = (), *, as_json: bool) -> None:
    if as_json:
        import json

        more = {"also": list(also)} if also else {}
        click.echo(json.dumps({"error": {**facts, "code": code, "message": message, **more}}, ensure_ascii=False))
    else:
        click.echo(speak("Error: {message}", message=message), err=True)
        for sentence in also:
            click.echo(f"  {sentence}", err=True)


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value) if value is not None else None


def _wants_json(words_typed: Sequence[str]) -> bool:
    """Errors follow the format asked for, also where the command line itself is at fault."""
    return "--format=json" in words_typed or ("--format", "json") in itertools.pairwise(words_typed)


if __name__ == "__main__":
    run()

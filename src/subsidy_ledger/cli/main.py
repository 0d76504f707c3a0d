"""The entry point: finds the command's module when it is asked for, and ends every error with its exit code."""

from __future__ import annotations

import gc
import importlib
import itertools
import sys
from collections.abc import Sequence
from typing import Any

import click

from subsidy_ledger import __version__
from subsidy_ledger.cli.options import common_options
from subsidy_ledger.errors import ExitCode, LedgerError

# Where each command lives; a module is loaded only when its command runs, which keeps `balance` quick.
COMMANDS = {
    "init": "setup",
    "status": "setup",
    "agreement": "agreement",
    "allocation": "agreement",
    "contribution": "agreement",
    "import": "importing",
    "imports": "imports",
    "undo": "imports",
    "expenses": "lines",
    "explain": "explain",
    "tag": "lines",
    "correct": "lines",
    "balance": "balance",
    "transfers": "reconcile",
    "reconcile": "reconcile",
    "finding": "findings",
    "sector-plan": "sector_plan",
    "export": "export",
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
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], list(COMMANDS), n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else " `ledger --help` lists them all."
            raise click.UsageError(f'There is no command "{args[0]}".{hint}', ctx)
        return super().resolve_command(ctx, args)


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
    _tolerant_output()
    try:
        _refuse_broken_words()
        main.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        click.echo("Aborted; nothing more was done.", err=True)
        sys.exit(ExitCode.ABORT)
    except click.ClickException as error:
        _tell("usage", error.format_message(), {}, as_json=_wants_json())
        if isinstance(error, click.UsageError) and error.ctx is not None and not _wants_json():
            click.echo(f"Try '{error.ctx.command_path} --help'.", err=True)
        sys.exit(ExitCode.USAGE)
    except LedgerError as error:
        facts = {name: _plain(value) for name, value in error.sentence.facts.items()}
        _tell(error.code, str(error), facts, [str(sentence) for sentence in error.also], as_json=_wants_json())
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
        raise click.UsageError("The command line holds bytes that are no UTF-8 text. Type it again.")


def _tell(code: str, message: str, facts: dict[str, object], also: Sequence[str] = (), *, as_json: bool) -> None:
    if as_json:
        import json

        more = {"also": list(also)} if also else {}
        click.echo(json.dumps({"error": {**facts, "code": code, "message": message, **more}}, ensure_ascii=False))
    else:
        click.echo(f"Error: {message}", err=True)
        for sentence in also:
            click.echo(f"  {sentence}", err=True)


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value) if value is not None else None


def _wants_json() -> bool:
    """Errors follow the format asked for, also where the command line itself is at fault."""
    words = sys.argv[1:]
    return "--format=json" in words or any(
        first == "--format" and second == "json" for first, second in itertools.pairwise(words)
    )


def _tolerant_output() -> None:
    """A console that cannot show a character shows a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    run()

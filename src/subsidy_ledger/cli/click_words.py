"""click's own words, and the help texts of commands, in the language that is spoken."""

from __future__ import annotations

import copy
import importlib
from collections.abc import Callable
from typing import Any

import click
import click._textwrap

from subsidy_ledger.domain.sentences import Phrase
from subsidy_ledger.i18n import words

Tell = Callable[[str], str]

# What click asks for under a name, so that it stands nowhere as a text to be found.
REQUIRED: Phrase = "required"
# How a list in a help text is headed: French has a space before its colon.
HEADING: Phrase = "{heading}:"
# Where click keeps what it says; each of them asks the gettext of the whole process unless it is told better.
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils")


def install() -> None:
    """From here on click asks for the words that are spoken where it speaks, not for those of the process."""
    for name in MODULES:
        module: Any = importlib.import_module(f"click.{name}")
        if hasattr(module, "_"):
            module._ = _text
        if hasattr(module, "ngettext"):
            module.ngettext = _counted
    click.Context.formatter_class = Formatter
    # A command such as --dry-run, broken at its hyphen, could not be copied.
    click._textwrap.TextWrapper = Unbroken  # type: ignore[misc]


class Formatter(click.HelpFormatter):
    """click's, with headings as the language writes them."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_text(HEADING).format(heading=heading)}\n")


class Unbroken(click._textwrap.TextWrapper):
    """click's, which breaks lines between words only."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.break_on_hyphens = False


def _text(message: str) -> str:
    return words().text(message)


def _counted(one: str, many: str, n: int) -> str:
    return words().counted(one, many, n)


def retold(command: click.Command, tell: Tell) -> click.Command:
    """The same command with every text of its help told anew; groups with all that is in them."""
    told = copy.copy(command)
    told._help_option = None
    told.help = _paragraphs(command.help, tell)
    told.short_help = tell(command.short_help) if command.short_help else _first(told.help)
    told.epilog = _epilog(command.epilog, tell)
    told.options_metavar = command.options_metavar and tell(command.options_metavar)
    told.params = [_parameter(parameter, tell) for parameter in command.params]
    if isinstance(command, click.Group) and isinstance(told, click.Group):
        told.subcommand_metavar = tell(command.subcommand_metavar)
        told.commands = {name: retold(inner, tell) for name, inner in command.commands.items()}
    return told


def _parameter(parameter: click.Parameter, tell: Tell) -> click.Parameter:
    told: Any = copy.copy(parameter)
    if told.metavar:
        told.metavar = tell(told.metavar)
    if getattr(told, "help", None):
        told.help = tell(told.help)
    if not isinstance(told.type, click.Choice | click.types.UnprocessedParamType | click.types.BoolParamType):
        told.type = copy.copy(told.type)
        told.type.name = tell(told.type.name)
    return told  # type: ignore[no-any-return]


def _paragraphs(text: str | None, tell: Tell) -> str | None:
    """Each paragraph on one line: click breaks lines as the terminal wants them."""
    return text and "\n\n".join(tell(" ".join(part.split())) for part in text.split("\n\n"))


def _first(text: str | None) -> str | None:
    """What a list of commands says of one that has no shorter word for it: all of its first paragraph, never cut."""
    return text and text.split("\n\n")[0].rstrip(".")


def _epilog(text: str | None, tell: Tell) -> str | None:
    """Commands stay as they are typed, but for the reasons and decisions that are quoted in them."""
    if not text:
        return text
    lines = text.split("\n")
    return "\n".join(tell(line) if line.strip("\b") and _is_told(line) else line for line in lines)


def _is_told(line: str) -> bool:
    return not line.startswith("  ") or '"' in line

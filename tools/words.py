"""The words of the program: found in its source, put into the catalogues, compiled. python -m tools.words

What is found: the templates of `say`, `say_n`, `speak` and of every error; the titles of columns and tables; every
name annotated Phrase or Phrases; the texts of commands and checks, asked from themselves; and click's own words.
"""

from __future__ import annotations

import ast
import io
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from tools.french import spaced

from subsidy_ledger.checks.catalogue import CHECKS
from subsidy_ledger.checks.registry import manual
from subsidy_ledger.cli import click_words
from subsidy_ledger.cli.main import main as ledger_command
from subsidy_ledger.i18n import CATALOGUE, LOCALE

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "subsidy_ledger"
TRANSLATED = ("nl", "fr")
CLICK = "click"
MO_MAGIC, MO_HEADER, MO_PLACE = 0x950412DE, 28, 8

# Calls that say something, and which of their arguments are texts.
SAYING = {
    "say": (0,), "speak": (0,), "LedgerError": (1,), "WrongUse": (1,), "Refused": (1,), "NotReady": (1,),
    "Column": (1,), "Table": (1,), "Setting": (2, 3), "fault": (1,),
}  # fmt: skip
COUNTING = {"say_n": (0, 1)}
# Other libraries have classes of these names; ours are those of `reports`.
TABLES = {"Column", "Table"}
# Methods of these objects say something too: `faults.add(path, template)`.
SAYING_OWNERS = {("faults", "add"): (1,)}
# The names of parameters and of names that hold a text: their literal is found where they are annotated.
ANNOTATIONS = {"Phrase", "Phrases"}


@dataclass(frozen=True, slots=True)
class Message:
    """One text with the files that say it; `many` is its other form where it counts."""

    text: str
    many: str
    files: tuple[str, ...]


def messages() -> list[Message]:
    """Every text a person can be shown, each once, in the order of the files that say it."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for text, many, file in (*_in_source(), *_in_commands(), *_in_checks(), *_in_click()):
        if text.strip():
            held = found.setdefault(text, (many, {}))
            found[text] = (held[0] or many, {**held[1], file: None})
    return [Message(text, many, tuple(files)) for text, (many, files) in found.items()]


Found = tuple[str, str, str]  # text, its other form, file


def _in_source() -> Iterator[Found]:
    for path in sorted(SOURCE.rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        for text, many in texts_of(ast.parse(path.read_text(encoding="utf-8"))):
            yield text, many, file


def texts_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The texts that a module says, with their other form."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _said(node)
        if isinstance(node, ast.AnnAssign) and node.value is not None and _is_phrase(node.annotation):
            yield from ((text, "") for text in literals(node.value))


def _said(call: ast.Call) -> Iterator[tuple[str, str]]:
    name, owner = called(call)
    if name in COUNTING and len(call.args) >= 2:
        (one,), (many,) = (list(literals(call.args[place])) or [""] for place in COUNTING[name])
        yield one, many
    for argument in _texts(call, places_of_text(call)):
        yield from ((text, "") for text in literals(argument))
    if name == "__init__" and owner == "super" and len(call.args) > 1:
        yield from ((text, "") for text in literals(call.args[1]))


def places_of_text(call: ast.Call) -> tuple[int, ...]:
    """Which arguments are texts; none for what says nothing, `words.say` among them: it says what is said already."""
    name, owner = called(call)
    if name == "say" and owner:
        return ()
    return SAYING_OWNERS.get((owner, name)) or SAYING.get(name, ())


def _texts(call: ast.Call, places: tuple[int, ...]) -> Iterator[ast.expr]:
    return (call.args[place] for place in places if place < len(call.args))


def called(call: ast.Call) -> tuple[str, str]:
    """The name of what is called and of whose it is: `self.faults.add` is ("add", "faults")."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id, ""
    if not isinstance(function, ast.Attribute):
        return "", ""
    value = function.value
    if isinstance(value, ast.Call):
        return function.attr, called(value)[0]
    return function.attr, value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")


def unwritten(tree: ast.Module, *, tables: bool = True) -> Iterator[int]:
    """Lines that say what is written out nowhere, so that nobody could find it to translate it.

    `tables` is false for rooms in which Column and Table are those of a database or a spreadsheet.
    """
    phrases = set(_phrase_names(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)[0]
            if name in TABLES and not tables:
                continue
            for argument in _texts(node, COUNTING.get(name) or places_of_text(node)):
                if not _is_written(argument, phrases):
                    yield node.lineno


def _is_written(node: ast.expr, phrases: set[str]) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_written(node.body, phrases) and _is_written(node.orelse, phrases)
    if isinstance(node, ast.Call):
        # A sentence in a phrase's place is written out where it is said.
        return bool(places_of_text(node)) or called(node)[0] in {"label", "title_text"}
    if isinstance(node, ast.Subscript):
        node = node.value
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return isinstance(node, ast.Constant) or name in phrases


def _phrase_names(tree: ast.Module) -> Iterator[str]:
    """Names and parameters annotated as phrases."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None and _is_phrase(node.annotation):
            target = node.target if isinstance(node, ast.AnnAssign) else None
            yield node.arg if isinstance(node, ast.arg) else getattr(target, "id", "")
        if isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name.isupper())


def _is_phrase(annotation: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id in ANNOTATIONS for node in ast.walk(annotation))


def literals(node: ast.expr) -> Iterator[str]:
    """The texts written out in an expression: itself, either side of a condition, the values of a mapping."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from literals(value)
    elif isinstance(node, ast.Tuple | ast.List):
        for element in node.elts:
            yield from literals(element)


def _in_commands() -> Iterator[Found]:
    """The commands tell their own texts: what is collected here is what is asked for when help is shown."""
    told: list[str] = []

    def tell(text: str) -> str:
        told.append(text)
        return text

    def walk(command: click.Command) -> None:
        click_words.retold(command, tell)
        context = click.Context(command)
        if isinstance(command, click.Group) and not command.commands:
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                if inner is not None:
                    walk(inner)

    walk(ledger_command)
    yield from ((text, "", "src/subsidy_ledger/cli") for text in told)


def _in_checks() -> Iterator[Found]:
    for check in CHECKS:
        for text in manual(check.id).phrases():
            yield text, "", "src/subsidy_ledger/checks"


def _in_click() -> Iterator[Found]:
    """What click says through gettext, from its own source."""
    folder = Path(click.__file__).parent
    for name in click_words.MODULES:
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = [text for argument in node.args for text in literals(argument)]
            if node.func.id == "_" and texts:
                yield texts[0], "", CLICK
            elif node.func.id == "ngettext" and len(texts) > 1:
                yield texts[0], texts[1], CLICK


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{CATALOGUE}.po"


def renewed(language: str, found: list[Message]) -> str:
    """The catalogue of a language with exactly these messages; what was translated stays so."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    before = Catalog(locale=language)
    if po_file(language).is_file():
        with po_file(language).open("rb") as file:
            before = read_po(file, locale=language)
    after = Catalog(locale=language, header_comment=f"# The words of subsidy-ledger in {language}.", fuzzy=False)
    for message in found:
        held = before.get(message.text)
        words = held.string if held is not None and isinstance(held.string, tuple) is bool(message.many) else None
        if words and language == "fr":
            words = spaced(words) if isinstance(words, str) else tuple(map(spaced, words))
        after.add(
            (message.text, message.many) if message.many else message.text,
            words or (("", "") if message.many else ""),
            locations=[(file, 0) for file in message.files],
            user_comments=held.user_comments if held is not None else (),
        )
    written = io.BytesIO()
    write_po(written, after, include_lineno=False, width=110)
    # Days and names of whoever ran the command last say nothing, and would differ every time.
    dated = "Report-Msgid-Bugs-To|Project-Id-Version|.*-Date|Last-Translator|Language-Team|Generated-By"
    text = re.sub(rf'(?m)^"({dated}).*\n', "", written.getvalue().decode())
    return re.sub(r"(?m)^#, python-(brace-)?format\n", "", text)


def compiled(text: str, language: str) -> bytes:
    """The catalogue as the program reads it: sorted pairs of texts behind a table of their places.

    What is not translated yet is left out, and stays English. The same text always gives the same bytes.
    """
    from babel.messages.pofile import read_po

    catalogue = read_po(io.StringIO(text), locale=language)
    header = f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {catalogue.plural_forms}\n"
    pairs = [(b"", header.encode())]
    for message in catalogue:
        said = message.string if isinstance(message.string, list | tuple) else (message.string or "",)
        if message.id and all(said):
            ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
            pairs.append(("\0".join(ids).encode(), "\0".join(said).encode()))
    return _bytes(sorted(pairs))


def _bytes(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """The binary form that gettext reads: magic, version, count, where the two tables stand, the tables, the texts."""
    tables, texts, at = [], b"", MO_HEADER + len(pairs) * 2 * MO_PLACE
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), at + len(texts)))
            texts += pair[side] + b"\0"
    places = (MO_MAGIC, 0, len(pairs), MO_HEADER, MO_HEADER + len(pairs) * MO_PLACE, 0, 0)
    return struct.pack("<7I", *places) + b"".join(tables) + texts


def untranslated(text: str) -> list[str]:
    """The messages of a catalogue without words of their own."""
    from babel.messages.pofile import read_po

    return [
        str(message.id if isinstance(message.id, str) else message.id[0])
        for message in read_po(io.StringIO(text))
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def main() -> None:
    found = messages()
    for language in TRANSLATED:
        text = renewed(language, found)
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        po_file(language).write_text(text, encoding="utf-8")
        po_file(language).with_suffix(".mo").write_bytes(compiled(text, language))
        waiting = untranslated(text)
        print(f"{language}: {len(found)} messages, {len(waiting)} without translation", file=sys.stderr)


if __name__ == "__main__":
    main()

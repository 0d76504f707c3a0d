"""Nothing that a person reads stays English: every message is translated, and nothing is said that is no message."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from openpyxl import load_workbook
from tools.words import SOURCE, TABLES, called, literals, messages, po_file, renewed, untranslated

from command import ledger
from subsidy_ledger.agreements import builtin
from subsidy_ledger.cli import main as entry
from subsidy_ledger.cli.console import nearest
from subsidy_ledger.domain.agreement_file import agreement_of, parse
from subsidy_ledger.i18n import ENGLISH, Words, words_of
from subsidy_ledger.render.excel import SHEET_TITLE_MAX
from subsidy_ledger.reports.reconciliation.labels import SHEETS
from test_docs import commands

OTHERS = ("nl", "fr")
# What a heading may take: a column of amounts is some 14 letters wide, and only words are broken over lines.
HEADING_WORD_MAX, HEADING_MAX = 19, 40


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    """Lost otherwise: an error message in English is an error message lost. Mend: make words, and fill in."""
    assert untranslated(renewed(language, messages())) == []
    assert po_file(language).read_text(encoding="utf-8") == renewed(language, messages())


def headings() -> Iterator[str]:
    """The titles of all columns of tables."""
    for file in sorted(SOURCE.glob("reports/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node)[0] in TABLES - {"Table"} and len(node.args) > 1:
                yield from literals(node.args[1])


@pytest.mark.parametrize("language", OTHERS)
def test_no_heading_is_longer_than_its_column(language: str) -> None:
    """Lost otherwise: a table of ten columns would not fit on the screen it was made for."""
    titles = sorted(set(headings()))
    assert len(titles) > 80
    said = [words_of(language).text(title) for title in titles]
    assert [title for title in said if len(title) > HEADING_MAX] == []
    assert [title for title in said if max(map(len, title.split()), default=0) > HEADING_WORD_MAX] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_title_of_a_sheet_is_longer_than_excel_takes(language: str) -> None:
    """Lost otherwise: the title would be cut, and links to the sheet lead nowhere."""
    titles = [words_of(language).text(title) for key, title in SHEETS.items() if key.startswith("sheet.")]
    assert len(titles) >= 7
    assert [title for title in titles if len(title) > SHEET_TITLE_MAX] == []


# --- pseudo-localisation: every letter that went through the catalogue is another one; what is still plain did not.
ALIKE = str.maketrans("abcdefghijklmnopqrstuvwxyz", "àƀċďėƒġħìĵķĺḿńòƥɋřśťùṿŵẋýž")
# Facts, commands and options stay as they are typed; so do formats.
KEPT = re.compile(r"\{[^}]*\}|`[^`]*`|--[a-z-]+|\bledger [a-z-]+|\.[a-z]{3,4}\b|%\(?\w*\)?[sd]")


def disguised(text: str) -> str:
    parts, at = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[at : kept.start()].lower().translate(ALIKE), kept[0]]
        at = kept.end()
    return "".join(parts) + text[at:].lower().translate(ALIKE)


MESSAGES = frozenset(form for message in messages() for form in (message.text, message.many))


class Disguise:
    """A catalogue of all messages in disguise; what is no message stays English."""

    def gettext(self, message: str, /) -> str:
        return disguised(message) if message in MESSAGES else message

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        return self.gettext(one if n == 1 else many)


ROWS = """Dienstjaar;Boekstuknr;Factuurdatum;Leverancier;Omschrijving;Begrotingsartikel;Doelstelling;Bedrag
2019;7/1;25/03/2019;Zqx Wvk;zzq wwq;330/123-06;G2.1;1.200,00
2019;7/2;06/03/2019;Zqx Wvk;zzq wwq;330/123-06;;2.500,50
2019;7/2;07/03/2019;Zqx Wvk;zzq wwq;330/123-06;G1.1;2.500,50
2019;;08/03/2019;Qvv Zkk;zzq wwq;330/123-06;R1.1;75.000,00
Totaal;;;;;;;9,99
"""
FAULTY = ROWS + "2019;7/9;31/02/2019;Qvv Zkk;zzq wwq;330/123-06;G9.9;1 O50,00\n"

COMMANDS = (
    "init", "status", "agreement show", "agreement show --full",
    "import rows.csv --dry-run", "import faulty.csv --yes", "import rows.csv --yes",
    "import rows.csv --yes", "imports", "expenses --year 2019", "tag --untagged", "tag 2 G2.2 --share 40%", "balance",
    "balance --year 2019", "explain 2", "explain G2.1 --year 2019",
    "explain total --year 2019",
    "explain general --year 2019 --known-on 2199-01-01 --and 2199-01-02",
    "transfers --year 2019", "reconcile --year 2019",
    "reconcile --explain overspent-envelope", "contribution set --year 2019 --amount 5 --decision zzq",
    "allocation list", "allocation revise --grant general --year 2019 --amount 5 --decision zzq --reason zzq",
    'rules add G2.3 --supplier "Zqx Wvk" --reason zzq --yes', "rules test 1", "rules list",
    "rules retire 1 --reason zzq",
    "sector-plan set G2 --year 2019 --amount 9 --decision zzq", "sector-plan list",
    "correct 1 --amount 7 --reason zzq", "reconcile --against rows.csv --year 2019",
    "funding add ZQX --title zzq --funder zzq", "reconcile --against rows.csv --funding zqx --year 2019",
    "finding list", "undo 1 --reason zzq", "redo 1 --reason zzq",
    "export reconciliation --year 2019 out.xlsx", "export expenses --year 2019 out.csv",
    "export overview --year 2019 overview.xlsx",
    *(f"explain ƥòśìťìòń!{cell} --workbook out.xlsx" for cell in ("D5", "J5", "K5", "F5", "C5", "B5", "ZZ9")),
    "explain import 1", "explain import 1 posted", "explain total --year 2018 --and-year 2019",
    "submit --year 2019", "explain settlement claimed --year 2019", "explain settlement balance --year 2019",
    "explain transfers open --year 2019", "explain general transfers --year 2019",
    "imports extract 1 --to zzq.csv", "digest", "verify", "verify-workbook out.xlsx",
    "indicator set G2.1 1 --year 2019 --value 7", "indicator list", "evaluation --year 2019",
    "receipt add --grant general --year 2019 --amount 5 --date 2019-05-01 --document zzq",
    "settle --all-open --year 2019 --accept --reason zzq", "sample --year 2019 --size 2 --seed 5",
    "export reconciliation --year 2019 --since 2019-01-01 since.xlsx",
)  # fmt: skip
MISTAKES = (
    "correct 1 --amount 8 --reason zzq", "correct 99 --take-back --reason zzq", "undo 9 --reason zzq", "blance",
    "balance --yaer 2019", "balance --year zzq", "import zzq.xlsx --yes", "tag 1 zzq", "explain zzq",
    "finding show zzq", "export overview --year 2019 --template out.xlsx --mapping rows.csv overview.xlsx",
)  # fmt: skip

# Codes, names and files: what stands there whatever the language.
DATA = frozenset(
    """
    python pytest sqlite ledger json xls xlsm ods toml zqx wvk zzq wwq qvv zkk city zone nonprofit csv xlsx out
    rows faulty problems problemen general radicalisation brussels blance yaer sha untagged decimal comma point
    dates dmy mdy ymd id balance dienstjaar boekstuknr factuurdatum leverancier omschrijving begrotingsartikel
    doelstelling bedrag totaal total transfers zone's hoofdstad never funding
    """.split()  # noqa: SIM905
)


@pytest.fixture
def disguise(monkeypatch: pytest.MonkeyPatch) -> Words:
    """The program speaks Dutch numbers and words that are English in disguise."""
    words = Words("nl", Disguise())
    monkeypatch.setattr(entry, "words_of", lambda _language: words)
    monkeypatch.setenv("LEDGER_LANG", "nl")
    monkeypatch.setenv("LEDGER_USER", "zzq")
    return words


# What is typed as it stands: choices, addresses, the names of commands in a list, field=COLUMN.
TYPED = re.compile(r"(?m)\[[a-z|\s]+\]|\S+://\S+|^  [a-z-]+\b|\b[a-z_]+=\S+|\.[a-z]{3,4}\b")


def plain_words(text: str) -> list[str]:
    """The words without disguise that are no data, no command and no code."""
    text = re.sub(r"`[^`]*`|--[a-z-]+|\bledger [a-z-]+(?: [a-z-]+)?|[\w./-]*\.(?:db|csv|xlsx)\b", " ", text)
    text = re.sub(r"\b[0-9a-f]{4}(?:-[0-9a-f]{4}){5}\b", " ", text)  # ids of plans, before anything takes a bite of one
    text = re.sub(r"\b[a-z]+-[a-z-]+\b", " ", text)  # ids of checks and agreements
    found = re.findall(r"(?<![\w\u0080-\uffff])[A-Za-z]{3,}(?![\w\u0080-\uffff])", text)
    return [word for word in found if word.casefold() not in DATA | words_of_the_agreement()]


@cache
def words_of_the_agreement() -> frozenset[str]:
    """The Dutch words of the agreement itself, and its codes of categories; its notes in English are none of them."""
    agreement = parse(builtin())
    said = " ".join(str(texts["nl"]) for texts in in_languages(agreement))
    codes = {category.code for category in agreement_of(agreement).categories}
    return frozenset(re.findall(r"[a-z]+", said.casefold())) | codes


def in_languages(raw: object) -> Iterator[dict[str, object]]:
    """Every text of an agreement's file that is given by language."""
    if isinstance(raw, dict) and "nl" in raw:
        yield raw
    elif isinstance(raw, dict | list):
        for part in raw.values() if isinstance(raw, dict) else raw:
            yield from in_languages(part)


def test_no_command_says_anything_that_is_not_translated(
    disguise: Words, sqlite_url: str, tmp_path: Path, own_folder: None
) -> None:
    """Lost otherwise: one sentence glued together somewhere would stay English for ever."""
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "faulty.csv").write_text(FAULTY, encoding="utf-8")
    found: dict[str, list[str]] = {}
    for line in (*COMMANDS, *MISTAKES):
        done = ledger(sqlite_url, *shlex.split(line))
        assert (done.code in (2, 4)) == (line in MISTAKES or "faulty" in line), line + done.err
        if plain := plain_words(done.out + done.err):
            found[line] = plain
    assert found == {}
    for name in ("out.xlsx", "since.xlsx", "overview.xlsx", "faulty.problems.xlsx"):
        lines = texts_of_workbook(tmp_path / name).splitlines()
        assert [line for line in lines if plain_words(line)] == [], name


def texts_of_workbook(path: Path) -> str:
    book = load_workbook(path)
    cells = [c.value for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    return "\n".join([*book.sheetnames, *(text for text in cells if not text.startswith("="))])


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_no_help_says_anything_that_is_not_translated(path: tuple[str, ...], disguise: Words) -> None:
    """Lost otherwise: the first thing one asks for would be in another language."""
    shown = CliRunner().invoke(entry.main, [*path, "--help"], prog_name="ledger", terminal_width=400).output
    text = "\n".join(line for line in shown.splitlines() if not line.lstrip().startswith("ledger "))
    text = TYPED.sub(" ", text)
    assert disguised("usage") in text.casefold()
    assert [word for word in plain_words(text) if word not in choices(path)] == []


def choices(path: tuple[str, ...]) -> set[str]:
    """What can be typed after the options of a command."""
    command: click.Command = entry.main
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    types = [parameter.type for parameter in command.params]
    return {str(choice) for kind in types if isinstance(kind, click.Choice) for choice in kind.choices}


def test_the_disguise_is_seen_through() -> None:
    """Lost otherwise: the tests above could not fail."""
    assert disguised("Say {what} with --yes") == "śàý {what} ŵìťħ --yes"
    assert plain_words("śàý ťħìś, or that: `ledger x` --yes Zqx") == ["that"]
    assert plain_words("--plan 1abc-ebdd-bada-0fff-eaef-cccc, 12 abc") == ["abc"]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_message_can_be_shown_on_an_old_console(language: str) -> None:
    """Lost otherwise: a no-break space or an arrow would end the program on a console of cp1252 or ascii."""
    import codecs

    codecs.register_error("nearest-tested", nearest)
    with po_file("fr" if language == "en" else language).open("rb") as file:
        catalogue = read_po(file)
    said = [ENGLISH.text(str(m.id)) if language == "en" else str(m.string) for m in catalogue if m.id]
    for text in said:
        assert text.encode("cp1252", "nearest-tested").count(b"?") <= text.count("?")

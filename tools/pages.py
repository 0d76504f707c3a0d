"""The first-hour pages: their commands are run, and what they print is what the page shows. python -m tools.pages

A page holds blocks ```console with lines `$ ledger …`, each followed by what it prints, and blocks ```csv NAME, which
are files that its commands read. A line `…` stands for anything that is left out.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from subsidy_ledger.cli.main import run

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = ROOT / "imports"
PAGES = ("officer", "auditor", "import", "demo")
LANGUAGES = ("nl", "fr", "en")
ELISION = "…"
FENCE = re.compile(r"(?ms)^```(console|csv)(?: (\S+))?\n(.*?)^```$")
# What differs at every run: the id of a plan, which stands for everything before it, and when it was done.
VARYING = (
    (re.compile(r"\b[0-9a-f]{4}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "8f95-…"),
    (re.compile(r"\b\d\d/\d\d/20(?:2[6-9]|[3-9]\d)\b"), "15/06/2020"),
    (re.compile(r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d\b"), "2020-06-15"),
    (re.compile(r"\b[012]\d:[0-5]\d\b"), "10:00"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a page with what the page says it prints, and where that stands in the page."""

    command: str
    shown: str
    start: int
    stop: int


def path_of(language: str, page: str) -> Path:
    return ROOT / "docs" / language / f"{page}.md"


def files_of(text: str) -> dict[str, str]:
    return {name: body for kind, name, body in FENCE.findall(text) if kind == "csv"}


def steps_of(text: str) -> Iterator[Step]:
    for block in FENCE.finditer(text):
        if block[1] == "console":
            for found in re.finditer(r"(?ms)^\$ (ledger [^\n]*)\n(.*?)(?=^\$ |\Z)", block[3]):
                start = block.start(3) + found.start(2)
                yield Step(found[1], found[2], start, start + len(found[2]))


def folder_for(text: str, folder: Path) -> None:
    """Puts what the commands of a page read into a folder: the example workbooks, and the page's own files."""
    for file in IMPORTS.iterdir():
        if file.suffix in {".xlsx", ".csv"}:
            shutil.copy(file, folder)
    for name, body in files_of(text).items():
        (folder / name).write_text(body, encoding="utf-8", newline="")


def printed(command: str, language: str, folder: Path) -> str:
    """What a command prints, on both streams, as a person reads it who keeps her ledger in that folder."""
    both = io.StringIO()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LEDGER_")}
    environment |= {"LEDGER_LANG": language, "LEDGER_USER": "demo"}
    with (
        mock.patch.dict(os.environ, environment, clear=True),
        mock.patch.object(sys, "argv", shlex.split(command)),
        mock.patch.object(sys, "stdin", io.StringIO()),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(both),
        contextlib.redirect_stderr(both),
        contextlib.suppress(SystemExit),
    ):
        run()
    text = both.getvalue().strip("\n")
    for pattern, said in VARYING:
        text = pattern.sub(said, text)
    return f"{text}\n" if text else ""


def agrees(shown: str, text: str) -> bool:
    """Whether a page shows what was printed; what it leaves out may be anything."""
    parts = [re.escape(part) for part in re.split(rf"(?m)^{ELISION}\n", shown)]
    return re.fullmatch("(?s:.*?)".join(parts), text) is not None


def runs(text: str, language: str) -> Iterator[tuple[Step, str]]:
    """Every command of a page, run in turn in one folder, with what it printed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder_for(text, folder)
        for step in steps_of(text):
            yield step, printed(step.command, language, folder)


def renewed(text: str, language: str) -> str:
    """The page with what its commands print today; where it leaves something out, only said if it still agrees."""
    for step, output in reversed(list(runs(text, language))):
        if ELISION not in step.shown.splitlines():
            text = text[: step.start] + output + text[step.stop :]
        elif not agrees(step.shown, output):
            print(f"{language}: {step.command}\n{output}", file=sys.stderr)
    return text


def main() -> None:
    wanted = sys.argv[1:] or [f"{language}/{page}" for language in LANGUAGES for page in PAGES]
    for name in wanted:
        language, _, page = name.partition("/")
        path = path_of(language, page)
        path.write_text(renewed(path.read_text(encoding="utf-8"), language), encoding="utf-8")


if __name__ == "__main__":
    main()

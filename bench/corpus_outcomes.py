"""What becomes of every file that strangers made: tries an import of each and writes the table docs/corpus.md.

    .venv/bin/python bench/corpus_outcomes.py [FOLDER]

FOLDER holds `reader-torture` and `spending`; without it ../shared/corpus. Each file is imported by the command itself
with the usual limits (a trial: nothing is posted), in a process of its own. Ends with 1 where one crashed, ended with
a code of no meaning, took over a minute, or was refused without a sentence.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LEDGER = (sys.executable, "-P", "-c", "from subsidy_ledger.cli.main import run; run()")
PAGE = ROOT / "docs" / "corpus.md"
FOLDERS = ("reader-torture", "spending")
USUAL = ("--year", "2018", "--year-overrides", "--objective", "G2.1")
SECONDS_MAX = 60
STEPS = {"seconds": (30, 60), "megabytes": (500, 1024)}
# What an officer who knows the list says of it.
SAID = {
    "betagouv__SCDL.xlsx": ("--map", "amount=H"),
    "betagouv__helios.fixture.ods": ("--dates", "dmy"),
    "geneve__datas.csv": ("--map", "amount=C"),
    "lambeth__2011-01-payments.csv": ("--map", "amount=B"),
    "messytables__spanish_chars.csv": ("--map", "amount=G"),
    "montpellier__VilleMTP_MTP_BudgetAnt.csv": ("--map", "amount=H"),
    "toulouse__subventions-toulouse_2022.csv": ("--map", "objective=-"),
    "winbooks__PARFILUX_Balance_courante_fournisseurs.csv": ("--map", "amount=F"),
    "winbooks__PARFILUX_Balance_périodique_générale.csv": ("--map", "debit=D", "--map", "credit=E"),
    "montpellier__VilleMTP_MTP_AttribSub_2014.ods": ("--sheet", "Subventions"),
    "montpellier__VilleMTP_MTP_BudgetPri_2014.csv": ("--map", "amount=BP", "--map", "description=Libellé fonction"),
    "montpellier__VilleMTP_MTP_BudgetPri_2014.ods": (
        "--sheet", "OpenDataBP", "--map", "amount=BP", "--map", "description=Libellé fonction",
    ),
    "montpellier__VilleMTP_MTP_BudgetPri_2014.xls": (
        "--sheet", "OpenDataBP", "--map", "amount=BP", "--map", "description=Libellé fonction",
    ),
    "montpellier__VilleMTP_MTP_MarchesConclus_2012.ods": ("--map", "amount=I", "--map", "document_no=C"),
    "montpellier__VilleMTP_MTP_MarchesConclus_2012.xls": ("--map", "amount=I", "--map", "document_no=C"),
}  # fmt: skip
HEAD = """# What becomes of files that strangers made

Written by `bench/corpus_outcomes.py`; do not edit. It tries to import every file of two collections with the usual
limits: workbooks that test readers (of other programs' test suites), and spending that cities and agencies publish.
A file is *planned* when every row that holds a line could be posted, *planned in part* when some rows are refused (each
is named by its cell, and nothing is posted until they are mended), or *refused* as a whole, with the sentence shown.
"""


@dataclass(frozen=True)
class Outcome:
    """What one try came to; `code` is the refusal's, empty where the file was read."""

    file: Path
    seconds: float
    megabytes: int
    exit: int
    fault: str
    code: str = ""
    says: str = ""
    lines: int = 0
    amount: str = ""
    refused: int = 0
    first: str = ""

    @property
    def kind(self) -> str:
        return self.file.suffix.lower()

    @property
    def what(self) -> str:
        if self.fault:
            return "fault"
        return "refused" if self.code else "planned in part" if self.refused else "planned"


def attempt(file: Path, url: str) -> Outcome:
    command = [
        *LEDGER, "--db", url, "import", str(file), *USUAL, *SAID.get(file.name, ()),
        "--dry-run", "--format", "json", "--lang", "en",
    ]  # fmt: skip
    begun = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        code, usage = waited(process)
        seconds = time.monotonic() - begun
        out.seek(0)
        err.seek(0)
        return told(file, seconds, usage // 1024, code, out.read().decode(), err.read().decode())


def waited(process: subprocess.Popen[bytes]) -> tuple[int | None, int]:
    """The exit code, None where it took too long, and the kilobytes that it or the process that read took at most."""
    end = time.monotonic() + SECONDS_MAX
    while time.monotonic() < end:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage.ru_maxrss
        time.sleep(0.02)
    process.kill()
    process.wait()
    return None, 0


def told(file: Path, seconds: float, megabytes: int, code: int | None, out: str, err: str) -> Outcome:
    if code is None:
        return Outcome(file, seconds, megabytes, -1, f"took over {SECONDS_MAX} seconds")
    if "Traceback" in err or code not in (0, 4):
        return Outcome(file, seconds, megabytes, code, f"ended with {code}: {err.strip()[-300:]}")
    said: dict[str, Any] = json.loads(out)
    if "error" in said:
        message = " ".join(str(said["error"]["message"]).split())
        fault = "" if message.endswith(".") else f"says no sentence: {message}"
        return Outcome(file, seconds, megabytes, code, fault, said["error"]["code"], message)
    refused = [problem for problem in said["problems"] if problem["severity"] == "refused"]
    first = f"{refused[0]['cell']}: {refused[0]['message']}" if refused else ""
    rows, amounts = said["rows"], said["amounts"]
    return Outcome(
        file, seconds, megabytes, code, "", lines=rows["new"], amount=amounts["new"], refused=rows["refused"],
        first=first,
    )  # fmt: skip


def page(outcomes: Sequence[Outcome]) -> Iterator[str]:
    slowest, most = max(o.seconds for o in outcomes), max(o.megabytes for o in outcomes)
    whats = Counter(o.what for o in outcomes)
    yield HEAD
    yield (
        f"{len(outcomes)} files: {whats['planned']} planned, {whats['planned in part']} in part, {whats['refused']} "
        f"refused, {whats['fault']} faults. No file took more than {step('seconds', slowest)} seconds, nor more than "
        f"{step('megabytes', most)} megabytes in either process (each rounded up)."
    )
    yield "\n## By kind\n\n| kind | outcome | files | for instance |\n|---|---|--:|---|"
    by_kind = sorted(outcomes, key=lambda o: (o.kind, o.what, o.code, o.file.name))
    for (kind, what, code), group in groupby(by_kind, key=lambda o: (o.kind, o.what, o.code)):
        those = list(group)
        outcome = f"{what}: `{code}`" if code else what
        yield f"| {kind} | {outcome} | {len(those)} | {cell(example(those[0]))} |"
    yield "\n## File by file\n\n| file | outcome | lines | amount | rows refused |\n|---|---|--:|--:|--:|"
    for o in sorted(outcomes, key=lambda o: (o.file.parent.name, o.file.name)):
        figures = f"{o.lines} | {o.amount} | {o.refused}" if not o.code else " | | "
        yield f"| {cell(o.file.name)} | {o.code or o.what} | {figures} |"


def example(outcome: Outcome) -> str:
    if outcome.fault or outcome.code:
        return outcome.fault or outcome.says
    return f"{outcome.file.name}, {outcome.first}" if outcome.first else f"{outcome.file.name}, {outcome.lines} lines"


def step(what: str, value: float) -> int:
    """Rounded up, so that the page changes only with something worth knowing."""
    return next((limit for limit in STEPS[what] if value <= limit), STEPS[what][-1])


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus"
    files = sorted(f for folder in FOLDERS for f in (corpus / folder).iterdir() if f.is_file())
    with tempfile.TemporaryDirectory() as room:
        url = f"sqlite:///{room}/ledger.db"
        subprocess.run([*LEDGER, "--db", url, "init"], check=True, capture_output=True)
        outcomes = []
        for file in files:
            outcomes.append(attempt(file, url))
            o = outcomes[-1]
            print(f"{o.seconds:5.1f} s {o.megabytes:4} MB {o.what:15} {file.name} {example(o)}", flush=True)
    PAGE.write_text("\n".join(page(outcomes)) + "\n", encoding="utf-8")
    return int(any(o.fault for o in outcomes))


if __name__ == "__main__":
    sys.exit(main())

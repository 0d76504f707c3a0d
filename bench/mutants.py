"""Mutation testing of the checks and the domain: which small changes to the code would no test notice?

    .venv/bin/python bench/mutants.py [--module checks/envelopes]… [--sample N --seed 1] [--tests PATH]… [--keep FILE]
                                      [--page]

Each test runs once to see which lines it goes through; then, for every mutant (a comparison turned, a constant moved, a
condition dropped, a statement left out …), the tests that go through its line run in a fork, on SQLite and in memory,
until the first fails. A survivor without a reason in mutants.toml asks for a test, or for less code. `--keep` adds what
came of each module to a file, so that a long run can be done in parts; `--page` writes docs/mutants.md from all of it.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import tempfile
import time
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from mutant_runs import KILLED, QUIET, ROOT, SOURCE, Collected, outcomes
from mutating import mutants

ROOMS = ("checks", "domain")
TESTS = ("tests/domain", "tests/checks", "tests/reports", "tests/operations", "tests/importing")
REASONS = Path(__file__).with_name("mutants.toml")
PAGE = ROOT / "docs" / "mutants.md"
HEAD = """# Mutants

Made by `bench/mutants.py --page`. Each mutant is one small change to the code of `checks/` or `domain/`; it is killed
where a test fails with it, on SQLite or in memory, within some seconds of tests that run through its line. Of {whole}
mutants {tried} were tried: {summary} killed.

| module | commit | mutants | tried | killed | % |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one module: `survivors` are lines with what was changed there, and how many tests ran against it."""

    commit: str
    whole: int
    tried: int
    killed: int
    survivors: tuple[tuple[int, str, int], ...]


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--module", action="append", default=[], help="checks/envelopes; or checks, for the room")
    parser.add_argument("--sample", type=int, help="so many of each module's mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", action="append", default=[])
    parser.add_argument("--budget", type=float, default=3.0, help="seconds of tests for one mutant")
    parser.add_argument("--lines", type=Path, help="keep here which test runs through which line, or take it from here")
    parser.add_argument("--keep", type=Path, help="add what came of each module to this file")
    parser.add_argument("--page", action="store_true", help="write docs/mutants.md")
    return parser.parse_args()


def modules_of(wanted: list[str]) -> list[str]:
    every = [f"{room}/{file.stem}" for room in ROOMS for file in sorted((SOURCE / room).glob("*.py"))]
    return [m for name in wanted for m in every if name in (m, m.partition("/")[0])] if wanted else every


class Run:
    """One run over the modules, telling as it goes."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.reasons: dict[str, dict[str, str]] = tomllib.loads(REASONS.read_text(encoding="utf-8"))
        self.commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True).strip()
        self.found: dict[str, Outcome] = {}
        if options.keep and options.keep.exists():
            kept = json.loads(options.keep.read_text(encoding="utf-8"))
            self.found = {m: Outcome(**{**o, "survivors": tuple(map(tuple, o["survivors"]))}) for m, o in kept.items()}

    def work(self, tests: Collected) -> None:
        with tempfile.TemporaryDirectory() as room:
            lines = tests.lines(modules_of([]), self.options.lines or Path(room) / "lines")
        for module in modules_of(self.options.module):
            start = time.monotonic()
            mine = mutants(module, (SOURCE / f"{module}.py").read_text(encoding="utf-8"))
            whole = len(mine)
            if self.options.sample and whole > self.options.sample:
                mine = random.Random(f"{self.options.seed}{module}").sample(mine, self.options.sample)
                mine.sort(key=lambda pair: pair[0].line)
            answers = list(outcomes(tests, mine, lines, self.options.budget))
            survivors = tuple((m.line, m.key, count) for m, answer, count in answers if answer != KILLED)
            self.found[module] = Outcome(self.commit, whole, len(mine), len(mine) - len(survivors), survivors)
            if self.options.keep:
                kept = {name: asdict(outcome) for name, outcome in sorted(self.found.items())}
                self.options.keep.write_text(json.dumps(kept, indent=1), encoding="utf-8")
            self._tell(module, time.monotonic() - start)

    def _tell(self, module: str, seconds: float) -> None:
        found = self.found[module]
        if not found.whole:
            return
        print(f"{module}: {found.killed} of {found.tried} killed ({found.whole} in all, {seconds:.0f} s)", flush=True)
        for line, key, count in found.survivors:
            reason = self.reasons.get(module, {}).get(key, "no test runs here" if not count else "")
            print(f"  {module}.py:{line} {key}" + (f"  # {reason}" if reason else ""), flush=True)

    def summary(self) -> str:
        parts = []
        for room in (*ROOMS, ""):
            tried, killed = _sums([found for module, found in self.found.items() if module.startswith(room)])
            parts.append(f"{room or 'all'}: {killed} of {tried} ({_percent(killed, tried)} %)")
        return ", ".join(parts)

    def page(self) -> str:
        found = {module: self.found[module] for module in sorted(self.found) if self.found[module].tried}
        tried, _ = _sums(list(found.values()))
        text = HEAD.format(whole=sum(f.whole for f in found.values()), tried=tried, summary=self.summary())
        rows = [
            f"| {m} | {f.commit} | {f.whole} | {f.tried} | {f.killed} | {_percent(f.killed, f.tried)} |\n"
            for m, f in found.items()
        ]
        return text + "".join(rows) + "\n## Survivors\n" + "".join(self._survivors(m, f) for m, f in found.items())

    def _survivors(self, module: str, found: Outcome) -> str:
        if not found.survivors:
            return ""
        reasons = self.reasons.get(module, {})
        told = (f"- line {n}, `{key}`: {reasons.get(key, 'not looked at yet')}\n" for n, key, _ in found.survivors)
        # "](" would be read as a link.
        return f"\n### {module}\n\n" + "".join(told).replace("](", "] (")


def _sums(found: Sequence[Outcome]) -> tuple[int, int]:
    return sum(f.tried for f in found), sum(f.killed for f in found)


def _percent(part: int, whole: int) -> str:
    return f"{1000 * part // whole / 10:.1f}" if whole else "-"


def main() -> None:
    run = Run(asked())
    paths = [str(ROOT / path) for path in run.options.tests or TESTS]
    pytest.main(
        [*QUIET, "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), *paths], plugins=[Collected(run.work)]
    )
    print(run.summary())
    if run.options.page:
        PAGE.write_text(run.page(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Mutation testing of the checks and the domain: which small changes to the code would no test notice?

    .venv/bin/python bench/mutants.py [--module checks/envelopes]… [--sample N --seed 1] [--tests PATH]… [--page]

Each test runs once to see which lines it goes through; then, for every mutant (a comparison turned, a constant moved, a
condition dropped, a statement left out …), the tests that go through its line run in a fork, on SQLite and in memory,
until the first fails. A survivor without a reason in mutants.toml asks for a test, or for less code. `--page` writes
docs/mutants.md.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
import time
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from mutant_runs import KILLED, QUIET, ROOT, SOURCE, Collected, outcomes
from mutating import Mutant, mutants

ROOMS = ("checks", "domain")
TESTS = ("tests/domain", "tests/checks", "tests/reports", "tests/operations")
REASONS = Path(__file__).with_name("mutants.toml")
PAGE = ROOT / "docs" / "mutants.md"
HEAD = """# Mutants

Made by `bench/mutants.py --page`, on commit {commit}. Each mutant is one small change to the code of `checks/` or
`domain/`; it is killed where a test fails with it, on SQLite or in memory, within {budget} s of tests that run through
its line. Of {all} mutants {tried} were tried (at most {sample} a module, seed {seed}): {summary} killed.

| module | mutants | tried | killed | % |
|---|---|---|---|---|
"""


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--module", action="append", default=[], help="checks/envelopes; or checks, for the room")
    parser.add_argument("--sample", type=int, help="so many of each module's mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", action="append", default=[])
    parser.add_argument("--budget", type=float, default=3.0, help="seconds of tests for one mutant")
    parser.add_argument("--lines", type=Path, help="keep here which test runs through which line, or take it from here")
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
        self.figures: dict[str, tuple[int, int, int]] = {}
        self.survivors: dict[str, list[tuple[Mutant, int]]] = defaultdict(list)

    def work(self, tests: Collected) -> None:
        with tempfile.TemporaryDirectory() as room:
            lines = tests.lines(modules_of([]), self.options.lines or Path(room) / "lines")
        for module in modules_of(self.options.module):
            start = time.monotonic()
            found = mutants(module, (SOURCE / f"{module}.py").read_text(encoding="utf-8"))
            whole = len(found)
            if self.options.sample and whole > self.options.sample:
                found = random.Random(f"{self.options.seed}{module}").sample(found, self.options.sample)
                found.sort(key=lambda pair: pair[0].line)
            killed = 0
            for mutant, answer, count in outcomes(tests, found, lines, self.options.budget):
                killed += answer == KILLED
                if answer != KILLED:
                    self.survivors[module].append((mutant, count))
            self.figures[module] = len(found), killed, whole
            self._tell(module, time.monotonic() - start)

    def _tell(self, module: str, seconds: float) -> None:
        tried, killed, whole = self.figures[module]
        if not whole:
            return
        print(f"{module}: {killed} of {tried} killed ({tried} of {whole} tried, {seconds:.0f} s)", flush=True)
        for mutant, count in self.survivors[module]:
            reason = self.reasons.get(module, {}).get(mutant.key, "no test runs here" if not count else "")
            print(f"  {module}.py:{mutant.line} {mutant.key}" + (f"  # {reason}" if reason else ""), flush=True)

    def summary(self) -> str:
        parts = []
        for room in (*ROOMS, ""):
            rows = [figures for module, figures in self.figures.items() if module.startswith(room)]
            tried, killed = sum(row[0] for row in rows), sum(row[1] for row in rows)
            parts.append(f"{room or 'all'}: {killed} of {tried} ({_percent(killed, tried)} %)")
        return ", ".join(parts)

    def page(self) -> str:
        commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True).strip()
        rows = self.figures.items()
        text = HEAD.format(
            commit=commit, all=sum(whole for _, (_, _, whole) in rows), tried=sum(tried for _, (tried, _, _) in rows),
            sample=self.options.sample or "all", seed=self.options.seed, budget=self.options.budget,
            summary=self.summary(),
        )  # fmt: skip
        lines = [f"| {m} | {whole} | {t} | {k} | {_percent(k, t)} |\n" for m, (t, k, whole) in rows if t]
        return text + "".join(lines) + "\n## Survivors\n" + "".join(map(self._survivors, self.survivors))

    def _survivors(self, module: str) -> str:
        reasons = self.reasons.get(module, {})
        told = (
            f"- line {m.line}, `{m.key}`: {reasons.get(m.key, 'not looked at yet')}\n"
            for m, _ in self.survivors[module]
        )
        # "](" would be read as a link.
        return f"\n### {module}\n\n" + "".join(told).replace("](", "] (")


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

"""Running the tests against one mutant after the other, each in a fork of a process that has collected them once."""

from __future__ import annotations

import ast
import functools
import gc
import importlib.machinery
import os
import pickle
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from mutating import Mutant, code_of

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "subsidy_ledger"
QUIET = ("-q", "--tb=native", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", "-s")
SURVIVED, KILLED = 0, 1
MEMORY = 2 << 30
TELL = os.dup(1)
# Which tests run through which line: {(module, line): {test: its seconds}}; tests by their node ids.
Lines = dict[tuple[str, int], dict[str, float]]


def file_of(module: str) -> str:
    return str(SOURCE / f"{module}.py")


def in_a_fork(act: Callable[[], int], seconds: float) -> int:
    """What `act` answers in a process of its own; KILLED where that dies, or spends more than its time."""
    child = os.fork()
    if child == 0:
        answer = KILLED
        try:
            quiet = os.open(os.devnull, os.O_RDWR)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.alarm(int(10 * seconds) + 10)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            answer = act()
        finally:
            os._exit(answer)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) and KILLED


class Collected:
    """A pytest plugin that, in place of running the tests it collected, hands itself to `work`."""

    def __init__(self, work: Callable[[Collected], None]) -> None:
        self.work = work
        self.items: dict[str, pytest.Item] = {}

    def pytest_collection(self) -> None:
        """Before the test files are imported: the same examples each time, and a failure is not made smaller."""
        from hypothesis import HealthCheck, Phase, settings

        phases = (Phase.explicit, Phase.generate)
        checks = tuple(HealthCheck)
        settings.register_profile(
            "mutants", deadline=None, derandomize=True, database=None, phases=phases, suppress_health_check=checks
        )
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item in session.items:
            names = getattr(item, "fixturenames", ())
            if not {"postgres", "postgres_template"} & {*names} and "postgresql" not in item.name:
                self.items[item.nodeid] = item
        self.work(self)
        return True

    def passes(self, name: str) -> bool:
        item = self.items[name]
        # What the session set up stays up for the tests to come.
        reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
        return not any(report.failed for report in reports)

    def lines(self, modules: list[str], keep: Path) -> Lines:
        """Which tests run through which lines, found by running each once; read from `keep` where that is there."""
        if not keep.exists():
            in_a_fork(lambda: keep.write_bytes(pickle.dumps(self._traced(modules))) and SURVIVED, 3600)
        found: Lines = pickle.loads(keep.read_bytes())
        return {p: {n: s for n, s in t.items() if n in self.items} for p, t in found.items()}

    def _traced(self, modules: list[str]) -> Lines:
        failed = []
        files = {file_of(module): module for module in modules}
        found: Lines = defaultdict(dict)
        for name in self.items:
            seen = set[tuple[str, int]]()
            start = time.perf_counter()
            sys.settrace(_tracer(files, seen))
            passed = self.passes(name)
            sys.settrace(None)
            taken = time.perf_counter() - start
            for place in seen if passed else ():
                found[place][name] = taken
            failed += [] if passed else [name]
        if failed:
            os.write(TELL, f"left out, as they fail by themselves: {failed}\n".encode())
        return dict(found)


def _tracer(files: Mapping[str, str], seen: set[tuple[str, int]]) -> Callable[..., Any]:
    def in_file(frame: Any, event: str, _: Any) -> Any:
        if event == "line":
            seen.add((files[frame.f_code.co_filename], frame.f_lineno))
        return in_file

    def on_call(frame: Any, _event: str, _: Any) -> Any:
        return in_file if frame.f_code.co_filename in files else None

    return on_call


def chosen(mutant: Mutant, end: int, lines: Lines, budget: float) -> tuple[list[str], float]:
    """The tests that run through the mutated statement, the quickest first, as far as the budget of seconds reaches,
    and all those in the file of the module's name; and what they take. Where none does, those of the whole module."""
    through: dict[str, float] = {}
    if mutant.function is not None:
        for line in range(mutant.line, end + 1):
            through |= lines.get((mutant.module, line), {})
    if not through:
        for (module, _), tests in lines.items():
            if module == mutant.module:
                through |= tests
    picked: list[str] = []
    total, own = 0.0, f"{mutant.module.rpartition('/')[2]}.py::"
    for seconds, name in sorted((seconds, name) for name, seconds in through.items()):
        if not picked or total + seconds <= budget or own in name:
            picked.append(name)
            total += seconds
    return picked, total


def functions(modules: list[str]) -> dict[tuple[str, str, int], list[FunctionType]]:
    """Every function of the modules as it lives in this process, whatever it is wrapped in."""
    files = {file_of(module): module for module in modules}
    found: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename in files:
            code = each.__code__
            found[files[code.co_filename], code.co_qualname, code.co_firstlineno].append(each)
    return found


def forget() -> None:
    """Empties what functions remember: it was worked out by the unchanged code."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()


def quick(tests: Collected, mutant: Mutant, code: CodeType, living: list[FunctionType], names: list[str]) -> int:
    """The tests with the function's code exchanged in place; what was made at import keeps the old."""
    assert mutant.function is not None
    now = code_of(code, mutant.function)
    if now is None:
        return KILLED
    for each in living:
        if len(each.__code__.co_freevars) != len(now.co_freevars):
            return SURVIVED  # the thorough way decides
        each.__code__ = now
    forget()
    return SURVIVED if all(tests.passes(name) for name in names) else KILLED


def thorough(mutant: Mutant, code: CodeType, names: list[str]) -> int:
    """The tests with everything of the project imported anew, the mutated module among it."""
    for name, module in [*sys.modules.items()]:
        file = getattr(module, "__file__", None) or ""
        if file.startswith((str(SOURCE), str(ROOT / "tests"))) or name.startswith("subsidy_ledger"):
            del sys.modules[name]
    real = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: Any, name: str) -> CodeType | None:
        return code if loader.path == file_of(mutant.module) else real(loader, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]
    fresh = Collected(lambda tests: os._exit(SURVIVED if all(map(tests.passes, names)) else KILLED))
    pytest.main([*QUIET, *sorted({name.partition("[")[0] for name in names})], plugins=[fresh])
    return KILLED


def outcomes(
    tests: Collected, found: list[tuple[Mutant, ast.Module]], lines: Lines, budget: float
) -> Iterator[tuple[Mutant, int, int]]:
    """Each mutant with what became of it, and how many tests were run against it."""
    living = functions(sorted({mutant.module for mutant, _ in found}))
    gc.collect()
    gc.freeze()
    for mutant, tree in found:
        code = compile(tree, file_of(mutant.module), "exec", dont_inherit=True)
        names, seconds = chosen(mutant, mutant.end, lines, budget)
        if not names:
            yield mutant, SURVIVED, 0
            continue
        answer = SURVIVED
        if mutant.function is not None:
            patched = living.get((mutant.module, *mutant.function), [])
            answer = in_a_fork(functools.partial(quick, tests, mutant, code, patched, names), 5 * seconds + 1)
        if answer == SURVIVED:
            answer = in_a_fork(functools.partial(thorough, mutant, code, names), 5 * seconds + 15)
        yield mutant, answer, len(names)

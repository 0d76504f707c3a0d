"""Giving the officer her workbook back with the problems marked: never over a file that holds anybody's work."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from subsidy_ledger.domain.expenses import DATE_FIELDS
from subsidy_ledger.errors import WrongUse
from subsidy_ledger.i18n import Words
from subsidy_ledger.importing.cells.values import MONEY_FIELDS
from subsidy_ledger.importing.opening.problem_sheet import is_untouched

if TYPE_CHECKING:
    from subsidy_ledger.domain.sentences import Phrase, Sentence
    from subsidy_ledger.importing.intake import Problem
    from subsidy_ledger.importing.opening.delivery import Delivery
    from subsidy_ledger.importing.opening.limits import Limits
    from subsidy_ledger.importing.planning.file_plan import FilePlan
    from subsidy_ledger.importing.planning.plan import Plan

TYPED = (*MONEY_FIELDS, *DATE_FIELDS, "year")
NAMES_MAX = 1000
AGAIN = re.compile(r"\.problems(?:-\d+)?$")


@dataclass(frozen=True, slots=True)
class ProblemFile:
    """Where the problems of a file were marked; `is_own` where that is the officer's own workbook."""

    file: str
    path: Path
    is_own: bool


def write_problem_files(
    planned: Plan, where: Path | None, *, limits: Limits, posted: bool, words: Words
) -> tuple[ProblemFile, ...]:
    """One marked workbook for every file with a refused row: in the current folder, or at `where`.

    Raises WrongUse where it cannot be written, Refused where no workbook can hold the file's cells.
    """
    from subsidy_ledger.importing.marking.problem_words import import_lines
    from subsidy_ledger.importing.opening.delivery import Delivery

    files = _faulty(planned)
    if where is not None and len(files) > 1 and not where.is_dir():
        raise WrongUse("problems-folder", "Several files have problems: name a folder with --problems.")
    written = []
    for (name, _), parts in files.items():
        problems = [problem for part in parts for problem in part.problems]
        said, typed = import_lines(problems, posted=posted), _typed_columns(parts)
        delivery = Delivery(name, parts[0].intake.content)
        written.append(_written(delivery, problems, where, Telling(said, words), typed, limits))
    return tuple(written)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a marked workbook tells of its problems: what its list says first, the language, headings of our own."""

    said: Sequence[Sentence]
    words: Words
    titles: Mapping[str, Phrase] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FilledProblems:
    """The refused cells of a workbook of ours that somebody filled in, and what it takes to mark them.

    `words` are those of the workbook: it goes back to whoever filled it in. `typed` are, by sheet, the columns of
    amounts, days and numbers, `command` what reads the workbook again.
    """

    delivery: Delivery
    problems: Sequence[Problem]
    titles: Mapping[str, Phrase]
    typed: Mapping[str, Collection[int]]
    words: Words
    command: str


def write_filled_problems(found: FilledProblems, where: Path | None) -> ProblemFile:
    """The filled-in workbook with its refused cells marked; raises as `write_problem_files` does."""
    from subsidy_ledger.importing.marking.problem_words import filled_lines
    from subsidy_ledger.importing.opening.limits import Limits

    telling = Telling(filled_lines(found.problems, found.command), found.words, found.titles)
    return _written(found.delivery, found.problems, where, telling, found.typed, Limits())


def _written(
    delivery: Delivery,
    problems: Sequence[Problem],
    where: Path | None,
    telling: Telling,
    typed: Mapping[str, Collection[int]],
    limits: Limits,
) -> ProblemFile:
    from subsidy_ledger.importing.marking.annotate import MarkingOrder
    from subsidy_ledger.importing.marking.problem_words import marks_of, wording_of
    from subsidy_ledger.importing.opening.isolation import carry_out

    marks = marks_of(problems, telling.words, telling.titles)
    wording = wording_of(delivery.name, problems, telling.said, telling.words)
    made: list[tuple[bytes, str, bool]] = []
    carry_out(MarkingOrder(delivery, marks, wording, typed, limits), made.append)
    ((content, suffix, is_own),) = made
    return ProblemFile(delivery.name, _put(_wanted(delivery.name, where, suffix), content), is_own)


def _faulty(planned: Plan) -> Mapping[tuple[str, str], list[FilePlan]]:
    """The tables of each file of which a row is refused, in one of its tables at least."""
    files: dict[tuple[str, str], list[FilePlan]] = {}
    for part in planned.files:
        files.setdefault((part.intake.name, part.intake.sha256), []).append(part)
    return {file: parts for file, parts in files.items() if any(part.refused for part in parts)}


def _typed_columns(parts: Sequence[FilePlan]) -> dict[str, frozenset[int]]:
    """The columns of amounts, dates and numbers by sheet; of several tables on one sheet, those of all."""
    found: dict[str, frozenset[int]] = {}
    for table in (part.intake.reading.table for part in parts):
        typed = frozenset(c for name, c in table.columns.items() if name in TYPED)
        found[table.sheet.name] = found.get(table.sheet.name, frozenset()) | typed
    return found


def _wanted(name: str, where: Path | None, suffix: str) -> Path:
    """The place asked for; a file that is itself a problem workbook keeps its name."""
    own = Path(AGAIN.sub("", Path(name).stem) + f".problems{suffix}")
    if where is None:
        return own
    return where / own if where.is_dir() else where


def _put(wanted: Path, content: bytes) -> Path:
    """Writes under the wanted name, or under a numbered one where that holds somebody's work or is kept open."""
    try:
        descriptor, name = tempfile.mkstemp(dir=wanted.absolute().parent, prefix=f".{wanted.name}.")
    except OSError as error:
        raise _unwritable(wanted, error) from None
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        beside.chmod(0o644)
        for path in _names(wanted):
            if path.exists() and not (path.is_file() and is_untouched(path.read_bytes())):
                continue
            # A workbook that is open elsewhere cannot be replaced on some systems.
            with contextlib.suppress(PermissionError):
                beside.replace(path)
                return path
    except OSError as error:
        raise _unwritable(wanted, error) from None
    finally:
        beside.unlink(missing_ok=True)
    raise _unwritable(wanted, FileExistsError(0, os.strerror(errno.EEXIST)))


def _names(wanted: Path) -> Iterator[Path]:
    yield wanted
    yield from (wanted.with_stem(f"{wanted.stem}-{n}") for n in range(2, NAMES_MAX))


def _unwritable(path: Path, error: OSError) -> WrongUse:
    return WrongUse(
        "problems-unwritable",
        "The workbook with the problems marked cannot be written to {file}: {why}. Name another place with --problems.",
        file=str(path),
        why=error.strerror or type(error).__name__,
    )

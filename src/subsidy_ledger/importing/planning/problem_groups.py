"""Problems as a screen shows them: the same in many cells of a column is said once, with how many and the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from subsidy_ledger.domain.sentences import Listed, Sentence, say
from subsidy_ledger.importing.intake import Problem
from subsidy_ledger.importing.planning.summary import problem_line

# So many of one kind in one column are read one by one.
ALONE_MAX, NAMED_MAX = 3, 5


def problem_lines(problems: Sequence[Problem]) -> Iterator[Sentence]:
    """One sentence for each problem, or for all of one kind in a column of a sheet; json and the workbook list all."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        kind = (problem.code, problem.severity, problem.sheet, problem.cell.rstrip("0123456789"), problem.field)
        groups.setdefault(kind, []).append(problem)
    for group in groups.values():
        if len(group) <= ALONE_MAX:
            yield from map(problem_line, group)
        else:
            cells = [problem.cell for problem in group[1 : NAMED_MAX + 1]]
            named = Listed((*cells, "…") if len(group) > len(cells) + 1 else tuple(cells))
            yield say(
                "{line} The same in {n} more cells of the column ({cells}).",
                line=problem_line(group[0]), n=len(group) - 1, cells=named,
            )  # fmt: skip

"""From a figure of the workbook to the cells that it adds up: its own formulas, followed instead of reckoned."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.reports.reconciliation.book import ReconciliationBook
from subsidy_ledger.reports.tables import Value

# A cell of the book: the key of its block, its row from 0, and the key of its column.
Spot = tuple[str, int, str]

# What stands in a formula beside numbers and functions: a phrase, a text, the name of cells.
_TOKEN = re.compile(r"""\{'(?P<phrase>[^']*)'\}|"(?P<text>(?:[^"]|"")*)"|\{(?P<name>[^}]*)\}""")
_NAME = re.compile(r"(?P<block>\w*)\.(?P<column>\w+)(?:@(?P<first>\d+)(?::(?P<last>\d+))?)?")
_EQUALS = re.compile(r"(?<![<>=])=")
UNEQUAL, EMPTY = "<>", "="


class NoSumError(Exception):
    """The cell holds a text or a ratio: it is no sum of others."""


@dataclass(frozen=True, slots=True)
class Added:
    """A figure in cents, and the cells it adds up: how often each counts, -1 where it is taken off."""

    cents: int
    parts: Mapping[Spot, int] = field(default_factory=dict)

    def negative(self) -> Added:
        return Added(-self.cents, {spot: -n for spot, n in self.parts.items()})


def together(figures: Iterable[Added]) -> Added:
    """The sum of some figures; a cell that is added and taken off is not in it."""
    cents, parts = 0, Counter[Spot]()
    for each in figures:
        cents += each.cents
        for spot, n in each.parts.items():
            parts[spot] += n
    return Added(cents, {spot: n for spot, n in parts.items() if n})


class Trace:
    """Follows the formulas of a book. `typed` is what somebody filled in since, by cell."""

    def __init__(self, book: ReconciliationBook, typed: Mapping[Spot, Value] | None = None) -> None:
        self._blocks = {block.table.key: block for block in book.blocks()}
        self._columns = {key: {c.key: n for n, c in enumerate(b.table.columns)} for key, b in self._blocks.items()}
        self._lines = {key: block.lines for key, block in self._blocks.items()}
        self._typed = typed or {}
        self._known: dict[Spot, Added] = {}

    def value(self, spot: Spot) -> Value:
        """What the ledger, or whoever filled it in, has in a cell."""
        block, row, column = spot
        if spot in self._typed:
            return self._typed[spot]
        return self._blocks[block].table.rows[row][self._columns[block][column]]

    def added(self, spot: Spot) -> Added:
        """The cells that a figure adds up; itself where it is no formula. Raises NoSumError."""
        if spot not in self._known:
            self._known[spot] = self._added(self._followed(spot))
        return self._known[spot]

    def named(self, spot: Spot) -> tuple[Spot, ...]:
        """The single cells of figures that the formula of a cell names, in its order; none where it has no formula."""
        block, row, column = spot
        formula = self._blocks[block].live.get((row, column))
        if formula is None:
            return ()
        names = (found["name"] for found in _TOKEN.finditer(formula.text) if found["name"])
        spots = (cell for name in names if _is_few(name) for cell in self.cells(name, spot))
        return tuple(dict.fromkeys(cell for cell in spots if isinstance(self.value(cell), int)))

    def is_difference(self, spot: Spot) -> bool:
        """Whether it only holds the ledger's figure against the workbook's."""
        return spot[2] in self._blocks[spot[0]].zero

    def cells(self, name: str, at: Spot) -> tuple[Spot, ...]:
        """What a name in a formula of the cell `at` stands for: one cell, some rows, or the column of a list."""
        found = _NAME.fullmatch(name)
        assert found is not None, name
        block, column = found["block"] or at[0], found["column"]
        if found["first"] is not None:
            rows = range(int(found["first"]), int(found["last"] or found["first"]) + 1)
        else:
            rows = range(self._lines[block]) if found["block"] else range(at[1], at[1] + 1)
        return tuple((block, row, column) for row in rows)

    def _followed(self, spot: Spot) -> Spot:
        """The ledger's own figure is led to the lines by the live one that it is held against."""
        block, row, column = spot
        if (row, column) not in self._blocks[block].live:
            for zero in self._blocks[block].zero:
                if spot in (both := self.named((block, row, zero))):
                    return both[0]
        return spot

    def _added(self, spot: Spot) -> Added:
        block, row, column = spot
        formula = self._blocks[block].live.get((row, column))
        if formula is not None:
            return _Reading(self, formula.text, spot).figure()
        value = self.value(spot)
        if isinstance(value, Euro):
            value = value.cents
        if value is not None and not isinstance(value, int):
            raise NoSumError
        return Added(value, {spot: 1}) if value else Added(0)


def _is_few(name: str) -> bool:
    """Whether a name stands for cells that are named one by one, and not for the column of a list."""
    return name.startswith(".") or "@" in name


class _Reading:
    """One formula of one cell, read as the sum that it is."""

    def __init__(self, trace: Trace, text: str, at: Spot) -> None:
        self._trace, self._at = trace, at
        self._tokens: list[re.Match[str]] = []
        self._tree = ast.parse(_EQUALS.sub("==", _TOKEN.sub(self._kept, text)), mode="eval").body

    def _kept(self, found: re.Match[str]) -> str:
        self._tokens.append(found)
        return f"_{len(self._tokens) - 1}"

    def figure(self) -> Added:
        return self._sum(self._tree)

    def _sum(self, node: ast.expr) -> Added:
        match node:
            case ast.Constant(value=int(number)):
                return Added(100 * number)
            case ast.Name():
                return together(self._trace.added(spot) for spot in self._cells(node))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return together((self._sum(left), self._sum(right)))
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                return together((self._sum(left), self._sum(right).negative()))
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._called(name, args)
        raise NoSumError

    def _called(self, name: str, args: Sequence[ast.expr]) -> Added:
        match name:
            case "ROUND":
                return self._sum(args[0])
            case "SUM":
                return together(self._sum(arg) for arg in args)
            case "SUBTOTAL":
                return self._sum(args[1])
            case "MIN":
                return min((self._sum(arg) for arg in args), key=lambda added: added.cents)
            case "MAX":
                return max((self._sum(arg) for arg in args), key=lambda added: added.cents)
            case "IF":
                return self._sum(args[1] if self._holds(args[0]) else args[2])
            case "SUMIFS":
                asked = zip(args[1::2], args[2::2], strict=True)
                return self._where(args[0], [self._meets(column, self._text(wanted)) for column, wanted in asked])
            case "SUMPRODUCT":
                *factors, amounts = _factors(args[0])
                return self._where(amounts, [self._exactly(factor) for factor in factors])
        raise NoSumError

    def _holds(self, node: ast.expr) -> bool:
        assert isinstance(node, ast.Compare)
        first, second = self._sum(node.left).cents, self._sum(node.comparators[0]).cents
        return first <= second if isinstance(node.ops[0], ast.LtE) else first == second

    def _where(self, amounts: ast.expr, asked: Sequence[Sequence[bool]]) -> Added:
        """The amounts of the rows that meet all that is asked."""
        cells = self._cells(amounts)
        return together(
            self._trace.added(cell) for row, cell in enumerate(cells) if all(each[row] for each in asked)
        )  # fmt: skip

    def _meets(self, column: ast.expr, wanted: str) -> list[bool]:
        values = [self._trace.value(cell) for cell in self._cells(column)]
        if wanted == EMPTY:
            return [value is None for value in values]
        if wanted == UNEQUAL:
            return [value is not None for value in values]
        if wanted.startswith(UNEQUAL):
            return [str(value) != wanted.removeprefix(UNEQUAL) for value in values]
        return [str(value) == wanted for value in values]

    def _exactly(self, factor: ast.expr) -> list[bool]:
        """A factor that is 1 for rows that count: EXACT(column,text), ISBLANK(column), or 1 less one of them."""
        match factor:
            case ast.BinOp(op=ast.Sub(), right=inner):
                return [not each for each in self._exactly(inner)]
            case ast.Call(func=ast.Name(id="ISBLANK"), args=[column]):
                return self._meets(column, EMPTY)
            case ast.Call(func=ast.Name(id="EXACT"), args=[column, wanted]):
                text = self._text(wanted)
                return [str(self._trace.value(cell)) == text for cell in self._cells(column)]
        raise NoSumError

    def _text(self, node: ast.expr) -> str:
        match node:
            case ast.BinOp(left=left, op=ast.BitAnd(), right=right):
                return self._text(left) + self._text(right)
            case ast.Name(id=name) if (token := self._tokens[int(name[1:])])["name"] is None:
                return token["phrase"] if token["phrase"] is not None else token["text"].replace('""', '"')
            case ast.Name():
                return str(self._trace.value(self._cells(node)[0]))
        raise NoSumError

    def _cells(self, node: ast.expr) -> tuple[Spot, ...]:
        name = self._tokens[int(node.id[1:])]["name"] if isinstance(node, ast.Name) else None
        if name is None:
            raise NoSumError
        return self._trace.cells(name, self._at)


def _factors(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*_factors(node.left), *_factors(node.right)]
    return [node]

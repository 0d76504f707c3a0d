"""Putting further rows among the prepared ones of a template: what stands below moves down, whatever names it follows,
and the totals go on covering every row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.importing.marking.annotate_xml import Splices, tag_text
from subsidy_ledger.importing.marking.template_around import area, around
from subsidy_ledger.importing.marking.template_grid import Grid, formula_cell
from subsidy_ledger.importing.marking.template_refs import Block, carried, moved, named_in


class Uncovered(Exception):
    """A formula that counts rows one by one would miss those that are put in: its cell and what it says."""


def prepared(grid: Grid, sheet: str, first: int, columns: Collection[int], others: Mapping[str, Grid]) -> int:
    """The last of the rows that the template has prepared, from `first` on, as Excel counts.

    They hold what the first of them holds and are empty where they are to be filled in; and where a formula below or
    elsewhere adds them up, or a table of Excel ends, they go no further than that.
    """
    own = {column: kind for column, kind in grid.kinds(first).items() if column not in columns}
    is_framed, last, end = _is_styled(grid, first, columns), first, max(grid.rows, default=first)
    while last < end and grid.kinds(last + 1).items() <= own.items():
        if is_framed and not _is_styled(grid, last + 1, columns):
            break
        last += 1
    covered = [
        named.bottom
        for name, formula, row in _formulas(grid, sheet, others)
        if not (name == sheet and first <= row <= last)
        for named in named_in(formula, sheet, here=name == sheet)
        if named.is_range and named.top <= first <= named.bottom
    ]
    return min([last, *covered])


def _is_styled(grid: Grid, row: int, columns: Collection[int]) -> bool:
    cells = grid.cells(row)
    return any(cells[column].attributes.get("s", "0") != "0" for column in columns if column in cells)


def counted_singly(grid: Grid, sheet: str, block: Block, money: Collection[int], others: Mapping[str, Grid]) -> None:
    """Raises Uncovered where a formula outside of the prepared rows adds up their amounts one by one."""
    letters = {column_letter(column) for column in money}
    enough = 1 if block.first == block.last else 2
    for name, formula, row in _formulas(grid, sheet, others):
        if name == sheet and block.holds(row):
            continue
        cells = named_in(formula, sheet, here=name == sheet)
        rows = {cell.top for cell in cells if not cell.is_range and block.holds(cell.top) and cell.column in letters}
        if len(rows) >= enough:
            raise Uncovered(name, row, formula)


def _formulas(grid: Grid, sheet: str, others: Mapping[str, Grid]) -> Iterator[tuple[str, str, int]]:
    for name, of in ((sheet, grid), *others.items()):
        for (row, _), formula in of.formulas.items():
            yield name, formula, row


def with_rows(grid: Grid, sheet: str, block: Block) -> bytes:
    """The sheet with the rows of the block put in: copies of the prepared ones, with their formulas."""
    splices = Splices(grid.part)
    for number, row in grid.rows.items():
        offset = block.row(number) - number if block.holds(number) else None
        splices.replace(row.start, row.stop, _row(grid, sheet, block, number, block.row(number), offset))
    new = b"".join(
        _row(grid, sheet, block, source, target, target - source)
        for target in range(block.at, block.at + block.n)
        for source in (_source(block, target),)
    )
    later = [row.start for number, row in grid.rows.items() if number >= block.at]
    splices.insert(min(later, default=grid.held.close), new)
    around(grid, sheet, block, splices)
    return splices.done()


def _source(block: Block, target: int) -> int:
    """The prepared row that a new one looks like: bands of two colours go on."""
    if block.at - 2 <= block.first:
        return block.at - 1
    return block.at - 2 + (target - block.at) % 2


def _row(grid: Grid, sheet: str, block: Block, number: int, target: int, offset: int | None) -> bytes:
    """A row at its new place; one of the block goes on counting from the row it looks like, `offset` rows above."""
    node, counting = grid.rows.get(number), _counting(grid, block)
    attributes = {k: v for k, v in (node.attributes if node else {}).items() if k != "spans"}
    tag, pieces = grid.root.named("row"), []
    for column, cell in grid.cells(number).items():
        formula = grid.formulas.get((number, column))
        written = {**cell.attributes, "r": cell_name(target - 1, column)}
        if formula is not None:
            text = moved(formula, block, sheet, here=True) if offset is None else carried(formula, block, sheet, offset)
            ref = cell.one("f").attributes.get("ref", "")  # type: ignore[union-attr]
            pieces.append(formula_cell(cell, written, text, area(ref, block)))
        elif offset and column in counting:
            counted = (grid.value(number, column) or 0) + offset
            shown = f"<{grid.root.named('v')}>{counted}</{grid.root.named('v')}></{cell.tag}>"
            pieces.append(tag_text(cell.tag, written, is_empty=False) + shown.encode())
        else:
            rest = b"" if cell.is_empty else grid.part[cell.inner : cell.stop]
            pieces.append(tag_text(cell.tag, written, is_empty=cell.is_empty) + rest)
    opened = tag_text(tag, {**attributes, "r": str(target)}, is_empty=False)
    return opened + b"".join(pieces) + f"</{tag}>".encode()


def _counting(grid: Grid, block: Block) -> frozenset[int]:
    """The columns whose numbers count the prepared rows; of a single row the first one, where it says 1."""
    if block.first == block.last:
        first = min(grid.kinds(block.first), default=None)
        return frozenset({first}) if first is not None and grid.value(block.first, first) == 1 else frozenset()
    pairs = ((c, grid.value(block.last, c), grid.value(block.last - 1, c)) for c in grid.kinds(block.last))
    return frozenset(c for c, here, above in pairs if here is not None and above is not None and here - above == 1)

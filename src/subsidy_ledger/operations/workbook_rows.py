"""The lines of a workbook that came back, however they were sorted and wherever their columns stand now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from subsidy_ledger.domain.cells import cell_name, column_index
from subsidy_ledger.importing.filled.filled_in import is_empty, text_of, whole_of
from subsidy_ledger.importing.filled.formulas import one_way
from subsidy_ledger.importing.marking.template_refs import TOKEN
from subsidy_ledger.operations.workbook_cells import Changed, Compared, Place, What, Written, places, row_said

CELL = re.compile(r"\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[0-9]{1,7})")
Table = tuple[int, Mapping[str, int]]
# Longer lists are held row by row: looking for what moved takes the square of their length.
ALIGNED_MAX = 2000
SAID_MAX = 4


def neutral(formula: str, title: str, keys: Mapping[int, str], header: int, *, here: bool, blind: bool) -> str:
    """A formula whose cells of the sheet of lines are named by column and by row below the headings, so that it says
    the same where columns were put between. `blind`: no cell with its row, as rows were taken out or put in."""

    def named(cell: str) -> str:
        found = CELL.fullmatch(cell)
        if found is None:
            return cell
        column = column_index(found["column"])
        return f"<{keys.get(column, column)} {'' if blind else int(found['row']) - 1 - header}>"

    def new(found: re.Match[str]) -> str:
        sheet = (found["sheet"] or "")[:-1].strip("'").replace("''", "'")
        if not found["a"]:
            return found[0]
        if sheet != title if found["sheet"] else not here:
            return re.sub(r"[0-9]+", "", found[0]) if blind else found[0]
        cells = named(found["a"]) + (f":{named(found['b'])}" if found["b"] else "")
        return f"{title}!{cells}"

    return TOKEN.sub(new, one_way(formula))


def aligned(told: Compared, found: Written, made: Written) -> list[tuple[Place, Place]]:
    """The cells of any other sheet beside the ledger's. Rows that were taken out or put in are told, where that makes
    more of the others what the ledger wrote than it would be row by row."""
    rows = _signs(found), _signs(made)
    steps = SequenceMatcher(None, *rows, autojunk=False).get_opcodes() if max(map(len, rows)) <= ALIGNED_MAX else []
    same = sum(bool(row) for tag, start, stop, _, _ in steps if tag == "equal" for row in rows[0][start:stop])
    if same <= sum(bool(at) and at == of for at, of in zip(*rows, strict=False)):
        return [(place, place) for place in places(found, made)]
    pairs, width = [], max(found.size[1], made.size[1])
    for _, at, at_end, of, of_end in steps:
        both = min(at_end - at, of_end - of)
        pairs += [((at + n, column), (of + n, column)) for n in range(both) for column in range(width)]
        for row in range(at + both, at_end):
            if rows[0][row]:
                cell, said = cell_name(row, 0), _said(rows[0][row])
                told.changed.append(Changed("row-added", found.sheet.name, cell, said, None))
        gone = [rows[1][row] for row in range(of + both, of_end) if rows[1][row]]
        told.changed += [Changed("row-gone", found.sheet.name, "", None, _said(row)) for row in gone]
    return pairs


def _signs(written: Written) -> list[tuple[str, ...]]:
    """What each row says, without its formulas; () where nothing stands."""
    rows, columns = written.size
    texts = (
        tuple("" if (row, n) in written.formulas else text_of(written.value((row, n))) for n in range(columns))
        for row in range(rows)
    )
    return [tuple(filter(None, row)) for row in texts]


def _said(row: tuple[str, ...]) -> str:
    return ", ".join(row[:SAID_MAX])


class Lines:
    """Which row of the workbook that came back is which of the ledger's, and which are gone, new or there twice."""

    def __init__(self, found: Written, made: Written, at: Table, of: Table) -> None:
        self._found, self._made = found, made
        (self._header, self._columns), (self._made_header, self._made_columns) = at, of
        self.changed: list[Changed] = []
        self.remarks = 0
        self._rows = dict(self._matched())
        self.pairs = list(self._pairs())

    def _matched(self) -> Iterator[tuple[int, int]]:
        """For each row of the ledger's the row where it stands."""
        wanted = {key: row for row, key in self._keyed(self._made, self._made_header, self._made_columns)}
        seen: set[tuple[object, ...]] = set()
        for row, key in self._keyed(self._found, self._header, self._columns):
            if key in wanted and key not in seen:
                seen.add(key)
                yield wanted[key], row
            elif key in wanted or key[0] == "line" or self._has_amount(row):
                what: What = "row-twice" if key in seen else "row-added"
                cell, said = cell_name(row, self._columns["number"]), row_said(self._found, row, self._columns)
                self.changed.append(Changed(what, self._found.sheet.name, cell, said, None))
            else:
                self.remarks += sum(self._found.is_filled((row, n)) for n in range(self._found.size[1]))
        for key, row in wanted.items():
            if key not in seen:
                said = row_said(self._made, row, self._made_columns)
                self.changed.append(Changed("row-gone", self._found.sheet.name, "", None, said))

    def _keyed(
        self, written: Written, header: int, columns: Mapping[str, int]
    ) -> Iterator[tuple[int, tuple[object, ...]]]:
        """Rows below the headings with what they are: a line and its code, else the text they begin with."""
        for row in range(header + 1, written.size[0]):
            number, code = (written.value((row, columns[key])) for key in ("number", "code"))
            if not (is_empty(number) and is_empty(code)) and not self._is_note(number, code):
                whole = whole_of(number)
                yield row, ("line", text_of(number) if whole is None else whole, text_of(code))
                continue
            texts = (n for n in range(written.size[1]) if (row, n) not in written.formulas)
            values = [value for n in texts if not is_empty(value := written.value((row, n)))]
            if values or any((row, n) in written.formulas for n in columns.values()):
                yield row, ("text", next((text_of(value) for value in values if isinstance(value, str)), ""))

    @staticmethod
    def _is_note(number: object, code: object) -> bool:
        """A note stands alone in the first column, where the numbers of lines are."""
        return isinstance(number, str) and code in (None, "")

    def _has_amount(self, row: int) -> bool:
        return any(
            not is_empty(self._found.value((row, self._columns[key])))
            for key in ("share", "amount") if key in self._columns
        )  # fmt: skip

    def _pairs(self) -> Iterator[tuple[Place, Place]]:
        """Every cell of the workbook that came back beside the ledger's, columns of somebody's own beside nothing."""
        shift, width = self._header - self._made_header, self._made.size[1]
        rows = {row: row + shift for row in range(self._made_header + 1) if row + shift >= 0} | self._rows
        places = self._places(width)
        own = [n for n in range(self._found.size[1]) if n not in places.values()]
        for of, at in rows.items():
            for column, place in places.items():
                yield (at, place), (of, column)
            yield from (((at, place), (of, width)) for place in own)

    def _places(self, width: int) -> dict[int, int]:
        """Where each column stands, found by its heading; where that was edited, the column still in its place."""
        key_of = {place: key for key, place in self._made_columns.items()}
        places, taken = {}, set(self._columns.values())
        for column in range(width):
            key = key_of.get(column, "")
            if key in self._columns:
                places[column] = self._columns[key]
            elif column not in taken:
                places[column] = column
            elif key:
                heading = text_of(self._made.value((self._made_header, column)))
                self.changed.append(Changed("column-gone", self._found.sheet.name, "", None, heading))
        return places

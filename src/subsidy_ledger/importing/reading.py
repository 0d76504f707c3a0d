"""Reading a file to the end: opened, its table found, its rows read. Done in a process of its own: see isolation.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.intake import Reading
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.portions import Portion
from subsidy_ledger.importing.profile import Profiles


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """What to read of a file, as the officer said it; `lines` are rows (as Excel counts) that are no totals."""

    delivery: Delivery
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    dialect: Dialect = field(default_factory=Dialect)
    lines: tuple[int, ...] = ()
    limits: Limits = field(default_factory=Limits)
    profiles: Profiles = field(default_factory=Profiles)

    @property
    def file(self) -> str:
        return self.delivery.name

    def carry_out(self) -> Iterator[Portion | Reading]:
        """For each table its rows, portion by portion, and then a Reading without rows; raises what the steps raise."""
        from subsidy_ledger.importing.finding.rows import read_portions
        from subsidy_ledger.importing.finding.table import find_tables
        from subsidy_ledger.importing.opening.workbook import open_workbook
        from subsidy_ledger.importing.profiles.profiled import tables_by_profile

        workbook = open_workbook(self.delivery, self.limits)
        known = tables_by_profile(workbook, self.profiles, self.sheets, self.header_row, self.mapping, self.dialect)
        tables, dialect = list(known.tables), known.dialect
        if not tables:
            tables += find_tables(workbook, sheets=self.sheets, header_row=self.header_row, mapping=self.mapping)
            tables[0] = replace(tables[0], notes=(*known.notes, *tables[0].notes))
        epoch_1904 = workbook.epoch_1904
        # The other sheets are not needed any more.
        del workbook
        filled = 0
        while tables:
            table = tables.pop(0)
            for part in read_portions(table, dialect, epoch_1904=epoch_1904, file=self.file, lines=self.lines):
                if isinstance(part, Portion):
                    filled += part.filled
                    if filled > self.limits.rows:
                        raise self._too_many_rows(part.of)
                yield part

    def _too_many_rows(self, rows: int) -> Refused:
        return Refused(
            "too-many-rows",
            "{file} holds more than {limit} rows. Import it in parts, for instance one year at a time, or let it hold "
            "more: --row-limit {needed}.",
            file=self.file,
            limit=self.limits.rows,
            needed=rows,
        )

"""The sheet By objective: every code that can carry money, with sums by sector and grant."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_ledger.domain.agreement import Agreement
from subsidy_ledger.domain.position import GrantPosition, Position, SectorPosition
from subsidy_ledger.domain.vocabulary import in_words
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.reconciliation.book import Block, Formula, Sheet
from subsidy_ledger.reports.reconciliation.formulas import Sums, minus, total
from subsidy_ledger.reports.reconciliation.labels import column, label
from subsidy_ledger.reports.reconciliation.lines import transfer_mode
from subsidy_ledger.reports.reconciliation.position import (
    AUDITED,
    AUDITED_COLUMNS,
    SPENT_COLUMNS,
    SPENT_DIFFERENCE,
    audited,
    audited_cells,
    compared,
    spent_cells,
)
from subsidy_ledger.reports.reconciliation.rows import Rows
from subsidy_ledger.reports.reconciliation.standing import Standing
from subsidy_ledger.reports.tables import Value

COLUMNS = (
    column("grant", "code"), column("sector", "code"), column("code", "code"), column("title"),
    column("mode", "code"), *SPENT_COLUMNS, *AUDITED_COLUMNS,
)  # fmt: skip


def objectives_sheet(agreement: Agreement, found: Position, standing: Standing, sums: Sums, language: str) -> Sheet:
    """One row for every code that can carry money, sums by sector and grant, and a check against Position."""
    catalogue = _Catalogue(agreement, standing, sums, language, Rows(COLUMNS))
    last = catalogue.fill(found)
    return Sheet(
        "objectives",
        label("sheet.objectives"),
        label("heading.objectives", year=str(found.year)),
        label("lead.objectives"),
        (catalogue.rows.block("objectives", zero=("spent_difference",)), _as_position(found, last)),
        main="objectives",
    )


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """Walks the agreement: objectives, what is tagged to the sector only, the sector's sum; then the same of grants."""

    agreement: Agreement
    standing: Standing
    sums: Sums
    language: str
    rows: Rows

    def fill(self, found: Position) -> int:
        """Gives the place of the last row, the total."""
        grants = [self._grant(held) for held in found.grants]
        return self._sum({"title": label("total")}, found.spent, grants)

    def _grant(self, held: GrantPosition) -> int:
        code, title = held.grant.code, in_language(held.grant.title, self.language)
        sectors = [self._sector(code, sector) for sector in held.sectors]
        own = self._code(code, None, code, label("no_sector", title=title), held.unassigned)
        names: dict[str, Value] = {"grant": code, "title": label("total_of", code=code, title=title)}
        return self._sum(names, held.spent, [*sectors, own])

    def _sector(self, grant: str, held: SectorPosition) -> int:
        code, title = held.sector.code, in_language(held.sector.title, self.language)
        own = [
            self._code(grant, code, o.objective.code, in_language(o.objective.title, self.language), o.spent)
            for o in held.objectives
        ]
        own.append(self._code(grant, code, code, label("no_objective", title=title), held.unassigned))
        names: dict[str, Value] = {"grant": grant, "sector": code, "title": label("total_of", code=code, title=title)}
        return self._sum(names, held.spent, own)

    def _code(self, grant: str, sector: str | None, code: str, title: Value, cents: int) -> int:
        mode = transfer_mode(self.agreement.targets[code])
        values: dict[str, Value] = {
            "grant": grant,
            "sector": sector,
            "code": code,
            "title": title,
            "mode": in_words(mode),
        }
        same_code = {"{expenses.code}": "{.code}"}
        return self.rows.add(
            {**values, **spent_cells(cents), **audited_cells(self.standing.on(code))},
            {**compared(self.sums.where("{expenses.share}", same_code)), **audited(self.sums, same_code)},
        )

    def _sum(self, names: dict[str, Value], cents: int, places: list[int]) -> int:
        added = {key: total(",".join(f"{{.{key}@{place}}}" for place in places)) for key in ("spent_live", *AUDITED)}
        keys = [each.key for each in COLUMNS]
        decided: dict[str, Value] = {
            key: sum(int(str(self.rows.rows[place][keys.index(key)])) for place in places) for key in AUDITED
        }
        values = {**names, **spent_cells(cents), **decided}
        return self.rows.add(values, {**added, "spent_difference": SPENT_DIFFERENCE}, "total")


def _as_position(found: Position, last: int) -> Block:
    """The total of this sheet beside the total of Position, both as the workbook computes them."""
    rows = Rows(
        (
            column("grant", title="value"), column("sector", title="value"), column("code", title="value"),
            column("what"), column("mode", title="value"),
            column("this_sheet", "money"), column("position_sheet", "money"), column("difference", "money"),
        )
    )  # fmt: skip
    rows.add(
        {"what": label("as_position"), "this_sheet": found.spent, "position_sheet": found.spent, "difference": 0},
        {
            "this_sheet": Formula(f"{{objectives.spent_live@{last}}}"),
            "position_sheet": Formula(f"{{position.spent_live@{len(found.grants)}}}"),
            "difference": minus("{.this_sheet}", "{.position_sheet}"),
        },
    )
    return rows.block("agreement", label("block.agreement"), zero=("difference",))

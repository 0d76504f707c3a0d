"""The sheets Position and By objective: the ledger's figures beside live sums over the sheet Expenses."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.position import GrantPosition, Position, SectorPosition, position
from subsidy_ledger.reports.balance import in_language
from subsidy_ledger.reports.reconciliation_book import Block, Chart, Formula, Sheet
from subsidy_ledger.reports.reconciliation_formulas import NO_TRANSFER, Sums, minus, quoted, total, used
from subsidy_ledger.reports.reconciliation_labels import column, label
from subsidy_ledger.reports.reconciliation_rows import Rows
from subsidy_ledger.reports.tables import Value

SPENT_COLUMNS = (
    column("spent_live", "money"), column("spent", "money"), column("spent_difference", "money"),
)  # fmt: skip
SPENT_DIFFERENCE = minus("{.spent_live}", "{.spent}")


def position_of(ledger: Ledger, year: int) -> Position:
    """The position from the whole ledger, with the allocations that count."""
    grants = [grant.code for grant in ledger.agreement.grants]
    found = {(code, year): ledger.allocated(code, year) for code in grants}
    allocated = {key: cents for key, cents in found.items() if cents is not None}
    return position(ledger.agreement, allocated, ledger.totals(), year)


def position_sheet(found: Position, sums: Sums, language: str) -> Sheet:
    """One row a grant and their total; below, what no grant holds and a check that nothing is left out."""
    return Sheet(
        "position",
        label("sheet.position"),
        label("heading.position", year=str(found.year)),
        label("lead.position"),
        (_grants(found, sums, language), _apart(found)),
        main="position",
        chart=Chart(label("chart.position"), "position", "code", ("allocated", "spent_live"), len(found.grants)),
    )


def _grants(found: Position, sums: Sums, language: str) -> Block:
    rows = Rows(
        (
            column("code", "code"), column("title"), column("allocated", "money"), *SPENT_COLUMNS,
            column("zone_live", "money"), column("zone", "money"), column("zone_difference", "money"),
            column("remaining", "money"), column("used_percent", "percent"),
        )
    )  # fmt: skip
    same_grant = {"{expenses.of_grant}": "{.code}"}
    for held in found.grants:
        rows.add(
            _envelope(held, held.allocated, held.grant.code, in_language(held.grant.title, language)),
            {
                "spent_live": Formula(sums.where("{expenses.share}", same_grant)),
                "zone_live": Formula(
                    sums.where("{expenses.share}", same_grant, {"{expenses.mode}": quoted(NO_TRANSFER)})
                ),
                **_derived(),
            },
        )
    last = len(found.grants) - 1
    added = {key: total(f"{{.{key}@0:{last}}}") for key in ("allocated", "spent_live", "zone_live")}
    rows.add(_envelope(found, found.allocated, None, label("total")), {**added, **_derived()}, "total")
    return rows.block("position", zero=("spent_difference", "zone_difference"))


def _envelope(held: GrantPosition | Position, allocated: int | None, code: str | None, title: str) -> dict[str, Value]:
    return {
        "code": code, "title": title, "allocated": allocated,
        "spent_live": held.spent, "spent": held.spent, "spent_difference": 0,
        "zone_live": held.transferred, "zone": held.transferred, "zone_difference": 0,
        "remaining": held.remaining, "used_percent": held.used_percent,
    }  # fmt: skip


def _derived() -> dict[str, Formula]:
    return {
        "spent_difference": SPENT_DIFFERENCE,
        "zone_difference": minus("{.zone_live}", "{.zone}"),
        "remaining": minus("{.allocated}", "{.spent_live}"),
        "used_percent": used("{.spent_live}", "{.allocated}", label("not_allocated")),
    }


def _apart(found: Position, sums: Sums) -> Block:
    """Untagged money, and the sum of all rows of Expenses, which grants and untagged together must be."""
    rows = Rows((column("code", "code"), column("what"), column("value"), *SPENT_COLUMNS))
    rows.add(
        {"code": UNTAGGED, "what": label("untagged"), **_spent(found.untagged.cents)},
        _compared(sums.where("{expenses.share}", {"{expenses.code}": "{.code}"})),
    )
    rows.add(
        {"what": label("all_rows"), **_spent(found.spent + found.untagged.cents)},
        _compared(total("{expenses.share}").text),
        "total",
    )
    return rows.block("untagged", label("block.untagged"), zero=("spent_difference",))


def _spent(cents: int) -> dict[str, Value]:
    return {"spent_live": cents, "spent": cents, "spent_difference": 0}


def _compared(text: str) -> dict[str, Formula]:
    return {"spent_live": Formula(text), "spent_difference": SPENT_DIFFERENCE}


def objectives_sheet(ledger: Ledger, found: Position, sums: Sums, language: str) -> Sheet:
    """One row for every code that can carry money, sums by sector and grant, and a check against Position."""
    catalogue = _Catalogue(ledger, sums, language)
    catalogue.fill(found)
    return Sheet(
        "objectives",
        label("sheet.objectives"),
        label("heading.objectives", year=str(found.year)),
        label("lead.objectives"),
        (catalogue.rows.block("objectives", zero=("spent_difference",)), _as_position(found)),
        main="objectives",
    )


@dataclass(slots=True)
class _Catalogue:
    """Walks the agreement: objectives, what is tagged to the sector only, the sector's sum; then the same of grants."""

    ledger: Ledger
    sums: Sums
    language: str
    rows: Rows = field(
        default_factory=lambda: Rows(
            (
                column("grant", "code"), column("sector", "code"), column("code", "code"), column("title"),
                column("mode", "code"), *SPENT_COLUMNS,
            )
        )
    )  # fmt: skip

    def fill(self, found: Position) -> None:
        grants = [self._grant(held) for held in found.grants]
        self._sum({"title": label("total")}, found.spent, grants)

    def _grant(self, held: GrantPosition) -> int:
        code, title = held.grant.code, in_language(held.grant.title, self.language)
        sectors = [self._sector(code, sector) for sector in held.sectors]
        own = self._code(code, None, code, label("no_sector", title=title), held.unassigned)
        names: dict[str, Value] = {"grant": code, "title": f"{label('total_of', code=code)}: {title}"}
        return self._sum(names, held.spent, [*sectors, own])

    def _sector(self, grant: str, held: SectorPosition) -> int:
        code, title = held.sector.code, in_language(held.sector.title, self.language)
        own = [
            self._code(grant, code, o.objective.code, in_language(o.objective.title, self.language), o.spent)
            for o in held.objectives
        ]
        own.append(self._code(grant, code, code, label("no_objective", title=title), held.unassigned))
        names: dict[str, Value] = {"grant": grant, "sector": code, "title": f"{label('total_of', code=code)}: {title}"}
        return self._sum(names, held.spent, own)

    def _code(self, grant: str, sector: str | None, code: str, title: str, cents: int) -> int:
        mode = transfer_mode(self.ledger.agreement.targets.get(code))
        values: dict[str, Value] = {"grant": grant, "sector": sector, "code": code, "title": title, "mode": mode}
        return self.rows.add(
            {**values, **_spent(cents)},
            _compared(self.sums.where("{expenses.share}", {"{expenses.code}": "{.code}"})),
        )

    def _sum(self, names: dict[str, Value], cents: int, places: list[int]) -> int:
        cells = ",".join(f"{{.spent_live@{place}}}" for place in places)
        return self.rows.add({**names, **_spent(cents)}, _compared(total(cells).text), "total")


def _as_position(found: Position) -> Block:
    """The total of By objective beside the total of Position, both as the workbook computes them."""
    rows = Rows(
        (
            column("grant", "code", "value"), column("sector", "code", "value"), column("code", "code", "value"),
            column("what"), column("mode", "code", "value"), *SPENT_COLUMNS,
        )
    )  # fmt: skip

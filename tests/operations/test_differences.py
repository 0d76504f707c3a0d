"""What changed in a figure between two days: every change, adding up to the cent to the difference of the figures."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import MORNING, session_of
from command import ledger
from lists import Desk
from subsidy_ledger.domain.differences import changes
from subsidy_ledger.domain.figures import figure_of
from subsidy_ledger.errors import LedgerError
from subsidy_ledger.operations.balance import balance
from subsidy_ledger.operations.decisions import revise_allocation
from subsidy_ledger.operations.differences import explain_difference
from subsidy_ledger.operations.session import Session

STEPS = (
    "import A10 B20 C30u", "import A10 B20p D5g", "replace A12 B20 C30u", "gone A10 C30u", "both A10 B25 D5g",
    "correct A 7", "correct B -3", "takeback B", "tag A G2.2", "tag B G1.1", "tag C radicalisation", "undo 1", "redo 1",
    "undo 2", "import E40y", "tag E G4.3",
)  # fmt: skip


def day(n: int) -> date:
    return MORNING.date() + timedelta(days=n)


def figures(here: Session, year: int, known_on: date) -> dict[str, int]:
    """Every figure of the balance of a day, as the database sums it."""
    (found,) = balance(here, year, known_on=known_on).positions
    shown = {"total": found.spent, "transfers": found.transferred, "untagged": found.untagged.cents}
    for grant in found.grants:
        shown[grant.grant.code] = grant.spent
        for sector in grant.sectors:
            shown[sector.sector.code] = sector.spent
            shown |= {part.objective.code: part.spent for part in sector.objectives}
    return shown


def live(desk: Desk, steps: list[str]) -> None:
    """Each step a day later than the one before; what cannot be done then is left out."""
    for n, step in enumerate(steps, 1):
        desk.here.now = lambda n=n: MORNING + timedelta(days=n)  # type: ignore[misc]
        try:
            desk.do(step)
        except (LedgerError, StopIteration):
            continue


@given(st.lists(st.sampled_from(STEPS), min_size=2, max_size=6), st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_changes_add_up_to_the_difference(sqlite_template: Path, steps: list[str], data: st.DataObject) -> None:
    """Lost otherwise: a euro would come or go between two reports and nobody could say where."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(sqlite_template, Path(folder) / "ledger.db")
        desk = Desk(session_of(f"sqlite:///{folder}/ledger.db"))
        live(desk, ["import A10 B20 C30u", *steps])
        first = data.draw(st.integers(0, len(steps) + 1))
        last = data.draw(st.integers(first, len(steps) + 1))
        year = data.draw(st.sampled_from((2018, 2019)))
        then, now = (figures(desk.here, year, day(n)) for n in (first, last))
        earlier, later = (desk.here.ledger(day(n)) for n in (first, last))
        for code in now:
            found = changes(earlier, later, year, figure_of(later.agreement, code).codes)
            assert sum(change.difference for change in found) == now[code] - then[code], code
        whole = explain_difference(desk.here, "total", year, day(first), day(last))
        assert (whole.before, whole.after) == (then["total"], now["total"])
        assert all(change.entry is not None for change in whole.changes)
        desk.here.database.engine.dispose()


@pytest.mark.parametrize(
    ("step", "code", "kind", "change"),
    [
        ("import A10 B20 F7", "G2.1", "new", 700),
        ("takeback B", "G2.1", "taken-back", -2000),
        ("undo 1", "G2.1", "taken-back", -1000),
        ("correct A 7", "G2.1", "corrected", -300),
        ("replace A12 B20", "G2.1", "corrected", 200),
        ("tag A G2.2", "G2.2", "retagged", 1000),
        ("tag A G2.2", "G2", "", 0),
        ("import A10p B20", "G2.1", "supplemented", 0),
    ],
)
def test_every_kind_of_change_is_called_by_its_name(url: str, step: str, code: str, kind: str, change: int) -> None:
    """Lost otherwise: a correction would look like a new cost beside one that is gone."""
    desk = Desk(session_of(url))
    live(desk, ["import A10 B20", step])
    found = explain_difference(desk.here, code, 2019, day(1), day(2))
    assert [c.kind for c in found.changes][:1] == [kind][: bool(kind)]
    assert not found.changes or found.changes[0].difference == change
    entries = desk.here.ledger().entries
    assert {c.entry for c in found.changes} <= {entries[-1].number}


def test_before_anything_was_recorded_all_counts_from_nothing(url: str) -> None:
    """Lost otherwise: the first difference that is asked for, from before the ledger was set up, would be refused."""
    desk = Desk(session_of(url))
    live(desk, ["import A10 B20"])
    found = explain_difference(desk.here, "general", 2019, date(2001, 1, 1), day(1))
    assert (found.before, found.after, [c.kind for c in found.changes]) == (0, 3000, ["new", "new"])
    assert found.allocated == (0, 185_698_233)
    assert [step.before for step in found.steps] == [None]
    never = ledger(url, "explain", "general", "--year", 2019, "--known-on", "2001-01-01", "--and", "2001-01-02")
    assert (never.code, "nothing was recorded" in never.err) == (2, True)


def test_what_an_undone_import_brings_back_is_called_so(url: str) -> None:
    """Lost otherwise: an import that was posted again would be told as new costs."""
    desk = Desk(session_of(url))
    live(desk, ["import A10", "undo 1", "redo 1"])
    (change,) = explain_difference(desk.here, "G2.1", 2019, day(2), day(3)).changes
    assert (change.kind, change.before, change.after) == ("brought-back", 0, 1000)


def test_a_revised_allocation_is_told_step_by_step(url: str) -> None:
    """Lost otherwise: what remains would differ between two reports while no line changed."""
    here = session_of(url)
    before = here.ledger().allocated("general", 2019)
    for n, cents in enumerate((500, 700), 1):
        here.now = lambda n=n: MORNING + timedelta(days=n)  # type: ignore[misc]
        revise_allocation(here, "general", 2019, cents, decision=f"decree {n}", reason="r")
    found = explain_difference(here, "total", 2019, day(0), day(2))
    assert [(s.before, s.after, s.decision) for s in found.steps] == [(before, 500, "decree 1"), (500, 700, "decree 2")]
    assert found.allocated is not None
    assert before is not None
    assert found.allocated[1] - found.allocated[0] == 700 - before
    shown = ledger(url, "explain", "general", "--year", 2019, "--known-on", day(0), "--and", day(2)).out
    assert "decree 1" in shown


def test_days_the_wrong_way_round_or_alone_are_refused(sqlite_url: str) -> None:
    """Lost otherwise: what came would be shown as gone."""
    words = ("explain", "G2.1", "--year", 2019, "--and", "2020-01-06")
    assert ledger(sqlite_url, *words).code == 2
    assert ledger(sqlite_url, *words, "--known-on", "2020-01-07").code == 2


def test_a_finding_is_led_back_to_its_lines(sqlite_url: str) -> None:
    """Lost otherwise: the auditor would have to look up each line of a finding by hand."""
    desk = Desk(session_of(sqlite_url))
    live(desk, ["import A10u B20"])
    found = ledger(sqlite_url, "reconcile", "--check", "untagged", "--format", "json").json["findings"][0]
    shown = ledger(sqlite_url, "explain", found["id"], "--format", "json").json
    assert [line["amount"] for line in shown["lines"]] == ["10.00"]
    assert "Leverancier A" in ledger(sqlite_url, "explain", found["id"]).out


def test_words_of_ours_give_way_to_a_code_of_the_agreement(sqlite_url: str) -> None:
    """Lost otherwise: a city whose grant is called "total" could not see it."""
    agreement = session_of(sqlite_url).ledger().agreement
    assert figure_of(agreement, "Total").grants == ("general", "radicalisation")
    assert figure_of(agreement, "algemeen").name == "general"
    assert figure_of(agreement, "deduction").codes == {"G1.2"}

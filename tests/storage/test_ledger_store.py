"""The shelf: what is written is read back, nothing can be changed, and the chain can be computed again."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from builders import HEADER, MORNING, import_file, other_agreement, session_of, write_workbook
from subsidy_ledger.checks.registry import run
from subsidy_ledger.domain.drafts import Draft, Head
from subsidy_ledger.domain.expenses import Details, Expense
from subsidy_ledger.domain.ledger import Ledger
from subsidy_ledger.domain.lineage import reverse
from subsidy_ledger.domain.records import Superseded, Tenancy
from subsidy_ledger.domain.rules import Conditions
from subsidy_ledger.domain.tagging import retagged, whole
from subsidy_ledger.errors import NotReady, WrongUse
from subsidy_ledger.operations.against import compare_with
from subsidy_ledger.operations.decisions import set_contribution, set_sector_plan
from subsidy_ledger.operations.findings import decide
from subsidy_ledger.operations.funding import Source, add_funding, assign, assign_pay
from subsidy_ledger.operations.indicators import set_indicator
from subsidy_ledger.operations.receipts import add_receipt
from subsidy_ledger.operations.refused import settle as settle_refused
from subsidy_ledger.operations.request import Request
from subsidy_ledger.operations.rules import record, try_new
from subsidy_ledger.operations.sampling import take_sample
from subsidy_ledger.operations.session import Session
from subsidy_ledger.operations.settling import settle
from subsidy_ledger.operations.setup import load_agreement
from subsidy_ledger.operations.submitting import submit
from subsidy_ledger.operations.tie_out import tie_out
from subsidy_ledger.operations.undoing import redo, undo
from subsidy_ledger.storage import schema
from subsidy_ledger.storage.append import append, head
from subsidy_ledger.storage.database import Database, Moved
from subsidy_ledger.storage.ledger_store import load
from subsidy_ledger.storage.seal import digest_of
from subsidy_ledger.storage.totals import load_totals

BRUSSELS = Tenancy("brussels", "brussels-2018-2019")
CODES = ("G1.1", "G1.2", "G2", "G2.1", "G2.3", "general", "R1.1", "R2.1-2", "radicalisation", None)


def random_lines(chance: random.Random, first: int, count: int) -> tuple[Expense, ...]:
    lines = []
    for number in range(first, first + count):
        amount = chance.choice([-1, 1]) * chance.randint(1, 10**9)
        details = Details(
            entity=chance.choice(["city", "zone", "nonprofit"]),
            year=chance.choice([2017, 2018, 2019]),
            amount=amount,
            supplier=chance.choice([None, "Drukkerij Zenne", "Café « L'Œuvre »", "=SUM(A1)"]),
            document_no=chance.choice([None, f"D{number}"]),
            invoice_date=chance.choice([None, date(2019, 1, 1) + timedelta(days=chance.randint(0, 400))]),
            net_amount=chance.choice([None, amount]),
        )
        shares = whole(amount, chance.choice(CODES))
        if chance.random() < 0.4:
            shares = retagged(shares, "G3.1", Fraction(chance.randint(1, 99), 100))
        lines.append(Expense(number, 0, details, shares))
    return tuple(lines)


def post(here: Session, *lines: Expense) -> None:
    """Lines as one entry, numbered after those that are there."""

    def think(_ledger: Ledger, based_on: Head) -> Draft:
        return Draft(
            "correction", expenses=tuple(replace(e, number=based_on.next_expense + i) for i, e in enumerate(lines))
        )

    here.write(think)


def one(amount: int = 1000, code: str | None = "G2.1", **more: object) -> Expense:
    return Expense(1, 0, Details("city", 2019, amount, **more), whole(amount, code))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_written_is_read_back_and_sums_the_same_in_sql(url: str, seed: int) -> None:
    """Lost otherwise: a figure in the balance could differ from the lines it stands for."""
    chance = random.Random(seed)
    here = session_of(url)
    lines = random_lines(chance, 1, 60)
    post(here, *lines)

    def change(ledger: Ledger, based_on: Head) -> Draft:
        live = list(ledger.live())
        back = tuple(reverse(e, based_on.next_expense + i) for i, e in enumerate(chance.sample(live, 9)))
        gone = {e.reverses for e in back}
        tagged = [e for e in live if e.number not in gone][:9]
        return Draft(
            "tagging", expenses=back, taggings={e.number: retagged(e.shares, "G2.2", Fraction(1, 3)) for e in tagged}
        )

    here.write(change)
    ledger = here.ledger()
    assert [(e.number, e.details) for e in ledger.expenses[:60]] == [(e.number, e.details) for e in lines]
    assert all(sum(s.cents for s in e.shares) == e.amount for e in ledger.expenses)
    with here.reading() as (connection, tenancy, _):
        assert load_totals(connection, tenancy, ["city", "nonprofit"]) == ledger.totals()
        assert load_totals(connection, tenancy, ["city", "nonprofit"], 2) == load_or(connection, tenancy, 2).totals()


def load_or(connection: object, tenancy: Tenancy, until: int) -> Ledger:
    found = load(connection, tenancy, until)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_many_lines_go_through_copy_and_come_back(url: str) -> None:
    """Lost otherwise: a large import on PostgreSQL would store other values than a small one."""
    here = session_of(url)
    lines = random_lines(random.Random(7), 1, 1500)
    post(here, *lines)
    ledger = here.ledger()
    assert [(e.details, e.shares) for e in ledger.expenses] == [(e.details, e.shares) for e in lines]


def fill_every_table(url: str, room: Path) -> None:
    """One row or more in each table: an import, what it leads to, a contribution, a rule, a refused row."""
    here = session_of(url)
    record(here, try_new(here, "G2.2", Conditions(supplier="Kaai")), reason="cameras")
    row = [2019, "D1", None, "Zenne", "x", "G2.1", 5.0]
    ruled = [2019, "D2", None, "Kaai", "x", None, 5.0]
    import_file(here, write_workbook(room / "1.xlsx", [row, ruled, [None, None, None, None, "Totaal", None, 10.0]]))
    paid = (*HEADER, "Betaaldatum")
    import_file(here, write_workbook(room / "2.xlsx", [[*row, date(2019, 4, 1)]], paid))
    import_file(here, write_workbook(room / "3.xlsx", [[*row[:-1], "veel"]]), accept_partial=True)
    settle_refused(here, "close", [1], reason="not ours")
    set_contribution(here, 2019, 100, decision="council")
    set_sector_plan(here, "G2", 2019, 1, decision="college")
    add_receipt(here, "general", 2019, 100, date(2019, 12, 1), document="statement 12")
    submit(here, 2019, "general")
    settle(here, [1], "accept", reason="seen")
    set_indicator(here, "G2.1", 1, 2019, "42")
    take_sample(here, 2019, None, size=1, materiality=None, seed="x")
    add_funding(here, Source("PSP", "prevention plan", "the State"))
    assign(here, 1, "PSP", 1, reason="theirs")
    assign_pay(here, "P-014", "2019-03", Fraction(1, 2), line=None, code="PSP", reason="hours worked")
    general_ledger = (
        ("Jaar", "Artikel", "Stuknr", "Bedrag"),
        [2019, "330/123-06", "D1", 6.0],
        [None, "Totaal", None, 7.0],
    )
    tie_out(here, Request((str(write_workbook(room / "4.xlsx", general_ledger[1:], general_ledger[0])),)))
    compare_with(here, Request((str(tmp_list(room)),), year=2019), "PSP")
    post(here, one(code=None))
    decide(here, "accept", [finding.id for finding in run(here.ledger()).findings], reason="seen")
    undo(here, 2, reason="wrong")
    redo(here, 2, reason="right")
    undo(here, 2, reason="wrong")
    replaced = Superseded(1, 1, None, 0)
    here.write(
        lambda ledger, based_on: Draft(
            "import", expenses=(reverse(ledger.expenses[0], based_on.next_expense),), superseded=(replaced,)
        )
    )


def tmp_list(room: Path) -> Path:
    return write_workbook(room / "5.xlsx", [["Zenne", "D1", 6.0]], ("Leverancier", "Stuknr", "Bedrag"))


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_no_table_lets_a_row_be_changed(url: str, tmp_path: Path, verb: str) -> None:
    """Lost otherwise: somebody with a SQL tool could change what was posted, in silence."""
    fill_every_table(url, tmp_path)
    database = session_of(url).database
    if verb == "TRUNCATE" and database.is_sqlite:
        verb = "DELETE"  # what SQLite has in its place
    for table in sorted(schema.metadata.tables):
        statement = {
            "UPDATE": f'UPDATE "{table}" SET beneficiary = beneficiary',
            "DELETE": f'DELETE FROM "{table}"',
            "TRUNCATE": f'TRUNCATE "{table}" CASCADE',
        }[verb]
        with database.engine.connect() as connection:
            assert connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar(), table
            with pytest.raises(DBAPIError, match="append-only"):
                connection.execute(text(statement))


def test_no_row_can_be_replaced_on_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    """Lost otherwise: INSERT OR REPLACE would walk around the triggers, by the key or by the hidden rowid."""
    fill_every_table(sqlite_url, tmp_path)
    with session_of(sqlite_url).database.engine.connect() as connection:
        for table in sorted(schema.metadata.tables):
            with pytest.raises(DBAPIError, match="append-only"):
                connection.execute(text(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"'))
            with pytest.raises(DBAPIError, match="rowid"):
                connection.execute(text(f'SELECT rowid FROM "{table}"'))


def test_a_share_belongs_to_the_agreement_of_its_line(url: str) -> None:
    """Lost otherwise: only the program would keep two agreements of one city apart."""
    here = session_of(url)
    post(here, one())
    statement = schema.share.insert().values(
        beneficiary="brussels", expense=1, entry=2, position=5, agreement="another", code=None, cents=1
    )
    with pytest.raises(DBAPIError), here.database.engine.connect() as connection:
        connection.execute(statement)


def test_two_cities_can_write_at_the_same_moment(url: str, tmp_path: Path) -> None:
    """Lost otherwise: a large import of one city would end in a traceback because another city imports too."""
    load_agreement(session_of(url), other_agreement())
    rows = [[2019, f"D{n}", date(2019, 3, 1), "Zenne", "x", "G2.1", 1.0] for n in range(1500)]
    file = write_workbook(tmp_path / "large.xlsx", rows)
    failures: list[BaseException] = []

    def work(agreement: str) -> None:
        here = session_of(url)
        here.agreement = agreement
        try:
            import_file(here, file)
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=work, args=(code,)) for code in ("brussels-2018-2019", "ghent-2018-2019")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for code in ("brussels-2018-2019", "ghent-2018-2019"):
        here = session_of(url)
        here.agreement = code
        assert len(here.ledger().expenses) == 1500


def test_the_chain_can_be_computed_again_from_the_rows(url: str) -> None:
    """Lost otherwise: a digest on an auditor's workbook would prove nothing."""
    here = session_of(url)
    post(here, *random_lines(random.Random(3), 1, 20))
    with here.database.reading() as connection:
        previous = "0" * 64
        for entry in connection.execute(select(schema.entry).order_by(schema.entry.c.number)).mappings():
            rows = [
                (table.name, dict(row))
                for table in schema.metadata.sorted_tables
                if table.name != "entry"
                for row in connection.execute(select(table).where(table.c.entry == entry["number"])).mappings()
            ]
            facts = {name: value for name, value in entry.items() if name != "digest"}
            assert entry["previous"] == previous
            assert entry["digest"] == digest_of(facts, rows)
            previous = entry["digest"]


def test_a_line_can_be_taken_back_only_once(url: str) -> None:
    """Lost otherwise: two officers undoing the same line would take its money out twice."""
    here = session_of(url)
    post(here, one())
    with pytest.raises(DBAPIError), here.database.writing() as connection:  # noqa: PT012
        line = load_or(connection, BRUSSELS, 99).expenses[0]
        draft = Draft("undo", expenses=(reverse(line, 2), reverse(line, 3)))
        append(connection, BRUSSELS, draft, based_on=head(connection, "brussels"))
    assert len(here.ledger().expenses) == 1


def test_shares_that_do_not_add_up_are_never_written(url: str) -> None:
    """Lost otherwise: a fault of ours could put money in a grant that no line has."""
    here = session_of(url)
    with pytest.raises(AssertionError, match="add up"):
        post(here, replace(one(), shares=whole(999, "G2.1")))
    assert here.ledger().expenses == ()


def test_a_crash_in_mid_write_leaves_nothing(url: str) -> None:
    """Lost otherwise: half an import would stand in the books."""
    here = session_of(url)
    before = here.ledger()

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), here.database.writing() as connection:  # noqa: PT012
        append(connection, BRUSSELS, Draft("import", expenses=(one(),)), based_on=head(connection, "brussels"))
        crash()
    assert here.ledger() == before


def test_two_writers_on_one_head_cannot_both_write(url: str) -> None:
    """Lost otherwise: two officers could spend the same remainder."""
    here = session_of(url)
    with here.database.reading() as connection:
        seen = head(connection, "brussels")
    post(here, one())
    with pytest.raises(Moved), here.database.writing() as connection:
        append(connection, BRUSSELS, Draft("import", expenses=(one(),)), based_on=seen)
    assert len(here.ledger().expenses) == 1


def test_a_writer_that_came_second_thinks_again(url: str) -> None:
    """Lost otherwise: the second of two officers would get an error instead of her line."""
    here, other = session_of(url), session_of(url, by="colleague")
    interfered: list[bool] = []

    def think(_ledger: Ledger, based_on: Head) -> Draft:
        if not interfered and not here.database.is_sqlite:
            interfered.append(True)
            post(other, one(222))
        return Draft("correction", expenses=(replace(one(111), number=based_on.next_expense),))

    here.write(think)
    assert sorted(e.amount for e in here.ledger().expenses) == ([111, 222] if interfered else [111])


def test_the_ledger_as_it_stood_on_a_day(url: str) -> None:
    """Lost otherwise: nobody could show what was known when the claim was sent."""
    here = session_of(url)
    for day in (7, 9):
        here.now = lambda day=day: MORNING.replace(day=day)  # type: ignore[misc]
        post(here, one(day))
    assert [e.amount for e in here.ledger(date(2020, 1, 8)).expenses] == [7]
    assert [e.amount for e in here.ledger(date(2020, 1, 9)).expenses] == [7, 9]
    assert here.ledger(date(2020, 1, 6)).expenses == ()
    with pytest.raises(WrongUse, match="nothing was recorded"):
        here.ledger(date(2020, 1, 5))


def test_the_day_ends_at_midnight_in_brussels(url: str) -> None:
    """Lost otherwise: what was booked late in the evening would belong to another day."""
    here = session_of(url)
    here.now = lambda: MORNING.replace(month=7, day=9, hour=22, minute=30)  # 00:30 on 10 July in Brussels
    post(here, one())
    assert here.ledger(date(2020, 7, 9)).expenses == ()
    assert len(here.ledger(date(2020, 7, 10)).expenses) == 1


def test_a_slow_clock_never_puts_an_entry_before_the_one_before_it(url: str) -> None:
    """Lost otherwise: --known-on would cut the chain in two places."""
    here = session_of(url)
    post(here, one())
    here.now = lambda: MORNING.replace(year=2019)
    post(here, one())
    moments = [e.at for e in here.ledger().entries]
    assert moments == sorted(moments)


def test_an_absent_or_foreign_database_is_one_sentence(tmp_path: Path) -> None:
    """Lost otherwise: the first mistake would greet an officer with a traceback."""
    room = tmp_path
    for way in (Database.reading, Database.writing):
        with pytest.raises(NotReady, match="ledger init"), way(Database(f"sqlite:///{room / 'none.db'}")):
            pass
    with pytest.raises(NotReady, match="ledger init"), Database(f"sqlite:///{room / 'none.db'}").reading():
        pass
    assert not (room / "none.db").exists()
    (room / "text.db").write_text("this is no database, but a text that somebody named so" * 30, encoding="utf-8")
    with pytest.raises(NotReady, match="no SQLite database"), Database(f"sqlite:///{room / 'text.db'}").reading():
        pass


def test_an_unreachable_server_never_shows_the_password() -> None:
    """Lost otherwise: a password would stand in a log or on a colleague's screen."""
    secret = "hunter%402"  # an @ in the password, as an URL must write it
    with pytest.raises(NotReady) as caught, Database(f"postgresql://me:{secret}@127.0.0.1:1/ledger").reading():
        pass
    assert "hunter" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


@pytest.mark.parametrize("bad", ["", "ledger.db", "mysql://x/y", "postgresql+psycopg2://x/y", "::"])
def test_an_address_that_is_none_is_named_so(bad: str) -> None:
    """Lost otherwise: a mistyped address would end in a traceback, perhaps with a password in it."""
    with pytest.raises(WrongUse, match="not understood"):
        Database(bad)

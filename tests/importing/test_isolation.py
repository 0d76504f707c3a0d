"""A file that crashes, hangs or fills the memory ends the process that reads it, and gets one sentence."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO
from pathlib import Path

import pytest

from errands import Intruder, Misdeed
from subsidy_ledger.domain.sentences import Euro, say
from subsidy_ledger.errors import ExitCode, Refused, WrongUse
from subsidy_ledger.importing.intake import Problem, Reading, Row, TotalRow
from subsidy_ledger.importing.opening import isolation
from subsidy_ledger.importing.opening.answers import Unreadable, next_answer
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.errand import Ending, Order
from subsidy_ledger.importing.opening.isolation import carry_out
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.portions import Portion
from subsidy_ledger.importing.reading import ReadingOrder
from workbook_builders import xlsx

HAS_LIMITS = sys.platform != "win32"


@pytest.fixture(autouse=True)
def real_child_finds_the_errands(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own, as the program starts it; the orders of these tests are defined beside them."""
    here = str(Path(__file__).parent.parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH")))))
    monkeypatch.setattr(isolation, "subprocess", subprocess)


def answers_of(order: Order) -> list[object]:
    found: list[object] = []
    carry_out(order, found.append)
    return found


def test_what_an_order_yields_comes_back_in_its_order() -> None:
    """Lost otherwise: rows would be missing or stand elsewhere than in the file."""
    assert answers_of(Misdeed("nothing", before=5000)) == [*range(5000), "the end"]


def test_what_a_library_prints_neither_disturbs_nor_shows(capfd: pytest.CaptureFixture[str]) -> None:
    """Lost otherwise: a reader's chatter would be taken for rows, or fill the officer's screen."""
    assert answers_of(Misdeed("print", before=2)) == [0, 1, "the end"]
    assert capfd.readouterr() == ("", "")


CRASHES = [
    ("raise", "reader-crashed", "LookupError errands.py:"),
    ("recurse", "reader-crashed", "RecursionError errands.py:"),
    ("leave", "reader-crashed", "(7)"),
    ("memory", "reading-too-large", "more than 256 megabytes of memory"),
    ("rust_memory", "reading-too-large", "--memory-limit 512"),
]
SIGNALS = [
    ("abort", "reader-crashed", "(SIGABRT)"),
    ("segfault", "reader-crashed", "(SIGSEGV)"),
    ("killed", "reading-too-large", "more than 256 megabytes of memory"),
]


@pytest.mark.parametrize(("what", "code", "says"), CRASHES + (SIGNALS if HAS_LIMITS else []))
@pytest.mark.parametrize("before", [0, 3])
def test_however_the_reader_goes_the_officer_gets_one_sentence(
    what: str, code: str, says: str, before: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """Lost otherwise: one file would take the whole program down, and every file beside it."""
    with pytest.raises(Refused) as refused:
        carry_out(Misdeed(what, before), lambda _: None)
    sentence = str(refused.value)
    assert (refused.value.code, refused.value.exit_code) == (code, ExitCode.REFUSED)
    assert sentence.startswith("lines.xlsx ")
    assert says in sentence
    assert "import that" in sentence
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("what", ["loop", "sleep"])
def test_a_reader_that_runs_on_is_ended(what: str) -> None:
    """Lost otherwise: an import would hang for ever."""
    start = time.monotonic()
    with pytest.raises(Refused, match=r"within 1 seconds.*--time-limit 4") as refused:
        carry_out(Misdeed(what, limits=Limits(seconds=1)), lambda _: None)
    assert refused.value.code == "reading-too-slow"
    assert time.monotonic() - start < 20


def test_an_error_of_the_order_comes_back_whole() -> None:
    """Lost otherwise: a clear refusal would become an unclear one on its way."""
    with pytest.raises(Refused, match=r"lines\.xlsx is odd\.") as refused:
        carry_out(Misdeed("refuse", before=3), lambda _: None)
    assert refused.value.code == "file-odd"


def test_the_process_is_gone_when_the_taker_fails() -> None:
    """Lost otherwise: Ctrl-C would leave a reader behind that eats processor and memory."""
    before = threading.active_count()

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        carry_out(Misdeed("sleep", before=1), interrupted)
    assert time.monotonic() - start < 20
    assert threading.active_count() <= before


@pytest.mark.skipif(not HAS_LIMITS, reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_the_import_and_its_reader(tmp_path: Path) -> None:
    """Lost otherwise: Ctrl-C would leave a reader behind, or show two tracebacks."""
    program = (
        "import os, signal, sys\n"
        "from errands import Misdeed\n"
        "from subsidy_ledger.importing.opening import isolation\n"
        # Whoever runs the tests in the background has Ctrl-C ignored, and that is inherited.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Told(isolation.subprocess.Popen):\n"
        "    def __init__(self, *words, **more):\n"
        "        super().__init__(*words, **more)\n"
        "        print(self.pid, flush=True)\n"
        "isolation.subprocess.Popen = Told\n"
        "try: isolation.carry_out(Misdeed('sleep', before=1), lambda _: print('reading', flush=True))\n"
        "except KeyboardInterrupt: sys.exit(1)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert parent.stdout.readline() == "reading\n"
    os.killpg(parent.pid, signal.SIGINT)
    _, complaint = parent.communicate(timeout=20)
    assert (parent.returncode, complaint) == (1, "")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.parametrize("what", ["system", "popen", "eval", "getattr", "ours", "module"])
def test_a_reader_that_was_taken_over_cannot_reach_out(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost otherwise: a workbook that takes over the reader would take over the officer's account."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused) as refused:
        carry_out(Intruder(what), lambda _: None)
    assert refused.value.code == "reader-crashed"
    assert not (tmp_path / "intruder").exists()


def test_a_program_file_beside_the_workbook_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a folder of downloads with a csv.py in it would run that."""
    for name in ("csv.py", "zipfile.py", "pickle.py"):
        (tmp_path / name).write_text("open('intruder', 'w')\n")
    monkeypatch.chdir(tmp_path)
    assert answers_of(Misdeed("nothing")) == ["the end"]
    assert not (tmp_path / "intruder").exists()


def test_everything_a_reading_is_made_of_may_pass() -> None:
    """Lost otherwise: a reading would be refused because of what is in it."""
    row = Row(7, {"amount": 1234, "year": 2019, "invoice_date": date(2019, 3, 1), "supplier": "a"}, ("a", "12,34"))
    told = say("{n} {euros} {day}", n=1, euros=Euro(5), day=date(2019, 1, 1))
    problem = Problem("code", "refused", "Blad1", "F12", "amount", "x", told, told)
    portion = Portion(1, 2, [row], [row], [TotalRow(9, "Totaal", 1, 2, ("a",))], [row], [problem], [row])
    values = [datetime(2019, 1, 1, 8), clock(8), timedelta(1), date(2019, 1, 1), frozenset({1}), None, 1.5, (True, {})]  # noqa: DTZ001
    for message in (portion, values, Ending("done"), Refused("a", "{b}", b=Euro(1)), WrongUse("a", "b")):
        data = pickle.dumps(message, protocol=5)
        found = next_answer(BytesIO(len(data).to_bytes(8, "big") + data), 1 << 20)
        assert str(found) == str(message)


@pytest.mark.parametrize("data", [b"", b"\x00" * 7, (50).to_bytes(8, "big") + b"short"])
def test_half_an_answer_is_none(data: bytes) -> None:
    """Lost otherwise: what came before a crash would be taken for all there is."""
    with pytest.raises(EOFError):
        next_answer(BytesIO(data), 1 << 20)


@pytest.mark.parametrize("data", [b"\xff" * 30, (3).to_bytes(8, "big") + b"abc", (2**40).to_bytes(8, "big")])
def test_what_is_no_answer_is_not_believed(data: bytes) -> None:
    """Lost otherwise: a process out of step could fill the program's memory."""
    with pytest.raises(Unreadable):
        next_answer(BytesIO(data), 1 << 20)


def test_a_reading_is_the_same_in_its_own_process() -> None:
    """Lost otherwise: what is tested here and what the officer gets would be two things."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>L{n}</t></is></c><c r="B{n}"><v>{n}.5</v></c></row>'
                   for n in range(2, 1300))  # fmt: skip
    header = '<row r="1">' + "".join(
        f'<c r="{c}1" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in (("A", "Leverancier"), ("B", "Bedrag"))
    )
    order = ReadingOrder(Delivery("lines.xlsx", xlsx(f"{header}</row>{rows}")))
    here, there = list(order.carry_out()), answers_of(order)
    assert here == there
    assert [type(part) for part in there] == [Portion, Portion, Portion, Reading]
    assert sum(len(part.rows) for part in there if isinstance(part, Portion)) == 1298


def test_more_rows_than_allowed_are_refused() -> None:
    """Lost otherwise: a list of millions of rows would be taken in until the memory is full."""
    data = ("Leverancier;Bedrag\n" + "a;1,00\n" * 1200).encode()
    with pytest.raises(Refused, match=r"more than 1000 rows.*--row-limit 1200") as refused:
        answers_of(ReadingOrder(Delivery("lines.csv", data), limits=Limits(rows=1000)))
    assert refused.value.code == "too-many-rows"
    assert answers_of(ReadingOrder(Delivery("lines.csv", data), limits=Limits(rows=1200)))

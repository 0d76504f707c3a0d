"""Any order of exports, mends, undos and redos: the books hold what a model that only counts copies says."""

from __future__ import annotations

import copy
import itertools
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from builders import session_of
from lists import Desk

NAMES = st.sampled_from("ABCDE")
AMOUNTS = st.integers(1, 4)


@dataclass
class Held:
    """A copy of a document in the books: what its file said, what counts now, and the import that brought it."""

    name: str
    said: int
    counts: int
    home: int
    is_live: bool = True


class Reimports(RuleBasedStateMachine):
    """The source's list changes under her hands; the officer imports what it exports, and mends."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        shutil.copy(self.template, f"{self.folder}/ledger.db")
        self.desk = Desk(session_of(f"sqlite:///{self.folder}/ledger.db"))
        self.source: dict[str, tuple[int, int]] = {}  # document: amount and copies
        self.books: list[Held] = []
        self.numbers = itertools.count(1)
        self.done: list[tuple[int, list[Held], list[Held]]] = []  # import, the books before and after it
        self.undone: list[tuple[int, list[Held], list[Held]]] = []

    def teardown(self) -> None:
        self.desk.here.database.engine.dispose()
        shutil.rmtree(self.folder)

    def copies(self, name: str) -> list[Held]:
        return [held for held in self.books if held.name == name]

    @initialize(amounts=st.lists(AMOUNTS, min_size=3, max_size=5), twins=st.integers(1, 2))
    def the_year_begins(self, amounts: list[int], twins: int) -> None:
        self.source = {name: (amount, 1) for name, amount in zip("ABCDE", amounts, strict=False)}
        self.source["B"] = (amounts[1], twins)
        self.bring_in(sorted(self.source), None, replace=False, gone=False)

    @rule(name=NAMES, amount=AMOUNTS, copies=st.integers(1, 3))
    def the_source_books(self, name: str, amount: int, copies: int) -> None:
        """Twins have one figure and keep it: which of several changed twins is which, nobody knows."""
        if all(h.is_live and h.said == h.counts == amount for h in self.copies(name)):
            self.source[name] = (amount, copies)

    @rule(data=st.data(), amount=AMOUNTS)
    def the_source_corrects(self, data: st.DataObject, amount: int) -> None:
        single = [n for n, (_, copies) in self.source.items() if copies == 1 and len(self.copies(n)) <= 1]
        if single:
            self.source[data.draw(st.sampled_from(sorted(single)))] = (amount, 1)

    @precondition(lambda self: self.source)
    @rule(data=st.data())
    def the_source_drops(self, data: st.DataObject) -> None:
        del self.source[data.draw(st.sampled_from(sorted(self.source)))]

    @precondition(lambda self: self.source)
    @rule(data=st.data(), replace=st.booleans(), gone=st.booleans())
    def an_export_is_imported(self, data: st.DataObject, replace: bool, gone: bool) -> None:
        names = data.draw(st.permutations(sorted(self.source)))
        names = names[: data.draw(st.sampled_from([len(names), len(names), len(names), max(1, len(names) - 2)]))]
        self.bring_in(names, data, replace=replace, gone=gone)

    def bring_in(self, names: list[str], data: st.DataObject | None, *, replace: bool, gone: bool) -> None:
        rows = [f"{name}{self.source[name][0]}" for name in names for _ in range(self.source[name][1])]
        rows = rows if data is None else data.draw(st.permutations(rows))
        entries = len(self.desk.here.ledger().entries)
        before = copy.deepcopy(self.books)
        self.desk.load(" ".join(rows), replace=replace, gone=gone)
        is_written = len(self.desk.here.ledger().entries) > entries
        self.expect(names, replace, gone)
        assert is_written == (self.books != before)
        if is_written:
            number = next(self.numbers)
            self.done.append((number, before, copy.deepcopy(self.books)))
            self.undone.clear()

    def expect(self, names: list[str], replace: bool, gone: bool) -> None:
        """What the export does to the books: copies beyond those held are new, a lone other figure is a change."""
        number = len(self.desk.here.ledger().imports)
        seen: list[Held] = []
        brought: list[Held] = []
        for name in names:
            amount, copies = self.source[name]
            held = self.copies(name)
            same = [h for h in held if amount in (h.said, h.counts)][:copies]
            seen += same
            if not same and len(held) == copies == 1:
                seen += held
                if replace and held[0].is_live and held[0].said == held[0].counts:
                    self.books.remove(held[0])
                    brought.append(Held(name, amount, amount, number))
            else:
                brought += [Held(name, amount, amount, number) for _ in range(copies - len(same))]
        homes = {h.home for h in seen}
        first, last = min(names), max(names)
        for h in list(self.books):
            is_here = any(h is other for other in seen)
            if gone and h.is_live and not is_here and h.home in homes and first <= h.name <= last:
                self.books = [other for other in self.books if other is not h]
        self.books += brought

    @precondition(lambda self: self.done)
    @rule()
    def the_last_import_is_undone(self) -> None:
        number, before, after = self.done.pop()
        self.desk.do(f"undo {number}")
        self.undone.append((number, before, after))
        self.books = copy.deepcopy(before)

    @precondition(lambda self: self.undone)
    @rule()
    def it_is_posted_again(self) -> None:
        number, before, after = self.undone.pop()
        self.desk.do(f"redo {number}")
        self.done.append((number, before, after))
        self.books = copy.deepcopy(after)

    def lone(self) -> list[Held]:
        """Lines that a person can name, of documents without twins."""
        alone = (self.copies(h.name) == [h] and self.source.get(h.name, (0, 1))[1] == 1 for h in self.books)
        return [h for h, is_alone in zip(self.books, alone, strict=True) if is_alone and h.is_live]

    @precondition(lambda self: self.lone())
    @rule(data=st.data(), amount=AMOUNTS)
    def a_line_is_corrected(self, data: st.DataObject, amount: int) -> None:
        held = self.lone()[data.draw(st.integers(0, len(self.lone()) - 1))]
        if held.counts != amount:
            self.desk.do(f"correct {held.name} {amount}")
            held.counts = amount
            self.nothing_is_undone_past_this()

    @precondition(lambda self: self.lone())
    @rule(data=st.data())
    def a_line_is_taken_back(self, data: st.DataObject) -> None:
        held = self.lone()[data.draw(st.integers(0, len(self.lone()) - 1))]
        self.desk.do(f"takeback {held.name}")
        held.is_live = False
        self.nothing_is_undone_past_this()

    def nothing_is_undone_past_this(self) -> None:
        self.done.clear()
        self.undone.clear()

    @invariant()
    def the_books_hold_what_the_model_says(self) -> None:
        wanted = Counter((h.name, h.counts * 100) for h in self.books if h.is_live)
        books = self.desk.here.ledger()
        assert self.desk.live(books) == wanted
        assert sum(e.amount for e in books.expenses) == sum(cents * n for (_, cents), n in wanted.items())


@pytest.mark.parametrize("examples", [6])
def test_any_order_of_imports_and_mends_loses_and_doubles_nothing(sqlite_template: Path, examples: int) -> None:
    """Lost otherwise: an order of exports that nobody thought of would lose a cost, or claim it twice."""
    machine = type("Machine", (Reimports,), {"template": sqlite_template})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=12, deadline=None)
    )  # fmt: skip

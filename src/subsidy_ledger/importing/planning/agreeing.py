"""Which of the many rows and lines of one document agree, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

Marks = tuple[Hashable, ...]  # what is compared of a cost; None where nothing stands
Places = frozenset[int]


class Agreeing:
    """Marks by number, to be asked which of them say nothing otherwise than others do."""

    def __init__(self, marks: Mapping[int, Marks]) -> None:
        self._by_places: dict[Places, list[tuple[int, Marks]]] = defaultdict(list)
        for number, each in marks.items():
            self._by_places[_filled(each)].append((number, each))
        self._index: dict[tuple[Places, Places], dict[Marks, list[int]]] = {}

    def with_(self, marks: Marks) -> list[int]:
        """The numbers of those that differ nowhere where both say something."""
        places = _filled(marks)
        return [
            number
            for own in self._by_places
            for number in self._at(own, own & places).get(_at(marks, own & places), ())
        ]

    def _at(self, own: Places, shared: Places) -> dict[Marks, list[int]]:
        if (found := self._index.get((own, shared))) is None:
            found = self._index[own, shared] = defaultdict(list)
            for number, marks in self._by_places[own]:
                found[_at(marks, shared)].append(number)
        return found


def _filled(marks: Marks) -> Places:
    return frozenset(place for place, mark in enumerate(marks) if mark is not None)


def _at(marks: Marks, places: Iterable[int]) -> Marks:
    return tuple(marks[place] for place in sorted(places))

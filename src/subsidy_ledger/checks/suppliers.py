"""Who is the same supplier: by name, alike names and enterprise number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, islice

from subsidy_ledger.checks.groups import leaders
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.names import comparable_name

ALL_PAIRS_MAX = 60  # up to so many names each is compared with each; above, with its neighbours
EQUAL = 100
DIGITS = re.compile(r"\d+")
NEIGHBOURS = 10  # in the alphabet, forwards and backwards: where a slip of the pen leaves a name


class Alike:
    """Whether two comparable names are alike to at least `least` of 100, as `domain.names.likeness` measures it.

    What a name is compared by is worked out once a name: there are many more pairs than names.
    """

    def __init__(self, names: Iterable[str], least: int) -> None:
        from rapidfuzz.fuzz import ratio

        self._ratio, self._least = ratio, least
        self._words = {name: " ".join(sorted(name.split())) for name in names}
        self._digits = {name: sorted(DIGITS.findall(name)) for name in self._words}

    def __call__(self, one: str, other: str) -> bool:
        if self._digits[one] != self._digits[other] or self._least == EQUAL:
            return one == other
        return self._ratio(self._words[one], self._words[other], score_cutoff=self._least) >= self._least

    def near(self) -> Iterator[tuple[str, str]]:
        """Pairs worth comparing, without comparing everyone with everyone."""
        names = sorted(self._words)
        if len(names) <= ALL_PAIRS_MAX:
            yield from combinations(names, 2)
            return
        for ordered in (names, sorted(names, key=self._words.__getitem__), sorted(names, key=lambda n: n[::-1])):
            for place, name in enumerate(ordered):
                yield from ((name, other) for other in islice(ordered, place + 1, place + 1 + NEIGHBOURS))


class Suppliers:
    """The suppliers of some lines; `least` is the likeness, of 100, from which on two names are one supplier.

    Lines of one enterprise number are of one supplier. Alike names are, unless their enterprise numbers differ.
    """

    def __init__(self, lines: Iterable[Details], least: int) -> None:
        numbers: dict[str, set[str]] = defaultdict(set)
        for details in lines:
            name = comparable_name(details.supplier or "")
            if name:
                numbers[name] |= {number} if (number := enterprise_number(details.supplier_no)) else set()
        by_number: dict[str, list[str]] = defaultdict(list)
        for name, known in numbers.items():
            for number in known:
                by_number[number].append(name)

        alike = Alike(numbers, least)

        def may_join(one: str, other: str) -> bool:
            mine, theirs = numbers[one], numbers[other]
            return bool(mine & theirs) or (not (mine and theirs) and alike(one, other))

        same = ((names[0], name) for names in by_number.values() for name in names[1:])
        close = (pair for pair in alike.near() if alike(*pair))
        self._leader = {name: name for name in numbers} | leaders((*same, *close), may_join)

    def of(self, details: Details) -> str | None:
        """What names the supplier of a line, the same for all its spellings; None where there is none."""
        name = comparable_name(details.supplier or "")
        return self._leader.get(name) if name else None


def enterprise_number(text: str | None) -> str | None:
    """The ten digits of a Belgian enterprise number, a zero in front that a spreadsheet dropped put back.

    None for a foreign number, and for what has another count of digits.
    """
    plain = "".join(letter for letter in (text or "").upper() if letter.isalnum())
    plain = plain.removeprefix("BTW").removeprefix("TVA").removeprefix("BE")
    return plain.rjust(10, "0") if plain.isascii() and plain.isdigit() and len(plain) in (9, 10) else None

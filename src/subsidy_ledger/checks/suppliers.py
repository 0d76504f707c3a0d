"""Who is the same supplier: by name, alike names and enterprise number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, islice

from subsidy_ledger.checks.groups import leaders
from subsidy_ledger.domain.expenses import Details
from subsidy_ledger.domain.names import NAMES_KEPT, comparable_name, likeness

ALL_PAIRS_MAX = 60  # up to so many names each is compared with each; above, with its neighbours
NEIGHBOURS = 10  # in the alphabet, forwards and backwards: where a slip of the pen leaves a name


@lru_cache(maxsize=NAMES_KEPT)
def alike(one: str, other: str) -> int:
    """Likeness of two names, of 100, whatever the order of their words; see `domain.names.likeness`."""
    from rapidfuzz.fuzz import token_sort_ratio

    return likeness(one, other, token_sort_ratio)


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

        def may_join(one: str, other: str) -> bool:
            mine, theirs = numbers[one], numbers[other]
            return bool(mine & theirs) or (alike(one, other) >= least and not (mine and theirs))

        same = ((names[0], name) for names in by_number.values() for name in names[1:])
        close = (pair for pair in _near(sorted(numbers)) if alike(*pair) >= least)
        self._leader = {name: name for name in numbers} | leaders((*same, *close), may_join)

    def of(self, details: Details) -> str | None:
        """What names the supplier of a line, the same for all its spellings; None where there is none."""
        name = comparable_name(details.supplier or "")
        return self._leader.get(name) if name else None


def _near(names: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing, without comparing everyone with everyone."""
    if len(names) <= ALL_PAIRS_MAX:
        yield from combinations(names, 2)
        return
    sorted_words = {name: " ".join(sorted(name.split())) for name in names}
    for key in (lambda n: n, lambda n: sorted_words[n], lambda n: n[::-1]):
        ordered = sorted(names, key=key)
        for place, name in enumerate(ordered):
            yield from ((name, other) for other in islice(ordered, place + 1, place + 1 + NEIGHBOURS))


def enterprise_number(text: str | None) -> str | None:
    """The ten digits of a Belgian enterprise number, a zero in front that a spreadsheet dropped put back.

    None for a foreign number, and for what has another count of digits.
    """
    plain = "".join(letter for letter in (text or "").upper() if letter.isalnum())
    plain = plain.removeprefix("BTW").removeprefix("TVA").removeprefix("BE")
    return plain.rjust(10, "0") if plain.isascii() and plain.isdigit() and len(plain) in (9, 10) else None

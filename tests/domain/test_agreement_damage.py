"""Whatever happens to an agreement file, it is read or refused with a place for every fault; never a traceback."""

from __future__ import annotations

import copy
import json
from functools import reduce
from operator import getitem
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.agreements import builtin
from subsidy_ledger.domain.agreement_file import AgreementFaults, agreement_of, parse
from subsidy_ledger.errors import Refused


def places(raw: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path in the tree, from the outside in."""
    steps: list[tuple[str | int, object]] = []
    if isinstance(raw, dict):
        steps = list(raw.items())
    elif isinstance(raw, list):
        steps = list(enumerate(raw))
    return [found for step, value in steps for found in [(*path, step), *places(value, (*path, step))]]


GONE = object()
BUILTIN = parse(builtin())
PLACES = places(BUILTIN)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)


def refusal_of(raw: dict[str, object]) -> AgreementFaults | None:
    try:
        agreement_of(raw)
    except AgreementFaults as refusal:
        return refusal
    return None


def well_told(refusal: AgreementFaults) -> bool:
    return bool(refusal.faults) and all(
        path and str(sentence) and f"{path}: {sentence}" in str(refusal) for path, sentence in refusal.faults
    )


@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON_VALUES | st.just(GONE)), min_size=1, max_size=4))
def test_any_damage_is_told_or_harmless(damage: list[tuple[tuple[str | int, ...], object]]) -> None:
    """Lost otherwise: some slip of a city's own file would end in a traceback."""
    raw: Any = copy.deepcopy(BUILTIN)
    for where, value in damage:
        try:
            place: Any = reduce(getitem, where[:-1], raw)
            if value is GONE:
                del place[where[-1]]
            else:
                place[where[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier damage took this place away
    refusal = refusal_of(raw)
    assert refusal is None or well_told(refusal)


@given(st.dictionaries(st.text(max_size=12), JSON_VALUES, max_size=5))
def test_anything_at_all_is_told(raw: dict[str, object]) -> None:
    """Lost otherwise: a file that is no agreement would end in a traceback."""
    refusal = refusal_of(raw)
    assert refusal is not None
    assert well_told(refusal)


@given(st.text(max_size=60) | st.builds("{} = {}".format, st.sampled_from("ab"), st.text(max_size=20)))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Lost otherwise: a wrong file picked by mistake would end in a traceback."""
    code = ""
    try:
        json.dumps(parse(text))
    except Refused as refusal:
        code = refusal.code
    assert code in ("", "agreement-unreadable")

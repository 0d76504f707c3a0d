"""What was told once is kept as plain data and told again in another language."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.domain.sentences import Euro, Fact, Listed, Percent, Sentence
from subsidy_ledger.domain.told import from_plain, to_plain

LEAVES = st.one_of(
    st.text(), st.integers(), st.none(), st.dates(), st.builds(Euro, st.integers()), st.builds(Percent, st.integers())
)


def _sentences(facts: st.SearchStrategy[Fact]) -> st.SearchStrategy[Sentence]:
    return st.builds(Sentence, st.text(), st.dictionaries(st.text(), facts, max_size=3), st.sampled_from(("", "many")))


FACTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        _sentences(inner),
        st.builds(
            Listed,
            st.lists(inner, max_size=3).map(tuple),
            st.sampled_from(("", "and", "or")),
            st.sampled_from((", ", "; ")),
        ),
    ),
    max_leaves=6,
)


@given(_sentences(FACTS))
def test_every_sentence_comes_back_from_plain_data_as_it_was(sentence: Sentence) -> None:
    """Lost otherwise: a finding that was kept would name another amount or day than the one that was found."""
    assert from_plain(json.loads(json.dumps(to_plain(sentence)))) == sentence


def test_plain_data_keeps_the_shape_that_older_ledgers_hold() -> None:
    """Lost otherwise: what a ledger kept last year could no longer be read."""
    facts: dict[str, Fact] = {
        "sum": Euro(150), "share": Percent(3333), "on": date(2018, 5, 2), "lines": Listed((3, 4), "and"),
    }  # fmt: skip
    assert to_plain(Sentence("{sum} of {share} on {on}: {lines}", facts)) == {
        "say": "{sum} of {share} on {on}: {lines}",
        "facts": {
            "sum": {"euro": 150},
            "share": {"percent": 3333},
            "on": {"day": "2018-05-02"},
            "lines": {"list": [3, 4], "last": "and", "between": ", "},
        },
    }
    assert to_plain(Sentence("nothing", {})) == {"say": "nothing"}
    assert to_plain(Sentence("{n} line", {"n": 2}, "{n} lines")) == {
        "say": "{n} line", "many": "{n} lines", "facts": {"n": 2},
    }  # fmt: skip


def test_equal_sentences_are_one_in_a_set() -> None:
    """Lost otherwise: one remark on a thousand rows would be told a thousand times."""
    sentences = {Sentence("{n} line", {"n": n}, "{n} lines") for n in (1, 2, 1)}
    assert len(sentences) == 2
    assert hash(Sentence("a", {"n": 1})) != hash(Sentence("a", {"n": 2}))

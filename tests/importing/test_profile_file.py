"""A profile's file: whatever the headings are, it says the same when it is read back; and what is none is told."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.columns import FIELDS
from subsidy_ledger.importing.dialect import DateOrder, DecimalMark, Dialect, Hidden, Sign
from subsidy_ledger.importing.profile import Place, Profile, YearPolicy, heading_key, places_of
from subsidy_ledger.importing.profiles.profile_file import profile_of_text
from subsidy_ledger.importing.profiles.profile_fit import fit_of
from subsidy_ledger.importing.profiles.profile_text import profile_text

HOSTILE = (
    '"', "'''", '"""', "\\", "=1+1", "a\nb", "\r\n", "\x00", "\x7f", "\x1b[31m", "# no", "[x]", "", " ",
    "Bedrag (x 1000)", "N\u00ba\u00a0facture", "Сумма", "\u91d1\u984d", "\U0001f4b6", "\u202e", "=cmd|' /C calc'!A0",
    "\u2028",
)  # fmt: skip
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), max_size=12))
maybe = st.one_of(st.none(), texts.filter(lambda text: text.strip()))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    headers = draw(st.lists(texts, max_size=8))
    while headers and not heading_key(headers[-1]):
        headers.pop()
    free = list(range(len(headers) + 3))
    fields = draw(st.lists(st.sampled_from(FIELDS), max_size=6, unique=True))
    columns = {}
    for name in dict.fromkeys(("amount", *fields)):
        column = free.pop(draw(st.integers(0, len(free) - 1)))
        key = heading_key(headers[column]) if column < len(headers) else ""
        nth = places_of(headers)[key].index(column) + 1 if key else 1
        columns[name] = Place(headers[column], nth) if key else Place(letter=column_letter(column))
        if not free:
            break

    def one_of(choices: object) -> object:
        return draw(st.sampled_from((None, *get_args(choices))))

    return Profile(
        "p", tuple(headers), columns, tuple(draw(st.lists(texts, max_size=2))), draw(st.integers(0, 99)),
        Dialect(*(one_of(kind) for kind in (DecimalMark, DateOrder, Sign, Hidden))),  # type: ignore[arg-type]
        ("amount",) if draw(st.booleans()) else (), draw(maybe), draw(maybe),
        draw(st.sampled_from(get_args(YearPolicy))), file="p.toml",
    )  # fmt: skip


@settings(max_examples=100)
@given(profiles())
def test_a_profile_reads_back_as_it_was_written(profile: Profile) -> None:
    """Lost otherwise: a quote or a line end in a heading would spoil the profile, or let it say something else."""
    text = profile_text(profile)
    again = profile_of_text(text.encode(), name="p", file="p.toml")
    assert replace(again, sha256="") == profile
    assert profile_text(again) == text


@settings(max_examples=100)
@given(profiles())
def test_a_profile_finds_every_column_again_in_its_own_headings(profile: Profile) -> None:
    """Lost otherwise: the very list it was made from would not be recognised, or be read otherwise."""
    width = 12
    fit = fit_of(profile, (*profile.headers, *[""] * (width - len(profile.headers))))
    assert fit.is_whole
    assert fit.columns.keys() == profile.columns.keys()
    assert len(set(fit.columns.values())) == len(fit.columns)
    assert (fit.new, fit.absent, fit.moved) == ((), (), ())
    assert fit.likeness == (100 if any(map(heading_key, profile.headers)) else 0)
    assert fit.is_match == any(map(heading_key, profile.headers))


@settings(max_examples=100)
@given(profiles(), st.randoms(use_true_random=False))
def test_columns_that_move_are_found_where_they_are(profile: Profile, random: object) -> None:
    """Lost otherwise: next month's export with its columns in another order would be read by letter."""
    plain = replace(profile, columns={n: p for n, p in profile.columns.items() if not p.letter})
    order = list(range(len(plain.headers)))
    random.shuffle(order)  # type: ignore[attr-defined]
    fit = fit_of(plain, [plain.headers[column] for column in order])
    assert fit.is_whole
    for name, column in fit.columns.items():
        assert heading_key(plain.headers[order[column]]) == heading_key(plain.columns[name].heading)


GOOD = 'format = 1\nheaders = ["Bedrag", "Datum", "Datum"]\n[columns]\namount = "Bedrag"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = 1\nheaders = [", "p.toml cannot be used: it is no complete TOML"),
        ("format = 1\nheaders = [x]", "line 2, column 12 is no TOML"),
        (b"\xff\xfe", "it is not written in UTF-8"),
        ("[" * 9999, "p.toml cannot be used"),
        ("", "format is missing; expected: 1"),
        (GOOD.replace("1", "2"), 'format is "2"; expected: 1'),
        ("format = 1\n[columns]\namount = 'x'", "headers is missing; expected: a list of texts"),
        (GOOD.replace('["Bedrag", "Datum", "Datum"]', '["Bedrag", 3]'), "headers is"),
        (GOOD + 'foo = "Datum"', 'it has no use for "columns.foo"; there are: line_no, '),
        (GOOD + "[reading]\ndecimal = ','", 'reading.decimal is ","; expected: one of comma or point'),
        (GOOD + "[reading]\ndecimals = 'comma'", 'it has no use for "reading.decimals"'),
        (GOOD + "[posting]\nyear = 2019", 'posting.year is "2019"; expected: one of stated, asked or overrides'),
        (GOOD + "[posting]\nentity = ''", 'posting.entity is ""; expected: a text'),
        (GOOD.replace('amount = "Bedrag"', 'supplier = "Datum"'), "[columns] names no amount"),
        (GOOD.replace('= "Bedrag"', '= "Prijs"'), 'columns.amount is "Prijs"; expected: one of the headings under'),
        (GOOD + 'invoice_date = { heading = "Datum", nth = 3 }', 'columns.invoice_date.nth is "3"; expected: 1 to 2'),
        (GOOD + "invoice_date = 4", 'columns.invoice_date is "4"; expected: a heading, or { letter = "F" }'),
        (GOOD + 'invoice_date = { letter = "4" }', "columns.invoice_date"),
        (GOOD + "[table]\nheader_row = true", "table.header_row"),
        (GOOD + "[[table]]", "table"),
        ('format = 1\nheaders = []\nreading = "x"\n[columns]\namount = { letter = "A" }', "reading is"),
    ],
)  # fmt: skip
def test_what_is_no_profile_is_one_sentence_with_file_and_key(text: str | bytes, said: str) -> None:
    """Lost otherwise: a typing mistake in a profile would end in a traceback, or be passed over."""
    with pytest.raises(Refused) as refused:
        profile_of_text(text if isinstance(text, bytes) else text.encode(), name="p", file="p.toml")
    assert said in str(refused.value)
    assert "--no-profile" in str(refused.value)


SLIPS = (
    "", "[table]\n", "[[columns]]\n", "amount = []\n", "\x00", "year = {}\n", "headers = 1\n", "format = 1e9\n",
    "sheets = [1]\n",
)  # fmt: skip


@settings(max_examples=100)
@given(profiles(), st.data())
def test_a_spoiled_file_is_a_profile_or_a_sentence(profile: Profile, data: st.DataObject) -> None:
    """Lost otherwise: a slip in a text editor would end in a traceback."""
    lines = profile_text(profile).splitlines(keepends=True)
    line = data.draw(st.integers(0, len(lines) - 1))
    lines[line] = data.draw(st.sampled_from((*SLIPS, lines[line][:-2])))
    try:
        said = f"The profile {profile_of_text(''.join(lines).encode(), name='p', file='p.toml').file} cannot be used"
    except Refused as refused:
        said = str(refused)
    assert said.startswith("The profile p.toml cannot be used")


def test_the_file_holds_nothing_but_headings_and_settings() -> None:
    """Lost otherwise: amounts of a list could end up in a file that is passed on."""
    profile = Profile("p", ("Bedrag",), {"amount": Place("Bedrag")}, file="p.toml")
    raw = tomllib.loads(profile_text(profile))
    assert raw == {
        "format": 1, "headers": ["Bedrag"], "table": {"header_row": 0}, "columns": {"amount": "Bedrag"}, "reading": {},
        "posting": {"year": "stated"},
    }  # fmt: skip

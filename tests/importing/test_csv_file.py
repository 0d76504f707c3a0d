"""CSV: encodings, separators, quotes and line ends; every cell stays the text that was delivered."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.opening.csv_file import read_rows

TABLE = "Naam;Bedrag\nCafé Müller;1.234,50\n"
ROWS = (("Naam", "Bedrag"), ("Café Müller", "1.234,50"))


def rows(text: str) -> tuple[tuple[str, ...], ...]:
    return read_rows(text.encode(), "lines.csv")[0]


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.encode(),
        TABLE.encode("cp1252"),
        codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TABLE.encode("utf-32-le"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.rstrip("\n").encode(),
        TABLE.encode("cp1252") + b"\x1a",
    ],
    ids=["utf-8", "utf-8 mark", "cp1252", "utf-16 le mark", "utf-16 be mark", "utf-16 le", "utf-16 be", "utf-32",
         "crlf", "cr", "no last line end", "dos end of file"],
)  # fmt: skip
def test_every_encoding_and_line_end_gives_the_same_rows(data: bytes) -> None:
    """Lost otherwise: a supplier's accents, or the whole file, would depend on who exported it."""
    assert read_rows(data, "lines.csv")[0] == ROWS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b;c\n1,5;2,5;3\n2,5;3,5;4\n", [3, 3, 3]),
        ("naam;bedrag\nJansen, Piet;1,50\nPeeters, An;2,50\n", [2, 2, 2]),
        ("naam;bedrag\nJan;1,50\nPiet;2,50\nAn;3,50\n", [2, 2, 2, 2]),
        ("Uitgaven, 2019\n\nnaam;bedrag;datum\nJan;1,50;x\nPiet;2,50;y\n", [1, 0, 3, 3, 3]),
        ("name,amount\na;b,1\nc;d,2\n", [2, 2, 2]),
        ("name,tags,amount\nx,a;b,1\ny,c;d,2\nz,e;f,3\n", [3, 3, 3, 3]),
        ("a\tb\n1,5\t2\n3,5\t4\n", [2, 2, 2]),
        ("a|b|c\n1,5|2;3|4\n", [3, 3]),
        ('a;"b;c\nd";e\n1;2;3\n', [3, 3]),
        ("one column\n1\n2\n", [1, 1, 1]),
        ("a;b;c\n1\n;;\n1;2;3;4\n", [3, 1, 3, 4]),
        ("a;b;c\nx;5,00\ny;6,00;z;;;\n;;\n", [3, 2, 6, 3]),
        ("1,5\n2,5\n", [2, 2]),
        ("sep=|\na;b|c;d\n", [2]),
        ('"sep=\t"\na;b\tc;d\n', [2]),
        ("", []),
        ("\n\n", [0, 0]),
    ],
)
def test_the_separator_is_the_one_the_lines_agree_on(text: str, expected: list[int]) -> None:
    """Lost otherwise: decimal commas and commas in names would tear the columns apart."""
    assert [len(row) for row in rows(text)] == expected


def test_rows_keep_their_place_and_their_texts() -> None:
    """Lost otherwise: a finding would lead to the wrong row, and 0640 would become 640."""
    text = 'code;text;amount\r\n0640;"two\r\nlines ""quoted""";1E5\r\n\r\nNA;TRUE; 12 \r\n'
    assert rows(text) == (("code", "text", "amount"), ("0640", 'two\nlines "quoted"', "1E5"), (), ("NA", "TRUE", "12 "))


def test_a_text_that_is_kept_from_being_a_number_is_that_text() -> None:
    """Lost otherwise: an enterprise number would be ="0448056361", and match nothing."""
    assert rows('kbo;naam\n="0448056361";Zenne\n"=""0640""";=SUM(A1)\n')[1:] == (
        ("0448056361", "Zenne"), ("0640", "=SUM(A1)"),
    )  # fmt: skip


def test_a_nul_in_a_text_is_named_by_its_line_and_padding_is_none() -> None:
    """Lost otherwise: the officer would hear that her list is no spreadsheet, and not where it is damaged."""
    text = "naam;bedrag\r\n" + "Zenne;12,50\r\n" * 20
    assert len(read_rows((text + "\x00" * 40 + "\x1a").encode(), "lines.csv")[0]) == 21
    with pytest.raises(Refused, match=r"In line 22 of lines\.csv .*number 0") as refused:
        rows(text + "Dommel\x00;5\r\n" + text)
    assert refused.value.code == "text-damaged"


def test_a_blank_before_a_quotation_mark_does_not_break_the_cell() -> None:
    """Lost otherwise: "6,000,000" behind a blank would become three cells and the amount 6."""
    assert rows('place, amount\nGalway, "6,000,000"\n')[1] == ("Galway", "6,000,000")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a;b\x00c;d\n", "not-a-spreadsheet"),
        (b"\x00\x01\x02\x03" * 50, "not-a-spreadsheet"),
        (b"a;b\x1ac;d\n", "not-a-spreadsheet"),
        (codecs.BOM_UTF16_LE + b"a", "not-a-spreadsheet"),
        (codecs.BOM_UTF8 + b"a;b\nc\xe9;d\n", "text-encoding"),
        ("é;è\nü;ï\n".encode() + b"caf\xe9;d\n", "text-encoding"),
        (b"a;b\nc\x81;d\n", "text-encoding"),
        (b'a;b\n"c;d\ne;f\n', "quote-not-closed"),
        (b'a;b;c;d\n"e;1;2;3\nf;1;2;3\ng;1;2;"3\nh;1;2;3\n', "quote-not-closed"),
        (b'a;"' + b"x" * (17 << 20) + b'"\n', "quote-not-closed"),
    ],
)
def test_what_cannot_be_read_with_certainty_is_refused(data: bytes, code: str) -> None:
    """Lost otherwise: rows would be swallowed by a stray quotation mark, or names be garbled, in silence."""
    with pytest.raises(Refused) as refused:
        read_rows(data, "lines.csv")[0]
    assert refused.value.code == code


def test_the_refusal_names_the_line() -> None:
    """Lost otherwise: the officer would have to look through thousands of lines for one quotation mark."""
    with pytest.raises(Refused, match="begins at line 3 "):
        rows('a;b\nc;d\n"e;f\ng;h\n')
    with pytest.raises(Refused, match="In line 2 of lines"):
        read_rows(b"a;b\nc\x81;d\n", "lines.csv")[0]


# No lone surrogates, no control characters, and nothing that begins like Excel's own first line.
CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), max_size=12).map(str.strip)


@given(
    table=st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8)
    ),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_program_wrote_with_quotes_is_read_back(table: list[list[str]], separator: str, encoding: str) -> None:
    """Lost otherwise: some combination of quotes, separators and encodings would lose or move a cell."""
    stream = io.StringIO()
    stream.write(f"sep={separator}\n")
    csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    assert read_rows(stream.getvalue().encode(encoding), "lines.csv")[0] == tuple(map(tuple, table))


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "count", "widths"),
    [
        ("reader-torture/csvkit__bad.csv", 4, {2, 3, 4}),
        ("reader-torture/csvkit__mac_newlines.csv", 3, {3}),
        ("reader-torture/csvkit__test_utf16_big.csv", 3, {3}),
        ("reader-torture/frictionless__leading-zeros.csv", 4, {1}),
        ("reader-torture/frictionless__table-with-accents.csv", 639, {8}),
        ("reader-torture/messytables__complex.csv", 4, {4}),
        ("reader-torture/messytables__mixedGLB.csv", 137, {19}),
        ("reader-torture/phpss__line_break_in_enclosure.csv", 6, {3}),
        ("spending/lambeth__2011-01-payments.csv", 1073, {2}),
        ("spending/messytables__spanish_chars.csv", 117, {8}),
        ("spending/montpellier__VilleMTP_MTP_BudgetAnt.csv", 9999, {10}),
        ("spending/oxford__expenditure-over-500-jan-mar-2018.csv", 1221, {10}),
        ("spending/toulouse__subventions-toulouse_2022.csv", 397, {17}),
        ("spending/winbooks__PARFILUX_Balance_courante_fournisseurs.csv", 46, {6}),
        ("spending/winbooks__PARFILUX_Balance_périodique_générale.csv", 438, {10}),
    ],
)
def test_real_files_fall_apart_as_they_should(name: str, count: int, widths: set[int]) -> None:
    """Lost otherwise: the separator would hold for made-up files only."""
    found = read_rows((CORPUS / name).read_bytes(), name)[0]
    assert (len(found), {len(row) for row in found}) == (count, widths)

"""Ways to damage a spreadsheet, as disks, mails, other programs and hostile people do; see fuzz.py."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

NUMBERS = (
    "0", "-0", "1e308", "-1e308", "1e-300", "NaN", "INF", "1E+13", "99999999999999999999", "0.1", "1.005", "", " ", "x",
    "2958466", "-1", "60", "1,5", "1.500,00", "0x10", "1_000", "٣", "½", "=1+1", "#REF!", "TRUE",
)  # fmt: skip
PLACES = ("A1", "XFD1048576", "XFE1", "A0", "A1048577", "a1", "AAAA1", "1A", "", "A-1", "$A$1", "ZZ99999")
WORDS = (
    "03/04/2019", "31/02/2019", "2019-13-01", "00/00/0000", "1/1/1", "12 mars 2019", "1.500", "1.500,00-", "(12,50)",
    "€ 12", "12,00 HT", "Totaal", "Total général", "=CMD()", "\x00", "\u202e", "\ud7ff", "\ufeff", "'", '"', '""', ";",
    "0" * 400, "9" * 400, "A" * 40_000, "\n\r\n", "\t", "-", "--", "#N/A", "é".encode().decode("cp1252"),
)  # fmt: skip
ROW = r"<(?:row|table:table-row)\b.*?</(?:row|table:table-row)>"
COLUMNS = '<cols><col min="1" max="x" hidden="1"/></cols>'
ENCODINGS = ("utf-16", "utf-16-be", "cp1252", "utf-8-sig", "cp037", "utf-32")
XLS_RECORDS = (0x0203, 0x00FD, 0x0204, 0x027E, 0x00BD, 0x0006, 0x0208, 0x00FC, 0x0085, 0x0809, 0x00E0, 0x041E, 0x003C)


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(max(1, len(data)))


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    mutable = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64)) if mutable else 0):
        mutable[_place(data, chance)] ^= 1 << chance.randrange(8)
    return bytes(mutable)


def overwrite(data: bytes, chance: random.Random) -> bytes:
    start, length = _place(data, chance), chance.choice((1, 2, 4, 8, 64, 512))
    filling = chance.choice((bytes(length), b"\xff" * length, chance.randbytes(length), b"\x7f" * length))
    return data[:start] + filling + data[start + length :]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def take_out(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + data[start + chance.choice((1, 2, 16, 512)) :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    end = start + chance.choice((1, 16, 512, 4096))
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _in_part(data: bytes, chance: random.Random, edit: Callable[[str, random.Random], str]) -> bytes:
    """The zip with one of its XML parts edited; as it is where it is no zip any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    except Exception:  # noqa: BLE001 - damaged by the mutation before this one
        return data
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    likely = [n for n in names if re.search(r"sheet\d|content|sharedStrings|styles|workbook\.xml", n)]
    if not names:
        return data
    name = chance.choice(likely if likely and chance.random() < 0.85 else names)
    parts[name] = edit(parts[name].decode("utf-8", "replace"), chance).encode("utf-8", "replace")
    return _packed(parts, chance)


def _packed(parts: dict[str, bytes], chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def _somewhere(text: str, chance: random.Random, pattern: str, new: Callable[[re.Match[str]], str]) -> str:
    """One to five matches of a pattern replaced."""
    found = list(re.finditer(pattern, text[:2_000_000]))
    for match in sorted(chance.sample(found, min(len(found), chance.randint(1, 5))), key=lambda m: -m.start()):
        text = text[: match.start()] + new(match) + text[match.end() :]
    return text


def edit_xml(text: str, chance: random.Random) -> str:
    """One kind of damage to a part's XML."""

    def within(pattern: str, choices: tuple[str, ...]) -> Callable[[], str]:
        return lambda: _somewhere(
            text, chance, pattern, lambda m: m[0].replace(m[1], _escaped(chance.choice(choices)), 1) if m[1] else m[0]
        )

    kinds: tuple[Callable[[], str], ...] = (
        lambda: text[: chance.randrange(len(text) + 1)],
        lambda: _somewhere(text, chance, r"<[^>]+>", lambda _: ""),
        lambda: _somewhere(text, chance, ROW, lambda m: m[0] * 3),
        within(r"<v>([^<]*)</v>", NUMBERS),
        within(r'\br="([^"]*)"', PLACES),
        within(r'\bs="([^"]*)"', ("0", "1", "9999", "-1", "", "x")),
        within(r'\bt="([^"]*)"', ("s", "str", "b", "e", "d", "n", "inlineStr", "", "zz")),
        within(r"<t[^>]*>([^<]+)</t>", WORDS),
        within(r"<text:p>([^<]+)</text:p>", WORDS),
        within(r'office:(?:value|date-value)="([^"]*)"', (*NUMBERS, "2019-02-31", "2019-01-01T25:00:00")),
        within(r'formatCode="([^"]*)"', ("0", "0.00%", "[$CHF] 0", "yyyy", ";;;", '"', "[", "0,", "E+", "\\", "@")),
        within(r'(?:ref|min|max|ht|width|count|uniqueCount)="([^"]*)"', (*NUMBERS, "A1:XFD1048576", "1048577")),
        within(r'repeated="([^"]*)"', ("0", "-1", "1048576", "99999999999", "x")),
        within(r'(?:Target|Id|r:id|name)="([^"]*)"', ("", "x", "../../x.xml", "worksheets/sheet1.xml", "rId1", "rId2")),
        within(r"<f[^>]*>([^<]*)</f>", ("", "1/0", "SUM(A1:A9)")),
        lambda: _somewhere(text, chance, r"<v>[^<]*</v>", lambda _: ""),
        lambda: _somewhere(text, chance, r' [\w:]+="[^"]*"', lambda _: ""),
        lambda: _somewhere(text, chance, r"<sheetData>", lambda m: COLUMNS + m[0]),
        lambda: '<!DOCTYPE x [<!ENTITY a "ha">]>' + text,
        lambda: _somewhere(text, chance, r">", lambda _: ' hidden="1">'),
        lambda: _somewhere(text, chance, r"<c ", lambda _: "<c><c><c " * 3),
        lambda: text.replace("<c r=", "<c x=") if chance.random() < 0.5 else text.replace("<row r=", "<row x="),
    )  # fmt: skip
    return chance.choice(kinds)()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def edit_part(data: bytes, chance: random.Random) -> bytes:
    return _in_part(data, chance, edit_xml)


def swap_parts(data: bytes, chance: random.Random) -> bytes:
    """A part lost, named otherwise, or given the content of another."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    except Exception:  # noqa: BLE001 - as above
        return data
    names = sorted(parts)
    one, other = chance.choice(names), chance.choice(names)
    match chance.randrange(3):
        case 0:
            del parts[one]
        case 1:
            parts[one], parts[other] = parts[other], parts[one]
        case _:
            parts[one.upper() + "x"] = parts.pop(one)
    return _packed(parts, chance)


def edit_record(data: bytes, chance: random.Random) -> bytes:
    """A record of an old workbook with another length, place, or content."""
    mutable = bytearray(data)
    for _ in range(chance.choice((1, 2, 5))):
        code = chance.choice(XLS_RECORDS).to_bytes(2, "little")
        places = [m.start() for m in re.finditer(re.escape(code), data[:500_000])]
        if not places:
            continue
        place = chance.choice(places) + chance.choice((0, 2, 2, 4, 6, 8, 10, 12))
        new = chance.choice((b"\xff\xff", b"\x00\x00", b"\x01\x00", b"\xff\x7f", chance.randbytes(2)))
        mutable[place : place + 2] = new[: max(0, len(mutable) - place)]
    return bytes(mutable)


def edit_text(data: bytes, chance: random.Random) -> bytes:
    """A .csv file quoted, separated, encoded or filled in otherwise."""
    text = data[:200_000].decode("utf-8", "replace")
    lines = text.splitlines()
    word = chance.choice(WORDS)
    row = chance.randrange(len(lines)) if lines else 0
    kinds: tuple[Callable[[], str | bytes], ...] = (
        lambda: _somewhere(text, chance, r"[;,\t]", lambda _: chance.choice((";", ",", "\t", "|", ""))),
        lambda: _somewhere(text, chance, r'["\n;,]', lambda m: m[0] + '"'),
        lambda: _somewhere(text, chance, r"[^;,\n]+", lambda _: word),
        lambda: _somewhere(text, chance, r"\d+", lambda _: chance.choice(NUMBERS)),
        lambda: "\n".join([*lines[:row], lines[row] + ";" * chance.choice((1, 5, 20_000)), *lines[row + 1 :]]),
        lambda: "\n".join([*lines[:row], *([lines[row]] * 40), *lines[row:]]),
        lambda: chance.choice(("\r", "\r\n", "\n\r", "\x0b", "\x85", "\u2028")).join(lines),
        lambda: f"sep={chance.choice(';,|x')}\n{text}",
        lambda: text.replace(";", ","),
        lambda: text.encode(chance.choice(ENCODINGS), "replace"),
        lambda: text.encode() + "€é".encode("cp1252"),
        lambda: text.encode().replace(b"\n", b"\n\x00", 1),
    )  # fmt: skip
    made = chance.choice(kinds)() if lines else text
    return made if isinstance(made, bytes) else made.encode("utf-8", "replace")


RAW: tuple[Mutation, ...] = (flip_bits, overwrite, cut, take_out, repeat)
ZIP: tuple[Mutation, ...] = (*([edit_part] * 12), swap_parts, *RAW)
OLD: tuple[Mutation, ...] = (*([edit_record] * 6), *RAW)
TEXT: tuple[Mutation, ...] = (*([edit_text] * 6), *RAW)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with one to three kinds of damage, of those that suit what it is."""
    suited = ZIP if data[:2] == b"PK" else OLD if data[:4] == b"\xd0\xcf\x11\xe0" or data[:1] == b"\x09" else TEXT
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(suited)(data, chance)
    return data

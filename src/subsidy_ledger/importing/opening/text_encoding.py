"""From the bytes of a text file to its text: UTF-8, UTF-16 or the Windows code page, never by guessing at letters."""

from __future__ import annotations

import codecs
import re

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.opening.refusals import not_a_spreadsheet

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text has; tab, line ends, form feed and the old end-of-file mark may be there.
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
# What old programs fill the end of a file with.
END_OF_FILE, PADDING = "\x1a", "\x1a\x00"
# Of a text, at most one character in so many is none of a text's; of anything else, more are.
DAMAGE_SHARE = 50
SAMPLE = 4096


def decode(data: bytes, name: str) -> str:
    r"""The text with "\n" as its only line end; Refused when the bytes are no text, or text in two encodings."""
    text = _decode(data, name).rstrip(PADDING)
    strange = [found.start() for found in NO_TEXT.finditer(text)]
    if END_OF_FILE in text or len(strange) * DAMAGE_SHARE > len(text):
        raise not_a_spreadsheet(name)
    if strange:
        raise Refused(
            "text-damaged",
            "In line {line} of {file} stands a character that no text has (number {code}): the file was damaged on its "
            "way. Fetch it again from where it came, or open it in its program and save it as .xlsx.",
            line=len(re.findall(r"\r\n|\r|\n", text[: strange[0]])) + 1,
            file=name,
            code=ord(text[strange[0]]),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, name: str) -> str:
    marked = next(((mark, encoding) for mark, encoding in MARKS if data.startswith(mark)), None)
    mark, encoding = marked or (b"", _unmarked(data))
    data = data.removeprefix(mark)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise not_a_spreadsheet(name) from error
        if mark or _mostly_utf8(data):
            raise _broken(data, error.start, name) from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _broken(data, error.start, name) from error


def _unmarked(data: bytes) -> str:
    """UTF-16 without a mark shows by its zero bytes, which stand nearly all on one side of every pair."""
    first, second = data[:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    pairs = min(len(data), SAMPLE) / 2
    if len(data) % 2 == 0 and max(first, second) > pairs / 2 and min(first, second) == 0:
        return "utf-16-be" if first else "utf-16-le"
    return "utf-8"


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes above ASCII are rather UTF-8 with a few broken ones than another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(1 for letter in text if letter > "\x7f") - broken > broken


def _broken(data: bytes, place: int, name: str) -> Refused:
    return Refused(
        "text-encoding",
        "In line {line} of {file} stands a character that cannot be read with certainty. Open the file in the program "
        "it came from and save it as CSV UTF-8, or as .xlsx.",
        line=data.count(b"\n", 0, place) + 1,
        file=name,
    )

"""The zip that an .xlsx or .ods file is: its parts by name, read in pieces, with bombs and damage refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from xml.parsers import expat

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.opening.limits import MEGABYTE, Limits
from subsidy_ledger.importing.opening.refusals import damaged, encrypted

CHUNK = 1 << 18
PROLOG = 8192
# What zipfile and expat let out of damaged bytes, beside their own errors.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Handler(Protocol):
    """Whoever follows one part's XML, element by element; attributes as a mapping, names with their prefix."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None: ...
    def end(self, tag: str, /) -> None: ...
    def text(self, text: str, /) -> None: ...


class Package:
    """The parts of a zipped workbook; a part's name is looked up without regard to case and slash direction."""

    def __init__(self, data: bytes, name: str, limits: Limits | None = None) -> None:
        self.name = name
        with self._damage_refused():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            key = _key(info.filename)
            # Of two parts with one name, values and evidence could each come from another.
            if key in self._parts and (key.startswith("xl/") or key == "content.xml"):
                raise damaged(name)
            self._parts[key] = info
        self._refuse_bombs((limits or Limits()).unpacked)

    def has(self, part: str) -> bool:
        return _key(part) in self._parts

    def under(self, folder: str) -> bool:
        return any(part.startswith(folder) for part in self._parts)

    def head(self, part: str) -> bytes:
        """The first bytes of a part; b"" when there is no such part."""
        if not self.has(part):
            return b""
        with self._damage_refused(), self._zip.open(self._parts[_key(part)]) as stream:
            return stream.read(PROLOG)

    def follow(self, part: str, handler: Handler) -> None:
        """Lead a handler through a part's XML in one pass; Refused when the part is absent or damaged."""
        info = self._parts.get(_key(part))
        if info is None:
            raise damaged(self.name)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        with self._damage_refused(), self._zip.open(info) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)

    def _refuse_bombs(self, megabytes_max: int) -> None:
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        if unpacked > megabytes_max * MEGABYTE:
            raise Refused(
                "unpacked-too-large",
                "{file} would unpack to more than {limit} megabytes, as files do that are made to fill a computer. "
                "Copy the table into a new workbook and import that; if you trust the file, --unpacked-limit {needed}.",
                file=self.name,
                limit=megabytes_max,
                needed=-(-unpacked // MEGABYTE),
            )
        if any(info.flag_bits & 0x1 for info in infos):
            raise encrypted(self.name)
        for part in self._parts:
            if part.startswith("xl/") and part.endswith(".xml"):
                prolog = self.head(part)
                if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
                    self._refuse_doctype()

    def _refuse_doctype(self, *_: object) -> None:
        raise Refused(
            "file-hostile",
            "{file} contains definitions that no spreadsheet program writes and that can bring a computer to a halt. "
            "Do not trust it: ask its sender where it comes from.",
            file=self.name,
        )

    @contextmanager
    def _damage_refused(self) -> Iterator[None]:
        try:
            yield
        except DAMAGE as error:
            raise damaged(self.name) from error


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()

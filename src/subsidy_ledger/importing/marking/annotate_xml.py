"""Changing a part of a workbook by splicing: whatever is not named stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

# One start tag, with ">" allowed inside its attributes.
TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENCODING = re.compile(rb"^<\?xml[^>]*encoding=[\"']([\w.-]+)[\"']")
# Characters that XML cannot hold at all.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Unmarkable(Exception):
    """The workbook is built in a way that cannot be marked with certainty; its table goes into a new one."""


@dataclass(slots=True)
class Splices:
    """Replacements by byte offset, made all at once; of several insertions at one place the first stays first."""

    part: bytes
    _cuts: list[tuple[int, int, bytes]] = field(default_factory=list)

    def replace(self, start: int, stop: int, new: bytes) -> None:
        self._cuts.append((start, stop, new))

    def insert(self, at: int, new: bytes) -> None:
        self._cuts.append((at, at, new))

    def done(self) -> bytes:
        pieces, place = [], 0
        for start, stop, new in sorted(self._cuts, key=lambda cut: cut[:2]):
            if start < place:
                raise Unmarkable
            pieces += [self.part[place:start], new]
            place = stop
        return b"".join((*pieces, self.part[place:]))


@dataclass(slots=True)
class Node:
    """An element with the offsets of its start tag, its content and its end; `tag` with its prefix."""

    tag: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int = 0
    stop: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def local(self) -> str:
        return self.tag.rpartition(":")[2]

    @property
    def is_empty(self) -> bool:
        """Written as one tag, `<fills/>`."""
        return self.close == self.start

    def all(self, local: str) -> list[Node]:
        return [child for child in self.children if child.local == local]

    def one(self, local: str) -> Node | None:
        return next(iter(self.all(local)), None)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def named(self, local: str) -> str:
        """A name with this element's prefix."""
        return self.tag[: -len(self.local)] + local


def utf8(part: bytes) -> bytes:
    """The same XML in utf-8; offsets in it are those that expat counts."""
    found = ENCODING.match(part)
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif found and found[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        encoding = found[1].decode()
    else:
        return part.removeprefix(b"\xef\xbb\xbf")
    try:
        text = part.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise Unmarkable from error
    return DECLARATION.sub('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', text).encode()


def tree(part: bytes) -> Node:
    """The elements of a small part with their places; Unmarkable where it is no XML, or holds definitions."""
    parser = expat.ParserCreate()
    path: list[Node] = []
    roots: list[Node] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        begin = parser.CurrentByteIndex
        node = Node(tag, attributes, begin, tag_end(part, begin))
        (path[-1].children if path else roots).append(node)
        path.append(node)

    def end(_: str) -> None:
        node = path.pop()
        if part[node.inner - 2 : node.inner] == b"/>":
            node.close, node.stop = node.start, node.inner
        else:
            node.close = parser.CurrentByteIndex
            node.stop = part.index(b">", node.close) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise Unmarkable from error
    return roots[0]


def refuse_doctype(*_: object) -> None:
    raise Unmarkable


def tag_end(part: bytes, start: int) -> int:
    """The offset behind the start tag that begins at `start`."""
    found = TAG.match(part, start)
    if found is None:
        raise Unmarkable
    return found.end()


def tag_text(tag: str, attributes: Mapping[str, str], *, is_empty: bool) -> bytes:
    """A start tag written anew: the same attributes in the same order."""
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{written}{'/' if is_empty else ''}>".encode()


def append_child(splices: Splices, node: Node, child: bytes, **attributes: str) -> None:
    """Put a child behind the last one, and change attributes of the element itself (its count)."""
    tag = tag_text(node.tag, {**node.attributes, **attributes}, is_empty=False)
    splices.replace(node.start, node.inner, tag + (child if node.is_empty else b""))
    if node.is_empty:
        splices.insert(node.inner, f"</{node.tag}>".encode())
    else:
        splices.insert(node.close, child)


def plain(text: str) -> str:
    """A text as XML can hold it: marked characters stand for those that it cannot."""
    return escape(UNWRITABLE.sub("\ufffd", text))

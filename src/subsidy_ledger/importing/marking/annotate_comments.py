"""The remarks at marked cells: ours beside, or below, those that stand in the workbook already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.importing.marking.annotate_cells import Place, place_of
from subsidy_ledger.importing.marking.annotate_styles import MAIN
from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, append_child, plain, tree

AUTHOR = "subsidy-ledger"
# Who wrote a conversation: Excel makes its remark anew from the conversation, and would drop what is added to it.
CONVERSATION = "tc="
EMPTY = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
FONT = '<{p}rPr>{bold}<{p}sz val="9"/><{p}rFont val="Tahoma"/></{p}rPr>'


class Comments:
    """The remarks of one sheet as they stand, and with ours among them."""

    def __init__(self, part: bytes = EMPTY) -> None:
        self._part = part
        self._root = root = tree(part)
        authors = root.one("authors")
        listed = root.one("commentList")
        self._authors = authors.children if authors else []
        self._names = [self.said(author) for author in self._authors]
        self._comments = {place_of(c.attributes.get("ref", "")): c for c in (listed.children if listed else ())}
        self._lists = authors, listed

    def said(self, node: Node) -> str:
        """All text inside an element."""
        inside = re.sub(rb"<[^>]*>", b"", self._part[node.inner : node.close])
        return unescape(inside.decode("utf-8", "replace"))

    def others(self, place: Place) -> str:
        """What somebody else's remark at a cell says."""
        comment = self._comments.get(place)
        text = comment.one("text") if comment and place in self.held else None
        return self.said(text).split(f"{AUTHOR}:\n")[0] if text else ""

    @property
    def talked(self) -> frozenset[Place]:
        """Cells with a conversation, to which nothing can be added."""
        return frozenset(p for p, c in self._comments.items() if self._author(c).startswith(CONVERSATION))

    @property
    def ours(self) -> frozenset[Place]:
        """Cells with a remark that an earlier marking made: not every program keeps who wrote it."""
        found = ((place, comment.one("text")) for place, comment in self._comments.items())
        return frozenset(p for p, text in found if text and self.said(text).lstrip().startswith(f"{AUTHOR}:"))

    @property
    def held(self) -> frozenset[Place]:
        """Cells with a remark that is not ours alone."""
        return frozenset(self._comments) - self.ours

    def with_remarks(self, remarks: Mapping[Place, str]) -> bytes:
        """The part with our earlier remarks gone and these in; below what somebody else wrote at the same cell."""
        splices = Splices(self._part)
        authors, listed = self._lists
        if authors is None or listed is None:
            return Comments().with_remarks(remarks)
        for place, comment in self._comments.items():
            if place in self.ours:
                splices.replace(comment.start, comment.stop, b"")
            else:
                self._renew(splices, comment, None if place in self.talked else remarks.get(place))
        fresh = [place for place in sorted(remarks) if place not in self.held]
        number = self._names.index(AUTHOR) if AUTHOR in self._names else len(self._names)
        if fresh and AUTHOR not in self._names:
            author = authors.named("author")
            append_child(splices, authors, f"<{author}>{AUTHOR}</{author}>".encode())
        prefix = listed.named("")
        written = "".join(_comment(prefix, place, remarks[place], number) for place in fresh)
        if written:
            append_child(splices, listed, written.encode())
        return splices.done()

    def _renew(self, splices: Splices, comment: Node, remark: str | None) -> None:
        """Takes out what an earlier marking added to somebody's remark, and adds what is to be said now."""
        text = comment.one("text")
        if text is None:
            return
        last = text.inner
        is_ours = False
        for node in (*text.all("t"), *text.all("r")):
            said = self.said(node)
            at = -1 if is_ours else said.find(f"{AUTHOR}:\n")
            is_ours = is_ours or at >= 0
            if not is_ours:
                last = node.stop
            elif at > 0 and (kept := said[:at].rstrip()) and (words := node if node.local == "t" else node.one("t")):
                splices.replace(words.inner, words.close, plain(kept).encode())
                last = node.stop
            else:
                splices.replace(node.start, node.stop, b"")
        if remark is not None:
            splices.insert(last, _runs(text.named(""), remark, above="\n\n").encode())

    def _author(self, comment: Node) -> str:
        number = comment.attributes.get("authorId", "")
        return self._names[int(number)] if number.isdigit() and int(number) < len(self._names) else ""


def _comment(prefix: str, place: Place, remark: str, author: int) -> str:
    return (
        f'<{prefix}comment ref="{cell_name(*place)}" authorId="{author}" shapeId="0"><{prefix}text>'
        f"{_runs(prefix, remark)}</{prefix}text></{prefix}comment>"
    )


def _runs(prefix: str, remark: str, above: str = "") -> str:
    """Our name in bold, then the remark."""
    bold, usual = (FONT.format(p=prefix, bold=word) for word in (f"<{prefix}b/>", ""))
    return "".join(
        f'<{prefix}r>{font}<{prefix}t xml:space="preserve">{plain(text)}</{prefix}t></{prefix}r>'
        for font, text in ((bold, f"{above}{AUTHOR}:\n"), (usual, remark))
    )

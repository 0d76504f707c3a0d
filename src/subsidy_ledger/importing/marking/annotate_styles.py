"""The styles that marks need: a coloured twin of each style of a marked cell, and those of the list of problems."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, Unmarkable, append_child, tag_text, tree

Severity = Literal["refused", "warning"]
# Not quite the colours that officers choose from a palette, so that a mark is known as one.
COLOURS: dict[Severity, str] = {"refused": "FFFFB3AB", "warning": "FFFFE29E"}
HEADING = "FF1F4E78"
FIRST_OWN_FILL = 2
# The number format "as text".
TEXT_FORMAT = "49"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NEW = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()


class Styles:
    """Numbers of cell styles, new ones made as they are asked for; `done` gives the part with them.

    Unmarkable where the part does not count its styles one by one.
    """

    def __init__(self, part: bytes) -> None:
        root = tree(part)
        if not root.children:
            part, root = NEW, tree(NEW)
        self._part = part
        self._lists = {name: _list(root, name) for name in ("fonts", "fills", "borders", "cellXfs")}
        self._new: dict[str, list[bytes]] = {name: [] for name in self._lists}
        self._xfs: dict[tuple[object, ...], int] = {}
        self._before: dict[int, int] = {}
        while len(self._lists["fills"].children) + len(self._new["fills"]) < FIRST_OWN_FILL:
            self._add("fills", '<{p}fill><{p}patternFill patternType="none"/></{p}fill>')

    @cached_property
    def coloured(self) -> frozenset[int]:
        """Styles that an earlier marking gave: those filled with one of our colours."""
        ours = {
            str(number)
            for number, fill in enumerate(self._lists["fills"].children)
            if any(node.attributes.get("rgb", "").upper() in COLOURS.values() for node in fill.walk())
        }
        xfs = self._lists["cellXfs"].children
        return frozenset(number for number, xf in enumerate(xfs) if xf.attributes.get("fillId") in ours)

    def marked(self, style: int, severity: Severity) -> int:
        """The style with our colour behind it."""
        return self._twin(style, fillId=str(self._fill(COLOURS[severity])), applyFill="1")

    def unmarked(self, style: int) -> int:
        """The style as it was before an earlier marking: coloured as the one other style that is the same but for its
        colour; without any, where that does not tell."""
        if style not in self._before:
            self._before[style] = self._unmarked(style)
        return self._before[style]

    def _unmarked(self, style: int) -> int:
        known = self._lists["cellXfs"].children
        marked = self._without_colour(known[style])
        alike = {
            xf.attributes.get("fillId", "0")
            for number, xf in enumerate(known)
            if number not in self.coloured and self._without_colour(xf) == marked
        }
        fill = alike.pop() if len(alike) == 1 else "0"
        return self._twin(style, fillId=fill, applyFill="0" if fill == "0" else "1")

    def _without_colour(self, xf: Node) -> tuple[object, ...]:
        rest = {name: value for name, value in xf.attributes.items() if name not in ("fillId", "applyFill")}
        return tuple(sorted(rest.items())), b"" if xf.is_empty else self._part[xf.inner : xf.stop]

    def formatted(self, style: int, number_format: str) -> int:
        """The style with another of the number formats that every program knows."""
        return self._twin(style, numFmtId=number_format, applyNumberFormat="1")

    def heading(self) -> int:
        font = self._font('<{p}b/><{p}sz val="11"/><{p}color rgb="FFFFFFFF"/><{p}name val="Calibri"/>')
        return self._own(font, self._fill(HEADING), "center")

    def title(self) -> int:
        return self._own(self._font('<{p}b/><{p}sz val="14"/><{p}name val="Calibri"/>'), 0, None)

    def small(self) -> int:
        return self._own(self._font('<{p}sz val="9"/><{p}color rgb="FF7F7F7F"/><{p}name val="Calibri"/>'), 0, None)

    def plain(self, severity: Severity | None = None) -> int:
        """Wrapped text from the top of its cell, coloured as its severity."""
        font = self._font('<{p}sz val="11"/><{p}name val="Calibri"/>')
        return self._own(font, 0 if severity is None else self._fill(COLOURS[severity]), "top")

    def link(self) -> int:
        font = self._font('<{p}u/><{p}sz val="11"/><{p}color rgb="FF0563C1"/><{p}name val="Calibri"/>')
        return self._own(font, 0, "top")

    def done(self) -> bytes:
        splices = Splices(self._part)
        for name, new in self._new.items():
            if new:
                node = self._lists[name]
                append_child(splices, node, b"".join(new), count=str(len(node.children) + len(new)))
        return splices.done()

    def _twin(self, style: int, **changes: str) -> int:
        key = (style, *sorted(changes.items()))
        if key not in self._xfs:
            known = self._lists["cellXfs"].children
            if style < len(known):
                xf = known[style]
                tag = tag_text(xf.tag, {**xf.attributes, **changes}, is_empty=xf.is_empty)
                written = tag if xf.is_empty else tag + self._part[xf.inner : xf.stop]
            else:
                plain = {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0", "xfId": "0", **changes}
                written = tag_text(self._lists["cellXfs"].named("xf"), plain, is_empty=True)
            self._xfs[key] = self._add_bytes("cellXfs", written)
        return self._xfs[key]

    def _own(self, font: int, fill: int, vertical: str | None) -> int:
        key = ("own", font, fill, vertical)
        if key not in self._xfs:
            wrapped = f'<{{p}}alignment vertical="{vertical}" wrapText="1"/>' if vertical else ""
            self._xfs[key] = self._add(
                "cellXfs",
                f'<{{p}}xf numFmtId="{TEXT_FORMAT}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" '
                f'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">{wrapped}</{{p}}xf>',
            )
        return self._xfs[key]

    def _font(self, inside: str) -> int:
        key = ("font", inside)
        if key not in self._xfs:
            self._xfs[key] = self._add("fonts", f"<{{p}}font>{inside}</{{p}}font>")
        return self._xfs[key]

    def _fill(self, colour: str) -> int:
        key = ("fill", colour)
        if key not in self._xfs:
            self._xfs[key] = self._add(
                "fills",
                f'<{{p}}fill><{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="{colour}"/>'
                f'<{{p}}bgColor indexed="64"/></{{p}}patternFill></{{p}}fill>',
            )
        return self._xfs[key]

    def _add(self, name: str, template: str) -> int:
        """The template with the prefix of this part put in; the number of what was added."""
        return self._add_bytes(name, template.format(p=self._lists[name].named("")).encode())

    def _add_bytes(self, name: str, written: bytes) -> int:
        self._new[name].append(written)
        return len(self._lists[name].children) + len(self._new[name]) - 1


def _list(root: Node, name: str) -> Node:
    found = root.one(name)
    if found is None or len({child.tag for child in found.children}) > 1:
        raise Unmarkable
    return found

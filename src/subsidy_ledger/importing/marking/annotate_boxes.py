"""The boxes that remarks are shown in: an old kind of drawing (VML) that every spreadsheet program still asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from subsidy_ledger.importing.marking.annotate_cells import Place, Width

BOX_PIXELS = 330
COLUMN_PIXELS = 64
ROW_PIXELS = 20
LINE_PIXELS = 15
LINE_CHARACTERS = 48
SHAPES = re.compile(rb"<((?:\w+:)?)shape\s.*?</\1shape>", re.DOTALL)
NUMBERS = re.compile(rb"_x0000_s(\d+)")
KIND_KNOWN = re.compile(rb"shapetype[^>]*\sid=[\"']subsidy_ledger_remark[\"']")
END = re.compile(rb"</xml\s*>\s*$", re.IGNORECASE)
NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
DRAWING = (f'<xml {NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>').encode()
KIND = (
    '<v:shapetype{names} id="subsidy_ledger_remark" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    '<v:shape{names} id="_x0000_s{number}" type="#subsidy_ledger_remark" style="position:absolute;width:{width}pt;'
    'height:{height}pt;z-index:{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def with_boxes(
    drawing: bytes | None, remarks: Mapping[Place, str], removed: frozenset[Place], widths: Sequence[Width]
) -> bytes | None:
    """The sheet's drawing of old (VML) with a box for each remark, and without those of `removed`.

    It need not be well-formed, so it is taken for text; None where it does not end as it must.
    """
    drawing = DRAWING if drawing is None else SHAPES.sub(lambda m: b"" if _is_at(m[0], removed) else m[0], drawing)
    end = END.search(drawing)
    if end is None:
        return None
    first = 1 + max((int(number) for number in NUMBERS.findall(drawing)), default=1024)
    # Some writers give the names of elements other prefixes; ours then say themselves what they mean.
    head = drawing[: drawing.find(b">")]
    names = "" if all(name.encode() in head for name in NAMES.split()) else f" {NAMES}"
    kind = "" if KIND_KNOWN.search(drawing) else KIND.format(names=names)
    boxes = kind + "".join(_boxes(remarks, first, widths, names))
    return drawing[: end.start()] + boxes.encode() + drawing[end.start() :]


def _is_at(shape: bytes, places: frozenset[Place]) -> bool:
    row, column = (re.search(rb"<(?:\w+:)?%s>\s*(\d+)\s*<" % name, shape) for name in (b"Row", b"Column"))
    return row is not None and column is not None and (int(row[1]), int(column[1])) in places


def _boxes(remarks: Mapping[Place, str], first: int, widths: Sequence[Width], names: str) -> Iterator[str]:
    for number, (place, remark) in enumerate(sorted(remarks.items()), first):
        row, column = place
        lines = 2 + sum(1 + len(line) // LINE_CHARACTERS for line in remark.split("\n"))
        right, rest = _reach(column + 1, widths)
        rows, rest_down = divmod(lines * LINE_PIXELS, ROW_PIXELS)
        top = max(row - 1, 0)
        anchor = f"{column + 1}, 12, {top}, 8, {right}, {rest}, {top + rows}, {rest_down + 8}"
        height = lines * LINE_PIXELS * 3 // 4
        yield SHAPE.format(
            names=names, number=number, width=BOX_PIXELS * 3 // 4, height=height, anchor=anchor, row=row, column=column
        )


def _reach(column: int, widths: Sequence[Width]) -> tuple[int, int]:
    """The column in which a box that begins at this one ends, and how many pixels of it are covered."""
    left = BOX_PIXELS + 12
    for last in range(column, column + 60):
        own = next((int(w.width * 7 + 5) for w in widths if w.first <= last <= w.last), COLUMN_PIXELS)
        if own >= left:
            return last, left
        left -= own
    return column + 5, 0

"""Marking an .xlsx or .xlsm itself: colours, remarks and the list of problems go in, everything else stays as it is."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from subsidy_ledger.importing.marking.annotate_boxes import with_boxes
from subsidy_ledger.importing.marking.annotate_cells import Marking, Place, place_of, shown_at
from subsidy_ledger.importing.marking.annotate_comments import EMPTY, Comments
from subsidy_ledger.importing.marking.annotate_list import Mark, Wording, list_sheet
from subsidy_ledger.importing.marking.annotate_package import Parts
from subsidy_ledger.importing.marking.annotate_styles import NEW, Severity, Styles
from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, Unmarkable, append_child, tag_text, tree
from subsidy_ledger.importing.opening.problem_sheet import PROBLEM_SHEET, is_problem_sheet

WORKBOOK = "xl/workbook.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
STRICT = "http://purl.oclc.org/ooxml/"
SELECTED = re.compile(rb"\stabSelected\s*=\s*(?:\"[^\"]*\"|'[^']*')")
# Names that a spreadsheet program gives to the filter and the print area of a sheet that is written anew.
OWN_NAMES = ("_xlnm._FilterDatabase", "_xlnm.Print_Titles", "_xlnm.Print_Area")
# More boxes than this make a spreadsheet program slow; more lines than this nobody mends in one go.
REMARKS_MAX = 2000
LISTED_MAX = 10_000
DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, IndexError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of the workbook: its name, the relation to its part, and its element in the list of sheets."""

    name: str
    relation: str
    node: Node


def mark_workbook(data: bytes, marks: Sequence[Mark], wording: Wording) -> tuple[bytes, str]:
    """The same workbook with marks, and the ending its content asks for.

    Unmarkable where it is built in a way that leaves a doubt; then nothing of it can be trusted half.
    """
    try:
        parts = Parts(data)
        suffix = parts.suffix()
        _mark(parts, marks, wording)
        return parts.zipped(), suffix
    except DAMAGE as error:
        raise Unmarkable from error


def _mark(parts: Parts, marks: Sequence[Mark], wording: Wording) -> None:
    book = parts.read(WORKBOOK)
    if any(value.startswith(STRICT) for value in tree(book).attributes.values()):
        raise Unmarkable
    targets = {relation.id: relation for relation in parts.relations(WORKBOOK)}
    listed = tree(book).one("sheets")
    if listed is None:
        raise Unmarkable
    sheets = [_sheet(node) for node in listed.all("sheet")]
    styles_part = next((r.target for r in targets.values() if r.kind == "styles"), None)
    styles = Styles(NEW if styles_part is None else parts.read(styles_part))
    by_sheet: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_sheet[mark.sheet].append(mark)
    left = REMARKS_MAX
    for sheet in sheets:
        relation = targets[sheet.relation]
        parts.put(relation.target, _deselected(parts.read(relation.target)))
        if relation.kind == "worksheet" and not is_problem_sheet(sheet.name, ()):
            left -= _mark_sheet(parts, relation.target, by_sheet[sheet.name], styles, left)
    content = list_sheet(marks[:LISTED_MAX], wording, styles, {sheet.name for sheet in sheets})
    _put_list(parts, book, sheets, content)
    if styles_part is None:
        styles_part = "xl/styles.xml" if not parts.has("xl/styles.xml") else parts.free("xl/styles{}.xml")
        parts.declare(styles_part, STYLES_TYPE)
        parts.relate(WORKBOOK, "styles", styles_part)
    parts.put(styles_part, styles.done())


def _sheet(node: Node) -> _Sheet:
    relation = next((v for k, v in node.attributes.items() if k.rpartition(":")[2] == "id"), "")
    return _Sheet(node.attributes.get("name", ""), relation, node)


def _deselected(part: bytes) -> bytes:
    """The list of problems is what opens first; two sheets selected together would be changed together."""
    head = part.find(b"sheetData")
    head = len(part) if head < 0 else head
    return SELECTED.sub(b"", part[:head]) + part[head:]


def _mark_sheet(parts: Parts, name: str, marks: Sequence[Mark], styles: Styles, remarks_left: int) -> int:
    """Colours and remarks of one sheet; gives how many remarks it took."""
    related = parts.relations(name)
    comments_part = next((r.target for r in related if r.kind == "comments"), None)
    if not marks and not styles.coloured and comments_part is None:
        return 0
    part = parts.read(name)
    seen = shown_at(part, {place_of(mark.cell) for mark in marks})
    colours: dict[Place, Severity] = {}
    texts: dict[Place, list[str]] = defaultdict(list)
    for mark in marks:
        place = seen[place_of(mark.cell)]
        if colours.get(place) != "refused":
            colours[place] = mark.severity
        texts[place].append(mark.remark)
    remarks = {place: "\n\n".join(dict.fromkeys(texts[place])) for place in sorted(texts)[:remarks_left]}
    marking = Marking(part, colours, styles)
    marking.run()
    _remark(parts, name, marking, comments_part, remarks)
    parts.put(name, marking.splices.done())
    return len(remarks)


def _remark(parts: Parts, name: str, marking: Marking, comments_part: str | None, remarks: Mapping[Place, str]) -> None:
    comments = Comments(EMPTY if comments_part is None else parts.read(comments_part))
    if not remarks and comments_part is None:
        return
    # A remark that grows needs a larger box; a conversation has none of its own.
    boxed = {
        place: f"{comments.others(place)}\n{text}" for place, text in remarks.items() if place not in comments.talked
    }
    removed = comments.ours | (frozenset(boxed) & comments.held)
    related = {relation.id: relation.target for relation in parts.relations(name)}
    drawing_part = related.get(marking.drawing or "")
    drawing = with_boxes(None if drawing_part is None else parts.bytes_of(drawing_part), boxed, removed, marking.widths)
    if drawing is None or (drawing_part is None and comments_part is not None):
        raise Unmarkable
    if comments_part is None:
        comments_part = parts.free("xl/comments{}.xml")
        parts.declare(comments_part, COMMENTS_TYPE)
        parts.relate(name, "comments", comments_part)
    parts.put(comments_part, comments.with_remarks(remarks))
    if drawing_part is None:
        drawing_part = parts.free("xl/drawings/vmlDrawing{}.vml")
        parts.declare_ending("vml", DRAWING_TYPE)
        number = parts.relate(name, "vmlDrawing", drawing_part)
        reference = {"xmlns:r": OFFICE, "r:id": number}
        written = tag_text(f"{marking.prefix}legacyDrawing", reference, is_empty=True)
        marking.splices.insert(marking.drawing_at or 0, written)
    parts.put(drawing_part, drawing)


def _put_list(parts: Parts, book: bytes, sheets: Sequence[_Sheet], content: bytes) -> None:
    """The list as the last sheet, or in the place of an earlier one; it is what opens first."""
    root = tree(book)
    listed = root.one("sheets")
    if listed is None:
        raise Unmarkable
    splices = Splices(book)
    old = next((n for n, sheet in enumerate(sheets) if is_problem_sheet(sheet.name, ())), None)
    if old is None:
        name = parts.free("xl/worksheets/sheet{}.xml")
        parts.declare(name, SHEET_TYPE)
        number = 1 + max((int(s.node.attributes.get("sheetId", "0")) for s in sheets), default=0)
        written = {
            "xmlns:r": OFFICE, "name": PROBLEM_SHEET, "sheetId": str(number),
            "r:id": parts.relate(WORKBOOK, "worksheet", name),
        }  # fmt: skip
        append_child(splices, listed, tag_text(listed.named("sheet"), written, is_empty=True))
    else:
        node = sheets[old].node
        name = next(r.target for r in parts.relations(WORKBOOK) if r.id == sheets[old].relation)
        parts.forget_relations(name)
        shown = {key: value for key, value in node.attributes.items() if key != "state"}
        splices.replace(node.start, node.inner, tag_text(node.tag, shown, is_empty=node.is_empty))
        _forget_names(splices, root, old)
    parts.put(name, content)
    _open_first(splices, root, listed, len(sheets) if old is None else old)
    parts.put(WORKBOOK, splices.done())


def _forget_names(splices: Splices, root: Node, sheet: int) -> None:
    names = root.one("definedNames")
    for node in names.children if names else ():
        if node.attributes.get("localSheetId") == str(sheet) and node.attributes.get("name") in OWN_NAMES:
            splices.replace(node.start, node.stop, b"")


def _open_first(splices: Splices, root: Node, listed: Node, sheet: int) -> None:
    views = root.one("bookViews")
    view = views.one("workbookView") if views else None
    if view is not None:
        attributes = {**view.attributes, "activeTab": str(sheet)}
        splices.replace(view.start, view.inner, tag_text(view.tag, attributes, is_empty=view.is_empty))
    elif views is None:
        name = root.named("workbookView")
        written = f'<{root.named("bookViews")}><{name} activeTab="{sheet}"/></{root.named("bookViews")}>'
        splices.insert(listed.start, written.encode())

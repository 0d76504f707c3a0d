"""A new .xlsx with the same cells as a file that cannot be marked itself: .csv, .xls, .ods, and oddly built .xlsx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from xml.sax.saxutils import quoteattr

from subsidy_ledger.importing.intake import Workbook
from subsidy_ledger.importing.marking.annotate_package import EARLIEST, RELATION_TYPES, RELATIONS
from subsidy_ledger.importing.marking.annotate_styles import MAIN
from subsidy_ledger.importing.marking.annotate_xml import Unmarkable
from subsidy_ledger.importing.marking.fresh_sheet import STYLES, SURROGATES, UNWRITTEN, fits, sheet_xml

NAME_MAX = 31
NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def fresh_workbook(workbook: Workbook, columns: Mapping[str, Collection[int]]) -> tuple[bytes, dict[str, str]]:
    """The workbook's bytes, and the names its sheets have in it by their own.

    Texts stay texts, also "0640" and "=1+1", and are typed over as texts except in `columns`, by sheet those of
    amounts, dates and years (from 0). Hidden sheets and rows stay hidden, and a flawed cell stays an error.
    Unmarkable where the cells are more, or longer, than such a workbook can hold.
    """
    if not workbook.sheets or not all(map(fits, workbook.sheets)):
        raise Unmarkable
    names: dict[str, str] = {}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as package:
        for number, sheet in enumerate(workbook.sheets, 1):
            names[sheet.name] = _free_name(sheet.name, names.values())
            typed = frozenset(columns.get(sheet.name, ()))
            part = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml", EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            with package.open(part, "w") as written:
                for piece in sheet_xml(sheet, typed, epoch_1904=workbook.epoch_1904):
                    written.write(piece.encode())
        for name, content in _frame(workbook, list(names.values())):
            package.writestr(zipfile.ZipInfo(name, EARLIEST), (HEAD + content).encode(), zipfile.ZIP_DEFLATED)
    return stream.getvalue(), names


def _free_name(wanted: str, taken: Collection[str]) -> str:
    """The name as near as a spreadsheet program allows: 31 characters, without []:*?/\\ and quotes at its ends."""
    used = {name.casefold() for name in taken}
    plain = SURROGATES.sub("", NAME_FORBIDDEN.sub("-", UNWRITTEN.sub("", wanted))).strip("'")[:NAME_MAX] or "1"
    if plain.casefold() not in used:
        return plain
    return next(n for i in range(2, 10_000) if (n := f"{plain[: NAME_MAX - 6]} ({i})").casefold() not in used)


def _frame(workbook: Workbook, names: list[str]) -> Iterator[tuple[str, str]]:
    """The parts around the sheets."""
    numbers = range(1, len(names) + 1)
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{KIND}{kind}+xml"/>' for part, kind in parts)
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    to_sheets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*to_sheets, (f"rId{len(names) + 1}", "styles", "styles.xml")])
    yield "xl/styles.xml", STYLES
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}"{"" if sheet.visible else _HIDDEN} r:id="rId{n}"/>'
        for n, name, sheet in zip(numbers, names, workbook.sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION_TYPES.rstrip("/")}"><workbookPr date1904="'
        f'{int(workbook.epoch_1904)}"/><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>',
    )


_HIDDEN = ' state="hidden"'


def _relations(related: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{number}" Type="{RELATION_TYPES}{kind}" Target="{target}"/>'
        for number, kind, target in related
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'

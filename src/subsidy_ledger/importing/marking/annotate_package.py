"""The parts of an .xlsx that is being marked: read, changed, added, and zipped again with all others as they were."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, Unmarkable, append_child, tag_text, tree, utf8

CONTENT_TYPES = "[Content_Types].xml"
RELATION_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xlsx",
    MACROS: ".xlsm",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xlsm",
}
TEMPLATES = {".xlsx": next(iter(MAIN_TYPES)), ".xlsm": MACROS}
EARLIEST = (1980, 1, 1, 0, 0, 0)
# A signature over the parts would no longer hold, and a list of calculations may name what is no longer there.
SIGNATURES = "_xmlsignatures/"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part leads to: `kind` is the last word of its type, `target` the part it names, from the root."""

    id: str
    kind: str
    target: str


class Parts:
    """Names are looked up without regard to case and slash direction, as readers do."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._infos = {_key(info.filename): info for info in self._zip.infolist() if not info.is_dir()}
        self._changed: dict[str, bytes] = {}
        self._added: dict[str, str] = {}
        for key in [key for key in self._infos if key.startswith(SIGNATURES)]:
            del self._infos[key]

    def has(self, name: str) -> bool:
        key = _key(name)
        return key in self._changed or key in self._infos

    def read(self, name: str) -> bytes:
        """A part in utf-8; Unmarkable where it is absent."""
        return utf8(self.bytes_of(name))

    def bytes_of(self, name: str) -> bytes:
        """A part as it is, whatever its encoding; Unmarkable where it is absent."""
        key = _key(name)
        if key in self._changed:
            return self._changed[key]
        if key not in self._infos:
            raise Unmarkable
        return self._zip.read(self._infos[key])

    def put(self, name: str, content: bytes) -> None:
        """Change a part, or add one."""
        key = _key(name)
        if key not in self._infos:
            self._added.setdefault(key, name)
        self._changed[key] = content

    def names(self) -> list[str]:
        """Every part, as names are compared."""
        return [*self._infos, *(key for key in self._added if key not in self._infos)]

    def drop(self, name: str, owner: str) -> None:
        """Leave out a part that `owner` leads to."""
        for listed, of, local, key in (
            (CONTENT_TYPES, "", "Override", "PartName"),
            (_relations_of(owner), posixpath.dirname(owner), "Relationship", "Target"),
        ):  # fmt: skip
            content = self.read(listed)
            splices = Splices(content)
            for node in tree(content).all(local):
                if _key(_resolved(of, node.attributes.get(key, ""))) == _key(name):
                    splices.replace(node.start, node.stop, b"")
            self.put(listed, splices.done())
        self._infos.pop(_key(name), None)

    def free(self, pattern: str) -> str:
        """The first name of the pattern, "xl/comments{}.xml", that no part has."""
        return next(name for n in range(1, 100_000) if not self.has(name := pattern.format(n)))

    def relations(self, part: str) -> list[Relation]:
        if not self.has(_relations_of(part)):
            return []
        found = [node.attributes for node in tree(self.read(_relations_of(part))).all("Relationship")]
        folder = posixpath.dirname(part)
        return [
            Relation(a.get("Id", ""), a.get("Type", "").rpartition("/")[2], _resolved(folder, a.get("Target", "")))
            for a in found
            if a.get("TargetMode") != "External"
        ]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part lead to another one; gives the id of the relation."""
        name = _relations_of(part)
        if not self.has(name):
            self.declare_ending("rels", RELATIONS_TYPE)
            self.put(name, f'<Relationships xmlns="{RELATIONS}"></Relationships>'.encode())
        content = self.read(name)
        root = tree(content)
        taken = {node.attributes.get("Id") for node in root.children}
        number = next(f"rId{n}" for n in range(1, 100_000) if f"rId{n}" not in taken)
        reference = posixpath.relpath(target, posixpath.dirname(part) or ".")
        written = {"Id": number, "Type": RELATION_TYPES + kind, "Target": reference}
        self.put(name, _appended(content, root, "Relationship", written))
        return number

    def forget_relations(self, part: str) -> None:
        """Nothing is related to by the part any more."""
        if self.has(_relations_of(part)):
            self.put(_relations_of(part), f'<Relationships xmlns="{RELATIONS}"></Relationships>'.encode())

    def suffix(self) -> str:
        """The ending that the content asks for; a template becomes a workbook. Unmarkable for any other content."""
        content = self.read(CONTENT_TYPES)
        # Some writers say what all parts are, and then name those that are something else.
        for node in (*(root := tree(content)).all("Override"), *root.all("Default")):
            suffix = MAIN_TYPES.get(node.attributes.get("ContentType", ""))
            if suffix is not None:
                splices = Splices(content)
                attributes = {**node.attributes, "ContentType": TEMPLATES[suffix]}
                splices.replace(node.start, node.inner, tag_text(node.tag, attributes, is_empty=node.is_empty))
                self.put(CONTENT_TYPES, splices.done())
                return suffix
        raise Unmarkable

    def declare(self, name: str, content_type: str) -> None:
        """Say what kind of content a new part has."""
        self._declare("Override", {"PartName": f"/{name}", "ContentType": content_type})

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say what all parts of an ending are, where it is not said yet."""
        defaults = tree(self.read(CONTENT_TYPES)).all("Default")
        if all(node.attributes.get("Extension", "").lower() != ending for node in defaults):
            self._declare("Default", {"Extension": ending, "ContentType": content_type})

    def _declare(self, local: str, attributes: Mapping[str, str]) -> None:
        content = self.read(CONTENT_TYPES)
        self.put(CONTENT_TYPES, _appended(content, tree(content), local, attributes))

    def zipped(self) -> bytes:
        """The whole workbook, the same bytes for the same parts."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as package:
            for key, info in self._infos.items():
                content = self._changed.get(key)
                name = zipfile.ZipInfo(info.filename.replace("\\", "/").lstrip("/"), info.date_time)
                package.writestr(name, self._zip.read(info) if content is None else content, zipfile.ZIP_DEFLATED)
            for key, added in self._added.items():
                package.writestr(zipfile.ZipInfo(added, EARLIEST), self._changed[key], zipfile.ZIP_DEFLATED)
        return stream.getvalue()


def _appended(content: bytes, root: Node, local: str, attributes: Mapping[str, str]) -> bytes:
    splices = Splices(content)
    append_child(splices, root, tag_text(root.named(local), attributes, is_empty=True))
    return splices.done()


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target.replace("\\", "/"))).lstrip("/")

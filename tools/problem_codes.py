"""Every problem that reading a file can give, found in the source itself: its code, its weight, its sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORTING = ROOT / "src" / "subsidy_ledger" / "importing"
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
# Where a code is given, and the weight it has there unless the place says otherwise.
GIVERS = {"Bad": "refused", "Misread": "refused", "Problem": "refused", "_problem": "refused", "Refused": "file",
          "WrongUse": "usage"}  # fmt: skip
# Between the sentence for one and the one for many.
MANY = "|||"
# Functions that tell of whole columns, or of what keeps no row out.
TELLING = frozenset({"told", "_column_warnings", "column_warnings", "payment_warnings", "control_warnings",
                     "rule_warnings", "_outside"})  # fmt: skip
# Refused in a column that is read, told in another; refused in a cost, told in a row that says nothing else.
BOTH = frozenset({"error-cell", "formula-uncalculated", "amount-missing"})


@dataclass(slots=True)
class Code:
    """One code. `weights` are of "refused", "warning", "file" and "usage"; sentences are English templates, those
    that count with MANY between one and many.
    """

    name: str
    weights: set[str] = field(default_factory=set)
    expected: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def add(self, weight: str, expected: list[str], messages: list[str]) -> None:
        self.weights.add(weight)
        self.expected += [text for text in expected if text not in self.expected]
        self.messages += [text for text in messages if text not in self.messages]


def problem_codes() -> list[Code]:
    """All codes in alphabetical order."""
    modules = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(IMPORTING.rglob("*.py"))}
    found: dict[str, Code] = {}
    for name, tree in modules.items():
        for call, function in _calls(tree):
            giver = _name(call.func)
            scope = _Scope(modules, name, function)
            for code in _codes(call):
                expected, messages = scope.sentences(call, is_cell=GIVERS[giver] == "refused")
                weight = _weight(call, giver, function)
                found.setdefault(code, Code(code)).add(weight, expected, messages)
    for code in BOTH & found.keys():
        found[code].weights |= {"refused", "warning"}
    return [found[name] for name in sorted(found)]


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
    """Every call that gives a problem, with the function it stands in."""
    inside: dict[int, ast.FunctionDef] = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        inside |= {id(node): function for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in GIVERS:
            yield node, inside.get(id(node))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _codes(call: ast.Call) -> Iterator[str]:
    for node in call.args:
        choices = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
        for each in choices:
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and CODE.fullmatch(each.value):
                yield each.value


def _weight(call: ast.Call, giver: str, function: ast.FunctionDef | None) -> str:
    says_so = any(isinstance(node, ast.Constant) and node.value == "warning" for node in call.args)
    is_told = function is not None and function.name in TELLING
    return "warning" if GIVERS[giver] == "refused" and (says_so or is_told) else GIVERS[giver]


@dataclass(frozen=True, slots=True)
class _Scope:
    """Looks up the sentences of a call: written out in it, or under a name of its function, module or another."""

    modules: dict[str, ast.Module]
    module: str
    function: ast.FunctionDef | None

    def sentences(self, call: ast.Call, *, is_cell: bool) -> tuple[list[str], list[str]]:
        """What was expected (of a cell only), and what is said."""
        found = [texts for node in call.args if (texts := self._texts(node))]
        if is_cell and len(found) > 1:
            return found[-2], found[-1]
        return [], found[-1] if found else []

    def _texts(self, node: ast.expr) -> list[str]:
        if isinstance(node, ast.IfExp):
            return [*self._texts(node.body), *self._texts(node.orelse)]
        if isinstance(node, ast.Constant):
            is_text = isinstance(node.value, str) and " " in node.value
            return [str(node.value)] if is_text else []
        if isinstance(node, ast.Call) and _name(node.func) in ("say", "say_n"):
            return [MANY.join(str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))]
        if isinstance(node, ast.Call):
            return self._returned(_name(node.func))
        return self._named(node.id) if isinstance(node, ast.Name) else []

    def _returned(self, name: str) -> list[str]:
        """The sentences that a function of the module gives back."""
        functions = [n for n in self.modules[self.module].body if isinstance(n, ast.FunctionDef) and n.name == name]
        values = [
            n.value for function in functions for n in ast.walk(function) if isinstance(n, ast.Return) and n.value
        ]
        says = [value for value in values if isinstance(value, ast.Call) and _name(value.func) == "say"]
        return [text for value in says for text in self._texts(value)]

    def _named(self, name: str) -> list[str]:
        """The sentences a name can stand for, from the nearest place that gives it any."""
        if self.function is not None and (texts := self._assigned(self.function.body, name)):
            return texts
        tree = self.modules[self.module]
        if texts := self._assigned(tree.body, name):
            return texts
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module and any(each.name == name for each in node.names):
                home = node.module.rpartition(".")[2]
                return _Scope(self.modules, home, None)._named(name) if home in self.modules else []
        return []

    def _assigned(self, body: list[ast.stmt], name: str) -> list[str]:
        assigned = [
            node
            for statement in body
            for node in ast.walk(statement)
            if isinstance(node, ast.Assign) and any(_name(target) == name for target in node.targets)
        ]
        return [text for node in assigned if not isinstance(node.value, ast.Name) for text in self._texts(node.value)]

"""Small changes to a module's code, each of which a test should notice: the mutants of mutants.py."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import CodeType

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
WORKED_OUT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "abs": "int", "reversed": "list"}
# What these are given as text is wording, which the translations' tests hold; their other arguments are facts.
WORDING = {"say", "say_n", "speak", "Phrases", "ValueError", "TypeError", "KeyError", "LookupError", "TypeVar"}
Build = Callable[[ast.AST], ast.AST]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where it is, what stood there and what stands there now; `function` None outside of functions.

    `source` is the line it begins on.
    """

    module: str
    line: int
    end: int
    function: tuple[str, int] | None
    source: str
    was: str
    now: str

    @property
    def key(self) -> str:
        """What outlives the moving of lines."""
        return f"{self.function[0] if self.function else '-'}: {self.source}: {self.was} → {self.now}"


def mutants(module: str, source: str) -> list[tuple[Mutant, ast.Module]]:
    """Every mutant of a module, in the order of its lines, each with the tree to compile."""
    tree, lines = ast.parse(source), source.splitlines()
    found: list[tuple[Mutant, ast.Module]] = []
    seen: dict[tuple[str, int], int] = {}
    for function, node, builds in _places(tree):
        for build in builds:
            changed = copy.deepcopy(node)
            now = build(changed)
            line = node.target.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 0)
            end = max(getattr(each, "end_lineno", line) for each in ast.walk(node))
            mutant = Mutant(module, line, end, function, lines[line - 1].strip(), _text(node), _text(now))
            tree_now = _put(tree, node, ast.fix_missing_locations(ast.copy_location(now, node)))
            # The same change twice on one line, such as 0 for the second of two ones, is told apart by its turn.
            turn = seen[mutant.key, line] = seen.get((mutant.key, line), 0) + 1
            found.append((mutant if turn == 1 else replace(mutant, now=f"{mutant.now} ({turn})"), tree_now))
    return found


def code_of(code: CodeType, function: tuple[str, int]) -> CodeType | None:
    """The code of one function within a compiled module."""
    for const in code.co_consts:
        if isinstance(const, CodeType):
            if (const.co_qualname, const.co_firstlineno) == function:
                return const
            inner = code_of(const, function)
            if inner is not None:
                return inner
    return None


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 110 else text[:80] + " … " + text[-27:]


def _put(tree: ast.Module, node: ast.AST, now: ast.AST) -> ast.Module:
    """A copy of the tree along the path to `node`, where `now` stands instead."""

    def along(each: ast.AST) -> ast.AST:
        if each is node:
            return now
        shallow = copy.copy(each)
        for name, value in ast.iter_fields(each):
            if isinstance(value, ast.AST) and _within(value, node):
                setattr(shallow, name, along(value))
            elif isinstance(value, list):
                setattr(shallow, name, [along(v) if isinstance(v, ast.AST) and _within(v, node) else v for v in value])
        return shallow

    put = along(tree)
    assert isinstance(put, ast.Module)
    return put


def _within(tree: ast.AST, node: ast.AST) -> bool:
    return any(each is node for each in ast.walk(tree))


Place = tuple[tuple[str, int] | None, ast.AST, list[Build]]


def _places(tree: ast.Module) -> Iterator[Place]:
    for function, node, parent in _walk(tree, None, "", None):
        builds = list(_builds(node, parent, function is not None))
        if builds:
            yield function, node, builds


def _walk(
    node: ast.AST, function: tuple[str, int] | None, path: str, parent: ast.AST | None
) -> Iterator[tuple[tuple[str, int] | None, ast.AST, ast.AST | None]]:
    """All that may be changed, with the outermost function around it; no annotations, decorators or wording."""
    yield function, node, parent
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or name in ("annotation", "returns", "decorator_list", "bases", "ctx"):
                continue
            if _is_spared(node, child):
                continue
            inner, place = function, path
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                place = f"{path}{child.name}."
            if isinstance(node, ast.FunctionDef) and function is None and name == "body":
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                inner = path.rstrip("."), first
            yield from _walk(child, inner, place, node)


def _is_spared(parent: ast.AST, node: ast.AST) -> bool:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
        return True
    if isinstance(parent, ast.AnnAssign):
        return "Phrase" in ast.unparse(parent.annotation)
    if isinstance(parent, ast.Call) and node in parent.args and isinstance(node, ast.Constant | ast.IfExp):
        return isinstance(getattr(node, "value", ""), str) and _is_wording(parent)
    return isinstance(parent, ast.Subscript) and isinstance(node, ast.Name) and node.id in ("Literal", "dict", "set")


def _is_wording(call: ast.Call) -> bool:
    name = ast.unparse(call.func).rsplit(".", 1)[-1]
    return name in WORDING or (name[:1].isupper() and len(call.args) > 1)


def _builds(node: ast.AST, parent: ast.AST | None, inside: bool) -> Iterator[Build]:
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            if type(op) in COMPARED:
                yield lambda n, at=at, op=op: _with(n, "ops", at, COMPARED[type(op)]())  # type: ignore[misc]
    elif isinstance(node, ast.BinOp) and inside and type(node.op) in WORKED_OUT and not _is_text(node):
        yield lambda n: _set(n, "op", WORKED_OUT[type(n.op)]())  # type: ignore[attr-defined]
    elif isinstance(node, ast.BoolOp):
        yield lambda n: _set(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())  # type: ignore[attr-defined]
        for at in range(len(node.values)):
            yield lambda n, at=at: _without(n, at)  # type: ignore[misc]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield lambda n: n.operand  # type: ignore[attr-defined]
    elif isinstance(node, ast.Constant):
        yield from _constants(node, parent, inside)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
        yield _other_call
    elif isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield lambda n, at=at: _set(n, "ifs", n.ifs[:at] + n.ifs[at + 1 :])  # type: ignore[misc]
    elif isinstance(node, ast.Slice):
        if node.lower is not None:
            yield lambda n: _set(n, "lower", None)
        if node.upper is not None:
            yield lambda n: _set(n, "upper", None)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield lambda n: _set(n, "test", ast.UnaryOp(ast.Not(), n.test))  # type: ignore[attr-defined]
    else:
        yield from _statements(node)


def _statements(node: ast.AST) -> Iterator[Build]:
    if isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield lambda n: _set(n, "value", ast.Constant(None))
        if isinstance(node.value, ast.Compare | ast.BoolOp):
            yield lambda n: _set(n, "value", ast.UnaryOp(ast.Not(), n.value))  # type: ignore[attr-defined]
    elif isinstance(node, ast.AugAssign) and type(node.op) in WORKED_OUT:
        yield lambda n: _set(n, "op", WORKED_OUT[type(n.op)]())  # type: ignore[attr-defined]
        yield lambda _: ast.Pass()
    elif isinstance(node, ast.Raise | ast.Continue | ast.Break | ast.Expr) or (
        isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Name | ast.Tuple)
    ):
        yield lambda _: ast.Pass()


def _constants(node: ast.Constant, parent: ast.AST | None, inside: bool) -> Iterator[Build]:
    value = node.value
    if isinstance(value, bool):
        yield lambda _: ast.Constant(not value)
    elif isinstance(value, int):
        yield lambda _: ast.Constant(value + 1)
    elif isinstance(value, str) and inside and not isinstance(parent, ast.Assign | ast.AnnAssign | ast.IfExp):
        yield lambda _: ast.Constant("" if value else "mutated")


def _other_call(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    name = CALLED[node.func.id]
    keywords = [] if name in ("list", "int") else node.keywords
    return ast.Call(ast.copy_location(ast.Name(name, ast.Load()), node.func), node.args, keywords)


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(s, ast.JoinedStr) or (isinstance(s, ast.Constant) and isinstance(s.value, str)) for s in sides
    )


def _without(node: ast.AST, at: int) -> ast.AST:
    assert isinstance(node, ast.BoolOp)
    rest = node.values[:at] + node.values[at + 1 :]
    return rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _with(node: ast.AST, field: str, at: int, value: ast.AST) -> ast.AST:
    values = list(getattr(node, field))
    values[at] = value
    return _set(node, field, values)


def _set(node: ast.AST, field: str, value: object) -> ast.AST:
    setattr(node, field, value)
    return node

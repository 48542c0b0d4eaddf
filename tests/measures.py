"""What can be counted in the code: modules, lengths of functions, names of classes."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.catalogue import ROOT


def modules(*folders: str) -> list[Path]:
    """Give the modules of some folders."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def function_lengths(*folders: str) -> Iterator[int]:
    """Count the lines of each function, its docstring and decorators left out."""
    for path in modules(*folders):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)


def public_classes(*folders: str) -> dict[str, list[str]]:
    """Name the public classes, each with the modules that have one."""
    found = defaultdict(list)
    for path in modules(*folders):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path.relative_to(ROOT)))
    return dict(found)


def declared(*folders: str) -> Iterator[str]:
    """Give all names the code binds; those of a class's fields after the class, and a dot."""
    for path in modules(*folders):
        tree = ast.parse(path.read_text("utf-8"))
        fields = {
            each.target: f"{node.name}.{each.target.id}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for each in node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        }
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    yield name
                case ast.ClassDef(name=name) | ast.arg(arg=name):
                    yield name
                case ast.Name(id=name, ctx=ast.Store()):
                    yield fields.get(node, name)
                case ast.Attribute(attr=name, ctx=ast.Store()):
                    yield name
                case _:
                    pass


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    return (node.body[0].end_lineno or 0) - node.body[0].lineno + 1

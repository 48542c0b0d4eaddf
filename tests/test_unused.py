"""What the bot defines, the bot uses: what only tests would call is not there."""

import ast
from collections import Counter
from collections.abc import Iterator

from tests.catalogue import ROOT

FOR_OTHERS = {
    "Directory": "whom a role is given to will be found by it",
    "department": "names a department that is chosen from",
    "departments": "finds the department whose name was said",
    "LASTING": "what the tests hold every key of Redis to",
    "_OUTCOMES": "marks texts for the catalogue, which are stored and shown by name",
    "model_config": "read by pydantic",
}
"""Names that are meant for somebody else, and for whom."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("bot", "handlers"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def used(tree: ast.Module) -> Iterator[str]:
    """Names that are read, and members and arguments that are named; an import alone uses nothing."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(name, ctx=ast.Load()):
                yield name
            case ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                yield name
            case _:
                pass


def defined(tree: ast.Module) -> Iterator[str]:
    """Functions, classes and constants; what a decorator takes in is used by it."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                if all(_leaves(each) for each in node.decorator_list):
                    yield node.name
            case ast.Assign(targets=[ast.Name(name)]):
                yield name
            case _:
                pass


def _leaves(decorator: ast.expr) -> bool:
    """Whether a decorator leaves it to others to use what it decorates."""
    names = ("property", "dataclass", "staticmethod", "classmethod", "contextmanager", "lru_cache")
    return any(name in ast.unparse(decorator) for name in names)


def test_what_the_bot_defines_the_bot_uses() -> None:
    trees = dict(modules())
    uses = Counter(name for tree in trees.values() for name in used(tree))
    unused = {
        f"{path}: {name}"
        for path, tree in trees.items()
        for name in defined(tree)
        if not uses[name] and not name.startswith("__") and name not in FOR_OTHERS
    }

    assert unused == set()


def test_a_module_with_a_log_writes_to_it() -> None:
    silent = [
        path for path, tree in modules() if "log" in defined(tree) and "log" not in used(tree)
    ]

    assert silent == []

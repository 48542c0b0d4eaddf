"""What is imported is declared, and what is declared is used."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.setup.locks import normal
from tests.sweeping import sweep

ROOT = Path(__file__).parents[2]
OURS = {"bench", "bot", "handlers", "sandbox", "tests"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = {normal(one) for one in PROJECT["project"]["dependencies"]}
DEV = {normal(one) for one in PROJECT["dependency-groups"]["dev"]}

NEVER_IMPORTED = {
    "hiredis": "redis reads answers with it",
    "httptools": "uvicorn picks it up",
    "python-multipart": "starlette reads forms with it",
    "sniffio": "httpcore asks it which loop runs",
    "tzdata": "zoneinfo reads it where the machine has none",
}


def imported(*folders: str) -> set[str]:
    """Name the distributions that the modules of some folders import."""
    owners = packages_distributions()
    return {
        normal(owner)
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for name in modules(ast.parse(path.read_text()))
        for owner in owners.get(name, [name])[:1]
        if name not in OURS | sys.stdlib_module_names
    }


def modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@sweep("folder", ["bot", "handlers", "sandbox"])
def test_what_runs_imports_nothing_but_what_the_runtime_lock_promises(folder: str) -> None:
    assert imported(folder) <= RUNTIME


def test_tests_import_nothing_but_what_is_declared() -> None:
    assert imported("tests") <= RUNTIME | DEV


def test_no_dependency_is_there_for_nothing() -> None:
    assert RUNTIME - imported("bot", "handlers", "sandbox") == set(NEVER_IMPORTED)

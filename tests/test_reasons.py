"""Whatever silences a checker says on its line why."""

import re
import tokenize
from collections.abc import Iterator

from tests.catalogue import ROOT
from tests.sweeping import sweep

FOLDERS = ("bot", "handlers", "sandbox", "tests")
SILENCER = re.compile(r"#\s*(?:noqa\b|type: ignore\b)(?P<rest>.*)")
REASONED = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s*[-(]|\[[a-z,-]+\]\s*#)\s*\w")


def silenced(folder: str) -> Iterator[tuple[str, str]]:
    """Give where a checker is silenced, and what stands behind that."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        with path.open("rb") as source:
            for token in tokenize.tokenize(source.readline):
                if token.type == tokenize.COMMENT and (silencer := SILENCER.search(token.string)):
                    yield f"{path.relative_to(ROOT)}:{token.start[0]}", silencer["rest"]


@sweep("folder", FOLDERS)
def test_whatever_silences_a_checker_says_why(folder: str) -> None:
    assert [where for where, rest in silenced(folder) if not REASONED.match(rest)] == []

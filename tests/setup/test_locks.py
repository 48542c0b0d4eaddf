"""The locks: whole, hashed, and free of any registry's address."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.setup.locks import Entry, normal, read_lock
from tests.sweeping import sweep

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def locked(name: str) -> dict[Entry, list[str]]:
    return read_lock(ROOT / name)


@sweep(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_every_dependency_is_locked(lock: str, wanted: list[str]) -> None:
    assert {normal(one) for one in wanted} <= {name for name, _ in locked(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_has_nothing_but_hashes(lock: str) -> None:
    for entry, lines in locked(lock).items():
        assert lines, entry
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines), entry


def test_whoever_has_the_dev_lock_installed_has_the_runtime_lock_too() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


def test_no_tracked_file_says_where_packages_come_from() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    address = re.compile(rb'(--(extra-)?index-url|--find-links|"resolved":)[ ="]*(\w+:)?/')

    told = [
        name
        for name in listed.stdout.split("\0")
        if name and (ROOT / name).is_file() and address.search((ROOT / name).read_bytes())
    ]

    assert told == []

"""The commands that install the locks, run by the oldest pip that Python still brings along.

Offline, from empty wheels: each locked package with what it truly asks for, and once more as a
release that came after the lock was written.
"""

import os
import re
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest

from tests.setup.dockerfile import read_dockerfile
from tests.setup.locks import normal, read_lock

ROOT = Path(__file__).parents[2]
OLDEST_PIP = ROOT / ".venv/oldest-pip"
LATER = "9999.0"


def test_the_oldest_pip_is_the_one_that_python_brought_along() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "pip", "--version"],
        env={"PYTHONPATH": str(OLDEST_PIP)},
        check=True,
        capture_output=True,
        text=True,
    )

    assert answer.stdout.startswith("pip 23.2.1 ")


@pytest.mark.parametrize(
    ("lock", "command"),
    [
        ("requirements.lock", "make"),
        pytest.param("requirements-dev.lock", "make", marks=pytest.mark.slow),
        ("requirements.lock", "Dockerfile"),
    ],
)
def test_a_lock_installs_whatever_was_released_since(
    lock: str, command: str, tmp_path: Path
) -> None:
    """What tests need is slow by the hundred packages of it; each run of the tests installs it."""
    commands = by_make(lock) if command == "make" else by_docker()
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    stubs = Stubs(tmp_path / "wheels")
    write_lock(ROOT / lock, tmp_path / "lock", stubs)

    for one in commands:
        words = [*one.replace(lock, "lock").split(), *offline(one, stubs.folder)]
        installed = subprocess.run(
            [venv / "bin/python", "-m", "pip", "--isolated", *words],
            cwd=tmp_path,
            env={"PYTHONPATH": str(OLDEST_PIP), "PATH": os.defpath, "HOME": str(tmp_path)},
            check=False,
            capture_output=True,
            text=True,
        )
        assert installed.returncode == 0, installed.stdout + installed.stderr

    assert [one for one in commands if one.endswith("check")]
    assert [one for one in commands if lock in one]


def by_make(lock: str) -> list[str]:
    """Give what make runs to install a lock: the arguments of pip, one line each."""
    stamp = {"requirements.lock": "runtime", "requirements-dev.lock": "dev"}[lock]
    lines = subprocess.run(
        ["make", "--dry-run", "--always-make", f".venv/{stamp}.stamp"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    arguments = [line.partition(" -m pip ")[2] for line in lines if " -m pip " in line]
    return [one for one in arguments if lock in one or one.endswith("check")]


def by_docker() -> list[str]:
    [step] = [
        one.rest for one in read_dockerfile(ROOT / "Dockerfile").build if " -m pip" in one.rest
    ]
    return re.findall(r"/venv/bin/python -m pip (.*?)(?: *&&|$)", " ".join(shlex.split(step)))


def offline(command: str, folder: Path) -> list[str]:
    return [] if command.endswith("check") else ["--no-index", "--find-links", str(folder)]


class Stubs:
    """Wheels that hold nothing but what their packages ask for."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder

    def add(self, name: str, version: str) -> str:
        """Write a wheel and give its sha256."""
        stem = f"{name.replace('-', '_')}-{version}"
        path = self.folder / f"{stem}-py3-none-any.whl"
        members = metadata(name, version)
        with zipfile.ZipFile(path, "w") as wheel:
            for member, text in members.items():
                wheel.writestr(f"{stem}.dist-info/{member}", text)
            record = "".join(f"{stem}.dist-info/{member},,\n" for member in [*members, "RECORD"])
            wheel.writestr(f"{stem}.dist-info/RECORD", record)
        return sha256(path.read_bytes()).hexdigest()


def metadata(name: str, version: str) -> Mapping[str, str]:
    asked = "".join(f"Requires-Dist: {one}\n" for one in needs(name))
    return {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{asked}",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }


def needs(name: str) -> list[str]:
    """Give what a package asks for as it is installed here; nothing for one of other machines."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def write_lock(source: Path, target: Path, stubs: Stubs) -> None:
    """Write a lock again, with the hashes of stubs."""
    lines = []
    for line in source.read_text().splitlines():
        if pinned := re.match(r"([a-z0-9-]+)==(\S+)", line):
            hashed = stubs.add(pinned[1], pinned[2])
            stubs.add(pinned[1], LATER)
            lines += [line, f"    --hash=sha256:{hashed}"]
    target.write_text("\n".join(lines) + "\n")


def test_only_the_packages_that_are_known_to_come_as_source_are_built() -> None:
    """All others are refused unless they come as wheels, which need no tool of that day."""
    runtime = {name for name, _ in read_lock(ROOT / "requirements.lock")}
    [built] = [line for line in by_make("requirements-dev.lock") if "requirements-dev" in line]

    assert all("--only-binary :all:" in line for line in by_make("requirements.lock")[:1])
    assert "--no-build-isolation" in built
    assert not runtime & {normal("alibabacloud-tea"), normal("alibabacloud-endpoint-util")}

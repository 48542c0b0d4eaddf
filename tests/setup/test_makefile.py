"""The Makefile, run by make in a copy of the folder with stand-ins for what it calls."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SET_UP = ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the files of set-up and nothing installed."""
    for name in SET_UP:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(folder: Path, *arguments: str, path: str = os.defpath) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("make") or "make", *arguments]
    return subprocess.run(
        command, cwd=folder, env={"PATH": path}, check=False, capture_output=True, text=True
    )


def program(folder: Path, name: str, script: str) -> None:
    """Put a shell script on a PATH of the test's own."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def installed(clone: Path, *stamps: str) -> None:
    (clone / ".venv/bin").mkdir(parents=True)
    for name in ("bin/python", *stamps):
        (clone / ".venv" / name).touch()


def test_an_old_python_is_one_clear_sentence(clone: Path) -> None:
    answer = make(clone, "demo", "PYTHON=false")

    assert answer.returncode != 0
    assert answer.stderr.splitlines()[0] == (
        "Python 3.11 or newer is needed; if it has another name: make PYTHON=python3.12"
    )


def test_the_demo_installs_the_runtime_lock_only(clone: Path) -> None:
    answer = make(clone, "-n", "demo")

    assert "-r requirements.lock" in answer.stdout
    assert "requirements-dev.lock" not in answer.stdout


def test_the_demo_installs_nothing_where_it_ran_before(clone: Path) -> None:
    installed(clone, "runtime.stamp")

    assert make(clone, "-n", "demo", "PORT=8900").stdout == (
        ".venv/bin/python -m sandbox.demo --port 8900 --data .spacekeeper\n"
    )


def test_the_sandbox_starts_alone_though_a_folder_has_its_name(clone: Path) -> None:
    installed(clone, "runtime.stamp")
    (clone / "sandbox").mkdir()

    assert make(clone, "-n", "sandbox", "PORT=8900", "SEED=7").stdout == (
        ".venv/bin/python -m sandbox --port 8900 --seed 7\n"
    )


def test_a_changed_lock_is_installed(clone: Path) -> None:
    installed(clone, "runtime.stamp")
    os.utime(clone / ".venv/runtime.stamp", (0, 0))

    assert "-r requirements.lock" in make(clone, "-n", "demo").stdout


def test_an_interpreter_that_an_upgrade_removed_is_replaced(clone: Path) -> None:
    installed(clone, "runtime.stamp")
    (clone / ".venv/bin/python").unlink()
    (clone / ".venv/bin/python").symlink_to(clone / "gone")

    answer = make(clone, "-n", "demo").stdout

    assert "-m venv --clear .venv" in answer
    assert "-r requirements.lock" in answer


def test_without_root_and_browser_the_tests_stop_with_one_sentence(clone: Path) -> None:
    program(clone / "bin", "id", "echo 1000")
    program(clone / "bin", "ls", "exit 2")

    answer = make(clone, "machine", "SHELL=/bin/sh", path=str(clone / "bin"))

    assert answer.returncode != 0
    assert answer.stderr.splitlines()[0] == (
        "The page's tests need Chromium: install it so that 'chromium-headless-shell' or 'chromium' "
        "is on the PATH."
    )


def test_root_on_debian_gets_what_is_missing(clone: Path) -> None:
    bin_ = clone / "bin"
    program(bin_, "id", "echo 0")
    program(bin_, "ls", "exit 2")
    program(
        bin_,
        "apt-get",
        f'echo "$@" >>{clone}/asked; for it in chromium-headless-shell npm; do : >{bin_}/$it; '
        f"/bin/chmod +x {bin_}/$it; done",
    )

    answer = make(clone, "machine", path=str(bin_))

    assert answer.returncode == 0, answer.stderr
    assert (clone / "asked").read_text().splitlines() == [
        "update -qq",
        "install -qq --no-install-recommends chromium-headless-shell fonts-wqy-microhei nodejs npm",
    ]


@pytest.mark.parametrize(
    "fails", ["ruff format", "ruff check", "mypy", "pytest -q -n", "contracts", ""]
)
def test_whatever_fails_fails_all_and_is_shown(clone: Path, fails: str) -> None:
    """Types are looked at beside the tests, and told after them."""
    bin_ = clone / "bin"
    program(bin_, "chromium", "")
    program(bin_, "npm", "mkdir node_modules")
    installed(clone, "runtime.stamp", "dev.stamp")
    (clone / "tests").mkdir()
    for name in ("package.json", "package-lock.json", "build.lock", "oldest-pip.lock"):
        (clone / "tests" / name).touch()
    tool = f'echo "done $@"; case "$*" in *"{fails or "nothing"}"*) echo "wrong $@"; exit 1; esac'
    program(clone / ".venv/bin", "python", tool)
    program(clone / ".venv/bin", "lint-imports", f"set -- contracts; {tool}")

    for stamp in ("runtime.stamp", "dev.stamp"):
        (clone / ".venv" / stamp).touch()

    answer = make(clone, "test", path=f"{bin_}:{os.defpath}")

    assert (answer.returncode != 0) is bool(fails)
    assert (f"wrong {'-m ' if fails != 'contracts' else ''}{fails}" in answer.stdout) is bool(fails)
    assert ("done contracts" in answer.stdout) is (not fails.startswith(("ruff", "mypy")))


def test_what_runs_in_the_pipeline_is_make_test(clone: Path) -> None:
    program(clone / "bin", "make", 'echo "make $@ in $PWD"')
    (clone / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", clone / ".ci")

    answer = subprocess.run(
        [clone / ".ci/run"],
        env={"PATH": f"{clone}/bin:{os.defpath}"},
        cwd="/",
        check=True,
        capture_output=True,
        text=True,
    )

    assert answer.stdout == f"make test in {clone}\n"

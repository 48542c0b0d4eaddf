"""The Dockerfile, without a container engine: read, and its steps taken one by one.

But for the install: set-up has just installed the runtime lock by the same arguments of pip, so its
packages are linked from there. `test_install.py` holds those arguments to what locks and pip allow.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import httpx
import pytest

from tests.setup.dockerfile import Instruction, read_dockerfile
from tests.setup.locks import read_lock
from tests.setup.ports import free_port

ROOT = Path(__file__).parents[2]
DOCKERFILE = read_dockerfile(ROOT / "Dockerfile")
INSTALL = "pip install --quiet --no-deps --require-hashes --only-binary :all: -r requirements.lock"


def test_every_path_it_copies_exists_and_is_not_ignored() -> None:
    allowed = (ROOT / ".dockerignore").read_text().splitlines()

    assert DOCKERFILE.copied
    for path in DOCKERFILE.copied:
        assert (ROOT / path).exists(), path
        assert f"!{path}" in allowed


def test_images_are_named_without_the_address_of_a_registry() -> None:
    bases = [stage[0].rest.split()[0] for stage in DOCKERFILE.stages]

    assert bases == ["python:3.11-slim", "python:3.11-slim"]


def test_runs_without_root_and_is_stopped_in_order() -> None:
    assert DOCKERFILE.last("USER").rest == "10001:10001"
    assert DOCKERFILE.last("STOPSIGNAL").rest == "SIGTERM"
    assert DOCKERFILE.last("CMD").program == ["python", "-m", "bot", "run"]


def test_only_the_runtime_lock_is_installed() -> None:
    steps = [one.rest for stage in DOCKERFILE.stages for one in stage]

    [install] = [step for step in steps if "pip install" in step]
    assert INSTALL in install


@dataclass(frozen=True, slots=True)
class Image:
    """What the steps made: the folder the command starts in, and its environment."""

    app: Path
    environment: Mapping[str, str]

    @contextmanager
    def running(
        self, program: Sequence[str], settings: Mapping[str, str], stdout: int | None = None
    ) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            program,
            cwd=self.app,
            env={**self.environment, **settings},
            stdout=stdout,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    """Take the steps of both stages in an empty folder, but for those that need to be root."""
    root = tmp_path_factory.mktemp("image")
    app = root / "app"
    app.mkdir()
    given = os.environ  # noqa: TID251 - how this machine reaches packages may be written there
    # What pip would compile to spare an image's first start, Python compiles when it needs it.
    environment = {**given, "PATH": os.defpath, "PIP_NO_COMPILE": "1"}
    for instruction in DOCKERFILE.build:
        step(instruction, root, root, environment)
    for instruction in DOCKERFILE.image:
        step(instruction, root, app, environment)
    return Image(app, environment)


def step(instruction: Instruction, root: Path, folder: Path, environment: dict[str, str]) -> None:
    rest = instruction.rest.replace("/venv", f"{root}/venv")
    match instruction.word:
        case "COPY" if not rest.startswith("--from"):
            copy(*rest.split(), folder=folder)
        case "RUN" if not rest.startswith("apt-get"):
            line = re.sub(r"^python -m venv", f"{sys.base_prefix}/bin/python3 -m venv", rest)
            for part in line.split("&&"):
                if INSTALL in part:
                    link(root / "venv")
                else:
                    shell = ["/bin/sh", "-c", part]
                    subprocess.run(shell, cwd=folder, env=environment, check=True)
        case "ENV":
            name, value = rest.split("=", 1)
            environment[name] = value.replace("$PATH", environment["PATH"])
        case _:
            pass


def link(venv: Path) -> None:
    """Give a virtual environment the packages of the runtime lock, and nothing else."""
    [packages] = venv.glob("lib/*/site-packages")
    locked = read_lock(ROOT / "requirements.lock").keys()
    for name in {name for name, _ in locked}:
        try:
            package = distribution(name)
        except PackageNotFoundError:  # one of other machines; pip's check finds what is missing
            continue
        assert (name, package.version) in locked, "set-up installed another one"
        for part in {
            whole(package, file) for file in package.files or () if ".." not in file.parts
        }:
            (packages / part).parent.mkdir(parents=True, exist_ok=True)
            (packages / part).symlink_to(str(package.locate_file(part)))


def whole(package: Distribution, file: PurePosixPath) -> PurePosixPath:
    """Give the package a file is in, which is nobody else's; or the file itself."""
    top = PurePosixPath(file.parts[0])
    init = str(package.locate_file(top / "__init__.py"))
    return top if Path(init).exists() else file


def copy(source: str, target: str, *, folder: Path) -> None:
    if (ROOT / source).is_dir():
        shutil.copytree(
            ROOT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__")
        )
    else:
        shutil.copy(ROOT / source, folder / target)


@pytest.mark.slow
def test_the_command_answers_healthz_and_ends_when_asked(image: Image) -> None:
    """Slow, because an environment is made, and sandbox and bot start in it."""
    port, health = free_port(), str(free_port())
    sandbox = ["python", "-m", "sandbox", "--port", str(port)]
    with (
        image.running(sandbox, {}, subprocess.PIPE) as dingtalk,
        TemporaryDirectory(prefix="sk-") as data,
    ):
        assert dingtalk.stdout is not None
        assert "listening" in dingtalk.stdout.readline()
        state = httpx.get(f"http://127.0.0.1:{port}/sandbox/state", trust_env=False).json()
        settings = {
            "SPACEKEEPER_API_BASE": f"http://127.0.0.1:{port}",
            "SPACEKEEPER_CLIENT_ID": state["clientId"],
            "SPACEKEEPER_CLIENT_SECRET": state["clientSecret"],
            "SPACEKEEPER_DATA_DIR": data,
            "SPACEKEEPER_HEALTH_PORT": health,
        }
        with image.running(DOCKERFILE.last("CMD").program, settings) as bot:
            until_healthy(image, bot, settings)
            bot.send_signal(getattr(signal, DOCKERFILE.last("STOPSIGNAL").rest))
            assert bot.wait(10) == 0


def until_healthy(image: Image, bot: subprocess.Popen[str], settings: Mapping[str, str]) -> None:
    """Ask as the container engine does, until the answer is yes or the bot is gone."""
    ask = DOCKERFILE.last("HEALTHCHECK").program
    environment = {**image.environment, **settings}
    while subprocess.run(ask, env=environment, check=False, capture_output=True).returncode:
        assert bot.poll() is None

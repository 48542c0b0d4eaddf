"""The bots that the sandbox's README shows answer, as they stand there."""

import re
import sys
from pathlib import Path

import pytest

from tests.sandbox.strangers import BOTS, connected_process, line
from tests.sandbox_server import SandboxHandle

README = (Path(__file__).parents[2] / "sandbox" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?:python|js)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON, NODE, REDIRECT = BLOCK.findall(README)
MODULES = Path(__file__).parents[1] / "node_modules"
COMMANDS = {
    "Python": (sys.executable, "bot.py"),
    "Node": ("node", "--import", "./redirect.mjs", "bot.mjs"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of somebody else's, with what the README says to put there."""
    files = {"bot.py": PYTHON, "bot.mjs": NODE, "redirect.mjs": REDIRECT}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(MODULES)
    return tmp_path


@pytest.mark.parametrize("language", COMMANDS)
async def test_it_answers(sandbox: SandboxHandle, folder: Path, language: str) -> None:
    chat = await sandbox.single("staff01")
    async with connected_process(COMMANDS[language], sandbox, folder):
        said = await sandbox.say(chat, "staff01", "hello")
        await line(sandbox, chat, lambda found: found["text"] == "You said: hello")
        assert (await sandbox.acked(said["msgId"]))["code"] == 200


def test_the_preload_is_the_one_that_is_tested() -> None:
    tested = (BOTS / "redirect.mjs").read_text(encoding="utf-8")
    assert tested.partition("\n")[2] == REDIRECT

"""A command is added as CONTRIBUTING says: four files, and the rest is written by one command."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "docs", "handlers", "sandbox", "templates", "tests")

HANDLER = '''"""Whose space it is."""

from bot.cards import Card
from bot.i18n import N_
from bot.language import Which
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

WHICH = Which("space", ask=N_("Whose owner do you want to know?"))


@router.command(
    "space owner",
    "空间所有者",
    usage="space owner <space>",
    takes=(WHICH,),
    looks=True,
    label=N_("Owner"),
    wish=WishTexts(thing=N_("Show who owns %(space)s.")),
)
async def show_owner(cmd: Command, svc: Services) -> Card:
    """Show who owns a space."""
    space = await svc.space(cmd, cmd[WHICH])
    return Card("owner", {"space_name": space.name})
'''
TEMPLATE = """{# owner: whose space it is. space_name #}
{% set body %}{{ _("Nobody knows.") }}{% endset %}
{
  "title": {{ _("Owner of %(name)s", name=space_name | plain(200)) | json }},
  "body": {{ body | json }},
  "buttons": []
}
"""
TEST = '''"""Whose space it is."""

from bot.cards import Card

EXAMPLES = {"owner": Card("owner", {"space_name": "Design"})}
'''


OF_THE_SENTENCES = 20
"""One of so many is learnt from, and read: all of them take half a minute, and are the same to a recipe."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The folder, with a new command of the recipe's four files."""
    leave = shutil.ignore_patterns("node_modules", "__pycache__", "_build")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave)
    (tmp_path / "handlers" / "owner.py").write_text(HANDLER, "utf-8")
    (tmp_path / "templates" / "owner.json.j2").write_text(TEMPLATE, "utf-8")
    (tmp_path / "tests" / "handlers" / "test_owner.py").write_text(TEST, "utf-8")
    families = tmp_path / "handlers" / "__init__.py"
    text = families.read_text("utf-8").replace("    space,\n", "    owner,\n    space,\n")
    families.write_text(
        text.replace("    space.router,\n", "    space.router,\n    owner.router,\n")
    )
    thin(tmp_path / "bot" / "reading" / "sentences")
    thin(tmp_path / "tests" / "phrases")
    return tmp_path


def thin(folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        kept = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        if isinstance(kept["phrases"], list):
            kept["phrases"] = kept["phrases"][::OF_THE_SENTENCES]
        path.write_text(yaml.safe_dump(kept, allow_unicode=True), "utf-8")


@pytest.mark.slow
def test_make_texts_writes_all_of_a_new_command_and_says_what_is_left(clone: Path) -> None:
    """Slow, because all of it is written anew."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.texts"],
        cwd=clone,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()

    assert [line for line in told if not line.endswith(" …")] == [
        "to translate: Nobody knows.",
        "to translate: Owner",
        "to translate: Owner of %(name)s",
        "to translate: Show who owns %(space)s.",
        "to translate: Show who owns a space.",
        "to translate: Whose owner do you want to know?",
        "to translate: space owner <space>",
    ]
    assert "space owner <space>" in (clone / "docs" / "commands.md").read_text("utf-8")
    assert "Owner of Design" in (clone / "tests" / "cards" / "owner.json").read_text("utf-8")
    pages = (clone / "tests" / "cards").glob("help-everybody-*.json")
    assert any("space owner" in page.read_text("utf-8") for page in pages)
    labels = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--import-mode=importlib",
        "tests/bot/dispatch/test_labels.py",
    ]
    tried = subprocess.run(labels, cwd=clone, check=False, capture_output=True, text=True)
    assert tried.returncode == 0, tried.stdout

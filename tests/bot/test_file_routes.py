"""Which handler takes which files."""

import pytest

from bot.access import Role
from bot.cards import Card
from bot.messages import Command, File
from bot.routing import Router, Routes
from tests.parts import command
from tests.sweeping import sweep

router = Router[None]()


@router.file(".yaml", ".zip", role=Role.ADMIN, words="read file", changes=True)
async def read_file(file: File, _cmd: Command, _: None) -> Card:
    return Card("read", {"name": file.name})


ROUTES = Routes([router])


@pytest.mark.parametrize("name", ["a.yaml", "市场部.ZIP", " a.b.Yaml ", "../a.zip"])
async def test_a_file_leads_to_its_handler_by_the_end_of_its_name(name: str) -> None:
    route = ROUTES.file_for(name)

    assert route is not None
    assert (route.role, route.words, route.changes) == (Role.ADMIN, "read file", True)
    card = await route.handler(File(name, "c", "robot1"), command(), None)
    assert card == Card("read", {"name": name})


@sweep("name", ["", ".", "zip", ".zip", "a.zip.exe", "a.pdf", "a/zip"])
def test_other_files_lead_nowhere(name: str) -> None:
    assert ROUTES.file_for(name) is None


def test_an_end_of_a_name_has_one_handler() -> None:
    other = Router[None]()
    other.file(".pdf", ".zip")(read_file)

    with pytest.raises(ValueError, match="two handlers for files"):
        Routes([router, other])

"""A space that may go if it is empty is shown, and what was not done is told."""

from bot.reading.cutting import parts_of
from bot.reading.deleted_if import deleted_if
from bot.reading.names import NameIndex
from bot.reading.said import Said
from bot.reading.understood import Understood
from tests.sweeping import sweep

INDEX = NameIndex(("Legal", "Finance"))


@sweep(
    ("said", "left"),
    [
        ("is there anything in Legal? if it's empty get rid of it", "get rid of it"),
        ("if there is nothing in Legal get rid of it", "get rid of it"),
        ("check whether Legal is empty and if it is, please delete the space", "delete the space"),
        ("is anyone using Finance? if not, remove it", "remove it"),
        ("if it's empty delete Finance", "delete Finance"),
        ("if Legal is empty delete it", "delete it"),
        ("delete Legal if there's nothing in it", "delete Legal"),
    ],
)
def test_what_is_not_done_is_told(said: str, left: str) -> None:
    whole = Said(said)
    found = deleted_if(whole, parts_of(whole, INDEX))

    assert isinstance(found, Understood)
    assert found.wishes[0].words == "space"
    assert found.unanswered.casefold() == left.casefold()


@sweep("said", ["is there anything in Legal?", "what happens if Legal is empty", "delete Legal"])
def test_what_has_no_such_condition_is_another_wish(said: str) -> None:
    whole = Said(said)

    assert deleted_if(whole, parts_of(whole, INDEX)) is None

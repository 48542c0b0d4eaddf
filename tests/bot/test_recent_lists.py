"""Each kind of list keeps its numbers for a while, whatever is listed after it."""

from bot.drive.card_list import ShownRows
from bot.files.shown_bin import ShownBin
from bot.recent_lists import KEPT_MILLIS, kind_of, list_for, with_list
from bot.rights.shown_grants import ShownGrants
from bot.routing import Routes
from handlers import ROUTERS
from tests.sweeping import sweep

LISTS = {"spaces": ("s", 1), "files": ("f", 2), "grants": ("g", 3)}


@sweep(
    ("kinds", "last", "now", "meant"),
    [
        ({"grants"}, "g", 5, "g"),
        ({"files"}, "g", 5, "f"),
        ({"spaces", "files"}, "g", 5, "f"),
        ({"spaces"}, "g", 5, "s"),
        ({"bin"}, "g", 5, "g"),
        (set(), "g", 5, "g"),
        ({"files"}, "g", 2 + KEPT_MILLIS, "g"),
        ({"files"}, "another card", 5, "another card"),
        ({"files"}, None, 5, None),
    ],
)
def test_a_number_means_a_row_of_its_kind(
    kinds: set[str], last: str | None, now: int, meant: str | None
) -> None:
    assert list_for(kinds, LISTS, last, now) == meant


def test_a_list_takes_the_place_of_the_last_of_its_kind_alone() -> None:
    lists = with_list(LISTS, ShownGrants(("grant:1@2",)), "h", 9)

    assert lists == {"spaces": ("s", 1), "files": ("f", 2), "grants": ("h", 9)}


def test_only_rows_of_spaces_are_spaces() -> None:
    assert kind_of(ShownRows(("1",))) == "spaces"
    assert kind_of(ShownBin("v", ("1",))) == "bin"
    assert kind_of(object()) == ""


def test_every_list_with_ids_says_what_its_rows_are() -> None:
    kinds = {kind.__name__: kind for kind in Routes(ROUTERS).types}
    numbered = {
        name
        for name, kind in kinds.items()
        if hasattr(kind, "ids") or "ids" in getattr(kind, "__slots__", ())
    }

    assert {name for name in numbered if kind_of(kinds[name]) == "spaces"} >= {"ShownList"}
    assert {"ShownGrants", "ShownBin"} & {
        name for name in numbered if kind_of(kinds[name]) == "spaces"
    } == set()

"""The versions of a file, as they are listed, named by people, and brought back."""

import pytest

from bot.cards import Card
from bot.errors import BadArgument
from bot.files.version_said import VersionNumber
from bot.files.versions import Version
from tests.cards.organisation import AGE, NOW
from tests.sweeping import sweep

WHO = {"union-1": "王芳", "union-2": "李雷"}
OLD = Version(2, 840 << 20, "union-2", NOW - 7 * AGE)
NEW = Version(3, 841 << 20, "union-1", NOW - AGE)
UNSAID = Version(1, None)
LISTED = {
    "name": "Poster_Final[2].psd",
    "rows": (NEW, OLD, UNSAID),
    "newest": 3,
    "who": WHO,
    "page": 1,
    "pages": 1,
    "total": 3,
    "more": False,
    "at": NOW - AGE,
    "unread": 0,
}
ASKED = {"name": "Poster_Final[2].psd", "version": OLD, "newest": NEW, "who": WHO}

EXAMPLES = {
    "versions": Card("versions", LISTED, dict.fromkeys(("restore", "refresh"))),
    "versions-more": Card(
        "versions", {**LISTED, "more": True, "unread": 2}, dict.fromkeys(("next", "refresh"))
    ),
    "versions-cut-off": Card("versions", {**LISTED, "unread": -1}, dict.fromkeys(("refresh",))),
    "versions-only": Card(
        "versions",
        {**LISTED, "rows": LISTED["rows"][:1], "total": 1, "names": ("Finance", "Material")},
        dict.fromkeys(("refresh",)),
    ),
    "versions-none": Card(
        "versions", {**LISTED, "rows": (), "newest": 0, "total": 0}, dict.fromkeys(("refresh",))
    ),
    "version_confirm": Card("version_confirm", ASKED, dict.fromkeys(("restore", "cancel"))),
    "version_restored": Card("version_restored", {"name": "poster.psd", "version": 2}),
    "no_such_version": Card("no_such_version", {"number": 9, "newest": 3, "more": False}),
    "no_such_version-more": Card("no_such_version", {"number": 9, "newest": 3, "more": True}),
    "no_such_version-newest": Card("no_such_version", {"number": 3, "newest": 3, "more": False}),
    "not_a_file": Card("not_a_file", {"name": "2026 海报"}),
    "uncertain-revert": Card("uncertain", {"what": "revert", "name": "poster.psd"}),
}

NUMBERS = {"3": 3, "v3": 3, "version 3": 3, "版本3": 3, "第3版": 3, "第三个版本": 3, "#3": 3, "": 0}


@sweep("said", NUMBERS)
def test_a_version_is_said_by_its_number(said: str) -> None:
    assert VersionNumber("version").read(said) == NUMBERS[said]


@pytest.mark.parametrize("said", ["latest", "1.5", "3 and 4", "-"])
def test_what_is_no_number_names_no_version(said: str) -> None:
    with pytest.raises(BadArgument):
        VersionNumber("version").read(said)

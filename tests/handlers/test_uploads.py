"""What is shown of files on their way."""

from bot.cards import Card

NAME = "Poster_Final[2].psd"
ON_ITS_WAY = {
    "name": NAME,
    "sent_as": NAME,
    "names": ("Design", "海报"),
    "size": 840 << 20,
    "sent": 120 << 20,
    "calls": 6,
    "is_version": False,
}
ASKED = {"name": NAME, "kind": "file", "last": ("Design", "海报"), "default": "", "group": False}
WAYS = dict.fromkeys(("replace", "keep", "cancel"))

EXAMPLES = {
    "upload_where": Card("upload_where", ASKED, dict.fromkeys(("last", "cancel"))),
    "upload_where-group": Card(
        "upload_where",
        {**ASKED, "last": (), "default": "Design", "group": True},
        dict.fromkeys(("default", "here", "cancel")),
    ),
    "upload_running": Card("upload_running", ON_ITS_WAY, dict.fromkeys(("stop",))),
    "upload_running-begun": Card(
        "upload_running",
        {**ON_ITS_WAY, "size": None, "sent": 0, "calls": 0},
        dict.fromkeys(("stop",)),
    ),
    "upload_stored": Card("upload_stored", ON_ITS_WAY),
    "upload_stored-renamed": Card(
        "upload_stored", {**ON_ITS_WAY, "name": "Poster_Final[2](1).psd", "size": None}
    ),
    "upload_stored-version": Card("upload_stored", {**ON_ITS_WAY, "is_version": True}),
    "upload_stopped": Card("upload_stopped", ON_ITS_WAY),
    "upload_clash": Card("upload_clash", ON_ITS_WAY, WAYS),
    "upload_none": Card("upload_none"),
    "upload_too_big": Card("upload_too_big", {"name": NAME, "size": 6 << 30, "most": 5 << 30}),
    "upload_again": Card("upload_again", {"name": NAME}),
    "upload_not_whole": Card("upload_not_whole", {"name": NAME}),
    "uncertain-upload": Card("uncertain", {"what": "upload", "name": NAME}),
}

"""Sending a file, and how it was asked for."""

from bot.cards import Card
from bot.files.arguments import SaidFile
from handlers.send import HERE
from tests.sweeping import sweep

EXAMPLES = {
    "file_sent": Card("file_sent", {"name": "poster.psd", "way": "me", "group": False}),
    "file_sent-from-a-group": Card("file_sent", {"name": "poster.psd", "way": "me", "group": True}),
    "file_sent-copy": Card("file_sent", {"name": "poster.psd", "way": "copy", "group": True}),
    "file_sent-link": Card("file_sent", {"name": "poster.psd", "way": "link", "group": True}),
    "send_here": Card("send_here", {"name": "poster.psd"}, dict.fromkeys(("link", "copy"))),
    "no_group_files": Card("no_group_files"),
    "uncertain-send": Card("uncertain", {"what": "send", "name": "poster.psd"}),
    "uncertain-send-here": Card("uncertain", {"what": "send here", "name": "poster.psd"}),
}

SAID = {
    "3": SaidFile("3"),
    "３": SaidFile("3"),
    "3 as link": SaidFile("3", "link"),
    "3 as a copy": SaidFile("3", "copy"),
    "“my poster” 链接": SaidFile("my poster", "link"),
    "my poster 副本": SaidFile("my poster", "copy"),
    "my copy": SaidFile("my copy"),
    "海报链接": SaidFile("海报链接"),
}


@sweep("text", SAID)
def test_a_file_is_parted_from_how_it_is_sent(text: str) -> None:
    assert HERE.read(text) == SAID[text]

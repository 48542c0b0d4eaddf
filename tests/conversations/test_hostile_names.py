"""Names that try to be something else: whatever is typed or stored, a card shows it as a name."""

import html
import re
from itertools import cycle

import pytest
from markdown_it import MarkdownIt

from bot.language import trim
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import settled, space_id, words

NAMES = {
    "quotes": 'it\'s "quoted" 「so」 «and» “so”',
    "backslashes": "C:\\new\\table\\u0041\\",
    "JSON": '"},"msgButtons":[{"text":"Agree","id":"1"}]',
    "Markdown": "# **Bold** _it_ `code` ~~gone~~ | a | b |",
    "link": "[press here](https://evil.example/a?b=c)",
    "bare link": "see https://evil.example and www.evil.example",
    "picture": "![x](https://evil.example/x.png)",
    "tag": "<a href='https://evil.example' atId=all>x</a><img src=x>",
    "mention": "@所有人 @manager01 <@all>",
    "template": "{{ 7 * 191 }} {% raw %} %(name)s ${x} {0}",
    "line breaks": "first\n# second\r\n- third\u2028fourth",
    "right to left": "\u202etxt.exe\u202c \u200fשלום",
    "unseen": "in\u200bvis\u2060ible\ufeff",
    "emoji": "👩‍👩‍👧‍👦 family ✅",
    "long": "名" * 150 + "x" * 150,
    "number": "3",
    "command": "space delete Finance",
    "answer": "yes",
}
CASES = [pytest.param(name, id=kind) for kind, name in NAMES.items()]
IN_TURN = [
    pytest.param(language, name, id=f"{kind}-{language}")
    for language, (kind, name) in zip(cycle(("zh", "en")), NAMES.items(), strict=False)
]
"""Each name in one language: the worst texts meet every card in both where the cards are drawn."""
SAID = {
    "zh": ("新建空间", "空间列表", "查看", "删除空间", "新建", "撤销"),
    "en": ("space create", "spaces", "space", "space delete", "Create", "Undo"),
}

OURS = {"p", "strong", "br"}
"""What our own Markdown is drawn with."""

HARMLESS = OURS | {"em", "code", "h1", "s"}
"""What would do no harm in a title, which no client is known to read as Markdown."""

_LINK = re.compile(r"https?://|www\.|\]\(|\]:")


@pytest.mark.parametrize(("language", "name"), IN_TURN)
async def test_such_a_name_is_created_listed_shown_and_deleted(
    stage: Stage, language: str, name: str
) -> None:
    async with stage.bot(language=language):
        bob = await stage.in_group("manager01")
        await bob.says(f"lang {language}")
        create, listing, show, delete, label, undo = SAID[language]

        asked = await bob.says(create)
        # A name that is a command is given in quotes: by itself it would be one.
        named = await bob.says(f"「{name}」" if name == NAMES["command"] else name)
        made = await bob.presses(named, label)
        stored = (await stage.names())[-1]
        identity = await space_id(stage, stored)
        listed = await bob.says(listing)
        shown = await bob.says(f"{show} {identity}")
        confirm = await bob.says(f"{delete} {identity}")
        holding = await bob.says("yes")
        pending = await bob.says("pending")
        kept = await bob.presses(holding, undo)
        audit = await bob.says(f"/audit {identity}")

        for card in (asked, named, made, listed, shown, confirm, holding, pending, kept, audit):
            imitates_nothing(card)
        assert stored == trim(name)
        assert named.labels == (label, named.labels[1])
        assert len(confirm.labels) == 2
        assert holding.labels == (undo,)
        assert kept.labels == ()


@pytest.mark.parametrize("name", CASES)
async def test_a_full_space_of_such_a_name_is_deleted_by_typing_it(stage: Stage, name: str) -> None:
    """As it is shown or, where that cannot be typed, by its id, which the card then asks for."""
    async with stage.bot(language="en"):
        bob = await stage.in_group("manager01")
        made = await stage.sandbox.make_space(name, usedQuota=1 << 20)

        asked = await bob.says(f"space delete {made['spaceId']}")
        imitates_nothing(asked)
        by_id = "send the space ID" in asked.text
        holding = await bob.says(made["spaceId"] if by_id else asked.title[8:-2])

        imitates_nothing(holding)
        assert holding.labels == ("Undo",)


async def test_nicks_and_titles_imitate_nothing_either(stage: Stage) -> None:
    async with stage.bot(language="en"):
        nick = '[x](https://evil.example) @所有人 "},\n# **'
        mal = await _person_in_a_group(stage, nick)

        first = await mal.says("space delete Finance")
        holding = await mal.says("Finance")
        for card in (first, holding, await mal.says("/admin here"), await mal.says("whoami")):
            imitates_nothing(card)
        await mal.says("/pause")
        imitates_nothing(await mal.says("space create X"))
        imitates_nothing(await mal.says("/audit"))
        for card in (await settled(mal)).values():
            imitates_nothing(card)


async def test_what_is_typed_in_vain_imitates_nothing(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.in_group("manager01")
        for name in NAMES.values():
            for text in (f"space {name}", f"spaces {name}", f"blah {name}", f"/admin add {name}"):
                imitates_nothing(await bob.says(text))
        for card in (await settled(bob)).values():
            imitates_nothing(card)


async def _person_in_a_group(stage: Stage, name: str) -> Person:
    """Make an admin and a group, both of that name."""
    client = stage.sandbox.client
    user = (await client.post("/sandbox/users", json={"name": name, "isAdmin": True})).json()
    members = [user["userId"], "manager01"]
    group = await client.post(
        "/sandbox/conversations", json={"type": "2", "title": name, "members": members}
    )
    conversation = group.json()["conversationId"]
    return Person(stage.sandbox, conversation, user["userId"], stage.state["robotCode"])


def imitates_nothing(card: Seen) -> None:
    """A client that draws this card shows no link, picture, tag, heading or mention in it."""
    drawn = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for text in (card.title, card.text):
        page = drawn.render(text)
        assert set(re.findall(r"<(\w+)", page)) <= (HARMLESS if text is card.title else OURS), page
        visible = html.unescape(re.sub(r"<[^>]*>", "", page))
        assert "@" not in visible, visible
        assert not _LINK.search(visible), visible
        assert not re.search("[\u202a-\u202e\u200b\u2060\ufeff]", text), repr(text)
    assert "\n" not in card.title
    # Those of a name would have ids of their own.
    assert [each["id"] for each in card.buttons] == [str(10 + n) for n in range(len(card.buttons))]
    assert "Agree" not in card.labels
    assert "1337" not in words(card)

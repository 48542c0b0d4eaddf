"""Cards of questions, and of answers and commands that will not do."""

from bot.cards import Card, Waits
from bot.errors import NoSuchSpace
from bot.times.clock import TWO_READINGS

_TOO_LONG = {"part": "name", "reason": "This is too long.", "values": {}}
_NO_CHOICE = {
    "part": "part",
    "reason": "This is not one of the choices.",
    "values": {},
    "choices": ("full", "growing", "new", "idle", "alerts", "changes"),
}

ASKING: dict[str, Card] = {
    "ambiguous_command": Card(
        "ambiguous_command",
        {
            "asked": "space create report",
            "meanings": [
                ("space create", "report", "Create a space."),
                ("space", "create report", "Show how full a space is."),
            ],
        },
        {"cancel": "cancel"},
    ),
    "ask": Card(
        "ask",
        {"part": "name", "question": "What should the new space be called?", "names": True},
        {"cancel": "cancel"},
    ),
    "ask-numbers": Card(
        "ask",
        {
            "part": "space",
            "question": "Which space? Send its name.",
            "names": True,
            "numbers": True,
        },
        {"cancel": "cancel"},
    ),
    "ask-of-these": Card(
        "ask",
        {
            "part": "space",
            "question": "There are several open alerts here. Which space? Send its name.",
            "names": True,
            "meant": ("市场部", "Finance 财务"),
            "all_too": True,
        },
        {"cancel": "cancel"},
    ),
    "ask-a-choice": Card(
        "ask",
        {"part": "language", "question": "Which language, zh or en?", "names": False},
        {"cancel": "cancel"},
    ),
    "bad_argument": Card("bad_argument", {**_TOO_LONG, "usage": "space create <name>"}),
    "bad_argument-waits": Card(
        "bad_argument",
        {**_NO_CHOICE, "usage": "digest [part]"},
        {"cancel": "cancel"},
        waits=Waits("摘要", "part", 2),
    ),
    "bad_argument-ended": Card(
        "bad_argument",
        {**_TOO_LONG, "usage": "space create <name>"},
        waits=Waits("新建空间", "name", 0),
    ),
    "bad_argument-two-readings": Card(
        "bad_argument",
        {
            "part": "hours",
            "reason": TWO_READINGS,
            "values": {"one": "12:00-13:00", "other": "00:00-01:00"},
            "usage": "alert quiet <hours>",
        },
    ),
    "bad_argument-no-usage": Card("bad_argument", _TOO_LONG),
    "no_such_space": Card(
        "no_such_space",
        {
            "near": ("Design", "Design 2"),
            "unread": 0,
            "numbers": None,
            "number": "",
            "of_others": False,
            "listed": None,
            "calls": 0,
        },
    ),
    "no_such_space-offered": Card(
        "no_such_space",
        {
            "near": ("市场部", "市场一部", "市场部 2024", "Marketing"),
            "unread": 0,
            "numbers": None,
            "number": "",
            "of_others": False,
            "listed": None,
            "calls": 0,
        },
        {f"choice{place}": "do" for place in range(1, 5)} | {"cancel": "cancel"},
    ),
    "no_such_space-no-list": Card(
        "no_such_space",
        {
            "near": (),
            "unread": 0,
            "numbers": 0,
            "number": "",
            "of_others": False,
            "listed": None,
            "calls": 0,
        },
    ),
    "no_such_space-beyond": Card(
        "no_such_space",
        NoSuchSpace("99", numbers=13).data(),
    ),
    "no_such_space-lost": Card("no_such_space", NoSuchSpace("2", numbers=13).data()),
    "no_such_space-of-files": Card(
        "no_such_space",
        {
            "near": (),
            "unread": 0,
            "numbers": 0,
            "number": "",
            "of_others": True,
            "listed": None,
            "calls": 0,
        },
    ),
    "no_such_space-waits": Card(
        "no_such_space",
        NoSuchSpace("9", numbers=2).data(),
        {"cancel": "cancel"},
        waits=Waits("查看空间", "space", 1),
    ),
    "no_such_space-nothing-near": Card(
        "no_such_space",
        {
            "near": (),
            "unread": 0,
            "numbers": None,
            "number": "",
            "of_others": False,
            "listed": None,
            "calls": 0,
        },
    ),
    "not_allowed": Card("not_allowed", {"needs": "admin"}),
    "not_allowed-ask": Card("not_allowed", {"needs": "admin"}, {"ask": None}),
    "not_allowed-looks": Card("not_allowed", {"needs": "admin", "looks": True}),
    "not_allowed-own": Card("not_allowed", {"needs": "admin", "own": True}),
    "not_allowed-member": Card("not_allowed", {"needs": "member"}),
    "media_hint-waits": Card("media_hint", {"kind": "picture"}, waits=Waits("设置容量", "size")),
}

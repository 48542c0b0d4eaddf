"""A command is explained by its words: what it does, who may use it, what it costs."""

from bot.cards import Card
from bot.routing import Routes
from handlers import ROUTERS
from tests.catalogue import in_code

ROUTES = Routes(ROUTERS)
DELETE = {
    "words": "space delete",
    "usage": "space delete <space>",
    "text": "Delete a space and everything in it.",
    "others": ("delete space", "删除空间"),
    "for_admins": True,
    "calls": "at most 7 with the change itself",
    "sentences": ("delete the space ‹space›",),
}
EXAMPLES = {
    "help_command": Card("help_command", DELETE),
    "help_command-store": Card("help_command", {**DELETE, "most": 2**30}),
    "help_command-free": Card(
        "help_command",
        {
            **DELETE,
            "words": "undo",
            "usage": "undo [space|all]",
            "text": "Undo the last waiting deletion, one by name, or all of yours.",
            "others": (),
            "for_admins": False,
            "calls": "",
            "sentences": (),
        },
    ),
    "help_command-offered": Card(
        "help_command",
        {
            **DELETE,
            "words": "request space",
            "usage": "request space <name> [why]",
            "text": "Ask the admins for a new space; put the reason after a comma, or the name in "
            "quotes.",
            "others": (),
            "for_admins": False,
            "sentences": ("request a space called ‹name›",),
            "offer": {
                "wish": "Ask the admins for a space called %(value)s.",
                "space": "",
                "value": "Overseas",
                "line": "request space Overseas",
                "label": "Ask for a space",
                "about": "Overseas",
                "said": "",
            },
        },
        {"do": "do"},
    ),
}


def test_what_every_command_costs_is_a_text_of_the_catalogue() -> None:
    said = {route.calls for route in ROUTES} - {""}

    assert len(said) > 4
    assert said <= in_code()

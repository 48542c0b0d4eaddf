"""What a card advises, whoever reads it may do, or it says that admins may."""

import re
from collections.abc import Iterator

from bot.access import Role
from bot.routing import Routes
from handlers import ROUTERS
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)
FOR_ADMINS = frozenset(
    {
        "admins_ended",
        "admins_refused",
        "alert_ended",
        "alert_export_nothing",
        "alert_files_alone",
        "alert_import_how",
        "alert_list",
        "alert_room",
        "alert_soft_quota",
        "budget",
        "budget_crossing",
        "delete_stopped",
        "delete_wrong_name",
        "operator",
        "operator_named",
        "request",
        "request_short",
        "requests",
        "policy",
        "setup",
        "unreadable_hold",
        "watch_events",
        "watch_trouble",
    }
)
"""Templates that are shown to admins alone: what they asked for, or what their conversation is told."""

TERMS = frozenset({"soft quota"})
"""Words in bold that explain something, and are a command too."""


def advice(source: str) -> Iterator[tuple[str, str]]:
    """Give each text of a template, with each command that it advises."""
    for text in re.findall(r"""_\(["'](.*?)["'][,)]""", source, re.DOTALL):
        for bold in re.findall(r"\*\*/?([a-z][^*]+?)\*\*", text):
            match = ROUTES.find(bold)
            if match is not None and match.route.role is Role.ADMIN and match.language:
                yield text, bold


@sweep("name", sorted(path.name for path in TEMPLATES.glob("*.j2")))
def test_a_command_of_admins_is_advised_to_admins(name: str) -> None:
    template = name.partition(".")[0]
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    for text, command in advice(source):
        is_theirs = template in FOR_ADMINS or "admin" in text.lower().replace(command, "")
        assert is_theirs or command in TERMS, text


def test_the_templates_for_admins_advise_what_admins_may() -> None:
    for template in FOR_ADMINS:
        source = (TEMPLATES / f"{template}.json.j2").read_text(encoding="utf-8")
        assert list(advice(source)), template

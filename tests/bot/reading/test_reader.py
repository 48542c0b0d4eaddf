"""Sentences that are no command, understood."""

from dataclasses import dataclass, field

from bot.access import Role
from bot.drive.spaces import Space
from bot.reading import Reader, Understood, Wish
from bot.routing import Routes
from handlers import ROUTERS

READER = Reader(Routes(ROUTERS))


@dataclass(frozen=True)
class Last:
    words: str
    raw: dict[str, str]
    page: int = 1


@dataclass(frozen=True)
class Seen:
    spaces: tuple[Space, ...] = field(default=())
    known: bool = True


def named(*names: str) -> Seen:
    return Seen(tuple(Space(f"id{place}", name, "custom", 1) for place, name in enumerate(names)))


def read(text: str, *names: str, role: Role = Role.ADMIN, group: bool = True) -> Understood:
    return READER.read(text, role=role, group=group, names=named(*names))


def test_a_sentence_about_a_space_names_it() -> None:
    found = read("show me the space Finance now", "Finance", "市场部")

    assert ("space", {"space": "Finance"}) in [(wish.words, wish.raw) for wish in found.wishes]


def test_a_member_is_offered_no_command_of_admins() -> None:
    found = read("delete the space Finance at once", "Finance", role=Role.MEMBER)

    assert "space delete" not in [wish.words for wish in found.wishes]


def test_what_was_asked_last_is_asked_again() -> None:
    last = Last("quota", {"space": "Finance"})

    found = READER.read("再来一次", role=Role.MEMBER, group=True, names=named(), topic=last)

    assert found == Understood("sure", (Wish("quota", {"space": "Finance"}, 1.0),))

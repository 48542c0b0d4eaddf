"""What is about to be done to the roles on a file, and what became of it for each member."""

from dataclasses import dataclass
from typing import Literal

from bot.dingtalk.codes import refusal_of
from bot.errors import PlatformError
from bot.rights.member import Member

RightOutcome = Literal["done", "already", "changed", "refused", "unknown"]
"""``already`` was so and cost no call; what somebody has ``changed`` since it was shown was left;
of what is ``unknown`` nobody can tell what came of it."""


@dataclass(frozen=True, slots=True)
class RightsPlace:
    """A file, a folder or a space (its root folder) that roles are given on.

    ``names`` lead to it, the space first and itself last.
    """

    uuid: str
    space_id: str
    dentry_id: str
    names: tuple[str, ...]
    is_folder: bool = True

    @property
    def name(self) -> str:
        return self.names[-1]

    @property
    def is_space(self) -> bool:
        return len(self.names) == 1


@dataclass(frozen=True, slots=True)
class RightWish:
    """The role that a member was given on the place itself, and the one that they shall have, each
    empty for none.
    """

    member: Member
    before: str = ""
    after: str = ""

    @property
    def id(self) -> str:
        """Tell whom it is about."""
        return self.member.key


@dataclass(frozen=True, slots=True)
class RightsPlan:
    """A change of the roles of some members on one file, folder or space."""

    place: RightsPlace
    wishes: tuple[RightWish, ...]


@dataclass(frozen=True, slots=True)
class RightFate:
    """What became of one: ``code``, ``message`` and ``request_id`` are DingTalk's words for it."""

    wish: RightWish
    outcome: RightOutcome
    code: str = ""
    message: str = ""
    request_id: str = ""

    @property
    def error(self) -> PlatformError:
        """Give a refusal as the error that it is."""
        return refusal_of(self.code, self.message, self.request_id)


def refused_right(wish: RightWish, failure: PlatformError) -> RightFate:
    """Give what a refusal means for one of those it is about."""
    return RightFate(wish, "refused", failure.code, failure.message, failure.request_id)

"""What is said of an answer that will not do, so that the same is asked again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from bot.cards import Phrase
from bot.errors import (
    AmbiguousPerson,
    AmbiguousSpace,
    BadArgument,
    DentryMissing,
    MissingArgument,
    NoRightsOfSpace,
    NoSuchFile,
    NoSuchPerson,
    NoSuchSpace,
    NotAFolder,
    NotAuthorized,
    PlatformError,
    SpaceMissing,
    UserError,
)
from bot.guided import Given, GuideStep
from bot.i18n import N_

S = TypeVar("S")

ABOUT_THE_ANSWER: Final = (
    AmbiguousPerson,
    AmbiguousSpace,
    BadArgument,
    DentryMissing,
    MissingArgument,
    NoRightsOfSpace,
    NoSuchFile,
    NoSuchPerson,
    NoSuchSpace,
    NotAFolder,
    NotAuthorized,
    SpaceMissing,
)
"""What is about the answer, and not about DingTalk or whoever asks."""

_NOT_FOUND: Final = N_("No file, folder or space was found by that.")
_NEAR: Final = N_("No file, folder or space matches that. Similar: %(names)s.")
_ONLY_IN_DRIVE: Final = N_(
    "The permissions of this space as a whole can only be set in DingTalk Drive. Name a folder or "
    "a file in it."
)
_PEOPLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unknown": N_("Nobody with this name or userId was found in this organisation."),
        "stranger": N_("Someone you mentioned has no userId here, so they cannot be meant."),
        "unseen": N_("This app may not see this person in the organisation."),
    }
)
_SAID: Final[Mapping[type, str]] = MappingProxyType(
    {
        MissingArgument: N_("Nothing was said that answers this."),
        NoRightsOfSpace: _ONLY_IN_DRIVE,
        NotAuthorized: N_("DingTalk does not let you see this."),
    }
)
_MOST_NEAR: Final = 3
MOST_MEANT: Final = 5
"""So many have a button each; whoever means another says more of the name."""


def what_is_wrong(wrong: UserError | PlatformError) -> Phrase:
    """Say why an answer will not do; what was typed is not repeated."""
    match wrong:
        case BadArgument():
            return Phrase(wrong.reason, wrong.values)
        case NoSuchPerson():
            return Phrase(_PEOPLE[wrong.why])
        case NoSuchFile() | NoSuchSpace() if wrong.near:
            return Phrase(_NEAR, {"names": " · ".join(wrong.near[:_MOST_NEAR])})
        case _:
            return Phrase(_SAID.get(type(wrong), _NOT_FOUND))


def several_meant(step: GuideStep[S], wrong: AmbiguousPerson | AmbiguousSpace) -> tuple[Given, ...]:
    """Give what an answer may mean, each as the answer that means no other."""
    meant = wrong.candidates[:MOST_MEANT]
    return tuple(Given(step.name, key, name=name, unread=True) for key, name, *_ in meant)

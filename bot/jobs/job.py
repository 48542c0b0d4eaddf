"""What a job is, and what whoever does the work of one is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from bot.cards import Card
from bot.messages import Conversation, Sender
from bot.shared_buttons import CommandButton

State = Literal["running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """Work that takes many calls, as it stands.

    ``plan`` is what is to be done, a type of whoever does it; ``progress`` is theirs too, and what
    a step left there the next one finds. ``begun`` is when it began, ``until`` until when it waits
    because calls were refused for ``why`` (0: it does not wait), both in milliseconds since 1970.
    ``stopper`` is what whoever told it to stop is called; ``failure`` is the card of what ended it,
    its template and data. What is paid ``apart`` is no part of anybody's fair part of the day.
    ``owner`` is the run that works on it now.
    """

    id: str
    plan: object
    asker: Sender
    conversation: Conversation
    language: str
    card: str
    begun: int
    apart: bool = False
    state: State = "running"
    progress: Mapping[str, Any] = field(default_factory=dict)
    steps: int = 0
    until: int = 0
    why: str = ""
    stopper: str = ""
    failure: Mapping[str, Any] = field(default_factory=dict)
    owner: str = ""
    tries: int = 0
    is_shown: bool = False

    @property
    def is_over(self) -> bool:
        return self.state != "running"

    @property
    def is_stopping(self) -> bool:
        return self.state == "running" and bool(self.stopper)

    def key(self, row: str) -> str:
        """Name a change for the journal, so that a repeated batch makes it once."""
        return f"job:{self.id}:{row}"


@dataclass(frozen=True, slots=True)
class Did:
    """What a step has done.

    ``rows`` are what became of single things, by their names; ``is_over`` says that nothing is left
    to do, ``wait`` for how many seconds there is no use in going on. ``nears_end`` says that the
    end comes so soon that telling how far it is would only put off the card of the end.
    """

    progress: Mapping[str, Any]
    rows: Mapping[str, str] = field(default_factory=dict)
    is_over: bool = False
    wait: float = 0
    nears_end: bool = False


class Work(Protocol):
    """Does the jobs of one kind of plan."""

    async def step(self, job: Job) -> Did:
        """Do a little, of at most a few calls, that may be done twice: what a killed process has
        not noted is done again.

        A PlatformError that is no refusal is tried again later, any other SpacekeeperError ends
        the job; NoAllowance lets it wait.
        """
        ...

    async def shown(self, job: Job) -> Card:
        """Say how it stands, or how it ended. While it goes on, the card keeps :class:`ShownJob`
        and offers :class:`StopJob`.
        """
        ...


@dataclass(frozen=True, slots=True)
class ShownJob:
    """Kept with the card that shows a job: it is painted by that job and by no other."""

    job_id: str


@dataclass(frozen=True, slots=True)
class StopJob(CommandButton):
    """The button that ends a job after the step it is at."""

    command = "停止任务", "job stop"
    job_id: str

"""The bodies of the control interface; unknown members are refused."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.faults import ApiFault, StreamFault
from sandbox.mentions import MentionRuns, MentionText
from sandbox.spaces import UNLIMITED

Bytes = Annotated[int, Field(ge=0, le=1 << 60)]
Quota = Annotated[int, Field(ge=UNLIMITED, le=1 << 60)]
Millis = Annotated[int, Field(ge=0, le=10**9)]
Name = Annotated[str, Field(min_length=1, max_length=1000)]


class Body(BaseModel):
    """A control body: camelCase names, exact types, nothing unknown."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=False,
        extra="forbid",
        strict=True,
        frozen=True,
    )


class Say(Body):
    """`POST /sandbox/say`: `text`, or `msgtype` with `content`.

    `mention_text` is how the client sends names of linked mentions, `mention_runs` in which runs.
    """

    conversation_id: str
    user_id: str
    text: str | None = None
    msgtype: str | None = None
    content: dict[str, Any] | None = None
    mention: bool = True
    at_user_ids: list[str] = Field(default_factory=list)
    mention_text: MentionText = "bot"
    mention_runs: MentionRuns = "typed"
    reply_to: int | None = None


class Click(Body):
    """`POST /sandbox/click`."""

    out_track_id: str
    user_id: str
    action_id: str
    params: dict[str, Any] = Field(default_factory=dict)
    conversation_id: str | None = None
    force: bool = False


class SetApiFault(Body):
    """`POST /sandbox/faults` with `on: "api"`. `chance` is a probability."""

    on: Literal["api"]
    match: str
    fault: ApiFault
    times: Annotated[int, Field(ge=1)] | None = None
    for_millis: Millis | None = None
    chance: Annotated[float, Field(ge=0, le=1)] = 1.0
    seed: int | None = None
    delay_millis: Millis | None = None
    status: Annotated[int, Field(ge=200, le=599)] | None = None
    code: str | None = None
    message: str | None = None


class SetStreamFault(Body):
    """`POST /sandbox/faults` with `on: "stream"`."""

    on: Literal["stream"]
    fault: StreamFault
    times: Annotated[int, Field(ge=1)] | None = None
    for_millis: Millis | None = None
    delay_millis: Millis | None = None
    connection_id: str | None = None
    chance: Annotated[float, Field(ge=0, le=1)] = 1.0
    seed: int | None = None
    code: str | None = None
    message: str | None = None


class ChangeSpace(Body):
    """`POST /sandbox/spaces/{id}`."""

    name: Name | None = None
    quota: Quota | None = None
    used_quota: Bytes | None = None


class NewSpace(Body):
    """`POST /sandbox/spaces`; `owner` is a userId."""

    name: Name
    owner: str
    quota: Quota = UNLIMITED
    used_quota: Bytes = 0


class NewUser(Body):
    """`POST /sandbox/users`."""

    name: Name
    is_admin: bool = False
    outsider: bool = False


class ChangeUser(Body):
    """`PATCH /sandbox/users/{id}`."""

    name: Name | None = None
    is_admin: bool | None = None


class NewConversation(Body):
    """`POST /sandbox/conversations`."""

    type: Literal["1", "2"]
    title: Name | None = None
    members: list[str]


class BotAction(Body):
    """`POST /sandbox/bot`."""

    action: Literal["kill", "restart"]


class Reset(Body):
    """`POST /sandbox/reset`; `files` is the number of files in each space."""

    seed: int | None = None
    spaces: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    files: Annotated[int, Field(ge=0, le=1_000_000)] | None = None

"""Every setting, read once from the environment (``SPACEKEEPER_…``), none anywhere else.

A missing or wrong value stops the program with one message that names all of them.
"""

import json
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DINGTALK_API = "https://api.dingtalk.com"
DINGTALK_OAPI = "https://oapi.dingtalk.com"


_LISTS = {
    "admins": 'userIds, such as ["manager01"]',
    "own_accounts": 'lists of userIds, such as [["manager01", "manager01b"]]',
    "two_approvers": 'kinds of requests, such as ["space"]',
    "storage_hosts": 'hosts, such as ["aliyuncs.com"]',
}


TwoApprove = Literal["space", "room", "access", "manager"]
"""Kinds of requests that may take two people."""
SpaceRole = Literal["manager", "editor", "none"]
"""What whoever asks for a space is given in it."""


class Settings(BaseSettings):
    """What a process needs to know.

    Durations are seconds, sizes bytes, unless a name says otherwise.
    """

    model_config = SettingsConfigDict(env_prefix="SPACEKEEPER_", frozen=True, extra="ignore")

    client_id: str = Field(min_length=1, description="Client ID (AppKey) of the app")
    client_secret: SecretStr = Field(
        min_length=1, description="Client Secret (AppSecret) of the app"
    )
    robot_code: str = Field(default="", description="robotCode, if it differs from the Client ID")
    corp_id: str = Field(
        default="",
        description="corpId of your organisation; empty takes that of the first message",
    )
    redis_url: str = Field(
        default="", description="Redis or Valkey; empty starts the embedded Valkey"
    )
    data_dir: Path = Field(
        default=Path(".spacekeeper"), description="folder of the embedded Valkey"
    )
    api_base: str = Field(default=DINGTALK_API, description="host of the new API family")
    oapi_base: str = Field(
        default="", description="host of the old family; follows `API_BASE` if that is set"
    )
    admins: Annotated[frozenset[str], NoDecode] = Field(
        default=frozenset(),
        description="userIds, as a JSON list, that are admins whatever DingTalk says",
    )
    language: Literal["zh", "en"] = Field(
        default="zh", description="language when nothing else decides"
    )
    time_zone: str = Field(default="Asia/Shanghai", description="time zone of dates in cards")
    card_surface: Literal["builtin", "custom", "markdown"] = Field(
        default="builtin",
        description="how answers are shown: a public card template, your own, or text",
    )
    card_template: str = Field(
        default="", validate_default=True, description="template id for the surface `custom`"
    )
    card_value_bytes: int = Field(default=1024, ge=256, description="limit of one card value")
    card_days: float = Field(default=7, gt=0, description="how long a card's buttons work, in days")
    hold_seconds: float = Field(default=600, ge=0, description="time to undo a deletion")
    turn_seconds: float = Field(default=60, gt=0, description="longest time one request may take")
    interim_seconds: float = Field(
        default=2, gt=0, description="after this a request shows that it is working"
    )
    stale_seconds: float = Field(
        default=600, gt=0, description="a message older than this changes nothing"
    )
    lease_seconds: float = Field(
        default=8, gt=0, description="life of the lease on one person's box"
    )
    redelivery_seconds: float = Field(
        default=10, gt=0, description="a dead worker's task starts again after this"
    )
    rounds_seconds: float = Field(
        default=30,
        gt=0,
        description="how often waiting requests that nobody works on are looked for",
    )
    accept_seconds: float = Field(
        default=1.5, gt=0, description="time to store a frame before its ack"
    )
    repaint_seconds: float = Field(
        default=10,
        gt=0,
        description="how often cards are looked for that may not show what was decided",
    )
    ack_gap_seconds: float = Field(
        default=0.5, ge=0, description="no card update sooner after a click's ack"
    )
    outage_seconds: float = Field(
        default=30, gt=0, description="without Redis this long, people are told"
    )
    uncertain_seconds: float = Field(
        default=10, ge=0, description="wait before looking for a change's outcome"
    )
    recheck_seconds: float = Field(
        default=5, ge=0, description="wait between two looks for an outcome"
    )
    job_progress_seconds: float = Field(
        default=5,
        gt=0,
        description="how often the card of work that takes many calls is edited at most",
    )
    task_look_seconds: float = Field(
        default=1, ge=0, description="first wait for a task of DingTalk's; each next one is double"
    )
    fresh_seconds: float = Field(
        default=60, ge=0, description="space lists this young are shown again"
    )
    admin_flag_seconds: float = Field(
        default=600, ge=0, description="how long an admin flag is believed"
    )
    presence_days: float = Field(
        default=90,
        ge=0,
        description="days in which whoever wrote in a group may press its cards; 0: everybody may",
    )
    call_seconds: float = Field(
        default=6, gt=0, description="longest time one call to DingTalk may take"
    )
    request_hours: float = Field(
        default=72, gt=0, description="hours a request waits before it counts as declined"
    )
    own_accounts: Annotated[tuple[frozenset[str], ...], NoDecode] = Field(
        default=(),
        description="the userIds of each person who has several accounts, as a JSON list of lists: "
        "nobody decides their own request through another",
    )
    two_approvers: Annotated[frozenset[TwoApprove], NoDecode] = Field(
        default=frozenset(),
        description="kinds of requests, as a JSON list, that two admins must approve: `space`, "
        "`room`, `access`, or `manager` for whatever makes somebody a manager",
    )
    requested_space_role: SpaceRole = Field(
        default="editor",
        description="what whoever asks for a space gets in it once it is approved: `editor`, "
        "`manager` or `none`",
    )
    storage_hosts: Annotated[frozenset[str], NoDecode] = Field(
        default=frozenset({"aliyuncs.com", "dingtalk.com", "dingtalk.io"}),
        description="hosts, as a JSON list, that bytes of files are fetched from and put to, and "
        "what lies below them",
    )
    upload_most_bytes: int = Field(
        default=5 << 30, gt=0, le=5 << 30, description="largest file that is stored from a chat"
    )
    upload_single_bytes: int = Field(
        default=32 << 20, ge=0, description="up to so many bytes a file is put in one piece"
    )
    upload_part_bytes: int = Field(
        default=16 << 20, ge=100 << 10, description="smallest part of a file that is put in parts"
    )
    uploads_at_once: int = Field(
        default=4, gt=0, description="files that one process stores at a time"
    )
    progress_seconds: float = Field(
        default=3, gt=0, description="a card that tells how far a file is changes no sooner"
    )
    calls_per_second: int = Field(
        default=20, gt=0, description="rate kept for each API, all replicas together"
    )
    block_seconds: float = Field(
        default=300, ge=0, description="pause of all calls after an address block"
    )
    monthly_calls: int = Field(
        default=5000, gt=0, description="counted API calls your organisation has in a month"
    )
    monthly_messages: int = Field(
        default=3000, gt=0, description="stream and webhook messages it has in a month"
    )
    allowance_share: int = Field(
        default=60, ge=1, le=100, description="part of both that is this bot's, in percent"
    )
    person_calls_a_day: int = Field(
        default=100, ge=0, description="counted calls one member may cause in a day; 0: no limit"
    )
    conversation_calls_a_day: int = Field(
        default=200, ge=0, description="the same for one conversation, all its members together"
    )
    list_calls: int = Field(
        default=100,
        gt=0,
        description="counted calls a list of spaces may take, while nobody has read one to its end",
    )
    calls_used: int | None = Field(
        default=None,
        ge=0,
        description="counted calls its month had before the bot's first start; empty: not known",
    )
    stream_quiet_seconds: float = Field(
        default=1800,
        gt=0,
        description="a connection without any frame for so long gets a successor",
    )
    stream_ping_seconds: float = Field(
        default=20, gt=0, description="time between pings, and for a pong"
    )
    stream_retry_seconds: float = Field(
        default=1, gt=0, description="first wait before connecting again"
    )
    watch_seconds: float = Field(
        default=60, gt=0, description="how often the watch asks whether it is time to look"
    )
    event_seconds: float = Field(
        default=900,
        gt=0,
        le=900,
        description="with file events on, so soon what has changed is looked at, and so often",
    )
    model_url: str = Field(
        default="",
        description="base address of a language model (OpenAI's chat completions) that is asked "
        "what a sentence means when I am not sure; empty: none",
    )
    model_key: SecretStr = Field(default=SecretStr(""), description="its key, if it needs one")
    model_name: str = Field(
        default="", validate_default=True, description="its name, as the endpoint knows it"
    )
    model_seconds: float = Field(default=4, gt=0, description="longest time it may take to answer")
    model_questions_a_day: int = Field(
        default=30, ge=0, description="questions to it that one person may cause in a day"
    )
    audit_days: int = Field(
        default=730, gt=0, description="how long the audit trail is kept, in days"
    )
    # Of 64 a quarter of a second each (the time after which docket starts more) are 256 a second,
    # twice what a processor answers; and at 150 a second as many as wait for DingTalk at a time
    # where an answer takes 0.4 s. More would only lengthen what an acknowledgement waits behind.
    # They share the store's 50 connections: with Redis 5 ms away, nine trips are a tenth of 0.4 s.
    concurrency: int = Field(
        default=64,
        gt=0,
        description="requests one process works on at a time, a third of them for one person",
    )
    health_host: str = Field("127.0.0.1", description="where /healthz, /readyz and /metrics listen")
    health_port: int = Field(
        default=8801, ge=0, le=65535, description="their port; 0 picks a free one"
    )
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="`auto` is console in a terminal, else JSON"
    )

    @field_validator("admins", "storage_hosts", "own_accounts", "two_approvers", mode="before")
    @classmethod
    def _listed(cls, value: object, info: ValidationInfo) -> object:
        """Read the list here, so that one that is none is told together with all else."""
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            listed = _LISTS[info.field_name or ""]
            raise ValueError(f"is no JSON list of {listed}") from None

    @field_validator("calls_used", mode="before")
    @classmethod
    def _unknown_if_empty(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("api_base", "oapi_base", "model_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("is no address, such as https://api.dingtalk.com")
        return value.rstrip("/")

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("begins with neither redis://, rediss:// nor unix://")
        return value

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise ValueError("is no time zone, such as Asia/Shanghai") from None
        return value

    @field_validator("card_template")
    @classmethod
    def _own_template(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("card_surface") == "custom":
            raise ValueError("is needed by the card surface `custom`")
        return value

    @field_validator("model_name")
    @classmethod
    def _named_model(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("model_url"):
            raise ValueError("is needed with `SPACEKEEPER_MODEL_URL`")
        return value

    @property
    def robot(self) -> str:
        return self.robot_code or self.client_id

    @property
    def old_base(self) -> str:
        """Base address of the old API family (oapi)."""
        if self.oapi_base:
            return self.oapi_base
        return DINGTALK_OAPI if self.api_base == DINGTALK_API else self.api_base

    @property
    def is_sandbox(self) -> bool:
        """Whether the API base is plain HTTP on this machine: DingTalk itself is always https."""
        return urlsplit(self.api_base).scheme == "http"

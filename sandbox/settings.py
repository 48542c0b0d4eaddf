"""How the simulated organisation behaves, changeable while it runs.

Names on the wire are camelCase; durations say their unit, `0` switches a limit off where noted.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.endpoints import ALL_SCOPES

Count = Annotated[int, Field(ge=0, le=10**12)]
SEARCH = "Storage.Dentry.Search"
Quota = Annotated[int, Field(ge=-1, le=1 << 60)]


class Settings(BaseModel):
    """Everything `GET` and `PATCH /sandbox/settings` know.

    `qps`, `webhook_per_minute` and `name_max_length` are off at 0. `monthly_calls` and
    `monthly_stream` are the Standard edition's allowances (page
    `dingtalk-application-development-platform-billing-model`). Upload keys and download addresses
    are good for `upload_seconds` and `link_seconds` (the samples say 900). `root_uuid` is whether
    the uuid of a space's root can be asked for, which no page says; `app_quota` and `scene_quota`
    are bytes that the app's own spaces, and those of one scene, may hold, -1 for any.
    """

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=False,
        serialize_by_alias=True,
        extra="forbid",
        strict=True,
        frozen=True,
    )

    latency_millis: Count = 0
    ack_millis: Count = 15_000
    redeliveries: Count = 2
    card_ack_millis: Count = 2_000
    ticket_seconds: Count = 90
    token_seconds: Count = 7_200
    webhook_seconds: Count = 5_400
    qps: Count = 20
    monthly_calls: Count = 5_000
    monthly_stream: Count = 3_000
    grace_days: Count = 5
    card_value_bytes: Count = 1_024
    max_results: Count = 50
    card_exists: Literal["error", "ignore"] = "error"
    management_for_members: bool = False
    unknown_ids: Literal["omit", "error"] = "omit"
    webhook_per_minute: Count = 0
    name_max_length: Count = 0
    task_millis: Count = 0
    upload_seconds: Count = 900
    link_seconds: Count = 900
    root_uuid: bool = False
    search_scope: bool = True
    bin_counts: bool = True
    copy_chat_files: bool = True
    app_quota: Quota = -1
    scene_quota: Quota = -1
    scopes: list[str] = Field(default_factory=lambda: list(ALL_SCOPES))
    clock_offset_millis: int = Field(default=0, ge=-(10**13), le=10**13)

    def grants(self, scope: str) -> bool:
        """Whether the app has a scope; that of the search can be switched off on its own."""
        return scope in self.scopes and (self.search_scope or scope != SEARCH)

    def changed(self, **members: Any) -> "Settings":
        """These settings with `members` (wire names) replaced.

        Raises pydantic's ValidationError for an unknown member or a value out of range.
        """
        return Settings.model_validate(self.model_dump() | members)

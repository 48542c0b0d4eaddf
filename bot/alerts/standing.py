"""Where one conversation stands at one moment."""

from dataclasses import dataclass, replace

from bot.alerts.hours import Care
from bot.alerts.memory import State
from bot.alerts.subscription import WEEK, Placement


@dataclass(frozen=True, slots=True)
class Standing:
    """A conversation's placement and state, at ``now`` (milliseconds since 1970)."""

    placement: Placement
    state: State
    now: int
    zone: str = "Asia/Shanghai"

    @property
    def id(self) -> str:
        return self.placement.conversation.id

    @property
    def care(self) -> Care:
        """Say when people here may be disturbed, and how long they have."""
        return self.placement.care(self.zone)

    @property
    def is_given_up(self) -> bool:
        """Tell whether the conversation has refused for a week, and was asked still at its end."""
        refused = self.placement.refused
        return refused is not None and refused.since + WEEK <= refused.last

    def unless_given_up(self, now: Placement | None) -> Placement | None:
        """End a placement, unless somebody has changed it so that it is told again."""
        return None if now is None or replace(self, placement=now).is_given_up else now

    def after(self, state: State) -> "Standing":
        return replace(self, state=state)

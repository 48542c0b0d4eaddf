"""What the buttons of a request's cards mean."""

from dataclasses import dataclass

from bot.shared_buttons import CommandButton


@dataclass(frozen=True, slots=True)
class ApproveRequest(CommandButton):
    """The request is approved, and carried out as whoever presses."""

    command = "批准申请", "request approve"
    follows = ("number",)
    request_id: str
    number: int


@dataclass(frozen=True, slots=True)
class DeclineRequest(CommandButton):
    """The request is declined, without a reason."""

    command = "拒绝申请", "request decline"
    follows = ("number",)
    request_id: str
    number: int


@dataclass(frozen=True, slots=True)
class WithdrawRequest(CommandButton):
    """Whoever asked takes the request back."""

    command = "取消申请", "request cancel"
    follows = ("number",)
    request_id: str
    number: int

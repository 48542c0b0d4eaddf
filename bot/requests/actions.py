"""What the buttons of a request's cards mean."""

from dataclasses import dataclass

from bot.shared_buttons import said


@dataclass(frozen=True, slots=True)
class ApproveRequest:
    """The request is approved, and carried out as whoever presses."""

    request_id: str
    number: int

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "批准申请", "request approve", str(self.number))


@dataclass(frozen=True, slots=True)
class DeclineRequest:
    """The request is declined, without a reason."""

    request_id: str
    number: int

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "拒绝申请", "request decline", str(self.number))


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Whoever asked takes the request back."""

    request_id: str
    number: int

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, "取消申请", "request cancel", str(self.number))

"""Prints findings: coloured in a terminal, plain elsewhere."""

from rich.console import Console
from rich.text import Text

from bot.doctor.finding import Finding

STYLES = {"ok": "green", "warning": "yellow", "failed": "bold red", "unknown": "cyan"}
LABELS = {"ok": "ok", "warning": "warning", "failed": "failed", "unknown": "not tried"}
WIDTH = 10


class Diagnosis:
    """Tells each finding as it comes and remembers whether one of them was a failure."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.failed = False

    def print(self, finding: Finding) -> None:
        """Print one line, and a second one that says what to do."""
        self.failed |= finding.status == "failed"
        label = f"{LABELS[finding.status]:<{WIDTH}}"
        detail = f": {finding.detail}" if finding.detail else ""
        self._say((label, STYLES[finding.status]), f"{finding.what}{detail}")
        if finding.advice and finding.status != "ok":
            self._say(" " * WIDTH, f"→ {finding.advice}")

    def _say(self, *parts: str | tuple[str, str]) -> None:
        # Text, not markup: what DingTalk answers must not be taken for colours.
        self._console.print(Text.assemble(*parts), soft_wrap=True)

"""What is missing to run, and where to switch it on."""

from bot.doctor.examine import Wishes, examine
from bot.doctor.finding import Finding, unset
from bot.doctor.report import Diagnosis

__all__ = ["Diagnosis", "Finding", "Wishes", "examine", "unset"]

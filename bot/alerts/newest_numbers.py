"""Shows a conversation's incidents with the newest numbers there are, whoever has looked since.

What is decided follows at the next judgement; but no card is drawn with numbers that are older than
those which another card has shown, and nobody takes care of what is gone.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.alerts.incident import Incident
from bot.alerts.incident_steps import lose
from bot.alerts.memory import Situation
from bot.quota.observations.model import Observation
from bot.quota.observations.store import Observations
from bot.quota.samples import ORGANISATION, Sample


class NewestNumbers:
    """Knows the newest numbers of what a conversation is told of."""

    def __init__(self, observations: Observations) -> None:
        self._observations = observations

    async def __call__(self, situation: Situation) -> Situation:
        """Give where a conversation stands, to be shown and not to be kept."""
        if not situation.memory.incidents:
            return situation
        return renewed(situation, *await self._observations.of(sorted(situation.memory.incidents)))


def renewed(
    situation: Situation, seen: Mapping[str, Observation], gone: Mapping[str, int]
) -> Situation:
    """Bring open incidents up to date with what was ``seen``, and end those of what is ``gone``,
    which says when that was known (milliseconds since 1970).
    """
    memory = situation.memory
    lost = {
        subject: lose(each, situation.now).incident
        for subject, each in memory.incidents.items()
        if subject not in seen and gone.get(subject, 0) >= each.opened
    }
    still = {
        subject: _with_numbers(each, seen[subject].sample) if subject in seen else each
        for subject, each in memory.incidents.items()
        if subject not in lost
    }
    names = {subject: seen[subject].name for subject in still if subject in seen}
    names.pop(ORGANISATION, None)
    past = (*memory.past, *lost.values())
    return situation.after(
        replace(memory, incidents=still, past=past, names={**memory.names, **names})
    )


def _with_numbers(incident: Incident, sample: Sample) -> Incident:
    before = incident.sample
    if before is not None and sample.at <= before.at:
        return incident
    is_same = before is not None and before.quota == sample.quota
    keeps = is_same or not sample.quota_known
    return replace(incident, sample=sample, limit=incident.limit if keeps else sample.quota)

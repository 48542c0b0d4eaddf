"""What an incident's card shows, and whether it would show something else by now. Pure."""

from dataclasses import replace

from bot.alerts.incident import Incident, Shown


def drawn(incident: Incident, now: int) -> Incident:
    """Note that its card is drawn with these numbers."""
    return replace(incident, shown=Shown(_percent(incident), incident.limit, now))


def looks_other(incident: Incident) -> bool:
    """Tell whether a card with the numbers of now would look other than the one that stands."""
    shown = incident.shown
    return shown is not None and (shown.percent, shown.limit) != (
        _percent(incident),
        incident.limit,
    )


def _percent(incident: Incident) -> int | None:
    if incident.sample is None or not incident.limit:
        return None
    return 100 * incident.sample.used // incident.limit

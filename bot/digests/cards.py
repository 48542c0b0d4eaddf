"""The card of a digest: its first page, and a page for each part. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.alerts.cards.rows import ahead_of, near_end
from bot.audit import Entry
from bot.cards import Card, Phrase
from bot.deeds import UNKNOWN, deed_of
from bot.digests.report import PARTS, Grown, MadeChange, Part, Report
from bot.i18n import N_
from bot.shared_buttons import said

TOP = 3
"""Rows of a part that stand on the first page."""

WORDS: dict[Part, tuple[str, str]] = {
    "full": (N_("full"), "快满"),
    "growing": (N_("growing"), "增长"),
    "new": (N_("new"), "新增"),
    "idle": (N_("idle"), "闲置"),
    "alerts": (N_("alerts"), "提醒"),
    "changes": (N_("changes"), "操作"),
}
"""How each part is called behind the command, in English and in Chinese."""


@dataclass(frozen=True, slots=True)
class OpenPart:
    """Show one part of the digest this card keeps; none for its first page."""

    part: Part | None = None

    def says(self, language: str) -> str:
        """Give the command that shows the same, with the numbers there are then."""
        word = WORDS[self.part][language == "zh"] if self.part else ""
        return said(language, "摘要", "digest", word)


def card_of(report: Report, part: Part | None = None) -> Card:
    """Show a digest, or one part of it."""
    return _first_page(report) if part is None else _page(report, part)


def _first_page(report: Report) -> Card:
    data: dict[str, object] = {
        **_head(report),
        "organisation": report.organisation and report.organisation.row(),
        "top": _headline(report),
        "full": [space.row() for space in report.full[:TOP]],
        "growing": [_grown(space) for space in report.growing[:TOP]],
        "counts": asdict(report.counts),
        "calls": asdict(report.calls),
        "note": report.note,
        "every": report.days,
        "watched": report.watched,
        "lost": report.lost,
        "operator": report.operator,
        "at": report.at,
        "picture": report.picture,
    }
    actions: dict[str, object] = {part: OpenPart(part) for part in PARTS if report.rows(part)}
    return Card("digest", data, actions, kept=report)


def _headline(report: Report) -> Mapping[str, object] | None:
    """Say what is full, or will be soonest and soon; None where nothing is, nor will be."""
    for space in report.full:
        if space.ratio is not None and space.ratio >= 1:
            return _top(space.name, "full" if space.ratio == 1 else "over")
    dated = [(each.full.likely, each.name, each.full) for each in report.growing if each.full]
    if not dated:
        return None
    _, name, full = min(dated)
    ends = near_end(ahead_of(full, report.moment))
    return _top(name, "near", ends) if ends else None


def _top(name: object, state: str, ends: object = None) -> Mapping[str, object]:
    stands = {"name": name, "organisation": False, "sample": False, "state": state}
    return {**stands, "used": None, "quota": None, "full": ends}


def _page(report: Report, part: Part) -> Card:
    data: dict[str, object] = {
        **_head(report),
        "what": part,
        "rows": _rows(report, part),
        "more": _more(report, part),
        "at": report.at,
        "picture": report.picture if part == "growing" else "",
    }
    return Card("digest_part", data, {"back": OpenPart()}, kept=report)


def _head(report: Report) -> dict[str, object]:
    return {
        "kind": report.every,
        "moment": report.moment,
        "begins": report.begins,
        "late": report.late,
    }


def _rows(report: Report, part: Part) -> Sequence[dict[str, object]]:
    match part:
        case "full":
            return [space.row() for space in report.full]
        case "growing":
            return [_grown(space) for space in report.growing]
        case "new":
            came = [{"kind": "new", **asdict(each)} for each in report.new]
            return came + [{"kind": "gone", **asdict(each)} for each in report.gone]
        case "idle":
            empty = [{"kind": "empty", **asdict(each)} for each in report.empty]
            return [{"kind": "stale", **asdict(each)} for each in report.stale] + empty
        case "alerts":
            return [{"state": each.how, **asdict(each)} for each in report.alerts]
        case "changes":
            return [_changed(each) for each in report.changes]


def _changed(change: MadeChange) -> dict[str, object]:
    if change.after is None:
        deed = Phrase(UNKNOWN.done, {"command": f"{change.command} {change.name}"})
        return {"at": change.at, "who": change.who, "deed": deed}
    entry = Entry(
        person="",
        nick=change.who,
        place="",
        command=change.command,
        target="",
        outcome=change.outcome,
        name=change.name,
        after=change.after,
    )
    return {"at": change.at, "who": change.who, "deed": deed_of(entry)}


def _more(report: Report, part: Part) -> int:
    """Count what there is besides the rows that were kept."""
    counts, shown = report.counts, len(report.rows(part))
    totals: dict[Part, int] = {
        "new": counts.new + counts.gone,
        "idle": counts.empty + counts.stale,
        "alerts": counts.alerts,
        "changes": counts.changes,
    }
    return totals.get(part, shown) - shown


def _grown(space: Grown) -> dict[str, object]:
    return {
        "name": space.name,
        "by": space.by,
        "since": space.since,
        "ratio": space.ratio,
        "full": space.full and space.full.likely,
        "file": space.file,
        "file_size": space.file_size,
    }

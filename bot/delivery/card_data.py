"""How a record goes over the wire: the values of a card template, in ``cardData``.

The built-in template is the one the official SDK ships for Markdown with call-back buttons; nothing
has to be set up for it, but some tenants may not draw it, and no call says so.
"""

import json
from collections.abc import Mapping
from typing import Any

from bot.cards import illustrated
from bot.delivery.record import Record

BUILTIN_TEMPLATE = "382e4302-551d-4880-bf29-a30acfab2e71.schema"
FINISHED = "3"
COLOURS = {"primary": "blue", "normal": "gray", "danger": "red"}


def params(record: Record) -> dict[str, str]:
    """Write a record as ``cardParamMap``: every value is a string (page `create-and-deliver-
    cards`).
    """
    return {
        "msgTitle": record.shown.title,
        "msgContent": record.note,
        "staticMsgContent": illustrated(record.shown),
        "flowStatus": FINISHED,
        "sys_full_json_obj": json.dumps(
            {
                "order": ["msgTitle", "msgContent", "staticMsgContent", "msgButtons"],
                "msgButtons": buttons(record),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ),
    }


def buttons(record: Record) -> list[dict[str, object]]:
    return [
        {
            "text": button.label,
            "color": COLOURS[button.style],
            "id": record.id_of(index),
            "request": True,
        }
        for index, button in enumerate(record.shown.buttons)
    ]


def update(record: Record, note: str | None = None) -> dict[str, object]:
    """Write a record as the response inside a click's ack, by key (page `event-callback-card`).

    ``note`` is a line that only whoever pressed sees, in the place of an earlier one.
    """
    shown: dict[str, object] = {
        "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
        "cardData": {"cardParamMap": params(record)},
    }
    if note is not None:
        shown["userPrivateData"] = {"cardParamMap": private_note(note)}
    return shown


def is_of(response: Mapping[str, object], record: Record) -> bool:
    """Whether such a response shows the card as this record has it."""
    return response.get("cardData") == {"cardParamMap": params(record)}


def private_note(text: str) -> dict[str, str]:
    """Write a line above the body that stands there for one person only."""
    return {"msgContent": text}


def private_line(response: Mapping[str, Any]) -> str:
    """Read the line of such a response that only whoever pressed sees; empty for none."""
    values = response.get("userPrivateData", {}).get("cardParamMap", {})
    return str(values.get("msgContent", ""))


def update_for_one(text: str) -> dict[str, object]:
    """Write a line that only the person who pressed sees, the card left as it is."""
    return {
        "cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
        "userPrivateData": {"cardParamMap": private_note(text)},
    }

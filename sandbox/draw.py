"""What a client shows of a card: template and parameters in, title, Markdown and buttons out.

Only the public templates that DingTalk's own SDK names are drawn. Every other template belongs
to somebody else as far as this app is concerned: the calls succeed and the client shows that
the content could not be loaded.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.rendering import picture

AI_MARKDOWN = "382e4302-551d-4880-bf29-a30acfab2e71.schema"
MARKDOWN_BUTTONS = "1366a1eb-bc54-4859-ac88-517c56a9acb1.schema"
MARKDOWN = "589420e2-c1e2-46ef-a5ed-b8728e654da9.schema"
PLUGIN = "7f538f6d-ebb7-4533-a9ac-61a32da094cf.schema"
GRAPH = "d28e2ac5-fb34-4d93-94bc-cf5c580c2d4f.schema"
NOT_LOADED = "内容加载失败"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What people see. `flow_status` is the AI card's state, "" where there is none."""

    title: str = ""
    markdown: str = ""
    flow_status: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)


def draw(template_id: str, params: Mapping[str, str]) -> Drawing:
    """Draw the card, or say that its content could not be loaded."""
    try:
        if template_id == AI_MARKDOWN:
            return _draw_ai_markdown(params)
        if template_id == MARKDOWN_BUTTONS:
            return _draw_markdown(params, ("markdown", "tips"), _buttons(params))
        if template_id == MARKDOWN:
            return _draw_markdown(params, ("markdown",), [])
        if template_id == PLUGIN:
            return Drawing(params.get("goal", ""), flow_status=params.get("flowStatus", ""))
        if template_id == GRAPH:
            return _draw_markdown(params, ("content",), [])
    except (ValueError, RecursionError):
        pass
    return Drawing(markdown=NOT_LOADED)


def _draw_ai_markdown(params: Mapping[str, str]) -> Drawing:
    return Drawing(
        title=params.get("msgTitle", ""),
        markdown="\n".join(
            part
            for part in (_joined(params, ("msgContent", "staticMsgContent")), _slides(params))
            if part
        ),
        flow_status=params.get("flowStatus", ""),
        buttons=_buttons(params),
    )


def _draw_markdown(
    params: Mapping[str, str], bodies: tuple[str, ...], buttons: list[dict[str, Any]]
) -> Drawing:
    title = params.get("title", "")
    return Drawing(title=title, markdown=_joined(params, bodies), buttons=buttons)


def _joined(params: Mapping[str, str], names: tuple[str, ...]) -> str:
    return "\n".join(text for name in names if (text := params.get(name, "")))


def _buttons(params: Mapping[str, str]) -> list[dict[str, Any]]:
    return [_button(item) for item in _items(params, "msgButtons")]


def _slides(params: Mapping[str, str]) -> str:
    """The pictures of the slider, one below the other."""
    return "\n".join(
        f"![{item.get('title', '')}]({picture(str(item.get('image', '')))})"
        for item in _items(params, "msgSlider")
    )


def _items(params: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    full = json.loads(params.get("sys_full_json_obj") or "{}")
    items = full.get(name, []) if isinstance(full, dict) else []
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []


def _button(item: Mapping[str, Any]) -> dict[str, Any]:
    button: dict[str, Any] = {
        "id": str(item.get("id", "")),
        "text": str(item.get("text", "")),
        "color": str(item.get("color", "gray")),
        "enabled": item.get("status") != "disabled",
    }
    if item.get("url"):
        button["url"] = str(item["url"])
    return button

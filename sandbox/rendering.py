"""How links, buttons and pictures of ordinary messages are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Shown:
    """What people see of one message of the bot."""

    kind: Literal["text", "markdown", "image", "file"]
    text: str
    title: str | None = None
    images: tuple[str, ...] = ()
    file: Mapping[str, Any] | None = None


def picture(reference: str) -> str:
    """The address of a picture: a mediaId (it starts with `@`) lies under `/oss/`."""
    return f"/oss/{reference}" if reference.startswith("@") else reference


def link(text: str, url: str) -> str:
    """A Markdown link."""
    return f"[{text}]({url})"


def buttons_as_markdown(text: str, param: Mapping[str, str]) -> str:
    """The text of an action card or link message with its buttons as links below it."""
    pairs = [(param.get("singleTitle", ""), param.get("singleURL", ""))]
    for place in range(1, 6):
        pairs.append((param.get(f"actionTitle{place}", ""), param.get(f"actionURL{place}", "")))
        pairs.append((param.get(f"buttonTitle{place}", ""), param.get(f"buttonUrl{place}", "")))
    pairs.append((param.get("title", ""), param.get("messageUrl", "")))
    links = [link(title, url) for title, url in pairs if title and url]
    return "\n\n".join([text, *links])

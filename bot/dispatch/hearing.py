"""What a message is at first sight: a command, words, a file, or no answer to anything."""

import re
from dataclasses import replace
from typing import Final, TypeVar

from bot.guided import Guided
from bot.messages import Message
from bot.reading.complaints import without_complaint
from bot.reading.manners import without_manners
from bot.reading.talk_behind import without_talk
from bot.routing import Match, Routes
from bot.sessions import Asking, Session

S = TypeVar("S")
_SPACES: Final = r"^ *(?:the |a )?list of (?:all )?(?:the |my |our )?spaces(?=[ .?!]*$)"
_VERSIONS: Final = r"^ *(?:the |all |older |old )*versions of (?=\S)"
_SO: Final = (
    '(?:文件)?(?:名字|名称|标题)(?:里面?|中)?(?:带有?|含有?|有|包含)(?:着|了)?[“"「]?'
    '(?P<x>[^“”"「」,，。；;!！?？的]{1,30})[”"」]?(?:字样|[两几]个字)?的?'
)
"""How files are told of that have a word in their names."""
_PAST_ZH: Final = (
    "(?:在?(?:最近|过去|近)(?:的)?[一两二三四五六七八九十半0-9]* ?个?"
    "(?:天|日|周|星期|礼拜|月|季度|年)?"
    "|[这本上]个?(?:月|周|星期|季度)|今年|去年|[0-9]+ ?天)(?:以?来|之?内|里)?"
)
_PAST_EN: Final = (
    "(?:(?:for|over|in|during|within|of|from) )?(?:the )?(?:last|past|this) [a-z0-9 ]+"
)
_NOUNS: Final = (
    (
        re.compile(
            f"^(?P<x>[^,，。?？]+?)的?(?P<when>{_PAST_ZH})的?(?:增长|用量|容量)?的?"
            "(?:趋势|走势)(?:图|如何|怎么样)?(?=[ ?？。.!]*$)"
        ),
        r"\g<x>\g<when>涨得怎么样",
    ),
    (
        re.compile(
            rf"^(?:the )?trend (?:of|for|in) (?P<x>[^,]+?) (?P<when>{_PAST_EN})(?=[ ?.!]*$)",
            re.IGNORECASE,
        ),
        r"how fast did \g<x> grow \g<when>",
    ),
    (re.compile(_SPACES, re.IGNORECASE), "list spaces"),
    (re.compile(_VERSIONS, re.IGNORECASE), "show versions of "),
    (re.compile("^(?:看看?|查看|打开)?提醒的?设置[ ?？。.!]*$"), "提醒列表"),
    (re.compile(f"(?<=[里中])的?{_SO}"), r"的\g<x>"),
    (re.compile(f"(?<=[找搜查下]){_SO}"), r"\g<x>"),
)
"""Commands said as the thing that they show, whose *of* is no part of a name."""


def heard(message: Message, routes: Routes[S]) -> Match[S] | None:
    """Tell which command a message says, which is looked up once for all that asks it."""
    return routes.find(message.text) if message.text else None


def wished(message: Message, session: Session) -> Message:
    """Leave out talk behind a wish that only says why; what answers a question is kept whole."""
    if session.state is not None or not message.text:
        return message
    text = without_talk(without_complaint(without_manners(message.text)))
    return replace(message, text=in_full(text))


def in_full(text: str) -> str:
    """Say as a command what names only what it shows: *list of spaces*, *versions of a.docx*."""
    for said, meant in _NOUNS:
        text = said.sub(meant, text)
    return text


def has_words(message: Message, session: Session) -> bool:
    """Whether a message says something: who it mentions may be an answer."""
    by_mention = bool(message.mentions or message.strangers) and isinstance(
        session.state, Asking | Guided
    )
    return bool(message.text) or by_mention


def leaves_open(message: Message, session: Session, routes: Routes[S]) -> bool:
    """Whether a question goes on: what has no words, and is no file for us, answers none."""
    takes = message.file is not None and routes.file_for(message.file.name) is not None
    return session.state is not None and not has_words(message, session) and not takes

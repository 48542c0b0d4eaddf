"""Who asks what can be asked here, or how it is typed, in their own words: *what can you actually
do*, 把您能办的事一条一条讲给我听, *what do I type to give a space more room*.
"""

import re
from typing import Final

from bot.reading.said import Said
from bot.reading.understood import Wish

_CAN: Final = re.compile(
    "(?:(?:hi+|hiya|hey|hello|yo|so|ok(?:ay)?|well|and|please|bot|now)[ ,.!]*)*"
    "(?:what (?:all |exactly |else )?(?:can|could|do|are) (?:you|u|ya)(?: (?:actually|really|"
    "even|exactly|here|all|able to|"
    "for us|for me|then|anyway|currently))* (?:do|help(?: me| us)?(?: with)?|good (?:for|at)|"
    "offer|know)"
    "(?: (?:for (?:me|us)|here|anyway|exactly|really|actually|then|please))*"
    "|what (?:are you (?:good )?for|is this bot (?:for|good for)|can i (?:ask|say|do|"
    "type)(?: you| here| to you)*)"
    "|(?:explain|tell|show)(?: me| us)? (?:please )?what you (?:can|are able to|"
    "know how to)(?: do)?(?: for (?:me|us))?)"
    "(?:[ ,.!?]*(?:lol|haha+|please|pls|thanks|mate|bot|btw))*[ .!?]*"
)
_CAN_ZH: Final = re.compile(
    "(?:你|您|机器人|这个?(?:机器人|系统))(?:到底|究竟|都|还|现在|倒底)*(?:能|会|可以|"
    "能够)(?:帮我|给我|为我们?)?(?:干|做|办|帮)(?:点|些|得了|到)*"
    "(?:啥|什么|哪些|什么事)"
    "|(?:把)?(?:你|您)?(?:能|会|可以)(?:干|做|办)的(?:事情?|活儿?|功能|全部?|"
    "都)*[^,.;!?]{0,10}?(?:讲|说|告诉|列|介绍)"
    "|(?:你|您)(?:有)?(?:什么|哪些|啥)(?:功能|本事|用处)"
)
_TYPED: Final = re.compile(
    "^(?:(?:hi|hey|hello|ok|so|and|sorry|please)[ ,.!]*)*(?:what|which command)(?: exactly)? "
    "(?:(?:do|should|must|can|would|shall) (?:i|we|one|you)|to|does one) (?:have to )?(?:type|"
    "write|send|say|enter|use|tell you)"
    "(?: in| here| you)? (?:to|for|so that i can|if i want to|in order to|"
    "when i want to) (?P<x>.+?)[ ?.!]*$"
    "|^(?:请问|那)?(?:要|想)(?P<zh>[^,.;!?]{2,20}?)[, ]?(?:该|应该|要|得)?(?:打|输入|发|说|输|"
    "敲|写)(?:什么|啥|哪个)(?:命令|指令|话|字|呢|啊)*[?.]*$"
)


def help_asked(said: Said) -> Wish | None:
    """Give the help for who asks what can be done here; None for anything else."""
    if _CAN.fullmatch(said.copy) or _CAN_ZH.search(said.copy):
        return Wish("help", {}, 1.0)
    return None


def typed_how(text: str) -> str:
    """Give a question for the words that are to be typed as the question how it is done; any other
    text as it is.
    """
    said = Said(text)
    found = _TYPED.search(said.copy)
    if found is None:
        return text
    if found["zh"]:
        return f"怎么{said.typed(*found.span('zh')).strip()}"
    return f"how do i {said.typed(*found.span('x')).strip()}"

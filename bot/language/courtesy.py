"""What is only polite, and the short words that agree or decline."""

import re

from bot.language.typed import normalise

# What is only polite. No text fits these in two ways: that would take exponential time to refuse.
_ASKING = "请问|帮我|麻烦你?|please|can you|could you"
LEAD_TO_ARGUMENT = f"(?:/ ?)?(?:(?:请(?=帮我)|{_ASKING}),? ?){{0,5}}"
LEAD_TO_WORD = f"(?:/ ?)?(?:(?:{_ASKING}|请(?!问)|我想要?|我要),? ?){{0,5}}"
_THANKS = "please|thanks|thank you|谢谢"
TAIL_OF_ARGUMENT = (
    f'(?:[ .!?~]|,(?= ?(?:{_THANKS}))|(?<=[ ,.!?~"])(?:{_THANKS})|(?<=")(?:吧|吗|呢|啊))*'
)
TAIL_OF_WORD = f"(?:[ ,.!?~]|{_THANKS}|吧|吗|呢|啊|一下)*"
_YES = re.compile(
    f"(?:yes|y|ok|okay|sure|confirm|是的?|好的?|确认|确定|可以|对|嗯)(?:[ ,.!~]|{_THANKS}|吧|啊)*"
)


def is_yes(text: str) -> bool:
    """Tell whether this agrees, in either language; a question does not."""
    return _YES.fullmatch(normalise(text).lstrip("/ ")) is not None


_NO = re.compile(
    "(?:(?:no|n|nope|nah|no way|not (?:now|yet|today|really|this(?: one)?|that(?: one)?)|don't|"
    "do not|cancel|stop|quit|exit|abort|never ?mind|forget (?:it|that)|leave it|"
    "不是(?:这个|那个)?|不(?:要|用|必|需要|想|行|对|可以|同意|删除?|[建做加])?|别(?:删|建|做)?|"
    f"先不|暂不|否|算了|取消|放弃|退出|停止|下次|以后再说|回头再说|没事|{_THANKS})"
    "[了吧啊呢的 ,.!~]*)+"
)
_NO_CHARACTERS = 40  # nobody says it longer, and what repeats inside may take its time


def is_no(text: str) -> bool:
    """Tell whether this declines what is asked and says nothing else, in either language."""
    said = normalise(text).lstrip("/ ")
    thanked = re.fullmatch(f"(?:(?:{_THANKS})[ ,.!~]*)*", said)
    return len(said) <= _NO_CHARACTERS and not thanked and _NO.fullmatch(said) is not None

"""What people say to go on about the last answer: *the third one*, 下一页, 那 Finance 呢, *again*.

Pure: it tells what was said, not whether there is anything to go on about.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.language import CHINESE, ORDINALS, Reading, number, paged, plain, trim

Kind = Literal["number", "page", "next", "previous", "that", "same", "again", "up"]

_CHARACTERS = 120
"""Nobody goes on in more."""

_ZH_NUMBER = f"[0-9]{{1,3}}|{CHINESE}"
_EN_NUMBER = f"[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)}|last"

_NUMBER = re.compile(
    rf"(?:那|那么)?(?:打开|查看|看|排)?(?:第 ?(?P<zh>{_ZH_NUMBER}) ?(?:个|条|项|名|位|行)?|"
    rf"(?P<end>最后)一?(?:个|条|项|名|位|行)?)(?:空间|文件夹?|目录)?的?(?:是|是谁|是哪个|是什么|"
    rf"是哪个空间|怎么样)?|"
    rf"(?:and )?(?:(?:who|what|which(?: one| space)?)(?: is|'s) |(?:open|what about|how about) )?"
    rf"(?:the )?(?P<en>{_EN_NUMBER})(?: one| space| row| file| folder)?|"
    rf"(?:open )?(?:number|no\.?) ?(?P<no>[0-9]{{1,3}})|"
    rf"(?:打开|进入|open|go into|enter) ?#?(?P<open>[0-9]{{1,3}}) ?号?(?:文件夹?|空间)?"
)
_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "next",
        re.compile(
            "下一?页|后一?页|往后翻|翻页|继续看|还有(?:吗|呢)?|更多|(?:the )?next(?: page)?|more|"
            "go on|next one"
        ),
    ),
    (
        "up",
        re.compile(
            "(?:返回|退回|回|回退|退|去|看|转)?(?:到|去)?(?:它的|这个的)?(?:上一?[级层]|上层|"
            "父)(?:目录|文件夹|去)?|"
            "(?:返回|退回|回到)(?:外面|上面)(?:一层|那层)?|"
            "(?:go |move |jump |step |take me |one (?:level|folder) )?(?:back )?up"
            "(?: (?:one|a) (?:level|folder)| a level| one| again)?|(?:open |show |(?:go |"
            "take me )?(?:back )?to )?"
            "the (?:parent(?: folder)?|(?:folder|level|one) above|(?:upper|outer) folder)|"
            "parent(?: folder)?"
        ),
    ),
    (
        "previous",
        re.compile("上一?页|前一?页|往前翻|(?:the )?prev(?:ious)?(?: page)?|(?:go )?back"),
    ),
    (
        "again",
        re.compile(
            "再(?:来|查|看|做|试)(?:一次|一遍|一下)?|重新(?:查|看|来)(?:一次|一遍)?|刷新|"
            "同样的?再来一次|"
            "(?:do (?:it|that) )?(?:once more|again|one more time)|repeat(?: that| it)?|refresh|"
            "(?:the )?same again|"
            "(?:请|麻烦|能不能|可以|你)*(?:把)?(?:刚才|刚刚|上面|前面|上一?[个条次])?(?:说|发|"
            "查)?(?:那个|那条|那张|的)*"
            "(?:内容|结果|回答|答案)?(?:再|重新)(?:给我)?(?:说|发|讲|显示|给我看|看|列|"
            "查)(?:一[次遍下]|下|遍)|"
            "(?:刚才|刚刚)(?:那个|的)?(?:是什么|说的什么|再来一[次遍])|"
            "(?:can you |could you |please )*(?:say|tell me|show me|send|give me|repeat|run) "
            "(?:that|it|this|the last (?:one|answer)|what you (?:just )?said)"
            "(?: again| once more| one more time| another time)|"
            "(?:can you |could you |please )*repeat (?:that|it|this|the last (?:one|answer)|what "
            "you (?:just )?said)|(?:sorry,? )?(?:what was that|come)(?: again)?|pardon(?: me)?|"
            "i (?:missed|didn't (?:catch|get)) that"
        ),
    ),
    (
        "that",
        re.compile(
            "(?:那|那么)?(?:那个|这个|它|那个空间|这个空间)(?:怎么样|的呢)?|"
            "(?:and |what about |how about )?(?:that|this|it)(?: one| space)?"
        ),
    ),
)
_OVER_THERE = "(?:的?(?:[那这](?:边|头|里|儿|块儿?|个)|里头|里面|里边))?的?"
"""What Chinese says behind a name, and is no part of it: 那销售合同那边呢."""
_SAME = re.compile(
    f"(?:那么?|换成|换)(?P<a>.+?){_OVER_THERE}(?:呢|怎么样|咋样|啥情况|什么情况|的呢|也看看|也查一下)|换成(?P<b>.+)|"
    "(?P<c>.+?)(?:也一样|也是)|"
    "(?:and |also )?(?:(?:the )?same|do (?:it|that|the same))(?: thing)? (?:for|with|to) "
    "(?P<d>.+?)(?: too)?|"
    "(?:and )?(?:what|how) about (?P<e>.+?)|and (?:for )?(?P<f>.+?)|"
    f"(?P<g>.+?){_OVER_THERE}(?:呢|咋样|啥情况|什么情况)"
)
_JUDGED = re.compile(
    "(?<=[^ ]) (?:too|as well|also)(?: please| pls)?$|"
    "(?:,|(?<=[^ ]) (?=(?:is it|it is|it's|are they) )) ?(?:is it|it is|it's|is that|are they|"
    "does it look|looks?|how is it)?(?: any| a bit| much)? ?"
    "(?:better|worse|ok|okay|fine|good|the same|bad|full|too|also)?(?: there| then| now| too)*$"
    "|[,，] ?(?:是不是|会不会|有没有)?(?:要|能|会)?(?:更)?(?:好|强|差|宽裕|满)"
    "(?:一.|些)?(?:吗|么|了)*$"
)
"""What is asked of it besides its name: *and Finance, is it better?*"""
_SIGNS = " ,.!?~"


@dataclass(frozen=True, slots=True)
class Following:
    """What goes on: ``number`` is a row (-1 the last) or a page, ``name`` what it is to be about
    instead, as it was typed.
    """

    kind: Kind
    number: int = 0
    name: str = ""


def following(text: str) -> Following | None:
    """Tell how a text goes on about the last answer; None for one that stands for itself."""
    if len(text) > _CHARACTERS:
        return None
    said = Reading(plain(text)).copy
    found = _NUMBER.fullmatch(said)
    if found and (row := _row(found)) is not None:
        return Following("number", row)
    rest, page = paged(said)
    if said and not rest:
        return Following("page", page)
    for kind, words in _WORDS:
        if words.fullmatch(said) or words.fullmatch(Reading(text).copy.rstrip(_SIGNS)):
            return Following(kind)
    return _same(text)


def _same(text: str) -> Following | None:
    reading = Reading(text)
    found = _SAME.fullmatch(reading.copy.rstrip(_SIGNS))
    if found is None:
        return None
    name = next(group for group in found.groupdict() if found[group])
    start, end = found.span(name)
    judged = _JUDGED.search(reading.copy[start:end])
    end = start + judged.start() if judged and judged.start() else end
    return Following("same", name=trim(reading.raw_between(start, end)))


def _row(found: re.Match[str]) -> int | None:
    said = found["zh"] or found["en"] or found["no"] or found["open"] or "last"
    if said == "last":
        return -1
    if said in ORDINALS:
        return ORDINALS.index(said) + 1
    row = number(said.rstrip("stndrh"))
    return None if row is None else int(row)

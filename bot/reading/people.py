"""People in sentences, as far as they were not mentioned with @."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.reading.english import stem
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.spelling import Spelling

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施文牛樊葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲"
    "翁"
    "冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
    "费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑"
    "迟"
    "邝"
)
_NO_NAME: Final = (
    "当做的来也对是为能可加设进管不了吧和跟上去走这那算他她给把让成升调退离弄有要吗呢啊就都从被将权限员理提任"
    "撤移踢接开删改动过查看干建最在再，。、 "
)
"""Characters that no given name has, so that it ends there."""
_NO_MORE: Final = (
    "编辑|查看|下载|修改|[一二两三四五六七八九十半]?[天周个月年小]|[一二两三四五六七八九十]{2}"
    "|开[个权通一]|离职|换|"
    "要|想|发|传|写|急|忙|的|出差|调走|说|问|负责|不|没|有|用|看|改|得|以|赶|请|一起|该|踢|移|拉"
    "|起|到|会|应|叫|又|再|才|"
    "已|及|等|同时|或|只|暂|先|后|这|昨|老[催是]|催|提|申请|在|主管|进"
)
"""What comes behind a name and is none of it."""
_ZH: Final = re.compile(
    rf"(?:(?:欧阳|司马|诸葛|上官|司徒)|(?<![上下这本每一两])[{_SURNAMES}])[\u4e00-\u9fff](?:"
    rf"(?!{_NO_MORE})"
    rf"[\u4e00-\u9fff])?|"
    r"(?<![大最减缩])[小老阿][\u4e00-\u9fff]|"
    r"[\u4e00-\u9fff]{1,3}(?:总|工|经理|老师|主任|部长|科长|主管|姐|哥)(?![作具]])"
)
_ROLE_ZH: Final = re.compile(
    r"(?:把|让|给|将|由|叫|对|替|加|添加|加上|任命|提拔|授权|指定|移除|撤掉|撤销|取消|去掉|删掉|"
    r"免去|收回|拿掉|换成|是) "
    rf"?(?P<x>[^{_NO_NAME}a-z0-9掉,.;!? ]{{2,4}}?)(?=[{_NO_NAME}]|$)"
    rf"|^(?P<y>[^{_NO_NAME}a-z0-9]{{2,4}}?)(?=[当做来也是为能可不的进管升退离走])"
)
_NOBODY: Final = re.compile(
    "管理|权限|空间|提醒|一个|这个|那个|名单|所有|全部|大家|我们|你们|自己|最近|今天|昨天|上周|"
    "操作|记录|审计|变更|小时|老板|小心|老是|高级|于是|万一|时候|时间|"
    "明天|明细|明白|全都|成员|任何|任命|单独|应该|连接|关于|关闭|关掉|和|安全|施|解除|解释|文件|"
    "文档|毕竟|包括|成为|左右|季度|路径|游|方便|方法|石|金额|时|"
    "查一|查看|查询|查下|查找|何时|何人|白名|麻烦|温馨|简单|项目|全体|全公"
    "|^[余边车项单麻查全明成时应任]"
)
_AS_WRITTEN: Final = re.compile(
    r"(?P<own>[\u4e00-\u9fff]{2,4})(?='s(?![a-z]))"
    r"|(?P<titled>(?:员工|管理员|同事|用户|老师|经理|成员)[甲乙丙丁戊己庚辛壬癸])"
)
"""Names that end where it is plain to see, whatever they begin like."""
_WORD: Final = re.compile(r"[a-z][a-z0-9_.]*[0-9](?![a-z0-9_.'-])|[a-z][a-z.'-]*[a-z.]|[a-z]")
"""A userId such as staff02, or a name; whatever else has digits in it may be anything."""
_USER_ID: Final = re.compile("[a-z]{3,}[0-9]{2,6}")
_SURELY: Final = 4
"""Nothing else in a sentence is likelier a person than what looks like a userId."""
_SMALL_WORDS: Final = frozenset(
    [
        "i",
        "me",
        "my",
        "you",
        "he",
        "him",
        "his",
        "she",
        "her",
        "it",
        "its",
        "we",
        "us",
        "our",
        "they",
        "them",
        "their",
        "someone",
        "somebody",
        "anybody",
        "everyone",
        "everybody",
        "person",
        "people",
        "user",
        "colleague",
        "the",
        "a",
        "an",
        "of",
        "to",
        "from",
        "as",
        "at",
        "in",
        "on",
        "by",
        "for",
        "and",
        "or",
        "is",
        "are",
        "be",
        "was",
        "were",
        "will",
        "would",
        "should",
        "shall",
        "may",
        "can",
        "could",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "not",
        "no",
        "new",
        "also",
        "too",
        "now",
        "today",
        "please",
        "pls",
        "thanks",
        "who",
        "what",
        "which",
        "any",
        "all",
        "another",
        "one",
        "this",
        "that",
        "these",
        "those",
        "longer",
        "there",
        "here",
        "isnt",
        "isn't",
        "aint",
        "doesnt",
        "doesn't",
        "dont",
        "don't",
        "didnt",
        "shouldnt",
        "shouldn't",
        "mustnt",
        "wont",
        "won't",
        "cant",
        "can't",
        "wasnt",
        "hasnt",
        "hasn't",
        "noone",
        "anymore",
    ]
)


def person(said: Said, quoted: Sequence[Mention], spelling: Spelling) -> str:
    """Give who is meant, as typed; empty where nobody is."""
    if quoted:
        return quoted[0].text
    return _chinese(said) or _english(said, spelling)


def several_people(typed: str) -> str:
    """Give who is named by a text of nothing but names; empty for anything else."""
    said = Said(typed)
    named = [each.strip() for each in _BETWEEN.split(said.copy) if each.strip()]
    if not named or not all(map(_IS_NAME.fullmatch, named)):
        return ""
    found, at = [], 0
    for each in named:
        start = said.copy.index(each, at)
        at = start + len(each)
        found.append(said.typed(start, at).strip())
    return ", ".join(found)


_BETWEEN: Final = re.compile(" *(?:[,、;&]|(?<![a-z])and(?![a-z])|[和与跟及]) *")
_ONE: Final = (
    f"(?:员工|管理员|同事|用户|成员)[甲乙丙丁戊己庚辛壬癸]|[a-z]+[0-9]{{1,6}}|(?:manager|staff"
    f"|user|admin) [0-9]{{1,4}}"
    f"|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|[小老阿][\u4e00-\u9fff]"
    "|[\u4e00-\u9fff]{1,3}(?:总|工|经理|老师|主任|部长|科长|主管|姐|哥)"
)
_IS_NAME: Final = re.compile(_ONE)
_ALSO: Final = re.compile(
    f" ?(?:[,、;&]|(?<![a-z])and(?![a-z])|[和与跟及])+ ?(?P<who>{_ONE})(?![a-z0-9])"
)


def with_others(said: Said, person: str) -> str:
    """Give who is meant with all who are named beside them, empty for nobody."""
    if not person:
        return ""
    copy = person.casefold()
    start = said.copy.find(copy)
    if start < 0:
        return person
    found, at = [person], start + len(copy)
    while (also := _ALSO.match(said.copy, at)) is not None:
        found.append(said.typed(*also.span("who")).strip())
        at = also.end()
    return ", ".join(found)


def _chinese(said: Said) -> str:
    written = _AS_WRITTEN.search(said.copy)
    if written is not None and not _NOBODY.search(written["own"] or ""):
        return said.typed(*written.span()).strip()
    for found in _ZH.finditer(said.copy):
        name = re.sub(f"[{_NO_NAME}].*", "", found[0][1:])
        whole = found[0][0] + name
        if name and not _NOBODY.search(whole):
            return said.typed(found.start(), found.start() + len(whole)).strip()
    for found in _ROLE_ZH.finditer(said.copy):
        group = "x" if found["x"] else "y"
        if not _NOBODY.search(found[group]):
            return said.typed(*found.span(group)).strip()
    return ""


def _english(said: Said, spelling: Spelling) -> str:
    """Take words that nothing is known of; else one with a capital inside the sentence."""
    runs = list(_runs(said, spelling))
    return max(runs, key=lambda run: (run[1], run[2]), default=("", 0, 0))[0]


def _runs(said: Said, spelling: Spelling) -> Iterator[tuple[str, int, int]]:
    """Give runs of words that may be a name, with how likely that is, and their length."""
    run: list[tuple[int, int]] = []
    likely = 0
    for found in _WORD.finditer(said.copy):
        start, end = found.start(), found.end() - (2 if found[0].endswith("'s") else 0)
        chance = _chance(said, start, end, spelling)
        beside = not run or not said.copy[run[-1][1] : start].strip()
        if run and (not chance or not beside):
            yield _run(said, run, likely)
            run, likely = [], 0
        if chance:
            run.append((start, end))
            likely = max(likely, chance)
    if run:
        yield _run(said, run, likely)


def _run(said: Said, run: Sequence[tuple[int, int]], likely: int) -> tuple[str, int, int]:
    return said.typed(run[0][0], run[-1][1]).strip(" .,"), likely, len(run)


def _chance(said: Said, start: int, end: int, spelling: Spelling) -> int:
    word = said.copy[start:end]
    if word in _SMALL_WORDS:
        return 0
    if _USER_ID.fullmatch(word):
        return _SURELY
    is_capital = said.typed(start, end).strip()[:1].isupper()
    unknown = stem(word) not in spelling
    return 2 * unknown + (is_capital and (unknown or start > 0))

"""A space that is named as the place of something else is never what something is done to."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from bot.access import Role
from bot.drive.spaces import Space
from bot.reading import Reader, Understood
from bot.reading.kinds import spoken_file
from tests.phrases.measure import ROUTES, About, Known
from tests.sweeping import sweep

SPACES: Final = (
    "销售合同",
    "市场部",
    "Finance",
    "Legal 法务",
    "产品文档",
    "Marketing Archive 2024",
)
NAMES: Final = Known([Space(f"id{n}", name, "org", 1) for n, name in enumerate(SPACES)])
READER: Final = Reader(ROUTES)
THINGS: Final = ("photo-08", "旧报表", "那个录屏", "纪要-05.docx", "招标方案")
IN_ZH: Final = ("里的", "里面的", "空间里的", "中的", "里有个", "里")
DONE_ZH: Final = (
    "把{s}{in_}{x}删了",
    "{s}{in_}{x}没用了，删掉吧",
    "{s}{in_}{x}过期了，清掉吧",
    "删掉{s}{in_}{x}",
    "麻烦把{s}{in_}{x}改名成终稿",
    "把{s}{in_}{x}挪到归档去",
    "{s}{in_}{x}发我一下，急用",
    "{s}{in_}{x}被我删错了，恢复一下",
    "把{s}{in_}{x}分享给大家",
)
OF_EN: Final = ("photo-08", "the old report", "the design mp4", "notes.docx", "the Q3 budget sheet")
IN_EN: Final = ("in", "from", "inside", "in the", "out of")
DONE_EN: Final = (
    "delete {x} {in_} {s}",
    "pls get rid of {x} {in_} {s}, nobody needs it",
    "{x} {in_} {s} is outdated, bin it",
    "can you remove {x} {in_} {s} for me",
    "rename {x} {in_} {s} to final",
    "move {x} {in_} {s} to the archive",
    "i need {x} {in_} {s}, could you send it over",
    "please restore {x} {in_} {s}",
    "share {x} {in_} {s} with everybody here",
)
ABOUT: Final = (None, About("spaces", {}), About("space", {"space": "市场部"}), About("files", {}))


def said() -> Iterator[str]:
    """All places and wordings, with the things in turn."""
    for n, (done, in_, s) in enumerate(product(DONE_ZH, IN_ZH, SPACES)):
        yield done.format(s=s, in_=in_, x=THINGS[n % len(THINGS)])
    for n, (done, in_, s) in enumerate(product(DONE_EN, IN_EN, SPACES)):
        yield done.format(s=s, in_=in_, x=OF_EN[n % len(OF_EN)])


def read(text: str, place: int = 0) -> Understood:
    role = (Role.ADMIN, Role.MEMBER)[place % 2]
    topic = ABOUT[place // 2 % len(ABOUT)]
    return READER.read(text, role=role, group=place % 3 == 0, names=NAMES, topic=topic)


@sweep("text", list(dict.fromkeys(said())), ids=str)
def test_the_place_of_a_file_is_never_deleted(text: str) -> None:
    for place in (sum(map(ord, text)) % 24, len(text)):
        understood = read(text, place)

        done = [each for each in understood.wishes if {*each.raw.values()} & {*SPACES}]
        shown = {route.words for route in ROUTES if route.looks}
        goes = {"file move", "file copy"}
        assert not [each for each in done if each.words not in shown | goes], understood
        assert all(each.words not in {"space delete", "undo"} for each in understood.wishes)


@sweep(
    ("text", "words", "raw"),
    [
        ("Finance里没用的旧东西帮我挑一挑，我好清理", "oldest", {"space": "Finance"}),
        ("把Finance里重复的文件删掉", "duplicates", {"space": "Finance"}),
        ("move the big files in Finance to Legal", "largest", {"space": "Finance"}),
        ("销售合同里的photo-08没用了，删掉吧", "file delete", {"files": "销售合同/photo-08"}),
        ("Finance的合同-03那个表发我一下，急用", "file send", {"file": "Finance/合同-03那个表"}),
        (
            "把市场部里的招标方案挪到产品文档去",
            "file move",
            {"files": "市场部/招标方案", "place": "产品文档"},
        ),
        (
            "Finance里的photo-08改名成现场照片",
            "file rename",
            {"file": "Finance/photo-08", "name": "现场照片"},
        ),
        (
            "Finance里的photo-08改个名，叫 现场照片",
            "file rename",
            {"file": "Finance/photo-08", "name": "现场照片"},
        ),
        ("Finance里面有个report-02是旧版，删了它", "file delete", {"files": "Finance/report-02"}),
        ("谁记得合同-03那个表到底存哪个空间里了啊", "find", {"words": "合同-03那个表"}),
        ("delete the Finance report please", "file delete", {"files": "Finance/report"}),
        (
            "I need the report pdf from Finance, could you send it over to me please",
            "file send",
            {"file": "Finance/report pdf"},
        ),
        ("where did i put the design mp4", "find", {"words": "design mp4"}),
        ("帮我找下design-06那个视频放哪个空间了", "find", {"words": "design-06那个视频"}),
        ("design-06放哪了", "find", {"words": "design-06"}),
        ("Finance里的photo-08没用了", "find", {"words": "Finance里的photo-08"}),
        ("删除市场部", "space delete", {"space": "市场部"}),
        ("我电脑里有份合同想放到市场部里，怎么弄？", "help command", {"command": "store"}),
        ("how do i get a pdf from my phone into Finance?", "help command", {"command": "store"}),
        ("set up a space for it", "space create", {}),
        (
            "we kick off the Osaka project on monday, make a space for it with 20 gigs",
            "space create",
            {"name": "Osaka project, with 20 gigs"},
        ),
        ("delete Finance", "space delete", {"space": "Finance"}),
        ("市场部没文件了，把这个空间删掉吧", "space delete", {"space": "市场部"}),
        ("remove bob from Finance", "revoke", {"person": "bob", "place": "Finance"}),
        ("市场部里把王芳移除", "revoke", {"person": "王芳", "place": "市场部"}),
        ("收一下这个附件，放市场部里", "store", {"place": "市场部"}),
        ("put what i sent into Finance", "store", {"place": "Finance"}),
        ("keep that picture in Finance", "store", {"place": "Finance"}),
        ("kill off Finance", "space delete", {"space": "Finance"}),
        ("delete Finance and all files in it", "space delete", {"space": "Finance"}),
        ("产品文档空间连同文件删掉", "space delete", {"space": "产品文档"}),
        (
            "everything in Finance is archived, so remove that space",
            "space delete",
            {"space": "Finance"},
        ),
        (
            "bob still needs the files in Finance, stop the deletion",
            "undo",
            {"space": "Finance"},
        ),
        ("what could we throw away in Finance to save space", "largest", {"space": "Finance"}),
        ("能给我看Finance里面的文件吗", "files", {"place": "Finance"}),
        ("我能看Finance里的文件吗", "my rights", {"place": "Finance"}),
        ("市场部的资料我看不了，申请个查看", "request access", {"access": "市场部 可查看"}),
        ("delete Finance's on-call report", "file delete", {"files": "Finance/on-call report"}),
        ("throw that report away in Finance", "file delete", {"files": "Finance/report"}),
        (
            "the report i put in Finance is wrong, remove it",
            "file delete",
            {"files": "Finance/report"},
        ),
    ],
)
def test_what_is_wished_of_what_is_in_a_space(text: str, words: str, raw: dict[str, str]) -> None:
    wish = read(text).wishes[0]

    assert (wish.words, dict(wish.raw)) == (words, raw)


@sweep(
    "text",
    [
        *("别删Finance里的photo-08", "谁把Finance里的photo-08删了", "Finance里的photo-08能删吗"),
        *("don't delete photo-08 in Finance", "how do i delete photo-08 in Finance"),
        *("我昨天把Finance里的photo-08删了", "should we delete photo-08 in Finance"),
        *("which photo-08 in Finance could we delete", "Finance里有什么可以删的"),
        *("are there any copies we can throw out in Finance", "delete it in Finance"),
        *("stop the deletion of the report in Finance", "delete the file i sent to Finance"),
    ],
)
def test_what_is_only_spoken_of_is_not_begun(text: str) -> None:
    understood = read(text)

    first = understood.wishes[0].words
    assert understood.certainty != "sure" or first not in {"file delete", "space delete", "store"}


@sweep(
    ("text", "fits", "not_"),
    [
        ("design mp4", "design-06.mp4", "design-06.pptx"),
        ("合同-03那个表", "合同-03.xlsx", "合同-03.pdf"),
        ("那个录屏", "周会.mp4", "周会.docx"),
        ("the old report", "report-02.pdf", "photo-08.docx"),
        ("the report pdf", "report-02.pdf", "report-10.xlsx"),
        ("slides", "slides-04.pdf", "notes.pdf"),
        ("旧的报表", "三月报表.pdf", "三月.xlsx"),
    ],
)
def test_a_file_is_told_by_a_part_of_its_name_and_its_kind(text: str, fits: str, not_: str) -> None:
    told = spoken_file(text)

    assert told.fits(fits)
    assert not told.fits(not_)


@sweep(
    ("text", "words", "raw"),
    [
        *(
            (said, "space delete", {"space": "Legal 法务"})
            for said in (
                "Legal has nothing in it, get rid of it",
                "nothing in Legal any more, get rid of it",
                "there's nothing in Legal, delete it",
                "nobody uses Legal any more so please bin it",
                "Legal里面啥都没有，删了吧",
                "Legal空了，可以删了",
            )
        ),
        ("there's nothing in the bin, delete it", "bin", {}),
        *(
            (said, "audit", {})
            for said in (
                "who has deleted or created spaces in the last few days?",
                "what spaces were created or deleted lately?",
                "show me the log of created spaces",
                "谁最近新建或删除了空间",
            )
        ),
        *(
            (said, "files", {"place": "Finance newest"})
            for said in (
                "who added stuff to Finance this week?",
                "who uploaded files to Finance",
                "who put new files in Finance",
            )
        ),
    ],
)
def test_what_is_told_of_a_space_leads_to_what_is_wished(
    text: str, words: str, raw: dict[str, str]
) -> None:
    understood = READER.read(text, role=Role.ADMIN, group=False, names=NAMES)

    assert understood.certainty == "sure"
    assert (understood.wishes[0].words, understood.wishes[0].raw) == (words, raw)


@sweep("text", ["actually call it Lunch Club instead", "if Legal has nothing in it, get rid of it"])
def test_nobody_is_given_or_denied_what_is_not_spoken_of(text: str) -> None:
    about = About("space", {"space": "Finance"})
    found = READER.read(text, role=Role.ADMIN, group=False, names=NAMES, topic=about)

    assert not {each.words for each in found.wishes} & {"grant", "revoke"}

"""Why something is wished, and politeness, are no part of a name or a place; what is for others is
never done for whoever asks.
"""

from typing import Final

from bot.access import Role
from bot.drive.spaces import Space
from bot.reading import Reader, Understood
from tests.phrases.measure import ROUTES, About, Known
from tests.phrases.rows import SHOWS
from tests.sweeping import sweep

SPACES: Final = ("销售合同", "市场部", "Finance", "Legal", "Engineering", "客户支持")
NAMES: Final = Known([Space(f"id{n}", name, "org", 1) for n, name in enumerate(SPACES)])
READER: Final = Reader(ROUTES)
RENAMED: Final = ("file rename", {"file": "Finance/a-02.pdf", "name": "final.pdf"})
MOVED: Final = ("file move", {"files": "Finance/a-02.pdf", "place": "Legal"})
COPIED: Final = ("file copy", {"files": "销售合同/合同-03.xlsx", "place": "Legal"})
FOLDER: Final = ("folder create", {"name": "Finance/Invoices"})
READS: Final = {"person": "Wang", "role": "can view", "place": "Finance"}
BOTH: Final = {"person": "员工甲, 员工乙", "role": "can view", "place": "Engineering/资料 Material"}
WISHED: Final = {
    "rename a-02.pdf in Finance to final.pdf, because the auditor asks for it": RENAMED,
    "Could you kindly rename a-02.pdf in Finance to final.pdf": RENAMED,
    "please rename a-02.pdf in Finance to final.pdf. Thank you very much in advance.": RENAMED,
    "把销售合同里的合同-03.xlsx挪一份到Legal去，原来那份留着": COPIED,
    "rename Finance/a-02.pdf to final.pdf so the auditor finds it": RENAMED,
    "would you mind, rename a-02.pdf in Finance to final.pdf please, they need it": RENAMED,
    "move a-02.pdf from Finance over to Legal, they asked for it": MOVED,
    "move a-02.pdf from Finance to Legal because they asked for it": MOVED,
    "把“a-02.pdf”从Finance挪到Legal，那边等着用呢": MOVED,
    "move a-02.pdf from Finance to Wonderland": (
        "file move",
        {"files": "Finance/a-02.pdf", "place": "Wonderland"},
    ),
    "老师您好，烦请将销售合同中的合同-03.xlsx复制一份至Legal空间，以备法务审阅。": COPIED,
    "复制一份销售合同里的 合同-03.xlsx 到 Legal": COPIED,
    "rename the folder 资料 Material in Finance to Old": (
        "file rename",
        {"file": "Finance/资料 Material", "name": "Old"},
    ),
    "move the folder Archive in Finance to Legal": (
        "file move",
        {"files": "Finance/Archive", "place": "Legal"},
    ),
    "pls remove the old folder 资料 Material in Finance, nobody uses it": (
        "file delete",
        {"files": "Finance/资料 Material"},
    ),
    "pls delete the old draft in Finance, it's called 方案-01.docx": (
        "file delete",
        {"files": "Finance/方案-01.docx"},
    ),
    "undo my last move please": ("file undo", {}),
    "who gave staff01 access to Finance": ("audit", {"space or person": "Finance"}),
    "let us know if any space goes over 90": ("alert here", {"levels": "90"}),
    "delete 数据-07.zip and photo-08.docx in Finance": (
        "file delete",
        {"files": "Finance/数据-07.zip, Finance/photo-08.docx"},
    ),
    "删除文件 数据-07.zip photo-08.docx": (
        "file delete",
        {"files": "数据-07.zip, photo-08.docx"},
    ),
    "take a-02.pdf out of Finance and put it into Legal, they asked for it": MOVED,
    "file move to the Material folder": ("file move", {"place": "the Material folder"}),
    "create a folder called Invoices in Finance": FOLDER,
    'make a new folder "Invoices" in Finance': FOLDER,
    "in Finance, create a folder called Invoices please": FOLDER,
    "在销售合同下面建个放简历的文件夹": ("folder create", {"name": "销售合同/简历"}),
    "在销售合同下面建一个文件夹“2026年归档”": ("folder create", {"name": "销售合同/2026年归档"}),
    "Could Wang from sales get access to Finance too, just read only": ("grant", READS),
    "read access to Finance for Wang": ("grant", READS),
    "小王进不去Finance，给他开个只读行吗": (
        "grant",
        {"person": "小王", "role": "可查看", "place": "Finance"},
    ),
    "share a-02.pdf with staff02, she needs to look at it before 3": (
        "grant",
        {"person": "staff02", "role": "can view", "place": "a-02.pdf"},
    ),
    "add 员工甲 and 员工乙 to Engineering/资料 Material, can view": ("grant", BOTH),
    "把员工甲和员工乙加到Engineering，只读": (
        "grant",
        {"person": "员工甲, 员工乙", "role": "可查看", "place": "Engineering"},
    ),
}
"""What is wished, without what is said around it."""
CHOSEN: Final = {
    "copy all contracts from 销售合同 to Legal": ("files", {"place": "销售合同"}),
    "please remove all zip files in Engineering older then 1 year": (
        "oldest",
        {"space": "Engineering"},
    ),
    "delete all zip files in Engineering": ("find", {"words": "zip in Engineering"}),
    "delete the duplicates but keep the newest of each": ("duplicates", {"space": "Finance"}),
    "delete teh duplicates but keep the newest of each": ("duplicates", {"space": "Finance"}),
    "把Finance里重复的都删了，只留最新的": ("duplicates", {"space": "Finance"}),
}
"""Which list shows the files that are meant by what they have in common."""
BEYOND: Final = {
    "send photo-08 to 李经理": "send",
    "photo-08发给李经理看看，顺便跟他说下这是终版": "send",
    "把photo-08发给员工甲": "send",
    "Finance 里的纪要-05.png 请发给 管理员甲 一份，他晚上开会要看": "send",
    "Finance的纪要-05.png麻烦转给老板过目，顺便告诉我它是哪天上传的": "send",
    "今天晚上机房割接，十点到十二点之间请暂停一切改动，割接完了自动恢复。": "pause",
    "员工乙还能看哪些东西": "person",
    "which files can Ann open?": "person",
    "pause all changes from 10 to 12 tonight": "pause",
    "今晚要做数据盘点，先把所有改动停一停，明早八点再放开": "pause",
    "send slides-04.pptx in 客户支持 to 管理员甲 please, he has meeting in 10 min": "send",
    "forward the second one to Anna": "send",
    "帮我生成个链接，我要发给客户，三天有效就行": "link",
    "I need a link of 方案-01.docx for our customer outside": "link",
    "麻烦给李总发一份方案-01.docx": "send",
    "能不能让外面的人打开slides-04.pptx": "link",
    "员工乙 left the company, take away her access from everything": "everything",
    "员工乙已经离职了，他有什么权限都收回来": "everything",
    "no more alerts on weekends please": "weekend",
}
"""What nobody can do here."""
UNWISHED: Final = (
    "rename a-02.pdf in Finance to final.pdf, but not yet",
    "don't move a-02.pdf from Finance to Legal",
    "should I move a-02.pdf from Finance to Legal?",
    "别把photo-08发给李经理",
    "don't delete the duplicates",
    "don't delete the folder Archive in Finance",
    "should I delete the folder Archive in Finance?",
)


def read(sentence: str) -> Understood:
    about = About("files", {"place": "Finance"})
    return READER.read(sentence, role=Role.ADMIN, group=False, names=NAMES, topic=about)


@sweep(("sentence", "wish"), list({**WISHED, **CHOSEN}.items()))
def test_only_what_is_named_is_a_name_or_a_place(
    sentence: str, wish: tuple[str, dict[str, str]]
) -> None:
    understood = read(sentence)

    assert understood.certainty == "sure"
    assert (understood.wishes[0].words, dict(understood.wishes[0].raw)) == wish
    assert bool(understood.choose) == (sentence in CHOSEN)


@sweep(
    ("sentence", "hidden"),
    [
        ("who can see a-02.pdf? hide it from outsiders", "hide it from outsiders"),
        ("a-02.pdf谁能看？别给外面人看", "别给外面人看"),
    ],
)
def test_who_may_see_something_is_shown_and_the_rest_told(sentence: str, hidden: str) -> None:
    understood = read(sentence)

    assert understood.wishes[0].words == "who"
    assert understood.wishes[0].raw == {"place": "a-02.pdf"}
    assert understood.unanswered == hidden


@sweep(
    "sentence",
    [
        *("再复制一份到Legal", "另外拷一份给Legal", "Legal那边也放一份", "给Legal也来一份"),
        *("and put a copy in Legal", "a copy to Legal too please"),
    ],
)
def test_a_copy_is_of_the_file_that_was_handled_last(sentence: str) -> None:
    about = About("file rename", {"file": "Finance/a.pdf", "name": "b.pdf"})
    read = READER.read(sentence, role=Role.ADMIN, group=False, names=NAMES, topic=about)

    assert read.certainty == "sure"
    assert read.wishes[0].words == "file copy"
    assert read.wishes[0].raw == {"files": "Finance/b.pdf", "place": "Legal"}


@sweep(("sentence", "about"), list(BEYOND.items()))
def test_nobody_who_is_named_is_left_out(sentence: str, about: str) -> None:
    assert read(sentence).beyond == about


@sweep("sentence", UNWISHED)
def test_what_nobody_wants_now_is_not_begun(sentence: str) -> None:
    assert read(sentence).wishes[0].words in SHOWS

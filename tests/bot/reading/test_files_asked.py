"""What is asked of files: which are new, of one kind, in the recycle bin, missed, or whose."""

from typing import Final

from bot.access import Role
from bot.drive.spaces import Space
from bot.reading import Reader
from tests.phrases.measure import ROUTES, About, Known
from tests.sweeping import sweep

SPACES: Final = ("销售合同", "客户支持", "Finance", "Legal 法务", "Engineering")
NAMES: Final = Known([Space(f"id{n}", name, "org", 1) for n, name in enumerate(SPACES)])
READER: Final = Reader(ROUTES)
FILES: Final = About("files", {"place": "Finance"})
LARGEST: Final = About("largest", {"space": "Finance"})
FOUND: Final = About("find", {"words": "report in Finance"})
RENAMED: Final = About("file rename", {"file": "Finance/report-02.pdf", "name": "q4"})
OPENED: Final = About("file", {"file": "report-02.pdf"})
MISNAMED: Final = About("file rename", {"file": "Finance/a.pdf", "name": "b.pdf"})
ASKED: Final = (
    # the newest
    ("Finance最近新增的文件", None, "files", {"place": "Finance 最新"}),
    ("Finance里这周传了啥", None, "files", {"place": "Finance 最新"}),
    ("客户支持里最新的那个文件", None, "files", {"place": "客户支持 最新"}),
    ("newest files in Finance", None, "files", {"place": "Finance newest"}),
    ("what was uploaded to Legal this week?", None, "files", {"place": "Legal 法务 newest"}),
    ("what did people upload to Legal this week?", None, "files", {"place": "Legal 法务 newest"}),
    ("what has the team put in Finance lately", None, "files", {"place": "Finance newest"}),
    ("show the newest files there", FILES, "files", {"place": "newest"}),
    ("which files in Finance were changed yesterday?", None, "files", {"place": "Finance newest"}),
    (
        "what files were touched in Legal since monday",
        None,
        "files",
        {"place": "Legal 法务 newest"},
    ),
    ("which ones were changed today", FILES, "files", {"place": "newest"}),
    # who put it there
    ("who made it?", LARGEST, "file", {"file": "1"}),
    ("and who put that there", LARGEST, "file", {"file": "1"}),
    ("谁传的呀", LARGEST, "file", {"file": "1"}),
    ("那是谁放进去的", FILES, "file", {}),
    ("1是谁传的", FILES, "file", {"file": "1"}),
    ("3号谁上传的", FOUND, "file", {"file": "3"}),
    ("最新的那份是谁传的", FOUND, "file", {}),
    ("最新的那份是谁传的", None, "file", {}),
    ("Finance最近被谁改过", None, "audit", {"space or person": "Finance"}),
    ("Finance里最新的文件是谁传的", None, "files", {"place": "Finance 最新"}),
    ("who uploaded the newest one in Finance", None, "files", {"place": "Finance newest"}),
    ("who uploaded the newest one", FILES, "file", {}),
    ("Finance 空间里的合同-03.xlsx 是谁传的", None, "file", {"file": "Finance/合同-03.xlsx"}),
    # who changed it and when is no part of its name
    (
        "where is the pdf report that somebody change yesterday in Finance? i need it for boss",
        None,
        "find",
        {"words": "pdf report in Finance"},
    ),
    (
        "i'm looking for the excel she edited on monday in Finance",
        None,
        "find",
        {"words": "excel in Finance"},
    ),
    # who may do something with it
    (
        "who can edit report-02.pdf in Legal?",
        FILES,
        "who",
        {"place": "Legal 法务/report-02.pdf"},
    ),
    ("who else has write access to the second one", FILES, "who", {"place": "2"}),
    # how large it may be
    ("how big can a file be that I send you?", None, "help command", {"command": "store"}),
    ("单个文件最大能传多大", None, "help command", {"command": "store"}),
    ("how big is the first file", FILES, "file", {"file": "1"}),
    (
        "I can't find the contract we signed with the Lisbon people",
        None,
        "find",
        {"words": "contract with the Lisbon people"},
    ),
    ("who said yes to my request", None, "audit", {}),
    # of one space alone
    ("only those from Engineering", FOUND, "find", {"words": "report in Engineering"}),
    ("just the ones in Legal please", FOUND, "find", {"words": "report in Legal 法务"}),
    ("no, only the ones in Engineering", LARGEST, "largest", {"space": "Engineering"}),
    # what it is called by now
    ("send it to me", RENAMED, "file send", {"file": "Finance/q4.pdf"}),
    ("show the newest files there", LARGEST, "files", {"place": "Finance newest"}),
    # one kind
    ("客户支持里面有没有压缩包？挺大的那种", None, "find", {"words": "客户支持里的压缩包"}),
    ("only pdf files from Finance, sorted with size", None, "find", {"words": "pdf in Finance"}),
    ("can I see just the pdfs", FILES, "find", {"words": "pdf in Finance"}),
    ("只看 zip，按大小倒着排", LARGEST, "find", {"words": "Finance里的zip"}),
    (
        "把 Engineering 里面大于 100M 的压缩包都找出来，我要写清理方案。",
        None,
        "find",
        {"words": "Engineering里的压缩包"},
    ),
    # what is there twice
    (
        "劳驾查一下Finance里有无重复的文件，一共白占了多少地方也请一并告知",
        None,
        "duplicates",
        {"space": "Finance"},
    ),
    ("Engineering有无重复，一共浪费多少", None, "duplicates", {"space": "Engineering"}),
    ("查查里面有没有传重了的", LARGEST, "duplicates", {"space": "Finance"}),
    # one that is remembered, and what it is
    (
        "记得上个月谁传过一份合同-03，忘了搁哪个空间了，帮我找出来发我一份",
        None,
        "find",
        {"words": "合同-03"},
    ),
    ("我上周传了个方案-01，记不清放到哪个盘了，帮忙搜一下", None, "find", {"words": "方案-01"}),
    ("先别动，就给我看看是啥", OPENED, "file", {"file": "report-02.pdf"}),
    ("先别动，就给我看看是啥", FILES, "file", {}),
    ("别删，我先看看这个文件是什么内容", OPENED, "file", {"file": "report-02.pdf"}),
    ("找一下合同，我下午要用", None, "find", {"words": "合同"}),
    ("不要了，删了吧", OPENED, "file delete", {"files": "report-02.pdf"}),
    ("那发给我吧", OPENED, "file send", {"file": "report-02.pdf"}),
    (
        "不好意思，刚才的名字打错了，应该是四季度，劳驾再改一次。",
        MISNAMED,
        "file rename",
        {"file": "Finance/b.pdf"},
    ),
    ("麻烦看看谁动过方案-01.docx", None, "file", {"file": "方案-01.docx"}),
    ("just show me what it is", OPENED, "file", {"file": "report-02.pdf"}),
    ("只看 zip，按大小倒着排", None, "find", {"words": "zip"}),
    # versions, and one that is missed
    (
        "Finance的方案-01.docx 都有哪些版本，能退回去吗",
        None,
        "versions",
        {"file": "Finance/方案-01.docx"},
    ),
    ("我找了三遍都没找到“年会照片”，到底还在不在？", None, "find", {"words": "年会照片"}),
    # the recycle bin
    (
        "what is in the trash of Finance and until when it stay there",
        None,
        "bin",
        {"space": "Finance"},
    ),
    ("回收站里现在都有啥", None, "bin", {}),
    ("回收站占了多少空间？先别真的清", None, "bin", {}),
    ("回收站现在占了多少空间？清空的话能腾出来多少，先别真的清。", None, "bin", {}),
    ("what got deleted from Finance last week", None, "bin", {"space": "Finance"}),
    ("look in recycle bin Finance/photo-08.docx", None, "bin", {"space": "Finance"}),
    (
        "I have deleted 纪要-05.png by mistake from 客户支持!!! can I have it back?",
        None,
        "bin restore",
        {"items": "客户支持/纪要-05.png"},
    ),
    (
        "数据-07.zip 昨天不小心给删了，能不能帮忙找回来",
        None,
        "bin restore",
        {"items": "数据-07.zip"},
    ),
    *(
        (said, None, "bin restore", {"items": "Finance/photo-08.docx"})
        for said in (
            "can you restore photo-08.docx in Finance",
            "get photo-08.docx back, the one from Finance",
            "recover photo-08.docx from the recycle bin of Finance",
            "undelete photo-08.docx of Finance please",
            "我误删了Finance里的photo-08.docx，能找回来吗",
            "把Finance里删掉的photo-08.docx恢复一下",
        )
    ),
    ("restore photo-08.docx, Finance needs it", None, "bin restore", {"items": "photo-08.docx"}),
    # missed
    ("找不到合同-03了", None, "find", {"words": "合同-03"}),
    ("合同-03找不着了，你给搜搜在哪个空间", None, "find", {"words": "合同-03"}),
    ("where is slides-04, Legal or Engineering?", None, "find", {"words": "slides-04"}),
    ("I can't find photo-08 anywhere", None, "find", {"words": "photo-08"}),
    ("麻烦您帮我查一查“合同-03”放在哪个空间里", None, "find", {"words": "合同-03"}),
    # whose, and since when
    ("who last changed photo-08.docx in Finance", None, "file", {"file": "Finance/photo-08.docx"}),
    ("它是谁传的，啥时候改过？", OPENED, "file", {"file": "report-02.pdf"}),
    ("ok and who did upload the biggest one", LARGEST, "file", {"file": "1"}),
    ("那个最大的是干嘛用的，有人知道不，没人要我就清了", LARGEST, "file", {"file": "1"}),
    ("前三个都是谁传的", FILES, "files", {"place": "Finance"}),
    # versions
    (
        "slides-04.pptx昨天被人改乱了，能不能退回到前一个版本",
        None,
        "version restore",
        {"file": "slides-04.pptx"},
    ),
    ("put the one before back", OPENED, "versions", {"file": "report-02.pdf"}),
    # how old, and how much together
    ("files older than 2 years in Finance", None, "oldest", {"space": "Finance"}),
    ("Legal里面超过一年没动过的文件有多少，列个单子给我", None, "oldest", {"space": "Legal 法务"}),
    ("Legal里面超过一年没动过的文件有多少", LARGEST, "oldest", {"space": "Legal 法务"}),
    ("哪些超过一年没动过的", FILES, "oldest", {"space": "Finance"}),
    ("how big is that altogether", LARGEST, "largest", {"space": "Finance"}),
    ("这些加起来多大", FILES, "by kind", {"space": "Finance"}),
    # more of them
    ("谁最近往Finance传了文件", None, "files", {"place": "Finance 最新"}),
    ("what's the latest in Finance", None, "files", {"place": "Finance newest"}),
    ("delete all zip files in Engineering", None, "find", {"words": "zip in Engineering"}),
    ("那个“年会照片”到底还在不在", None, "find", {"words": "年会照片"}),
    ("has anyone seen my slides-04?", None, "find", {"words": "slides-04"}),
    (
        "help! I removed photo-08.docx by accident, how do I get it back?",
        None,
        "bin restore",
        {"items": "photo-08.docx"},
    ),
    # a file with its place is that file
    (
        "Could you please delete photo-08.docx from Finance",
        None,
        "file delete",
        {"files": "Finance/photo-08.docx"},
    ),
    ("send photo-08.docx from Finance", None, "file send", {"file": "Finance/photo-08.docx"}),
)
NO_LOOK: Final = (
    "把photo-08.docx移到回收站",
    "move photo-08.docx to the trash",
    "who deleted files in Finance yesterday",
    "不要恢复photo-08.docx，是我删的",
)


@sweep(("sentence", "about", "words", "raw"), list(ASKED))
def test_what_is_asked_of_files_is_answered(
    sentence: str, about: About | None, words: str, raw: dict[str, str]
) -> None:
    understood = READER.read(sentence, role=Role.ADMIN, group=False, names=NAMES, topic=about)

    assert understood.certainty == "sure"
    assert (understood.wishes[0].words, understood.wishes[0].raw) == (words, raw)


@sweep(
    "sentence",
    [
        "please zip up everything from 2023 in Engineering and email it to me",
        "unzip 数据-07.zip in Finance",
        "convert report-02.docx in Finance to pdf",
        "can you translate report-02.pdf into Chinese",
        "what does report-02.pdf say",
        "put a password on report-02.pdf",
        "把Finance的文件打包发我",
        "把report.docx转成pdf",
        "解压数据-07.zip",
        "总结一下report-02.pdf",
    ],
)
def test_what_would_take_a_look_into_files_cannot_be_had(sentence: str) -> None:
    understood = READER.read(sentence, role=Role.ADMIN, group=False, names=NAMES, topic=FILES)

    assert (understood.beyond, understood.kept) == ("content", True)


@sweep(
    "sentence",
    [
        "zip files in Finance",
        "email me report-02.pdf from Engineering",
        "Finance里的压缩包",
        "总结一下这周",
        "打印空间列表",
        "会议纪要已发邮箱",
        "第一个文件改个名，“总结.pdf”",
        "merge the two spaces into one",
        "put it in Finance",
        "what is in Finance",
    ],
)
def test_what_has_only_such_a_word_is_answered(sentence: str) -> None:
    understood = READER.read(sentence, role=Role.ADMIN, group=False, names=NAMES, topic=FILES)

    assert understood.beyond != "content"


@sweep("sentence", list(NO_LOOK))
def test_what_changes_or_asks_who_shows_no_bin_and_restores_nothing(sentence: str) -> None:
    understood = READER.read(sentence, role=Role.ADMIN, group=False, names=NAMES)

    surely = understood.certainty == "sure" and understood.wishes[0].words
    assert surely not in {"bin", "bin restore"}


def test_who_has_added_so_much_cannot_be_said() -> None:
    understood = READER.read(
        "who put so much in there?", role=Role.ADMIN, group=False, names=NAMES, topic=LARGEST
    )

    assert (understood.beyond, understood.about) == ("files", "Finance")


def test_a_path_behind_bin_is_looked_for_before_it_is_deleted() -> None:
    understood = READER.read("bin Finance/photo-08.docx", role=Role.ADMIN, group=False, names=NAMES)

    assert understood.certainty == "half"
    assert [each.words for each in understood.wishes] == ["bin", "file delete"]


def test_the_deletion_of_rows_is_offered_beside_whose_they_are() -> None:
    understood = READER.read(
        "前三个都是谁的，能删不", role=Role.ADMIN, group=False, names=NAMES, topic=LARGEST
    )

    found = [(each.words, each.raw) for each in understood.wishes]
    assert found[0] == ("file", {"file": "1"})
    assert found[-1] == ("file delete", {"files": "1 2 3"})


def test_a_new_space_that_is_called_so_is_no_file() -> None:
    said = "need a space for the Tokyo launch, call it Tokyo Launch, 20 gb should do"
    found = READER.read(said, role=Role.ADMIN, group=False, names=NAMES, topic=RENAMED)

    assert "file rename" not in {wish.words for wish in found.wishes}

"""A wish among clauses that only tell why is understood as it would be alone."""

from typing import Final

from bot.access import Role
from bot.drive.spaces import Space
from bot.reading import Reader, Understood
from bot.reading.clauses import is_talk
from bot.reading.manners import without_manners
from tests.phrases.measure import ROUTES, About, Known
from tests.phrases.rows import SHOWS
from tests.sweeping import sweep

SPACES: Final = ("销售合同", "市场部", "Finance", "Legal")
NAMES: Final = Known([Space(f"id{n}", name, "org", 1) for n, name in enumerate(SPACES)])
READER: Final = Reader(ROUTES)
WISHED: Final = {
    "销售合同满了，销售那边都在骂人，先给他们加到16个G": (
        "quota set",
        {"space": "销售合同", "size": "16 GB"},
    ),
    "先给销售合同加到16个G，销售那边都在骂人": (
        "quota set",
        {"space": "销售合同", "size": "16 GB"},
    ),
    "请把市场部的上限由目前的数调高两成，他们下月有展会": (
        "quota set",
        {"space": "市场部", "size": "+20%"},
    ),
    "烦请将 市场部 里的 report-02.pdf 改名为“三季度.pdf”，原来的名字看不出是什么内容。": (
        "file rename",
        {"file": "市场部/report-02.pdf", "name": "三季度.pdf"},
    ),
    "帮我找下销售合同里名字带“合同”的excel": ("find", {"words": "销售合同里的合同excel"}),
    "找名字里有合同的pdf": ("find", {"words": "合同pdf"}),
    "find excel files with budget in the name in Legal": (
        "find",
        {"words": "budget excel in Legal"},
    ),
    "给法务和销售建个共用的空间，就叫 合同评审": ("space create", {"name": "合同评审"}),
    "Legal 里面好像啥都没有，没东西的话就删掉": ("space", {"space": "Legal"}),
    "Legal 里面啥也没有，这个空间删掉吧": ("space delete", {"space": "Legal"}),
    "Legal里面还有人用吗，没有就把空间删了": ("space", {"space": "Legal"}),
    "Legal 里头一个文件都没有，整个空间删了吧，谢谢": ("space delete", {"space": "Legal"}),
    "Legal里面都是没用的旧文件，把这个空间删了吧": ("space delete", {"space": "Legal"}),
    "there's only junk in Legal, delete the whole space please": (
        "space delete",
        {"space": "Legal"},
    ),
    "Legal 里面的旧合同.docx，删掉吧": ("file delete", {"files": "Legal/旧合同.docx"}),
    "delete Legal if it is empty": ("space", {"space": "Legal"}),
    "市场部快满这事我来跟，大家不用管了": ("alert take", {"space": "市场部"}),
    "哎呀删错了，恢复一下": ("undo", {}),
    "哎呀删错了，帮我找回来": ("undo", {}),
    "帮我找回来刚删的文件": ("file undo", {}),
    "手滑删了，能恢复吗": ("undo", {}),
    "帮我找回来合同-03.xlsx": ("bin restore", {"items": "合同-03.xlsx"}),
    "找回Legal的合同-03.xlsx": ("bin restore", {"items": "合同-03.xlsx"}),
    "恢复更改": ("resume", {}),
    "Finance 上限降 10%": ("quota set", {"space": "Finance", "size": "-10%"}),
    "市场部的额度翻一倍": ("quota set", {"space": "市场部", "size": "+100%"}),
    "raise the limit of Finance by 20%, they have an audit": (
        "quota set",
        {"space": "Finance", "size": "+20%"},
    ),
    "what was deleted in Legal? I have a call with finance at ten": ("bin", {"space": "Legal"}),
    "who can open Finance/Material right now": ("who", {"place": "Finance/Material"}),
    "cap Finance at 500 while you're at it": ("quota set", {"space": "Finance", "size": "500 GB"}),
    "set Finance's quota to 20": ("quota set", {"space": "Finance", "size": "20 GB"}),
    "put a limit of 40 on Legal please": ("quota set", {"space": "Legal", "size": "40 GB"}),
    "don't let Finance grow past 300": ("quota set", {"space": "Finance", "size": "300 GB"}),
    "Legal must not take more than 2 TB": ("quota set", {"space": "Legal", "size": "2 TB"}),
    "we onboard 12 people, so Legal will need another 50 gigs or so, who do I ask?": (
        "request room",
        {"space": "Legal", "size": "+50 GB"},
    ),
    "who do I talk to about 20 GB more for Finance?": (
        "request room",
        {"space": "Finance", "size": "+20 GB"},
    ),
    "can Lisa from accounting see what's in Finance?": (
        "can",
        {"person": "Lisa can view Finance"},
    ),
    "can staff02 see report-02.pdf in Finance?": (
        "can",
        {"person": "staff02 can view Finance/report-02.pdf"},
    ),
    "员工乙能不能编辑Finance里的report-02.pdf": (
        "can",
        {"person": "员工乙 可编辑 Finance/report-02.pdf"},
    ),
    "who deleted Legal?": ("audit", {"space or person": "Legal"}),
    "谁删的空间Legal": ("audit", {"space or person": "Legal"}),
    "does Tom have edit rights in Legal": ("can", {"person": "Tom can edit Legal"}),
    "can anyone get into Finance?": ("who", {"place": "Finance"}),
    "photo-08.docx是旧的，没用了，删了吧": ("file delete", {"files": "photo-08.docx"}),
    "who removed the contract from Legal, it was signed": (
        "audit",
        {"space or person": "Legal"},
    ),
    "给员工乙开通方案-01.docx的编辑权限，到月底": (
        "grant",
        {"person": "员工乙", "role": "可编辑", "place": "方案-01.docx", "time": "月底"},
    ),
    "Legal涉及薪酬，请把staff02的权限取消掉，他已经调岗了": (
        "revoke",
        {"person": "staff02", "place": "Legal"},
    ),
    "our interns need a place for their documents": ("request space", {}),
    "Finance 20G不够了，改成无上限吧": ("quota set", {"space": "Finance", "size": "off"}),
    "Finance 10G太小了，别限制了": ("quota set", {"space": "Finance", "size": "off"}),
    "市场部的上限去掉，不用限制": ("quota set", {"space": "市场部", "size": "off"}),
    "这个群的提醒这周先静音吧，展会期间太吵": ("alert mute", {"time": "下周一"}),
    "第1个再续一周，还没弄完": ("extend", {"grant": "1", "time": "一周"}),
    "员工甲的权限再延长两周，项目没结束": ("extend", {"time": "两周"}),
    "把策略里不让成员新建空间那条去掉": ("policy", {}),
    "第二条规则去掉": ("policy remove", {"rule": "2"}),
    "员工乙能下载Finance/report-02.pdf吗": (
        "can",
        {"person": "员工乙 可下载 Finance/report-02.pdf"},
    ),
    "不让成员删空间的那条规则取消吧": ("policy", {}),
    "remove the rule that members may not create spaces": ("policy", {}),
    "把员工乙设为管理员，他下周开始接替我": ("admin add", {"person": "员工乙"}),
    "老板要看，把方案-01.docx发我一份": ("file send", {"file": "方案-01.docx"}),
    "这两天市场部传不了东西，是不是满了": ("space", {"space": "市场部"}),
    "hey team, Finance is bursting, what eats it all up": ("largest", {"space": "Finance"}),
    "Finance is always a mess. Show me the biggest ones there": ("largest", {"space": "Finance"}),
    "Our customer wants the slides. Send me slides-04.pptx from Finance": (
        "file send",
        {"file": "Finance/slides-04.pptx"},
    ),
    "rename photo-08.docx to final.docx, the old name confuses people": (
        "file rename",
        {"file": "photo-08.docx", "name": "final.docx"},
    ),
}
ROOM: Final = {
    "Finance is nearly full. Could we get another 50 GB please?": "+50 GB",
    "Hi, I can't upload to Finance any more, it says it is full. Can I ask for 10 gb more": "+10 GB",
    "hey, the Finance drive is getting tight, is there any chance to have 20 GB extra?": "+20 GB",
    "Finance is nearly stuffed, any chance we can get another 50 gigs before friday? big shoot": (
        "+50 GB because we need it before friday, big shoot"
    ),
    "any chance we can get another 50 gigs for Finance before friday?": (
        "+50 GB because we need it before friday"
    ),
    "could Finance get 20 more GB by Monday please, audit season": (
        "+20 GB because we need it by monday, audit season"
    ),
    "is there any way to get 30gb more for Finance this week? the scans are huge": (
        "+30 GB because we need it this week, the scans are huge"
    ),
    "pls can i get 5 extra gb on Finance for the audit": "+5 GB because we need it for the audit",
    "hi, would you mind giving Finance another 25 gigs before noon? thanks!": (
        "+25 GB because we need it before noon"
    ),
}
NO_ROOM: Final = (
    "can we get another 20 gb in Finance and delete old.zip",
    "how do i get another 20 gb for Finance before friday?",
    "we don't need another 20 gb in Finance this week",
    "we got another 20 gb in Finance yesterday, big shoot",
    "delete old.zip in Finance. Could we get more room?",
    "move it to Finance, then we need 20 GB more",
    "which files are in Finance? we need 5 GB more, maybe later",
)
UNWISHED: Final = (
    "如果满了，就删掉市场部",
    "he said, delete Finance",
    "老板又在喊，把市场部删了吧",
    "哈哈，那就把photo-08.docx删了吧，逗你的",
    "Finance is old, but don't delete photo-08.docx",
    "市场部没用了，不过先别动，photo-08.docx还要用",
    "if Legal is full, delete photo-08.docx",
    "Anna asked me to, so give her photo-08.docx and delete Finance",
)


def read(sentence: str) -> Understood:
    return READER.read(sentence, role=Role.ADMIN, group=False, names=NAMES)


@sweep(("sentence", "wish"), list(WISHED.items()))
def test_one_clause_wishes_with_what_the_others_name(
    sentence: str, wish: tuple[str, dict[str, str]]
) -> None:
    understood = read(sentence)

    assert understood.certainty == "sure"
    assert (understood.wishes[0].words, dict(understood.wishes[0].raw)) == wish


@sweep(("sentence", "size"), list(ROOM.items()))
def test_room_is_wanted_for_the_space_that_another_sentence_names(sentence: str, size: str) -> None:
    for role in Role.MEMBER, Role.ADMIN:
        understood = READER.read(sentence, role=role, group=False, names=NAMES)

        assert understood.certainty == "sure"
        assert (understood.wishes[0].words, dict(understood.wishes[0].raw)) == (
            "request room",
            {"space": "Finance", "size": size},
        )


@sweep(
    ("sentence", "name"),
    [
        ("could somebody set us up with a space called Podcast? 10gb is plenty", "10gb"),
        ("we start next week, can anyone set up a space for us, call it Podcast", ""),
        (
            "need a space for the launch by this afternoon, call it Podcast, 20 gb should do",
            "20 gb",
        ),
        ("need a space called Podcast by this afternoon", ""),
        ("we need a new space. it's for the show, call it Podcast please", ""),
        ("can you guys open up a space called Podcast, we start monday", ""),
        ("could we have a space for the show, should be called Podcast, 10 gb", "10 gb"),
    ],
)
def test_a_new_space_is_made_or_asked_for(sentence: str, name: str) -> None:
    for role, words in (Role.ADMIN, "space create"), (Role.MEMBER, "request space"):
        understood = READER.read(sentence, role=role, group=False, names=NAMES)
        wish = understood.wishes[0]

        assert (understood.certainty, wish.words) == ("sure", words)
        assert wish.raw == {"name": f"Podcast, with {name}" if name else "Podcast"}


@sweep(
    ("sentence", "words"),
    [
        ("do we have a space called Podcast?", "spaces"),
        ("dupes in Finance", "duplicates"),
        ("can the summary come mondays at 9 instead of every single day? dull", "digest weekly"),
        ("weekly digest instead of the daily one please", "digest weekly"),
        ("摘要太勤了，改成每周一早上九点发一次", "digest weekly"),
        ("i can't for the life of me find report-02.pdf", "find"),
        (
            "i've got a pdf on my laptop, how do i get it into Finance, just drop it?",
            "help command",
        ),
        ("do i just drop it here?", "help command"),
        ("can i just drag it in here?", "help command"),
        ("where do i drop a file for Finance?", "help command"),
        ("any dups in Finance? we pay for all that", "duplicates"),
        ("dupe files in Finance", "duplicates"),
    ],
)
def test_what_is_there_is_shown(sentence: str, words: str) -> None:
    understood = read(sentence)

    assert (understood.certainty, understood.wishes[0].words) == ("sure", words)


@sweep(
    "sentence",
    [
        "who's filling Finance so fast",
        "who keeps dumping stuff in Finance",
        "who's responsible for Finance growing like this",
        "whose files are filling Finance",
    ],
)
def test_nobody_can_say_who_adds_most(sentence: str) -> None:
    assert (read(sentence).beyond, read(sentence).about) == ("files", "Finance")


@sweep(
    "sentence",
    ["let staff02 edit Finance/资料 Material", "give staff02 access to Finance/资料 Material"],
)
def test_a_user_id_is_the_person_and_no_word_of_a_path(sentence: str) -> None:
    wish = read(sentence).wishes[0]

    assert (wish.words, wish.raw["person"], wish.raw["place"]) == (
        "grant",
        "staff02",
        "Finance/资料 Material",
    )


@sweep("sentence", ["junk in Finance", "leftovers in Finance", "which invoices in Finance"])
def test_what_may_be_in_a_space_gives_nobody_a_permission(sentence: str) -> None:
    assert not {"grant", "revoke"} & {wish.words for wish in read(sentence).wishes}


@sweep("sentence", NO_ROOM)
def test_no_room_is_surely_wanted_beside_another_wish(sentence: str) -> None:
    understood = read(sentence)

    assert not (understood.certainty == "sure" and understood.wishes[0].words == "request room")


@sweep("sentence", UNWISHED)
def test_no_clause_wishes_what_another_takes_back(sentence: str) -> None:
    wish = read(sentence).wishes[0]

    assert wish.words in SHOWS


@sweep(
    ("part", "talk"),
    [
        ("都等半天了", True),
        ("我一个人盯不过来", True),
        ("领导下午要用", True),
        ("don't worry about it", True),
        ("it says it's full", True),
        ("再给加10G", False),
        ("谁占的地方最多", False),
        ("delete the old one", False),
        ("which one grew more", False),
    ],
)
def test_what_is_said_besides_is_told_from_one_more_wish(part: str, *, talk: bool) -> None:
    assert is_talk(part) is talk


@sweep(
    ("said", "left"),
    [
        ("若方便的话，请把第一个直接发给我", "请把第一个发给我"),
        ("if you have a minute, send me the first one", "send me the first one"),
        ("查一查合同-03在哪", "查一下合同-03在哪"),
        ("哎呀不对，刚删错了，赶紧帮我捞回来", "赶紧帮我捞回来"),
        ("刚删错了，就这样吧", "刚删错了，就这样吧"),
        ("哎呀删错了，恢复一下", "哎呀删错了，恢复一下"),
        ("历史版本调出一看？如可行，烦请恢复至上一版", "历史版本调出一看？烦请恢复至上一版"),
        ("帮我找一下合同-03，谢谢啦", "帮我找一下合同-03"),
        ("马上到期的文件", "马上到期的文件"),
        ("直接删除.docx", "直接删除.docx"),
        ("if it is full, tell me", "if it is full, tell me"),
    ],
)
def test_manners_are_left_out_and_names_are_kept(said: str, left: str) -> None:
    assert without_manners(said) == left


@sweep(
    ("said", "name"),
    [
        ("把photo-08.docx的名字改成 合同-03终稿 吧", "合同-03终稿"),
        ("把photo-08.docx改名为方案-02，谢谢", "方案-02"),
        ("rename photo-08.docx to slides-04 final", "slides-04 final"),
        ("rename photo-08.docx to slides-04 please", "slides-04"),
        ("rename photo-08.docx to final.docx, the old one confuses people", "final.docx"),
    ],
)
def test_a_new_name_is_taken_whole(said: str, name: str) -> None:
    assert read(said).wishes[0].raw["name"] == name


def test_a_part_of_a_name_is_never_the_space_of_the_last_answer() -> None:
    known = Known([Space("id1", "Legal 法务", "org", 1), Space("id2", "Finance", "org", 1)])
    topic = About("files", {"place": "Finance"})

    understood = READER.read(
        "who can edit Legal?", role=Role.MEMBER, group=False, names=known, topic=topic
    )

    assert "Finance" not in understood.wishes[0].raw.values()


@sweep(
    ("sentence", "about", "words", "raw"),
    [
        ("第一个同意，第二个不同意", "requests", "requests", {}),
        ("第一个批准，第二个驳回，空间还够用", "requests", "requests", {}),
        ("第一个能发我一份吗，谢谢", "files", "file send", {"file": "1"}),
        ("能传一份第2个吗", "files", "file send", {"file": "2"}),
    ],
)
def test_rows_that_were_shown_are_meant_as_they_are_spoken_of(
    sentence: str, about: str, words: str, raw: dict[str, str]
) -> None:
    place = {"place": "Finance"} if about == "files" else {}
    found = READER.read(
        sentence, role=Role.ADMIN, group=False, names=NAMES, topic=About(about, place)
    )

    assert (found.certainty, found.wishes[0].words) == ("sure", words)
    assert found.wishes[0].raw == raw


@sweep(
    ("sentence", "words"),
    [
        (
            "we start a podcast soon, could somebody set us up with a space called Podcast?",
            "space create",
        ),
        ("下周要审计了，我们也没整理过，要不看看Finance里重复的有哪些，反正得清", "duplicates"),
    ],
)
def test_what_a_clause_likely_wishes_is_offered_and_no_change_first(
    sentence: str, words: str
) -> None:
    found = READER.read(sentence, role=Role.ADMIN, group=False, names=NAMES)

    assert words in [wish.words for wish in found.wishes]
    assert found.certainty == "sure" or found.wishes[0].words in SHOWS

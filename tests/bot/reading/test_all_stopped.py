"""Who wants all changes stopped, or allowed again, says so in many ways."""

from bot.reading.all_stopped import all_stopped
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Understood, Wish
from tests.sweeping import sweep


@sweep(
    "text",
    [
        "we're migrating tonight, nobody should be able to change anything through you until I say so",
        "nobody should be able to change anything until I say so",
        "nobody may change anything for now",
        "don't let the bot change anything until Monday, we're being audited",
        "make sure nothing gets changed until Monday",
        "don't let anybody change anything tonight, we're migrating",
        "block all changes until I say so",
        "pause changes tonight, nobody should be able to change anything",
        "pause all changes until I say so",
        "no changes until I'm back please",
        "please lock everything down until the audit is over",
        "stop people from editing anything while we migrate",
        "can you put everything in read-only mode for tonight?",
        "make it all read only",
        "freeze all edits please, thanks",
        "no one can touch anything until tomorrow",
        "今晚谁都别改东西，我们在迁移",
        "在我说可以之前，任何人都不能改任何东西",
        "先别让大家动文件，等我通知",
        "暂停所有更改，等我通知再恢复",
        "今晚冻结一切修改，谢谢",
        "大家先不要动任何文件，在盘点",
        "全部锁住，谁也不许动",
        "晚上钉盘要维护，先把所有改动停一下，别让人再删东西",
        "先停一下所有操作，免得有人误删",
        "stop all changes for now, don't let anyone delete anything",
        "pause everything so no one can upload",
    ],
)
def test_all_changes_are_to_stop(text: str) -> None:
    assert all_stopped(Said(text), ()) == Wish("pause", {}, 1.0)


@sweep(
    "text",
    [
        "ok you can go on, migration is done",
        "migration's over, back to normal",
        "everybody can change things again",
        "you can unlock it again",
        "unlock everything please",
        "lift the freeze",
        "we're done with the migration, carry on",
        "ok migration's done, let people work again",
        "let everyone edit things again now",
        "we're done, let them back in",
        "迁移完了，可以继续了",
        "大家可以改了",
        "解除冻结",
        "盘点结束了，都放开吧",
    ],
)
def test_all_may_go_on(text: str) -> None:
    assert all_stopped(Said(text), ()) == Wish("resume", {}, 1.0)


@sweep(
    "text",
    [
        "nobody can change anything, what's wrong?",
        "we are going to pause everything next month",
        "which nobody has touched for months",
        "pause the changes?",
        "everyone can change things again on Monday",
        "明天大家就可以改了",
        "we could always pause the changes",
        "会议纪要里写：暂停所有变更",
        "why can nobody change anything?",
        "nobody should be able to change the alert levels",
        "if we migrate tonight nobody should change anything",
        "don't pause all changes",
        "谁都不能改了，怎么回事",
        "stop people from uploading",
        "don't let anybody change this file",
        "nobody changed anything today",
        "did nobody change anything?",
        "the migration is not done yet, you can't go on",
        "only admins should be able to change anything",
        "谁都改不了文件",
        "别停所有改动，别让人删东西",
        "别让人再删东西",
        "don't let anyone delete anything",
    ],
)
def test_what_is_asked_told_or_meant_for_some_stops_nothing(text: str) -> None:
    found = all_stopped(Said(text), ())
    assert found is None or isinstance(found, Understood)


def test_what_is_to_stop_for_one_space_stops_nothing_else() -> None:
    text = "nobody should change anything in Finance"
    place = Mention("space", text.index("Finance"), len(text), "Finance")

    assert all_stopped(Said(text), (place,)) is None

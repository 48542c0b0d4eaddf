"""What agrees and what declines, in both languages."""

from bot.language import declines, is_no, is_yes
from tests.sweeping import sweep


@sweep(
    "text",
    [
        *("yes", "Yes!", "/ok", "OK, thanks", "yes, go ahead", "sure, do it please"),
        *("是", "好的。", "确认", "好吧", "可以，谢谢", "好的，就这样吧", "行，没问题"),
    ],
)
def test_agreement_is_understood_in_both_languages(text: str) -> None:
    assert is_yes(text)


@sweep(
    "text",
    [
        "",
        "no",
        "yes?",
        "可以吗",
        "不是",
        "好像不对",
        "yesterday",
        "确认删除",
        "继续",
        "行政",
        "yes no",
    ],
)
def test_anything_else_does_not_agree(text: str) -> None:
    assert not is_yes(text)


@sweep(
    ("text", "does"),
    [
        *(("好的，建吧", "create"), ("嗯，建", "create"), ("那就建吧", "create")),
        *(("create it", "create"), ("ok create it please", "create")),
        *(("删吧", "delete"), ("yes, delete it", "delete"), ("好，撤回吧", "undo")),
        *(("好的，执行吧", "delete"), ("ok do it", "create"), ("sure, proceed", "")),
        *(("对，都建", "create"), ("对", "delete"), ("yep do both", "create")),
        *(("都建", "create"), ("全部新建", "create"), ("create all of them", "create")),
        *(
            ("行，改吧", "rename"),
            ("对对对，就这样，快点弄", "create"),
            ("好的，改吧", "rename"),
            ("行，就这么改", "rename"),
        ),
        *(("可以，请办理", "copy"), ("好，挪吧", "move"), ("yes, copy it", "copy")),
        *(("yes please go on", "rename"), ("yep do it", ""), ("fine by me", ""), ("行的", "")),
        *(("是的，请执行", ""), ("perfect, do it", ""), ("ok send it", "send"), ("改吧", "rename")),
        *(("行，麻烦尽快", ""), ("looks good to me", ""), ("我确定", "delete")),
    ],
)
def test_who_agrees_may_say_what_is_to_be_done(text: str, does: str) -> None:
    assert is_yes(text, does)


@sweep(
    ("text", "does"),
    [
        *(("好的，建吧", "delete"), ("好的，删吧", "create"), ("delete it", "create")),
        *(("delete", "delete"), ("删除", "delete"), ("建吗", "create"), ("undo", "undo")),
        *(
            ("对，都建", "delete"),
            ("yep do both", "delete"),
            ("yep do both", ""),
            ("都建", "delete"),
            ("不都建", "create"),
        ),
        *(("好的，复制吧", "rename"), ("好的，删", "rename"), ("yes delete it", "move")),
        *(("好的，移动吧", "delete"), ("right now", ""), ("great", "delete"), ("批准", "")),
    ],
)
def test_who_says_something_else_is_to_be_done_does_not_agree(text: str, does: str) -> None:
    assert not is_yes(text, does)


@sweep(
    "text",
    [
        *(
            "先别删了",
            "先别删，等等",
            "好，不过先别删",
            "yes but not today",
            "ok but not now",
            "不删了",
            "算了别删",
            "等等，还是别删",
            "还是不要了",
            "还是算了",
            "我改主意了",
            "算了，先留着",
            "算了,先留着",
            "算了还是先不建了",
        ),
        *(
            "actually don't delete it",
            "wait, stop",
            "no don't",
            "changed my mind",
            "don't create it",
            "hmm no wait",
            "no, leave it",
            "no wait, leave it alone",
        ),
    ],
)
def test_who_thinks_again_declines(text: str) -> None:
    assert is_no(text)


@sweep(
    "text",
    [
        "等等",
        "actually",
        "wait",
        "hmm wait",
        "还是先",
        "嗯",
        "啊",
        "先",
        "那就",
        "谢谢",
        "别墅",
        "不错",
        "sorry",
    ],
)
def test_what_only_begins_like_a_second_thought_declines_nothing(text: str) -> None:
    assert not is_no(text)


@sweep(
    "text",
    [
        *("先别删，我再问问", "不删了先", "慢着，先别删，我再请示一下", "算了，下次再说吧"),
        *("先不弄了，等领导定", "不改了，就这样吧", "算了，我自己来", "算了不要了"),
        *("no wait, cancel this. I ask Marketing first", "cancel this please, wrong file"),
        *("hold on, don't do it yet, let me ask", "stop, i need to check first"),
        *("no thanks, i'll do it myself", "never mind, cancel it, we cleaned up instead"),
    ],
)
def test_who_declines_may_say_why(text: str) -> None:
    assert declines(text)


@sweep(
    "text",
    [
        *("no, the second one", "不，市场部", "no, to Legal", "不是，我要的是第二个"),
        *("actually no, better only a copy, they both need", "算了，改成复制吧"),
        *("还是不要挪了，复制一份过去即可", "别删这个，删第二个", "先不删，先改名"),
        *("no i meant the slides", "no, rename it to x", "no, we want it in Legal, or?"),
    ],
)
def test_who_says_what_is_to_be_instead_only_corrects(text: str) -> None:
    assert not declines(text)

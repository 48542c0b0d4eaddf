"""What agrees and what declines, in both languages."""

from bot.language import is_no, is_yes
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

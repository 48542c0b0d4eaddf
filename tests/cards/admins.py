"""Cards of who the admins are."""

from bot.cards import Card


def _removed(**more: object) -> Card:
    data = {"names": ["李雷"], "others": [], "you": False, "operator": "", "stays": False}
    return Card("admin_removed", {**data, **more})


ADMINS: dict[str, Card] = {
    "admin_added": Card("admin_added", {"names": ["王芳"], "already": []}),
    "admin_added-two": Card(
        "admin_added", {"names": ["王芳", "李雷"], "already": [("Bob", "王芳")]}
    ),
    "admin_already": Card("admin_already", {"people": [("王芳", "")]}),
    "admin_already-two": Card("admin_already", {"people": [("王芳", ""), ("李雷", "Bob")]}),
    "admin_confirm": Card(
        "admin_confirm",
        {"people": [("user01", "王芳")], "already": []},
        {"confirm": "confirm", "cancel": "cancel"},
    ),
    "admin_confirm-two": Card(
        "admin_confirm",
        {"people": [("user01", "王芳"), ("user02", "李雷")], "already": [("Bob", "")]},
        {"confirm": "confirm", "cancel": "cancel"},
    ),
    "admin_here": Card("admin_here", {"title": "管理员群"}),
    "admin_here-single": Card("admin_here", {"title": ""}),
    "admin_list": Card(
        "admin_list", {"admins": [("manager01", "王芳", ""), ("user02", "李雷", "王芳")]}
    ),
    "admin_list-empty": Card("admin_list", {"admins": []}),
    "admin_not_named": Card("admin_not_named", {"names": ["user02"], "you": False}),
    "admin_not_named-you": Card("admin_not_named", {"names": [], "you": True}),
    "admin_removed": _removed(),
    "admin_removed-and-not": _removed(others=["韩梅梅"], you=True),
    "admin_removed-operator": _removed(operator="李雷"),
    "admin_removed-operator-stays": _removed(operator="李雷", stays=True),
}

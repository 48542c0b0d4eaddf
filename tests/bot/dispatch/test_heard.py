"""Which command a message says is looked up once, however much of an answer depends on it."""

from typing_extensions import override

from bot.dispatch.hearing import in_full
from bot.routing import Match, Routes
from bot.services import Services
from bot.sessions import Asking, Session
from bot.storage import Store
from handlers import ROUTERS
from tests.assembly import assembled
from tests.sandbox_server import SandboxHandle
from tests.sweeping import sweep


class Counted(Routes[Services]):
    """The routes, and what was looked up in them."""

    def __init__(self) -> None:
        super().__init__(ROUTERS)
        self.looked_up: list[str] = []

    @override
    def find(self, text: str) -> Match[Services] | None:
        self.looked_up.append(text)
        return super().find(text)


async def test_a_message_is_looked_up_once(sandbox: SandboxHandle, store: Store) -> None:
    async with assembled(sandbox, store) as bot:
        bot.replies.routes = routes = Counted()
        waiting = Session(Asking("space create", {}, "name"))
        for said, session in (("whoami", Session()), ("whoami", waiting), ("法务归档", waiting)):
            routes.looked_up.clear()
            message = bot.message(said, msg_id=f"{said} {session.state}")
            await bot.dispatcher.answer(message, session, await bot.fence())

            assert routes.looked_up.count(said) == 1
        routes.looked_up.clear()
        message = bot.message("space Finance. It's old and nobody needs it anymore.")
        await bot.dispatcher.answer(message, Session(), await bot.fence())
        assert set(routes.looked_up) == {"space Finance"}


@sweep(
    ("said", "meant"),
    [
        ("list of spaces", "list spaces"),
        ("List of all my spaces?", "list spaces?"),
        ("versions of a.docx in Finance", "show versions of a.docx in Finance"),
        ("older versions of a.docx", "show versions of a.docx"),
        ("list of spaces to delete", "list of spaces to delete"),
        ("帮我找下销售合同里名字带“合同”的excel", "帮我找下销售合同里的合同excel"),
        ("提醒设置", "提醒列表"),
        ("人力资源最近一个月的趋势", "人力资源最近一个月涨得怎么样"),
        ("人力资源的趋势", "人力资源的趋势"),
        ("trend of HR over the last month", "how fast did HR grow over the last month"),
        ("trend of Last Minute", "trend of Last Minute"),
        ("space create Versions of a plan", "space create Versions of a plan"),
    ],
)
def test_what_is_shown_may_be_said_alone(said: str, meant: str) -> None:
    assert in_full(said) == meant

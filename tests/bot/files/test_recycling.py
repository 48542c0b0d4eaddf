"""The recycle bin as DingTalk has it."""

import pytest

from bot.dingtalk.http import DingTalk
from bot.errors import Refused
from bot.files.recycling import Recycling
from bot.storage import Store
from tests.sandbox_server import SandboxHandle


async def test_an_id_of_the_bin_that_dingtalk_does_not_know_is_asked_for_anew(
    sandbox: SandboxHandle, store: Store, dingtalk: DingTalk
) -> None:
    state = await sandbox.state()
    viewer = str(state["users"][0]["unionId"])

    async def corp_id() -> str:
        return str(state["corpId"])

    recycling = Recycling(dingtalk, store, corp_id)
    await store.redis.set(store.key("recycle-bin"), "another", ex=60)

    with pytest.raises(Refused):
        await recycling.page(viewer)

    assert (await recycling.page(viewer)).items == ()

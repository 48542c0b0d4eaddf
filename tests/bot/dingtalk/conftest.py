"""What the tests of DingTalk's calls may ask for."""

import pytest

from tests.dingtalk import union_id
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def viewer(sandbox: SandboxHandle) -> str:
    """The unionId of somebody who may do everything."""
    return await union_id(sandbox, "manager01")

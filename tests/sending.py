"""Files as the robot gets them when somebody sends one in their single chat."""

from bot.messages import File
from tests.sandbox.clients import connected
from tests.sandbox_server import Json, SandboxHandle


async def carried(sandbox: SandboxHandle, name: str, content: bytes) -> Json:
    """What a file message carries, for somebody to send."""
    upload = await sandbox.upload(name, content)
    return {"fileName": name, "downloadCode": {"upload": upload}, "spaceId": "1", "fileId": "2"}


async def sent(sandbox: SandboxHandle, name: str, content: bytes, user: str = "manager01") -> File:
    """Send a file, and give what arrives at the robot."""
    async with connected(sandbox) as stream:
        chat, said = await sandbox.single(user), await carried(sandbox, name, content)
        await sandbox.say(chat, user, msgtype="file", content=said)
        data = (await stream.answered())["data"]
    return File(data["content"]["fileName"], data["content"]["downloadCode"], data["robotCode"])

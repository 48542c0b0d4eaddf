"""Files between people and the robot: what somebody sent is fetched, and files are sent to them.

The address of a file leads to another host than DingTalk's API, so what is fetched from there is
fetched by a client of its own, which knows no token.
"""

import asyncio
from typing import Final

import httpx

from bot.dingtalk.http import DingTalk
from bot.dingtalk.media import upload
from bot.dingtalk.messages import HOSTS, RobotCalls, is_trusted
from bot.errors import BadParameter, Refused, Unavailable
from bot.errors.files import FileUnusable, NotSettings
from bot.i18n import N_
from bot.messages import File

DOWNLOAD: Final = "/v1.0/robot/messageFiles/download"
MOST_BYTES: Final = 1 << 20
SECONDS: Final = 20
"""How long a file may take to arrive, however steadily it trickles."""

STORAGE = (*HOSTS, "aliyuncs.com")
"""Where DingTalk keeps what people send: its own hosts, and the object storage it is built on."""

GONE = N_("The file is no longer available. Please send it again.")
TOO_LARGE = N_("The file is too large.")
_OVER = {403, 404, 410}


class Files:
    """The robot's files."""

    def __init__(
        self,
        dingtalk: DingTalk,
        robot: RobotCalls,
        outside: httpx.AsyncClient,
        api_base: str,
        *,
        seconds: float = SECONDS,
    ) -> None:
        """``outside`` is a client that adds no authentication and follows no redirects.

        A file has ``seconds`` to arrive.
        """
        self._dingtalk = dingtalk
        self._robot = robot
        self._outside = outside
        self._api_base = api_base
        self._seconds = seconds

    async def fetch(self, file: File) -> bytes:
        """Fetch what somebody sent, at most 1 MB (page `download-the-file-content-of-the-robot-
        receiving-message`).

        Raises FileUnusable for one that is larger or not handed out any more, Refused for an
        address that is not DingTalk's, Unavailable, and the PlatformError of the call.
        """
        address = await self._address(file)
        if not is_trusted(address, self._api_base, STORAGE):
            raise Refused("host", "the address of the file is not DingTalk's")
        # `from None`: what httpx raises carries the address, which is a key to the file.
        try:
            async with asyncio.timeout(self._seconds):
                return await self._read(address)
        except (httpx.RequestError, TimeoutError) as error:
            raise Unavailable(message=type(error).__name__) from None

    async def send(self, user_id: str, name: str, content: bytes) -> None:
        """Send a .zip to one person: an upload and a message, two calls.

        Raises DeliveryFailed and the PlatformError of a call.
        """
        media_id = await upload(self._dingtalk, "file", (name, content, "application/zip"))
        await self._robot.send_file(user_id, media_id, name)

    async def _address(self, file: File) -> str:
        try:
            answer = await self._dingtalk.call(
                "POST", DOWNLOAD, body={"robotCode": file.robot_code, "downloadCode": file.code}
            )
        except BadParameter as refused:
            raise FileUnusable(GONE) from refused
        address = answer.body.get("downloadUrl")
        if not isinstance(address, str):
            raise Unavailable("", "a file without an address", answer.request_id)
        return address

    async def _read(self, address: str) -> bytes:
        # Nothing is unpacked on the way: a few packed bytes may be very many.
        plain = {"Accept-Encoding": "identity"}
        async with self._outside.stream("GET", address, headers=plain) as response:
            if response.status_code in _OVER:
                raise FileUnusable(GONE)
            if response.status_code != httpx.codes.OK:
                raise Unavailable(str(response.status_code), "the file could not be fetched")
            content = bytearray()
            async for part in response.aiter_raw():
                content += part
                if len(content) > MOST_BYTES:
                    raise NotSettings(TOO_LARGE)
            return bytes(content)

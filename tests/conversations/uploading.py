"""People who send files, and what is stored of them."""

from typing import Any

from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import space_id
from tests.sandbox_server import Json

SPACE = "设计资料"
FETCH = "GET /oss/{key}"
PUT = "PUT /oss/{key}"
DOWNLOAD = "POST /v1.0/robot/messageFiles/download"
INFO = "POST /v2.0/storage/spaces/files/{parentDentryUuid}/uploadInfos/query"
INIT = "POST /v1.0/storage/spaces/{spaceId}/files/multiPartUploadInfos/init"
PARTS = "POST /v1.0/storage/spaces/files/multiPartUploadInfos/query"
COMMIT = "POST /v2.0/storage/spaces/files/{parentDentryUuid}/commit"
COPY = "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/copy"
MOVE = "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/move"
RENAME = "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/rename"
LISTED = "GET /v1.0/storage/spaces/{spaceId}/dentries"
FOLDER = "POST /v1.0/storage/spaces/{spaceId}/dentries/{parentId}/folders"
UUID = "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid"


async def sends_video(person: Person, content: bytes, **more: Any) -> Seen:
    """Send a video, whose bytes lie in no space."""
    upload = await person.sandbox.upload("clip.mp4", content)
    said = {"duration": "5", "videoType": "mp4", "downloadCode": {"upload": upload}}
    return await person.says(msgtype="video", content=said, **more)


async def sends_picture(person: Person, words: str = "") -> Seen:
    """Send a picture, with words or without: what there may be in a group."""
    code = {"upload": await person.sandbox.upload("picture.png", words.encode() or b"pixels")}
    codes = {"downloadCode": code, "pictureDownloadCode": code}
    if not words:
        return await person.says(msgtype="picture", content=codes)
    rich = [{"text": words}, {"type": "picture", **codes}]
    return await person.says(msgtype="richText", content={"richText": rich})


async def sends_file(person: Person, name: str, content: bytes) -> Seen:
    """Send a file, which lies in a space of the chat."""
    upload = await person.sandbox.upload(name, content)
    said = {"fileName": name, "downloadCode": {"upload": upload}}
    return await person.says(msgtype="file", content=said)


async def drawer(stage: Stage, name: str = "Clips") -> Json:
    """An empty folder, with the spaceId."""
    space = await space_id(stage, SPACE)
    made = await stage.sandbox.make_file(space, name, "staff02", type="FOLDER")
    return {**made, "spaceId": space}


async def within(stage: Stage, folder: Json) -> list[Json]:
    """What is in a folder."""
    return await stage.sandbox.files(folder["spaceId"], parentId=folder["dentryId"])


async def over(person: Person, card: Seen) -> Seen:
    """Wait until a transfer is over: its card has no button to stop it."""
    while "Stop" in card.labels:
        card = await person.finished(card.card, card.seq)
    return card


async def stores(person: Person, place: str) -> Seen:
    """Say where the file goes, and wait until it is there, or not."""
    return await over(person, await person.says(f"store {place}"))

"""A good request of every API that is served, and requests that are wrong in one thing."""

from dataclasses import dataclass
from typing import Any

from tests.sandbox.clients import AI_MARKDOWN, Api, Stream, connected, params
from tests.sandbox.requests import Request, Wrong
from tests.sandbox.stored_requests import Stored, store, stored_requests
from tests.sandbox.wrong_stored_requests import wrong_stored_requests
from tests.sandbox_server import Json, SandboxHandle

TEXT = {"msgKey": "sampleText", "msgParam": '{"content":"hi"}'}
GB = 1 << 30


@dataclass(frozen=True, slots=True)
class Facts:
    """What the requests name: an organisation in which there is something of everything."""

    api: Api
    client_id: str
    client_secret: str
    group: str
    scene: str
    spaces: tuple[str, ...]
    group_key: str
    people_key: str
    download_code: str
    media_id: str
    session: str
    admin: str
    member: str
    stored: Stored | None = None


async def prepare(sandbox: SandboxHandle, api: Api, *, files: bool = True) -> Facts:
    """Say, send and show one thing of each kind; with `files` also store some."""
    group, state = await sandbox.group(), await sandbox.state()
    async with connected(sandbox) as stream:
        download_code, session = await _picture(sandbox, stream)
    await api.card("shown", group)
    await api.card(
        "above",
        group,
        openSpaceId=f"dtv1.card//ONE_BOX.{group}",
        topOpenDeliverModel={},
    )
    return Facts(
        api=api,
        client_id=state["clientId"],
        client_secret=state["clientSecret"],
        group=group,
        scene=next(
            each["conversationId"] for each in state["conversations"] if each["title"][0] == "D"
        ),
        spaces=tuple(space["spaceId"] for space in state["spaces"]),
        group_key=await _sent(api, "groupMessages/send", openConversationId=group),
        people_key=await _sent(api, "oToMessages/batchSend", userIds=["staff01"]),
        download_code=download_code,
        media_id=await sandbox.upload("a.png", b"png"),
        session=session,
        admin=api.users["manager01"],
        member=api.users["staff01"],
        stored=await store(sandbox, api) if files else None,
    )


async def _picture(sandbox: SandboxHandle, stream: Stream) -> tuple[str, str]:
    upload = await sandbox.upload("b.png", b"png")
    content = {"downloadCode": {"upload": upload}}
    await sandbox.say(await sandbox.group(), "staff01", msgtype="picture", content=content)
    data = (await stream.answered())["data"]
    return data["content"]["downloadCode"], data["sessionWebhook"].partition("session=")[2]


async def _sent(api: Api, path: str, **to: Any) -> str:
    body = {"robotCode": api.robot, **TEXT, **to}
    response = await api.call("POST", f"/v1.0/robot/{path}", body=body)
    return str(response.json()["processQueryKey"])


def good_requests(facts: Facts) -> dict[str, Request]:
    """A request of each API, by its name, that is answered with 200."""
    stored = {} if facts.stored is None else stored_requests(facts.stored)
    return _drive(facts) | _cards(facts) | _robot(facts) | _others(facts) | stored


def _drive(facts: Facts) -> dict[str, Request]:
    user, spaces = {"unionId": facts.admin}, list(facts.spaces)
    order = {"bizType": "drive", "capacityType": "org", "day": 30, "money": 1, "orderId": 7}
    org = {"scope": "ORG", "scopeId": facts.api.corp}
    custom = {"identifier": "app", "bizType": "crm", "permissionMode": "acl"}
    return {
        "POST /v1.0/drive/spaces": Request(body={"name": "新空间", **user}),
        "DELETE /v1.0/drive/spaces/{spaceId}": Request({"spaceId": spaces[3]}, user),
        "GET /v1.0/drive/spaces/{spaceId}": Request({"spaceId": spaces[0]}, user),
        "GET /v1.0/drive/spaces": Request(query={"spaceType": "org", "maxResults": 5, **user}),
        "GET /v1.0/drive/mySpaces": Request(query=user),
        "POST /v1.0/drive/spaces/customSpaces": Request(body=custom | user),
        "POST /v1.0/drive/managements/spaces/query": Request(body={"spaceIds": spaces, **user}),
        "PUT /v1.0/drive/managements/spaces": Request(
            body={"spaceIds": spaces[:2], "quota": GB, **user}
        ),
        "POST /v1.0/drive/quotaInfos/query": Request(
            body={"identifiers": [facts.api.corp], "type": "org", **user}
        ),
        "POST /v1.0/drive/managements/quotas/buy": Request(
            body={"order": {**order, "capacity": GB}, "token": "paid", **user}
        ),
        "GET /v1.0/storage/orgs/{corpId}": Request({"corpId": facts.api.corp}, user),
        "POST /v1.0/storage/events/subscribe": Request(query=user, body=org),
        "POST /v1.0/storage/events/unsubscribe": Request(query=user, body=org),
    }


def _cards(facts: Facts) -> dict[str, Request]:
    made = {
        "cardTemplateId": AI_MARKDOWN,
        "outTrackId": "new",
        "callbackType": "STREAM",
        "cardData": {"cardParamMap": params("Title", "body")},
        "privateData": {"staff01": {"cardParamMap": {"msgTitle": "For you"}}},
        "imGroupOpenSpaceModel": {"supportForward": True},
    }
    where = {
        "openSpaceId": f"dtv1.card//IM_GROUP.{facts.group};IM_ROBOT.staff01",
        "imGroupOpenDeliverModel": {"robotCode": facts.api.robot},
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT"},
    }
    shown = {"outTrackId": "shown"}
    grown = {"guid": "1", "key": "msgContent", "content": "text", "isFull": True}
    changed = {
        "cardData": {"cardParamMap": {"msgTitle": "New"}},
        "cardUpdateOptions": {"updateCardDataByKey": True},
    }
    return {
        "POST /v1.0/card/instances": Request(body=made),
        "POST /v1.0/card/instances/deliver": Request(body=shown | where),
        "POST /v1.0/card/instances/createAndDeliver": Request(
            body={**made, **where, "outTrackId": "newer"}
        ),
        "PUT /v1.0/card/instances": Request(body=shown | changed),
        "PUT /v1.0/card/instances/spaces": Request(
            body={**shown, "topOpenSpaceModel": {"spaceType": "ONE_BOX"}}
        ),
        "PUT /v1.0/card/streaming": Request(body={**shown, **grown}),
        "POST /v1.0/card/tops/close": Request(
            query={"outTrackId": "above", "openConversationId": facts.group}
        ),
    }


def _robot(facts: Facts) -> dict[str, Request]:
    robot = {"robotCode": facts.api.robot}
    group = robot | {"openConversationId": facts.group}
    return {
        "POST /v1.0/robot/groupMessages/send": Request(body=group | TEXT),
        "POST /v1.0/robot/oToMessages/batchSend": Request(
            body={**robot, **TEXT, "userIds": ["staff01"]}
        ),
        "POST /v1.0/robot/groupMessages/recall": Request(
            body={**group, "processQueryKeys": [facts.group_key]}
        ),
        "POST /v1.0/robot/otoMessages/batchRecall": Request(
            body={**robot, "processQueryKeys": [facts.people_key]}
        ),
        "POST /v1.0/robot/groupMessages/query": Request(
            body={**group, "processQueryKey": facts.group_key, "maxResults": 10}
        ),
        "GET /v1.0/robot/oToMessages/readStatus": Request(
            query={**robot, "processQueryKey": facts.people_key}
        ),
        "POST /v1.0/robot/messageFiles/download": Request(
            body={**robot, "downloadCode": facts.download_code}
        ),
    }


def _others(facts: Facts) -> dict[str, Request]:
    app_key = {"appKey": facts.client_id, "appSecret": facts.client_secret}
    client = {"clientId": facts.client_id, "clientSecret": facts.client_secret}
    topic = {"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"}
    old_key = {"appkey": facts.client_id, "appsecret": facts.client_secret}
    first = {"offset": 0, "size": 10}
    said: Json = {"msgtype": "text", "text": {"content": "hi"}}
    return {
        "POST /v1.0/oauth2/accessToken": Request(body=app_key),
        "POST /v1.0/gateway/connections/open": Request(body={**client, "subscriptions": [topic]}),
        "GET /gettoken": Request(query=old_key),
        "POST /topapi/v2/user/get": Request(body={"userid": "staff01"}),
        "POST /topapi/user/getbyunionid": Request(body={"unionid": facts.member}),
        "POST /v1.0/contact/users/search": Request(body={"queryWord": "员工", **first}),
        "POST /v1.0/contact/departments/search": Request(body={"queryWord": "部", **first}),
        "POST /topapi/v2/department/get": Request(body={"dept_id": 101}),
        "POST /topapi/v2/department/listsub": Request(body={"dept_id": 1}),
        "POST /topapi/v2/department/listparentbyuser": Request(body={"userid": "staff01"}),
        "POST /v1.0/im/sceneGroups/members/batchQuery": Request(
            body={
                "openConversationId": facts.scene,
                "coolAppCode": "COOLAPP-1-SANDBOX",
                "maxResults": 2,
            }
        ),
        "POST /robot/sendBySession": Request(query={"session": facts.session}, body=said),
        "POST /media/upload": Request(query={"type": "image"}),
        "GET /oss/{key}": Request({"key": facts.media_id}),
    }


def wrong_requests(facts: Facts) -> dict[str, list[Wrong]]:
    """For each API the refusals that a changed good request really gets."""
    member: Json = {"unionId": facts.member}
    nobody: Wrong = ("400 no.priviledge", {"unionId": "nobody"})
    as_member: Wrong = ("400 no.priviledge", member)
    no_robot: Wrong = ("400 invalidParameter.robotCode.empty", {"robotCode": ""})
    no_group: Wrong = (
        "400 invalidParameter.openConversationId.invalid",
        {"openConversationId": "x"},
    )
    no_key: Wrong = ("400 invalid.processQueryKey", {"processQueryKey": "x"})
    no_card: Wrong = ("400 param.cardNotExist", {"outTrackId": "nowhere"})
    no_id: Wrong = ("400 param.outTrackIdEmpty", {"outTrackId": ""})
    made: list[Wrong] = [
        no_id,
        ("400 param.cardTemplateIdEmpty", {"cardTemplateId": ""}),
        ("400 param.cardPublicDataEmpty", {"cardData": None}),
        ("400 param.cardAlreadyExist", {"outTrackId": "shown"}),
        ("400 param.openSpaceModelInvalid", {"imGroupOpenSpaceModel": {}}),
    ]
    where: list[Wrong] = [
        ("400 param.openSpaceIdEmpty", {"openSpaceId": ""}),
        ("400 param.openSpaceIdInvalid", {"openSpaceId": "dtv1.card//MOON.x"}),
        ("400 param.openDeliverModelEmpty", {"imRobotOpenDeliverModel": None}),
        ("400 param.openDeliverModelError", {"imGroupOpenDeliverModel": {}}),
    ]
    scoped: list[Wrong] = [
        ("400 paramError", {"unionId": ""}),
        ("400 paramError.scope", {"scope": "DEPT"}),
        ("400 paramError.scopeId", {"scopeId": "another"}),
        ("403 permissionDenied", member),
    ]
    wrong_message: list[Wrong] = [
        ("400 invalidParameter.msgKey.invalid", {"msgKey": "sampleNothing"}),
        ("400 invalidParameter.msgParam.invalid", {"msgParam": "x" * 15_001}),
    ]
    wrong_keys: list[Wrong] = [
        ("400 invalidParameter.processQueryKeys.empty", {"processQueryKeys": []}),
        ("400 invalidParameter.processQueryKeys.invalid", {"processQueryKeys": ["x"] * 21}),
    ]
    no_search: list[Wrong] = [
        ("400 parameter.error", {"queryWord": ""}),
        ("400 parameter.error", {"offset": -1}),
        ("400 parameter.error", {"size": None}),
    ]
    stored = {} if facts.stored is None else wrong_stored_requests(facts.stored)
    return stored | {
        "POST /v1.0/contact/users/search": [
            *no_search,
            ("400 parameter.error", {"fullMatchField": 2}),
        ],
        "POST /v1.0/contact/departments/search": no_search,
        "POST /v1.0/im/sceneGroups/members/batchQuery": [
            ("400 paramBlank", {"openConversationId": ""}),
            ("400 paramIllegal", {"maxResults": 0}),
            ("400 cidEncryptError", {"openConversationId": "x"}),
            ("400 groupTemplatePermissionDenied", {"coolAppCode": None}),
            ("400 coolAppUnexist", {"coolAppCode": "x"}),
            ("400 coolAppUninstalled", {"openConversationId": facts.group}),
        ],
        "POST /v1.0/drive/spaces": [
            ("400 name.invalid", {"name": ""}),
            ("400 param.error", {"unionId": ""}),
            nobody,
        ],
        "DELETE /v1.0/drive/spaces/{spaceId}": [
            ("400 unsupported.operation", {"spaceId": facts.spaces[0]}),
            ("400 param.error", {"spaceId": "1"}),
            as_member,
        ],
        "GET /v1.0/drive/spaces/{spaceId}": [("400 param.error", {"spaceId": "1"}), nobody],
        "GET /v1.0/drive/spaces": [
            ("400 param.error.maxresults", {"maxResults": 51}),
            ("400 param.error", {"maxResults": 0}),
            ("400 param.error", {"nextToken": "nonsense"}),
            ("400 no.priviledge", {"spaceType": "personal"}),
        ],
        "GET /v1.0/drive/mySpaces": [("400 param.error", {"unionId": ""}), nobody],
        "POST /v1.0/drive/spaces/customSpaces": [
            ("400 param.error", {"identifier": "a" * 10}),
            ("400 param.error", {"permissionMode": "open"}),
            nobody,
        ],
        "POST /v1.0/drive/managements/spaces/query": [
            ("400 param.error", {"spaceIds": []}),
            ("400 param.error", {"spaceIds": ["1"] * 31}),
            ("500 no.priviledge", member),
        ],
        "PUT /v1.0/drive/managements/spaces": [("400 param.error", {"quota": -2}), as_member],
        "POST /v1.0/drive/quotaInfos/query": [("400 param.error", {"type": "x"}), as_member],
        "POST /v1.0/drive/managements/quotas/buy": [("400 param.error", {"token": ""}), as_member],
        "GET /v1.0/storage/orgs/{corpId}": [
            ("400 paramError", {"corpId": "another"}),
            ("403 permissionDenied", member),
        ],
        "POST /v1.0/storage/events/subscribe": scoped,
        "POST /v1.0/storage/events/unsubscribe": scoped,
        "POST /v1.0/card/instances": made,
        "POST /v1.0/card/instances/deliver": [no_id, no_card, *where],
        "POST /v1.0/card/instances/createAndDeliver": [*made, *where],
        "PUT /v1.0/card/instances": [
            no_id,
            no_card,
            ("400 param.invalid", {"cardData": {"cardParamMap": {"a": "x" * 1025}}}),
        ],
        "PUT /v1.0/card/instances/spaces": [
            no_id,
            no_card,
            ("400 param.openSpaceModelInvalid", {"topOpenSpaceModel": None}),
        ],
        "PUT /v1.0/card/streaming": [
            ("400 param.stream.outTrackId", {"outTrackId": "nowhere"}),
            ("400 param.stream.guidEmpty", {"guid": ""}),
            ("400 param.stream.keyEmpty", {"key": ""}),
            ("400 param.stream.contentEmpty", {"content": ""}),
            ("400 param.stream.content", {"content": "x" * 1025}),
            ("400 param.stream.isFull", {"isFull": False}),
            ("500 unknownError", {"key": "msgTitle"}),
        ],
        "POST /v1.0/card/tops/close": [
            no_id,
            no_card,
            ("400 param.empty", {"openConversationId": ""}),
        ],
        "POST /v1.0/robot/groupMessages/send": [no_robot, no_group, *wrong_message],
        "POST /v1.0/robot/oToMessages/batchSend": [
            no_robot,
            ("400 invalidParameter.userIds.empty", {"userIds": []}),
            ("400 invalidParameter.userIds.invalid", {"userIds": ["x"] * 21}),
            *wrong_message,
        ],
        "POST /v1.0/robot/groupMessages/recall": [no_robot, no_group, *wrong_keys],
        "POST /v1.0/robot/otoMessages/batchRecall": [no_robot, *wrong_keys],
        "POST /v1.0/robot/groupMessages/query": [
            no_robot,
            no_group,
            no_key,
            ("400 invalidParameter.processQueryKey.missing", {"processQueryKey": ""}),
            ("400 invalidParameter.pageSize.invalid", {"maxResults": 201}),
            ("400 invalidParameter.cursor.invalid", {"nextToken": "x"}),
        ],
        "GET /v1.0/robot/oToMessages/readStatus": [no_robot, no_key],
        "POST /v1.0/robot/messageFiles/download": [
            no_robot,
            ("400 invalidParameter.downloadCode.invalid", {"downloadCode": "x"}),
        ],
        "POST /v1.0/oauth2/accessToken": [("400 invalidClientIdOrSecret", {"appSecret": "x"})],
        "POST /v1.0/gateway/connections/open": [
            ("400 invalidClientIdOrSecret", {"clientId": "x"}),
            ("400 Missingsubscriptions", {"subscriptions": []}),
            ("400 param.error", {"subscriptions": [{"type": "EVENT", "topic": "one"}]}),
        ],
    }

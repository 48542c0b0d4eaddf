"""One document for each answer and each push that the bot reads, as DingTalk's pages show them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.dingtalk.codes import Answer, decode
from sandbox.malform import ALL_WAYS, Place, broken, places

GIB = 1 << 30
FULL = {
    "spaceId": "1001",
    "spaceName": "Finance",
    "spaceType": "org",
    "quota": 100 * GIB,
    "usedQuota": 99 * GIB,
    "permissionMode": "acl",
    "createTime": "2026-01-02T03:04Z",
    "modifyTime": "2026-01-02T03:04:05Z",
}
OTHER = {**FULL, "spaceId": "1002", "spaceName": "Legal", "usedQuota": 5, "quota": -1}
QUOTA = {"used": 99 * GIB, "max": 100 * GIB, "reserved": GIB, "type": "SHARE"}
DELIVERED = {
    "spaceType": "IM_GROUP",
    "spaceId": "cid",
    "success": True,
    "errorMsg": "",
    "carrierId": "c",
}

DENTRY = {
    "id": "201",
    "spaceId": "1001",
    "parentId": "0",
    "type": "FILE",
    "name": "poster.psd",
    "size": GIB,
    "path": "/poster.psd",
    "version": 3,
    "status": "NORMAL",
    "extension": "psd",
    "creatorId": "union1",
    "modifierId": "union2",
    "createTime": "2026-01-02T03:04:05Z",
    "modifiedTime": "2026-01-02T03:04Z",
    "uuid": "aB3kf9Lm2",
    "category": "IMAGE",
    "appProperties": {"app1": [{"name": "sk", "value": "turn1", "visibility": "PRIVATE"}]},
}
DRAWER = {**DENTRY, "id": "202", "type": "FOLDER", "name": "posters", "uuid": "aB3kf9Lm3"}

HIT = {
    "dentryUuid": "u1",
    "name": "poster.psd",
    "creator": {"name": "Ann", "userId": "ann"},
    "modifier": {"name": "Bob", "userId": "bob"},
    "lastModifyTime": 1690362101894,
    "path": {"path": "/poster.psd", "longPath": "Design/poster.psd", "url": "https://x/n/u1"},
}
OTHER_HIT = {**HIT, "dentryUuid": "u2", "name": "poster two.psd"}
STORAGE_SPACE = {
    "id": "1001",
    "name": "Receipts",
    "ownerType": "USER",
    "usedQuota": 5 * GIB,
    "quota": 100 * GIB,
    "createTime": "2026-01-02T03:04Z",
}
BINNED = {
    "id": "r1",
    "spaceId": "1001",
    "dentryId": "201",
    "size": GIB,
    "type": "FILE",
    "originalName": "poster.psd",
    "originalPath": "/poster.psd",
    "operatorId": "union1",
    "operatorTime": "2026-01-02T03:04Z",
}
TAKEN = {"async": False, "taskId": "task1", "dentry": DENTRY}
DONE = {
    "async": False,
    "dentryId": "201",
    "recycleItemId": "r1",
    "spaceId": "1001",
    "success": True,
    "targetDentryId": "301",
    "targetSpaceId": "1001",
}
GOES_ON = {"async": True, "dentryId": "202", "spaceId": "1001", "taskId": "task1"}
NO = {
    "async": False,
    "dentryId": "203",
    "spaceId": "1001",
    "success": False,
    "errorCode": "dentryNotExist",
}
CARRIED = {
    "fileName": "a.zip",
    "downloadCode": "d",
    "spaceId": "1001",
    "fileId": "201",
    "videoType": "mp4",
}
SIGNED = {"resourceUrls": ["https://a.aliyuncs.com/1"], "headers": {"Authorization": "secret"}}

ANSWERS: Mapping[str, dict[str, Any]] = {
    "GET /v1.0/drive/spaces": {"spaces": [FULL, OTHER], "nextToken": "t2"},
    "POST /v1.0/drive/managements/spaces/query": {"spaces": [FULL, OTHER]},
    "POST /v1.0/drive/spaces": FULL,
    "DELETE /v1.0/drive/spaces/{spaceId}": {"success": True},
    "GET /v1.0/storage/orgs/{corpId}": {
        "org": {
            "corpId": "ding1",
            "partitions": [{"partitionType": "PUBLIC_OSS_PARTITION", "quota": QUOTA}],
        }
    },
    "POST /v2.0/storage/dentries/search": {"items": [HIT, OTHER_HIT], "nextToken": "t2"},
    "GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId": {
        "dentryUuid": "u1",
        "dentryId": "7",
        "spaceId": "1001",
    },
    "POST /v1.0/storage/spaces": {"space": STORAGE_SPACE},
    "GET /v1.0/storage/spaces/{spaceId}": {"space": STORAGE_SPACE},
    "POST /v1.0/convFile/conversations/spaces/query": {
        "space": {"spaceId": "1001", "corpId": "ding1", "createTime": "2026-01-02T03:04Z"}
    },
    "POST /v1.0/convFile/conversations/files/send": {"file": {"id": "7", "spaceId": "1001"}},
    "POST /v1.0/convFile/apps/conversations/files/send": {"file": {"id": "7", "spaceId": "1001"}},
    "POST /v1.0/convFile/conversations/files/links/send": {"file": {"id": "7"}},
    "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query": {
        "protocol": "HEADER_SIGNATURE",
        "headerSignatureInfo": {"resourceUrls": ["https://x.aliyuncs.com/f"], "headers": {}},
    },
    "POST /v1.0/storage/events/subscribe": {"success": True},
    "POST /v1.0/storage/events/unsubscribe": {"success": True},
    "GET /v1.0/storage/spaces/{spaceId}/dentries": {
        "dentries": [DENTRY, DRAWER],
        "nextToken": "t2",
    },
    "POST /v1.0/storage/spaces/{spaceId}/dentries/listAll": {
        "dentries": [DENTRY, DRAWER],
        "nextToken": "t2",
    },
    "POST /v1.0/storage/spaces/{spaceId}/dentries/query": {
        "resultItems": [{"dentryId": "201", "spaceId": "1001", "success": True, "dentry": DENTRY}]
    },
    "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/query": {"dentry": DENTRY},
    "GET /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/versions": {
        "dentries": [DENTRY, {**DENTRY, "version": 2}],
        "nextToken": "t2",
    },
    "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/versions/{version}/revert": {
        "success": True
    },
    "POST /v1.0/storage/spaces/{spaceId}/dentries/{parentId}/folders": {"dentry": DRAWER},
    "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/rename": {"dentry": DENTRY},
    "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/move": TAKEN,
    "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/copy": TAKEN,
    "POST /v1.0/storage/spaces/{spaceId}/dentries/batchMove": {"resultItems": [DONE, GOES_ON, NO]},
    "POST /v1.0/storage/spaces/{spaceId}/dentries/batchCopy": {"resultItems": [DONE, GOES_ON, NO]},
    "DELETE /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}": {"async": True, "taskId": "task1"},
    "POST /v1.0/storage/spaces/{spaceId}/dentries/batchRemove": {"resultItems": [DONE, GOES_ON]},
    "GET /v1.0/storage/recycleBins": {
        "recycleBin": {"id": "b1", "scope": "ORG", "scopeId": "ding1"}
    },
    "GET /v1.0/storage/recycleBins/{recycleBinId}/recycleItems": {
        "recycleItems": [BINNED],
        "nextToken": "1660268242000:2528089682",
    },
    "GET /v1.0/storage/recycleBins/{recycleBinId}/recycleItems/{recycleItemId}": {"item": BINNED},
    "POST /v1.0/storage/recycleBins/{recycleBinId}/recycleItems/batchRestore": {
        "resultItems": [DONE, GOES_ON]
    },
    "POST /v1.0/storage/recycleBins/{recycleBinId}/recycleItems/batchRemove": {"success": True},
    "GET /v1.0/storage/tasks/{taskId}": {
        "task": {
            "id": "task1",
            "status": "IN_PROGRESS",
            "totalCount": 4,
            "successCount": 2,
            "failCount": 0,
            "failMessage": "",
            "beginTime": "2026-01-02T03:04:05Z",
            "endTime": "2026-01-02T03:04:05Z",
        }
    },
    "POST /v2.0/storage/spaces/files/{parentDentryUuid}/uploadInfos/query": {
        "uploadKey": "key1",
        "headerSignatureInfo": SIGNED,
    },
    "POST /v1.0/storage/spaces/{spaceId}/files/multiPartUploadInfos/init": {"uploadKey": "key1"},
    "POST /v1.0/storage/spaces/files/multiPartUploadInfos/query": {
        "multipartHeaderSignatureInfos": [{"partNumber": 1, "headerSignatureInfo": SIGNED}]
    },
    "POST /v2.0/storage/spaces/files/{parentDentryUuid}/commit": {"dentry": DENTRY},
    "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid": {"dentryUuid": "aB3kf9Lm4"},
    "POST /v2.0/storage/spaces/dentries/{dentryUuid}/permissions/query": {
        "nextToken": "",
        "permissions": [
            {
                "dentryUuid": "aB3kf9Lm2",
                "duration": 60,
                "member": {"type": "USER", "id": user, "corpId": "ding1", "name": name},
                "role": {"id": role, "name": role},
            }
            for user, name, role in (("ann", "Ann", "OWNER"), ("bob", "Bob", "EDITOR"))
        ],
    },
    "GET /v2.0/storage/spaces/dentries/{dentryUuid}/permissions/inheritances": {
        "inheritance": "BREAK"
    },
    "POST /v1.0/contact/users/search": {"hasMore": False, "totalCount": 2, "list": ["ann", "bob"]},
    "POST /v1.0/contact/departments/search": {"hasMore": False, "totalCount": 1, "list": [101]},
    "POST /topapi/v2/department/get": {
        "errcode": 0,
        "errmsg": "ok",
        "request_id": "r1",
        "result": {"dept_id": 101, "name": "Sales", "parent_id": 1},
    },
    "POST /topapi/v2/department/listparentbyuser": {
        "errcode": 0,
        "errmsg": "ok",
        "request_id": "r1",
        "result": {"parent_list": [{"parent_dept_id_list": [101, 1]}]},
    },
    "POST /topapi/user/getbyunionid": {
        "errcode": 0,
        "errmsg": "ok",
        "request_id": "r1",
        "result": {"userid": "ann", "contact_type": 0},
    },
    "POST /topapi/v2/user/get": {
        "errcode": 0,
        "errmsg": "ok",
        "request_id": "r1",
        "result": {"userid": "ann", "unionid": "union1", "name": "Ann", "admin": True},
    },
    "POST /v1.0/card/instances/createAndDeliver": {
        "success": True,
        "result": {"outTrackId": "card1", "deliverResults": [DELIVERED]},
    },
    "POST /v1.0/card/instances/deliver": {"success": True, "result": [DELIVERED]},
    "PUT /v1.0/card/instances": {"success": True, "result": True},
    "POST /v1.0/robot/groupMessages/send": {"processQueryKey": "q1"},
    "POST /v1.0/robot/oToMessages/batchSend": {
        "processQueryKey": "q1",
        "invalidStaffIdList": [],
        "flowControlledStaffIdList": [],
        "filteredStaffIdList": [],
    },
    "POST /robot/sendBySession": {"errcode": 0, "errmsg": "ok"},
    "POST /v1.0/robot/messageFiles/download": {"downloadUrl": "https://x.dingtalk.com/f"},
    "POST /media/upload": {
        "errcode": 0,
        "errmsg": "ok",
        "type": "image",
        "media_id": "@lAL1",
        "created_at": 1690362101894,
    },
    "POST /v1.0/oauth2/accessToken": {"accessToken": "secret", "expireIn": 7200},
    "POST /v1.0/gateway/connections/open": {"endpoint": "wss://x/connect", "ticket": "t"},
}
"""What the bot calls, and what is answered."""

REFUSALS: Mapping[str, dict[str, Any]] = {
    "new": {
        "code": "no.priviledge",
        "message": "no",
        "requestid": "r1",
        "accessdenieddetail": {"requiredScopes": ["Drive.Space.Read"]},
    },
    "old": {"errcode": 88, "errmsg": "no", "sub_code": "60121", "sub_msg": "no such user"},
    "block": {"status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": "u"},
}
"""How either family says no, and how a blocked address is told."""

PRESSED = {"cardPrivateData": {"actionIds": ["ok"], "params": {"a": "b"}}}
BOT = {"dingtalkId": "$:LWCP_v1:$bot", "staffId": ""}
MESSAGE = {
    "robotCode": "robot1",
    "msgId": "m1",
    "chatbotCorpId": "ding1",
    "chatbotUserId": BOT["dingtalkId"],
    "conversationId": "cid1",
    "conversationType": "2",
    "conversationTitle": "Team",
    "senderId": "$:LWCP_v1:$ann",
    "senderStaffId": "ann",
    "senderCorpId": "ding1",
    "senderNick": "Ann",
    "isAdmin": True,
    "isInAtList": True,
    "atUsers": [BOT, {"dingtalkId": "$:LWCP_v1:$bob", "staffId": "bob"}],
    "createAt": 1690362101894,
    "msgtype": "text",
    "text": {"content": " spaces"},
    "sessionWebhook": "https://oapi.dingtalk.com/robot/sendBySession?session=s",
    "sessionWebhookExpiredTime": 1690367502152,
}
QUOTED = {
    "msgType": "interactiveCard",
    "msgId": "m0",
    "senderId": BOT["dingtalkId"],
    "createdAt": 1690362101000,
    "content": {},
}
"""A card, as it stands in the message that quotes it."""
_BODY = {name: value for name, value in MESSAGE.items() if name != "text"}
PUSHES: Mapping[str, dict[str, Any]] = {
    "text": MESSAGE,
    "quote": MESSAGE
    | {
        "text": {"content": " delete", "isReplyMsg": True, "repliedMsg": QUOTED},
        "originalMsgId": QUOTED["msgId"],
        "originalProcessQueryKey": "q1",
    },
    "richText": _BODY
    | {
        "msgtype": "richText",
        "content": {"richText": [{"text": "spaces"}, {"type": "picture", "downloadCode": "d"}]},
    },
    "audio": _BODY | {"msgtype": "audio", "content": {"recognition": "spaces", "duration": 4000}},
    "file": _BODY | {"msgtype": "file", "content": CARRIED},
}
TAP = {
    "type": "actionCallback",
    "outTrackId": "card1",
    "corpId": "ding1",
    "userId": "ann",
    "userIdType": 1,
    "content": PRESSED,
    "value": PRESSED,
}
EVENT = {"spaceId": "1001", "dentryId": "7", "operatorId": "union1"}
FRAME = {
    "specVersion": "1.0",
    "type": "EVENT",
    "headers": {
        "messageId": "f1",
        "topic": "*",
        "eventType": "storage_dentry_update",
        "eventId": "e1",
        "time": "1690362101894",
    },
    "data": EVENT,
}
WHOLE: tuple[Any, ...] = ({}, [], None, "", 5, [None])
DOCUMENTS = (*ANSWERS.values(), *REFUSALS.values(), *PUSHES.values(), TAP, EVENT, FRAME)


def cases(document: Any) -> Iterator[tuple[Place, str, Any]]:
    """Every member and row of a document, broken in every way: where, how, and what is left."""
    for place in places(document):
        for way in ALL_WAYS:
            yield place, way, broken(document, place, way)
    for whole in WHOLE:
        yield (), "whole", whole


def said(document: object, status: int = 200) -> Answer:
    """Read a document as DingTalk's answer; raises what it means."""
    return decode(status, "application/json", json.dumps(document).encode(), {})

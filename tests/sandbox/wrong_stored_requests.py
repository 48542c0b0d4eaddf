"""Requests of APIs about files that are wrong in one thing, and what they are answered."""

from tests.sandbox.requests import Wrong
from tests.sandbox.stored_requests import (
    BINS,
    BY_APP,
    CHATS,
    DENTRY,
    IDS,
    INTO,
    ITEMS,
    PARTS,
    ROLES,
    SEARCH,
    SPACE,
    UUID,
    Stored,
)


def wrong_stored_requests(stored: Stored) -> dict[str, list[Wrong]]:
    """For each storage API the refusals that a changed good request really gets."""
    nobody: Wrong = ("403 permissionDenied", {"unionId": "nobody"})
    no_operator: Wrong = ("403 permissionDenied", {"operatorId": "nobody"})
    no_space: Wrong = ("404 spaceNotExist", {"spaceId": "1"})
    no_dentry: Wrong = ("404 dentryNotExist", {"dentryId": "1"})
    unnamed: Wrong = ("400 paramError", {"unionId": ""})
    reading: dict[str, list[Wrong]] = {
        f"GET {SPACE}": [unnamed, nobody, no_space],
        f"GET {SPACE}/dentries": [
            unnamed,
            nobody,
            no_space,
            ("404 dentryNotExist", {"parentId": "1"}),
            ("400 paramError", {"parentId": stored.id("a.txt")}),
            ("400 paramError", {"maxResults": 51}),
            ("400 paramError", {"orderBy": "COLOUR"}),
            ("400 paramError", {"nextToken": "nonsense"}),
        ],
        f"POST {SPACE}/dentries/listAll": [
            unnamed,
            nobody,
            no_space,
            ("400 paramError", {"option": {"maxResults": 51}}),
        ],
        f"POST {SPACE}/dentries/query": [
            nobody,
            no_space,
            ("400 paramError", {"dentryIds": []}),
            ("400 paramError", {"dentryIds": [str(each) for each in range(31)]}),
        ],
        f"POST {DENTRY}/query": [
            nobody,
            no_space,
            no_dentry,
            ("400 paramError", {"dentryId": "0"}),
        ],
        UUID: [
            no_operator,
            ("404 documentNotExist", {"dentryId": "0"}),
            ("404 documentNotExist", {"spaceId": "1"}),
            ("400 paramError", {"operatorId": ""}),
        ],
        IDS: [no_operator, ("404 documentNotExist", {"dentryUuid": "x"})],
    }
    changes = _wrong_transfers(stored) | _wrong_changes(stored) | _wrong_sharing(stored)
    return reading | changes | _wrong_recycling(stored)


def _wrong_sharing(stored: Stored) -> dict[str, list[Wrong]]:
    member: Wrong = ("403 permissionDenied", {"unionId": stored.member})
    nobody: Wrong = ("403 permissionDenied", {"unionId": "nobody"})
    no_file: Wrong = ("400 paramError.dentryUuid", {"dentryUuid": "x"})
    no_role: Wrong = ("400 paramError.roleId", {"roleId": "KING"})
    no_kind: Wrong = (
        "400 paramError.permissionMemberType",
        {"members": [{"type": "CAT", "id": "1"}]},
    )
    no_members: Wrong = ("400 paramError", {"members": []})
    giving = [member, no_file, no_role, no_kind, no_members]
    no_source: list[Wrong] = [
        ("400 paramError.spaceId", {"spaceId": "1"}),
        ("400 paramError.dentryId", {"dentryId": "1"}),
    ]
    no_group: list[Wrong] = [
        ("404 conversationNotExist", {"openConversationId": "x"}),
        ("400 paramError.conversationId", {"openConversationId": ""}),
    ]
    return {
        f"POST {ROLES}": [
            *giving,
            ("400 paramError", {"option": {"duration": 3601}}),
        ],
        f"PUT {ROLES}": giving,
        f"POST {ROLES}/remove": giving,
        f"POST {ROLES}/query": [
            member,
            no_file,
            ("400 paramError.roleId", {"option": {"filterRoleIds": ["KING"]}}),
            ("400 paramError", {"option": {"maxResults": 31}}),
        ],
        f"GET {ROLES}/inheritances": [no_file, ("400 paramError", {"unionId": "nobody"})],
        f"PUT {ROLES}/inheritances": [
            no_file,
            ("400 paramError.permissionInheritance", {"inheritance": "SOMETIMES"}),
            ("400 paramError", {"unionId": stored.member}),
        ],
        SEARCH: [
            ("400 paramError-keyword", {"keyword": " "}),
            ("400 paramError.maxResults", {"option": {"maxResults": 51}}),
            ("400 paramError.dentryCategories", {"option": {"dentryCategories": ["CAT"]}}),
            ("400 paramError.createTimeRange", {"option": {"createTimeRange": {"startTime": "x"}}}),
            ("400 paramError.visitTimeRange", {"option": {"visitTimeRange": {"endTime": "x"}}}),
        ],
        "POST /v1.0/storage/spaces": [
            nobody,
            ("400 paramError.name", {"option": {"name": 5}}),
            ("400 paramError.scene", {"option": {"scene": 5}}),
            ("400 paramError.sceneId", {"option": {"sceneId": 5}}),
        ],
        "POST /v1.0/storage/currentApps/query": [nobody],
        f"POST {CHATS}/spaces/query": [nobody, *no_group],
        f"POST {CHATS}/files/send": [
            ("403 permissionDenied", {"unionId": stored.member}),
            *no_source,
            *no_group,
            ("400 folderNotSupport", {"dentryId": stored.id("full")}),
        ],
        f"POST {CHATS}/files/links/send": [nobody, *no_source, *no_group],
        BY_APP: [
            ("400 permissionDenied", {"unionId": "nobody"}),
            ("404 spaceNotExist", {"spaceId": "1"}),
            ("404 dentryNotExist", {"dentryId": "1"}),
            ("400 paramError.dentryId", {"dentryId": stored.id("full")}),
        ],
    }


def _wrong_transfers(stored: Stored) -> dict[str, list[Wrong]]:
    nobody: Wrong = ("403 permissionDenied", {"unionId": "nobody"})
    no_space: Wrong = ("404 spaceNotExist", {"spaceId": "1"})
    no_dentry: Wrong = ("404 dentryNotExist", {"dentryId": "1"})
    no_parent: list[Wrong] = [
        ("400 paramError.parentDentryUuid", {"parentDentryUuid": "x"}),
        ("400 paramError.parentDentryUuid", {"parentDentryUuid": stored.uuid("a.txt")}),
        ("500 systemError", {"parentDentryUuid": "0"}),
    ]
    huge = {"preCheckParam": {"size": 1 << 50}}
    full: Wrong = ("400 orgQuotaInsufficient", {"option": huge})
    no_driver: Wrong = ("400 paramError.storageDriver", {"option": {"storageDriver": "TAPE"}})
    no_key: Wrong = ("400 paramError.uploadKey", {"uploadKey": "x"})
    return {
        f"POST {INTO}/uploadInfos/query": [
            nobody,
            *no_parent,
            full,
            no_driver,
            ("400 paramError.protocol", {"protocol": "SMTP"}),
            ("400 paramError", {"option": {"preCheckParam": {"name": "a*"}}}),
        ],
        f"POST {INTO}/commit": [
            nobody,
            *no_parent,
            no_key,
            ("400 dentryNameIllegal", {"name": "a*"}),
            ("400 dentryStoreError", {"option": {"size": 4}}),
            ("400 paramError.conflictStrategy", {"option": {"conflictStrategy": "ASK"}}),
            (
                "400 dentryFormatNotSupport",
                {"name": "a.png", "option": {"convertToOnlineDoc": True}},
            ),
        ],
        f"POST {SPACE}/files/multiPartUploadInfos/init": [nobody, no_space, full, no_driver],
        f"POST {PARTS}": [
            no_key,
            ("400 paramError.partNumbers", {"partNumbers": []}),
            ("400 paramError.partNumbers", {"partNumbers": [0]}),
            ("400 paramError.partNumbers", {"partNumbers": [10_001]}),
            ("400 paramError.partNumbers", {"partNumbers": list(range(1, 32))}),
        ],
        f"POST {DENTRY}/downloadInfos/query": [
            nobody,
            no_space,
            no_dentry,
            ("400 operationNotSupported", {"dentryId": stored.id("full")}),
            ("400 paramError", {"option": {"version": 9}}),
        ],
        f"POST {DENTRY}/openInfos/query": [
            nobody,
            no_space,
            no_dentry,
            ("400 dentryEditNotSupport", {"dentryId": stored.id("full")}),
        ],
    }


def _wrong_changes(stored: Stored) -> dict[str, list[Wrong]]:
    member: Wrong = ("403 permissionDenied", {"unionId": stored.member})
    no_space: Wrong = ("404 spaceNotExist", {"spaceId": "1"})
    no_dentry: Wrong = ("404 dentryNotExist", {"dentryId": "1"})
    root: Wrong = ("400 paramError.dentryId", {"dentryId": "0"})
    no_way: Wrong = ("400 paramError.conflictStrategy", {"option": {"conflictStrategy": "ASK"}})
    taken = {"conflictStrategy": "RETURN_ERROR_IF_EXISTS"}
    stray: Wrong = ("404 dentryNotExist", {"targetFolderId": "1"})
    no_ids: Wrong = ("400 paramError.dentryIds", {"dentryIds": []})
    in_file: Wrong = ("400 paramError.targetFolderId", {"targetFolderId": stored.id("a.txt")})
    many: Wrong = ("400 paramError.dentryIds", {"dentryIds": [str(each) for each in range(51)]})
    four = [{"name": str(each), "value": "", "visibility": "PUBLIC"} for each in range(4)]
    one = [member, no_space, no_dentry, root, no_way, stray, in_file]
    several = [no_space, no_way, stray, in_file, no_ids, many]
    return {
        f"POST {SPACE}/dentries/{{parentId}}/folders": [
            ("403 permissionDenied", {"unionId": "nobody"}),
            no_way,
            ("404 dentryNotExist", {"parentId": "1"}),
            ("400 paramError", {"parentId": stored.id("a.txt")}),
            ("400 dentryNameIllegal", {"name": "a<b"}),
            ("400 dentryNameIllegal", {"name": "end."}),
            ("400 dentryAlreadyExist", {"name": "full", "option": taken}),
        ],
        f"PUT {DENTRY}/appProperties": [
            ("403 permissionDenied", {"unionId": "nobody"}),
            no_dentry,
            ("400 dentryAppPropertiesNumberExceedsLimit", {"appProperties": four}),
            ("400 paramError", {"appProperties": []}),
        ],
        f"POST {DENTRY}/appProperties/remove": [no_space, ("400 paramError", {"propertyNames": 1})],
        f"POST {DENTRY}/rename": [
            member,
            no_space,
            no_dentry,
            root,
            ("400 paramError.name", {"newName": "a|b"}),
            ("400 dentryAlreadyExist", {"newName": " full "}),
        ],
        f"POST {DENTRY}/copy": one,
        f"POST {DENTRY}/move": one,
        f"POST {SPACE}/dentries/batchCopy": [
            *several,
            ("400 paramError.dentryIds", {"dentryIds": ["1", "2", "3", "4"]}),
        ],
        f"POST {SPACE}/dentries/batchMove": [
            *several,
            ("400 paramError.dentryIds", {"dentryIds": [str(each) for each in range(31)]}),
        ],
        f"DELETE {DENTRY}": [
            member,
            no_space,
            no_dentry,
            ("400 paramError", {"dentryId": "0"}),
            ("400 paramError", {"toRecycleBin": "perhaps"}),
        ],
        f"POST {SPACE}/dentries/batchRemove": [no_space, no_ids, many],
        f"GET {DENTRY}/versions": [
            ("403 permissionDenied", {"unionId": "nobody"}),
            ("400 paramError.maxResults", {"maxResults": 101}),
            ("400 paramError.spaceId", {"spaceId": "1"}),
        ],
        f"POST {DENTRY}/versions/{{version}}/revert": [
            ("403 permissionDenied", {"unionId": "nobody"}),
            ("400 paramError", {"version": "9"}),
            ("400 paramError", {"dentryId": "1"}),
        ],
        "GET /v1.0/storage/tasks/{taskId}": [("404 taskNotExist", {"taskId": "1"})],
    }


def _wrong_recycling(stored: Stored) -> dict[str, list[Wrong]]:
    member: Wrong = ("403 permissionDenied", {"unionId": stored.member})
    no_bin: Wrong = ("404 recycleBinNotExist", {"recycleBinId": "1"})
    no_item: Wrong = ("404 recycleItemNotExist", {"recycleItemId": "1"})
    no_items: Wrong = ("400 paramError.recycleItemIds", {"recycleItemIds": []})
    many: Wrong = (
        "400 paramError.recycleItemIds",
        {"recycleItemIds": [str(each) for each in range(51)]},
    )
    no_way: Wrong = ("400 paramError.conflictStrategy", {"option": {"conflictStrategy": "ASK"}})
    return {
        f"GET {BINS}": [
            ("400 paramError.recycleBinScope", {"recycleBinScope": "SPACE"}),
            ("404 recycleBinNotExist", {"scopeId": "another"}),
        ],
        f"GET {ITEMS}": [no_bin, ("400 paramError.maxResults", {"maxResults": 51})],
        f"GET {ITEMS}/{{recycleItemId}}": [member, no_bin, no_item],
        f"POST {ITEMS}/{{recycleItemId}}/restore": [member, no_bin, no_item, no_way],
        f"POST {ITEMS}/batchRestore": [no_bin, no_items, many, no_way],
        f"DELETE {ITEMS}/{{recycleItemId}}": [member, no_bin, no_item],
        f"POST {ITEMS}/batchRemove": [
            member,
            no_bin,
            no_items,
            many,
            ("404 recycleItemNotExist", {"recycleItemIds": ["1"]}),
        ],
        f"POST {BINS}/{{recycleBinId}}/clear": [
            ("400 paramError.recycleBinId", {"recycleBinId": "1"})
        ],
    }

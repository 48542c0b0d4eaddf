"""What can go wrong, split by who can act on it.

::

    SpacekeeperError
    ├── UserError                 the person who asked can do something about it
    │   ├── NotAllowed            their role, or DingTalk, says no
    │   │   └── NotStaff          no staff id: not of this organisation, or the app is not published
    │   ├── Paused                an admin stopped all changes
    │   ├── ListOffered           it takes their own list, at a price they have to agree to
    │   ├── NoSuchSpace           nothing by that name in their own list
    │   ├── AmbiguousSpace        several by that name
    │   ├── NoSuchFile            nothing by that name where it was looked for
    │   ├── NotAFile              a file is needed, and this is a folder
    │   ├── NotAFolder            a folder is needed, and this is a file
    │   ├── NoSuchVersion         the file has no such version that could come back
    │   ├── NotNumbers            several files are meant, and these are not numbers of any
    │   ├── OneSpaceAtATime       several files are meant that do not lie in one space
    │   ├── FileNameRefused       no file or folder can be called so
    │   ├── IntoItself            a folder cannot go into itself
    │   ├── AlreadyThere          what should be moved is there already
    │   ├── NoSuchPerson          whoever is meant is not of this organisation, or unknown
    │   ├── AmbiguousPerson       several people by that name
    │   ├── MissingArgument       a part of the command was left out
    │   ├── BadArgument           a part of the command cannot be read
    │   │   └── NotAChoice        it is none of the few words that it may be
    │   ├── FileUnusable          a file that was sent cannot be read at all (bot.errors.files)
    │   ├── BadFile               what a file says cannot be done (bot.errors.files)
    │   ├── LastManager           nobody would manage it any more (bot.errors.rights)
    │   ├── NoRightsOfSpace       a space's own roles cannot be had (bot.errors.rights)
    │   ├── NoSuchRequest         no request has this number (bot.errors.requests)
    │   ├── RequestHindered       whoever decides a request may not, or not now
    │   ├── HasRoom               a space has the limit that is asked for
    │   ├── ChangedMeanwhile      somebody changed what it is about first; nothing was done
    │   ├── TooOld                said more than ten minutes ago
    │   └── Stale                 the card or conversation this belongs to is over
    ├── PlatformError             DingTalk, or our rights at DingTalk
    │   ├── Refused               a code of DingTalk's that means no
    │   │   ├── NotAuthorized     the acting person may not (no.priviledge)
    │   │   ├── NotAllowedByAdmin an admin switched the feature off (addSpace.forbiden)
    │   │   ├── BadName           name.invalid
    │   │   ├── BadParameter      param.error and kin
    │   │   │   ├── PageTooLarge  param.error.maxresults
    │   │   │   ├── SpaceMissing  spaceNotExist
    │   │   │   ├── DentryMissing dentryNotExist
    │   │   │   ├── RecycleItemMissing  recycleItemNotExist
    │   │   │   └── TaskMissing   taskNotExist
    │   │   ├── NameTaken         dentryAlreadyExist: something is called so there
    │   │   ├── BadFileName       dentryNameIllegal
    │   │   ├── NoGroupFiles      conversationNotExist: no files of this conversation
    │   │   ├── NoRecycleBin      recycleBinNotSupportForSpace: nothing was deleted
    │   │   ├── NoRoom            spaceQuotaInsufficient and kin: it does not fit
    │   │   ├── NotCertified      orgAuthLevelNotEnough: no downloads
    │   │   ├── FileBlocked       fileViral and kin: not handed out
    │   │   ├── UploadRefused     dentryUploadError and kin: the bytes were not taken
    │   │   ├── Unsupported       unsupported.operation
    │   │   ├── ScopeMissing      the app was not given a permission
    │   │   ├── AddressRefused    the app's IP list does not have us
    │   │   ├── BadCredentials    client id or secret is wrong
    │   │   ├── UserUnknown       33012, 60121: DingTalk knows no such person here
    │   │   ├── UserOutOfScope    50002: outside the app's contact scope
    │   │   ├── DepartmentMissing     60003: DingTalk knows no such department
    │   │   ├── DepartmentOutOfScope  50004: outside the app's contact scope
    │   │   ├── AllowanceUsedUp   ApiCountLimitForOrg: the month's calls are gone
    │   │   ├── CardExists        param.cardAlreadyExist
    │   │   └── CardMissing       param.cardNotExist
    │   ├── TokenRefused          InvalidAuthentication: renew and try again
    │   ├── Throttled             Qps, Qpm, request.overlimit: wait and try again
    │   ├── Blocked               DingTalk blocks this address; no call leaves for five minutes
    │   ├── NoAllowance           the governor lets no call leave for this any more
    │   ├── Unavailable           5xx without a known code, or no answer
    │   │   ├── OutcomeUnknown    no answer to a change: it may have happened
    │   │   └── Unreached         no connection: the call never left
    │   └── DeliveryFailed        a message or card did not reach its conversation
    ├── ChangeUncertain           a change whose outcome could not be found out
    ├── LeaseLost                 another process took over; stop without a word
    └── Overtaken                 somebody else changed the card first; leave it

A :class:`UserError` knows the template that shows it and the data it needs, so that a handler
raises and never formats an apology.
"""

from bot.errors.base import (
    ChangeUncertain,
    LeaseLost,
    Overtaken,
    SpacekeeperError,
)
from bot.errors.dentries import (
    AlreadyThere,
    FileNameRefused,
    IntoItself,
    NoSuchFile,
    NoSuchVersion,
    NotAFile,
    NotAFolder,
    NotNumbers,
    OneSpaceAtATime,
)
from bot.errors.platform import (
    AddressRefused,
    AllowanceUsedUp,
    BadCredentials,
    BadName,
    BadParameter,
    Blocked,
    CardExists,
    CardMissing,
    DeliveryFailed,
    DepartmentMissing,
    DepartmentOutOfScope,
    NoAllowance,
    NotAllowedByAdmin,
    NotAuthorized,
    OutcomeUnknown,
    PageTooLarge,
    PlatformError,
    Refused,
    ScopeMissing,
    SpaceMissing,
    Throttled,
    TokenRefused,
    Unavailable,
    Unreached,
    Unsupported,
    UserOutOfScope,
    UserUnknown,
)
from bot.errors.rights import LastManager, NoRightsOfSpace
from bot.errors.storage import (
    BadFileName,
    DentryMissing,
    FileBlocked,
    NameTaken,
    NoGroupFiles,
    NoRecycleBin,
    NoRoom,
    NotCertified,
    RecycleItemMissing,
    TaskMissing,
    UploadRefused,
)
from bot.errors.user import (
    AmbiguousPerson,
    AmbiguousSpace,
    BadArgument,
    ChangedMeanwhile,
    ListOffered,
    MissingArgument,
    NoSuchPerson,
    NoSuchSpace,
    NotAChoice,
    NotAllowed,
    NotStaff,
    OtherOrganisation,
    Paused,
    Stale,
    TooOld,
    UserError,
)

__all__ = [
    "AddressRefused",
    "AllowanceUsedUp",
    "AlreadyThere",
    "AmbiguousPerson",
    "AmbiguousSpace",
    "BadArgument",
    "BadCredentials",
    "BadFileName",
    "BadName",
    "BadParameter",
    "Blocked",
    "CardExists",
    "CardMissing",
    "ChangeUncertain",
    "ChangedMeanwhile",
    "DeliveryFailed",
    "DentryMissing",
    "DepartmentMissing",
    "DepartmentOutOfScope",
    "FileBlocked",
    "FileNameRefused",
    "IntoItself",
    "LastManager",
    "LeaseLost",
    "ListOffered",
    "MissingArgument",
    "NameTaken",
    "NoAllowance",
    "NoGroupFiles",
    "NoRecycleBin",
    "NoRightsOfSpace",
    "NoRoom",
    "NoSuchFile",
    "NoSuchPerson",
    "NoSuchSpace",
    "NoSuchVersion",
    "NotAChoice",
    "NotAFile",
    "NotAFolder",
    "NotAllowed",
    "NotAllowedByAdmin",
    "NotAuthorized",
    "NotCertified",
    "NotNumbers",
    "NotStaff",
    "OneSpaceAtATime",
    "OtherOrganisation",
    "OutcomeUnknown",
    "Overtaken",
    "PageTooLarge",
    "Paused",
    "PlatformError",
    "RecycleItemMissing",
    "Refused",
    "ScopeMissing",
    "SpaceMissing",
    "SpacekeeperError",
    "Stale",
    "TaskMissing",
    "Throttled",
    "TokenRefused",
    "TooOld",
    "Unavailable",
    "Unreached",
    "Unsupported",
    "UploadRefused",
    "UserError",
    "UserOutOfScope",
    "UserUnknown",
]

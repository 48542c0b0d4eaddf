"""Cards, sessions and holds outlive a release: what they keep is read by the name it had then."""

from bot.routing import Routes
from handlers import ROUTERS

STORED = frozenset(
    [
        "AlertPage",
        "AlertShown",
        "AskForRoom",
        "Cancel",
        "ChooseOne",
        "ClashAsked",
        "ConfirmAdmins",
        "ConfirmCreate",
        "ConfirmDelete",
        "ConfirmDigest",
        "ConfirmEvents",
        "ConfirmFilesDelete",
        "ConfirmHere",
        "ConfirmImport",
        "ConfirmRevert",
        "ConfirmUndo",
        "GoUp",
        "FindAgain",
        "FoundFiles",
        "HelpContents",
        "HelpForAdmins",
        "HelpForEverybody",
        "HelpOn",
        "HelpWithAlerts",
        "Later",
        "LookAgain",
        "LookAtTasks",
        "Offer",
        "OfferSoftQuota",
        "Offering",
        "OpenAgain",
        "OpenAlerts",
        "OpenPage",
        "OpenPart",
        "PressSample",
        "Ranking",
        "ReadFiles",
        "ReadList",
        "ReadOn",
        "ReadVersions",
        "ReadNames",
        "RefreshList",
        "Report",
        "Schedule",
        "SeeToIt",
        "SetUp",
        "SettleClash",
        "ShowLevels",
        "ShowMore",
        "ShowMoreRanked",
        "ShowTop",
        "ShowTrend",
        "ShowView",
        "ShownBin",
        "ShownFiles",
        "ShownJob",
        "ShownList",
        "ShownRows",
        "ShownTrail",
        "ShownVersions",
        "ShownWalk",
        "Snooze",
        "SnoozeFor",
        "SpaceDeletion",
        "StopJob",
        "SubscriptionList",
        "Take",
        "ToldList",
        "TurnFiles",
        "TurnFound",
        "TurnHere",
        "TurnImport",
        "TurnLooks",
        "TurnPage",
        "TurnRanking",
        "TurnSubscriptions",
        "TurnTold",
        "TurnTrail",
        "TurnVersions",
        "TurnWalk",
        "TypingFilesName",
        "TypingName",
        "Undo",
        "UndoFilesDelete",
        "Walking",
        "WhatFills",
    ]
)
"""All names under which this release or one before it has stored something."""


def test_what_a_release_has_stored_is_read_by_its_name() -> None:
    """Renamed, a type says what it was called; a new one is added here, none is taken away."""
    known = {
        name
        for kind in Routes(ROUTERS).types
        for name in (kind.__name__, *getattr(kind, "formerly", ()))
    }

    assert known == STORED

"""One turn, from session to card: every message, click and end of a hold goes through here."""

from bot.dispatch.about_requests import AboutRequests
from bot.dispatch.allowed import Allowed
from bot.dispatch.both_wishes import BothWishes
from bot.dispatch.boundary import Boundary, failed, said_of
from bot.dispatch.by_request import parts_of
from bot.dispatch.commands import pressed
from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.done_already import DoneAlready
from bot.dispatch.ends import HoldEnds
from bot.dispatch.file_named import FileNamed
from bot.dispatch.going_on import GoingOn
from bot.dispatch.governed import check as check_policy
from bot.dispatch.governed import words_of
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.interim import Interim
from bot.dispatch.known_names import AskersNames
from bot.dispatch.lines import rest_of
from bot.dispatch.listening import Listening
from bot.dispatch.may_press import MayPress
from bot.dispatch.meanwhile import Meanwhile
from bot.dispatch.outside import Outside
from bot.dispatch.questions import Questions
from bot.dispatch.refused import note as note_refusal
from bot.dispatch.remains import Remains, remains_of
from bot.dispatch.replies import Replies, as_shown
from bot.dispatch.rereading import Rereading
from bot.dispatch.runner import Runner
from bot.dispatch.second_opinion import SecondOpinion
from bot.dispatch.showing import Showing
from bot.dispatch.speaking import Speaking
from bot.dispatch.typed import Typed
from bot.dispatch.understanding import Understanding
from bot.dispatch.unread import Unread
from bot.dispatch.way_on import WayOn
from bot.dispatch.wish_answers import WishAnswers

__all__ = [
    "AboutRequests",
    "Allowed",
    "AskersNames",
    "BothWishes",
    "Boundary",
    "Dispatcher",
    "DoneAlready",
    "FileNamed",
    "GoingOn",
    "HeardRunner",
    "HoldEnds",
    "Interim",
    "Listening",
    "MayPress",
    "Meanwhile",
    "Outside",
    "Questions",
    "Remains",
    "Replies",
    "Rereading",
    "Runner",
    "SecondOpinion",
    "Showing",
    "Speaking",
    "Typed",
    "Understanding",
    "Unread",
    "WayOn",
    "WishAnswers",
    "as_shown",
    "check_policy",
    "failed",
    "note_refusal",
    "parts_of",
    "pressed",
    "remains_of",
    "rest_of",
    "said_of",
    "words_of",
]

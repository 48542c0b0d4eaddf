"""Understands sentences by what they mean, where nobody said a command's own words.

What a sentence is *about* is read first: each part of it (a space's name, a size, a time) is found
by the one reader of its kind, and a placeholder takes its place. *What is wanted* is then a ranking
of all commands by what is left. Everything here is pure: no call, no storage, no clock.
"""

from bot.reading.reader import SURE, Reader
from bot.reading.understood import Caution, Certainty, Names, Topic, Understood, Wish

__all__ = ["SURE", "Caution", "Certainty", "Names", "Reader", "Topic", "Understood", "Wish"]

"""Keeps the search for garbage out of the way of answers."""

import gc

YOUNG = 10_000
"""So many new objects start a search among them; Python's 700 is a few awaits of a turn."""


def spare_what_stays() -> None:
    """Search no more among what a process has when it begins to answer, since all of it stays.

    Modules, templates and tables are some hundred thousand objects, and each search among them
    holds up every turn.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)

"""Pictures on cards: the trend of a space, and what has grown fastest.

What a picture shows is worked out in `trend` and `bars`, which are pure; `painter` paints it on the
`canvas`, and `charts` is what the rest of the bot asks.
"""

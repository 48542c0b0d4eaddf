"""The newest numbers known of each space, with the samples of its past.

`model` says what an observation is and how a look changes it, `store` keeps it in Redis, `intake`
takes in what anybody's looks bring, and `sampler` makes the looks of the watch.
"""

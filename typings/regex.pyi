"""The few names used of `regex`, which has the interface of `re` and knows graphemes besides."""

from re import Pattern

IGNORECASE: int
VERBOSE: int

def compile(pattern: str, flags: int = 0) -> Pattern[str]: ...

from collections.abc import Sequence

class TheilslopesResult:
    slope: float
    intercept: float
    low_slope: float
    high_slope: float

def theilslopes(
    y: Sequence[float], x: Sequence[float] | None = None, alpha: float = 0.95
) -> TheilslopesResult: ...

class _StudentT:
    def ppf(self, q: float, df: float) -> float: ...

t: _StudentT

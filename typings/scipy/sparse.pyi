import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

class csr_matrix:
    shape: tuple[int, int]
    T: csr_matrix
    def __init__(
        self,
        data: tuple[Floats, npt.NDArray[np.int64], npt.NDArray[np.int64]],
        shape: tuple[int, int],
    ) -> None: ...
    def __matmul__(self, other: Floats) -> Floats: ...
    def tocsr(self) -> csr_matrix: ...

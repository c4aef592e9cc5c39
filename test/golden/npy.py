"""Makes npy/: small arrays as NumPy itself writes them (Debian's python3-numpy).

    python3 test/golden/npy.py
"""
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "npy"
FOLDER.mkdir(exist_ok=True)
MATRIX = [[0.0, 1.5, -2.25], [3.0e-3, 4.0, 1.0e30]]

for name, dtype in (("f4", "<f4"), ("f8", "<f8")):
    for order in ("C", "F"):
        array = np.array(MATRIX, dtype=dtype, order=order)
        for version in ((1, 0), (2, 0), (3, 0)):
            with open(FOLDER / f"{name}-{order}-v{version[0]}.npy", "wb") as file:
                np.lib.format.write_array(file, array, version=version)

for name, array in {
    "integers": np.arange(6).reshape(2, 3),
    "big-endian": np.array(MATRIX, dtype=">f4"),
    "half": np.array([[0.0, 1.5]], dtype="<f2"),
    "truth": np.array([[True, False]]),
    "complex": np.array([[1j]]),
    "text": np.array([["a", "b"]]),
    "records": np.zeros(2, dtype=[("a", "<f4"), ("b", "<f8")]),
    "vector": np.array([1.0, 2.0]),
    "number": np.array(1.0),
    "cube": np.zeros((2, 2, 2)),
    "not-a-number": np.array([[0.0, 1.0], [float("nan"), 2.0]]),
    "infinity": np.array([[0.0, float("inf")]], dtype="<f4"),
    "empty": np.zeros((0, 4)),
}.items():
    np.save(FOLDER / f"{name}.npy", array)
np.save(FOLDER / "objects.npy", np.array([["a", None]], dtype=object), allow_pickle=True)

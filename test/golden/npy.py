"""Writes the arrays in test/golden/npy that test/bff/npy.test.ts reads, and the hostile ones it must see refused.

    /usr/bin/python3 test/golden/npy.py

Made with NumPy 1.24.2. The element at (row, column) is (row - 1) * 2**column + 0.1.
"""
import pathlib
import struct

import numpy as np

OUT = pathlib.Path(__file__).parent / "npy"


def save(name, array, version=None):
    with open(OUT / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, np.asanyarray(array), version)


def by_hand(name, header, body=b"\0" * 48, version=(1, 0), length=None):
    """A file with the header as it stands here, newline and padding included."""
    text = header.encode("utf-8" if version[0] >= 3 else "latin-1")
    size = struct.pack("<H" if version[0] == 1 else "<I", len(text) if length is None else length)
    (OUT / f"{name}.npy").write_bytes(b"\x93NUMPY" + bytes(version) + size + text + body)


def matrix(rows, columns, dtype):
    row, column = np.indices((rows, columns))
    return ((row - 1) * 2.0**column + 0.1).astype(dtype)


def taken():
    for dtype in ("f4", "f8"):
        for order in "CF":
            array = np.asarray(matrix(3, 4, f"<{dtype}"), order=order)
            for major in (1, 2, 3):
                save(f"v{major}-{dtype}-{order}", array, (major, 0))
    np.save(OUT / "row.npy", matrix(1, 5, "<f8"))
    np.save(OUT / "column.npy", matrix(5, 1, "<f4"))
    np.save(OUT / "no-rows.npy", np.empty((0, 5), "<f4"))
    np.save(OUT / "no-columns.npy", np.empty((1234567, 0), "<f8"))
    np.save(OUT / "extremes-f4.npy", np.array([[-0.0, 1e-45, 3.4028235e38], [-1e-45, 1.1754944e-38, 1 / 3]], "<f4"))
    np.save(OUT / "extremes-f8.npy", np.array([[-0.0, 5e-324, 1.7976931348623157e308], [-5e-324, 0.1, 1 / 3]], "<f8"))
    np.save(OUT / "scalar.npy", np.array(0.1, "<f8"))
    np.save(OUT / "vector.npy", np.arange(3, dtype="<f4"))
    np.save(OUT / "cube.npy", np.arange(24, dtype="<f8").reshape(2, 3, 4))

    # The same 3 × 2 zeros, written otherwise than NumPy does and read by it all the same.
    ways = {
        "other-order": "{'shape': (3, 2), 'descr': '<f8', 'fortran_order': False}\n",
        "double-quotes": '{"descr": "<f8", "fortran_order": False, "shape": (3, 2)}\n',
        "no-spaces": "{'descr':'<f8','fortran_order':False,'shape':(3,2,),}",
        "many-lines": "{\n  'descr' : '<f8',\n\t'fortran_order': False,\r\n  'shape': ( 3 , 2 )\n}   \n\n",
    }
    for name, header in ways.items():
        by_hand(f"written-{name}", header)
        assert np.load(OUT / f"written-{name}.npy").shape == (3, 2)


def of_other_types():
    save("type-object", np.array([[{}, []]], object))
    save("type-records", np.zeros((2, 2), [("a", "<f4"), ("ä", "<f8")]))
    save("type-big-endian", matrix(3, 2, ">f4"))
    save("type-integers", np.arange(6, dtype="<i8").reshape(3, 2))
    save("type-bytes", np.zeros((3, 2), "u1"))
    save("type-truth", np.zeros((3, 2), bool))
    save("type-half", matrix(3, 2, "<f2"))
    save("type-complex", np.zeros((3, 2), "<c8"))
    save("type-text", np.array([["a", "b"]]))
    save("type-dates", np.zeros((1, 2), "<M8[D]"))
    by_hand("type-native", "{'descr': '=f8', 'fortran_order': False, 'shape': (3, 2), }\n")
    by_hand("type-unordered", "{'descr': '|f8', 'fortran_order': False, 'shape': (3, 2), }\n")
    by_hand("type-nested", "{'descr': ('<f4', (2,)), 'fortran_order': False, 'shape': (3, 2), }\n")
    by_hand("type-unknown", "{'descr': '?" + "x" * 100 + "', 'fortran_order': False, 'shape': (3, 2), }\n")


def with_bad_values():
    for name, value in (("nan", np.nan), ("infinity", np.inf), ("minus-infinity", -np.inf)):
        for dtype in ("f4", "f8"):
            array = matrix(3, 4, f"<{dtype}")
            array[1, 2] = value
            np.save(OUT / f"{name}-{dtype}.npy", array)
    array = np.asfortranarray(matrix(3, 4, "<f8"))
    array[2, 1] = array[0, 3] = np.nan
    np.save(OUT / "nan-fortran.npy", array)


def with_bad_headers():
    good = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }\n"
    shape = "{{'descr': '<f8', 'fortran_order': False, 'shape': {}, }}\n"
    bad = {
        "empty": "",
        "list": "['<f8', False, (3, 2)]\n",
        "number": "42\n",
        "open": good.replace("}", ""),
        "two": good.strip() + good,
        "code": good.replace("(3, 2)", "(lambda: (3, 2))()"),
        "nul": good.replace("}", "\0}"),
        "escape": good.replace("<f8", "\\x3cf8"),
        "prefix": good.replace("'<f8'", "b'<f8'"),
        "no-comma": good.replace("False,", "False"),
        "no-colon": good.replace("'shape':", "'shape'"),
        "deep": "{" * 2000,
        "without-descr": "{'fortran_order': False, 'shape': (3, 2), }\n",
        "without-order": "{'descr': '<f8', 'shape': (3, 2), }\n",
        "without-shape": "{'descr': '<f8', 'fortran_order': False, }\n",
        "extra-key": good.replace("}", "'colour': 'red', }"),
        "key-twice": good.replace("}", "'shape': (6, 1), }"),
        "prototype": good.replace("}", "'__proto__': (6, 1), }"),
        "order-number": good.replace("False", "0"),
        "order-text": good.replace("False", "'False'"),
        "order-longer": good.replace("False", "Falsehood"),
        "shape-negative": shape.format("(-3, -2)"),
        "shape-fraction": shape.format("(3.0, 2)"),
        "shape-exponent": shape.format("(3e0, 2)"),
        "shape-hexadecimal": shape.format("(0x3, 2)"),
        "shape-octal": shape.format("(03, 2)"),
        "shape-long": shape.format("(3L, 2L)"),
        "shape-truth": shape.format("(True, 6)"),
        "shape-nan": shape.format("(NaN, 6)"),
        "shape-list": shape.format("[3, 2]"),
        "shape-number": shape.format("6"),
        "shape-bracketed": shape.format("(6)"),
        "shape-commas": shape.format("(3,, 2)"),
        "shape-only-comma": shape.format("(,)"),
        "shape-huge": shape.format("(65536, 32769)"),
        "shape-overflow": shape.format("(4294967296, 4294967296, 0)"),
        "shape-endless": shape.format("(" + "9" * 400 + ", 2)"),
        "shape-lies": shape.format("(46340, 46340)"),
    }
    for name, header in bad.items():
        by_hand(f"header-{name}", header)

    by_hand("version-0", good, version=(0, 0))
    by_hand("version-1-1", good, version=(1, 1))
    by_hand("version-4", good, version=(4, 0))
    by_hand("length-beyond", good, length=65000)
    by_hand("length-long", good, version=(2, 0), length=65537)
    by_hand("length-absurd", good, version=(3, 0), length=2**32 - 1)
    by_hand("length-short", good, length=20)
    by_hand("truncated", good, body=b"\0" * 47)
    by_hand("no-elements", good, body=b"")
    by_hand("too-long", good, body=b"\0" * 49)
    (OUT / "only-magic.npy").write_bytes(b"\x93NUMPY")
    (OUT / "only-prefix.npy").write_bytes(b"\x93NUMPY\x01\x00\x76")
    (OUT / "nothing.npy").write_bytes(b"")
    (OUT / "text.npy").write_bytes(b"intent,meant\nbilling,login\n")
    (OUT / "archive.npy").write_bytes(b"PK\x03\x04" + b"\0" * 60)


OUT.mkdir(exist_ok=True)
for old in OUT.glob("*.npy"):
    old.unlink()
taken()
of_other_types()
with_bad_values()
with_bad_headers()

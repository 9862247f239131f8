"""Writes formats.json: files of arrays as NumPy writes them, and safetensors put together by the format's description, in base64.

Run it with a Python that has NumPy: `python3 test/library/reference/formats.py`.
"""

import base64
import io
import json
import pathlib
import struct

import numpy as np


def encoded(raw):
    return base64.b64encode(raw).decode()


def npy(array, version=None):
    file = io.BytesIO()
    if version is None:
        np.save(file, array)
    else:
        np.lib.format.write_array(file, array, version=version)
    return file.getvalue()


def npz(compressed, **arrays):
    file = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(file, **arrays)
    return file.getvalue()


def safetensors(entries, metadata=None):
    """`entries`: name -> (type, shape, bytes)"""
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, (dtype, shape, raw) in entries.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


grid = np.arange(6, dtype=np.float32).reshape(2, 3) / 4
arrays = {
    "float32": grid,
    "float64": grid.astype(np.float64) / 3,
    "float16": np.array([0.5, -2, 65504, 6e-8, np.inf, np.nan], np.float16),
    "int8": np.array([-128, 127], np.int8),
    "int16": np.array([-32768, 32767], np.int16),
    "uint16": np.array([0, 65535], np.uint16),
    "int32": np.array([[-(2**31), 2**31 - 1]], np.int32),
    "int64": np.array([-5, 2**31 - 1], np.int64),
    "uint8": np.array([0, 255], np.uint8),
    "bool": np.array([True, False]),
    "scalar": np.float32(2.5),
    "empty": np.zeros((2, 0), np.float32),
    "fortran": np.asfortranarray(grid),
    "big-endian": grid.astype(">f4"),
    "big-endian int64": np.array([1, -2], ">i8"),
}


def values(array):
    flat = np.asarray(array).astype(np.float64).ravel()
    return [x if np.isfinite(x) else str(x) for x in flat.tolist()]


out = {
    "npy": {name: {"shape": list(np.shape(a)), "data": values(a), "bytes": encoded(npy(np.asarray(a)))} for name, a in arrays.items()},
    "version 2": encoded(npy(grid, (2, 0))),
    "npz": encoded(npz(False, a=grid, b=np.array([1, 2]))),
    "npz, compressed": encoded(npz(True, zeros=np.zeros((100, 100), np.float32))),
    "too large": encoded(npy(np.array([2**40], np.int64))),
    "complex": encoded(npy(np.array([1j], np.complex64))),
    "safetensors": encoded(
        safetensors(
            {
                "weight": ("F32", [2, 3], grid.tobytes()),
                "half": ("F16", [2], np.array([1.5, -0.25], np.float16).tobytes()),
                "brain": ("BF16", [2], (np.array([1.5, -3.0], np.float32).view(np.uint32) >> 16).astype(np.uint16).tobytes()),
                "steps": ("I64", [], struct.pack("<q", 42)),
                "mask": ("BOOL", [3], bytes([1, 0, 1])),
            },
            {"format": "pt"},
        )
    ),
}
path = pathlib.Path(__file__).with_name("formats.json")
path.write_text(json.dumps(out, indent=1) + "\n")

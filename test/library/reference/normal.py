"""Writes normal.json: SHA-256 of the bytes of PyTorch's normal random numbers in single precision, as it draws them with AVX2.

Run it with a Python that has PyTorch: `python3 test/library/reference/normal.py`.
"""

import hashlib

import torch
from common import save

assert "AVX2" in torch.__config__.show(), "without AVX2 PyTorch's numbers have other last bits"
drawn = {}
for seed, count, mean, std in [(0, 16, 0.0, 1.0), (0, 65536, 0.0, 1.0), (42, 1003, 0.0, 1.0), (7, 4096, 1.5, 0.01), (123456789, 100000, 0.0, 1.0)]:
    torch.manual_seed(seed)
    numbers = torch.empty(count).normal_(mean, std)
    drawn[f"{seed} {count} {mean} {std}"] = hashlib.sha256(numbers.numpy().tobytes()).hexdigest()
save("normal.json", drawn)

"""PyTorch's side of matmul.ts: seconds of one product of square matrices of each size, on one thread, as JSON."""

import json
import sys
import time

import torch

torch.set_num_threads(1)
seconds = []
for size in map(int, sys.argv[1:]):
    a, b = torch.randn(size, size), torch.randn(size, size)
    repeat = max(1, round(2e8 / (2 * size**3)))
    for _ in range(3):
        a @ b
    times = []
    for _ in range(9):
        start = time.perf_counter()
        for _ in range(repeat):
            a @ b
        times.append((time.perf_counter() - start) / repeat)
    seconds.append(sorted(times)[4])
print(json.dumps({"seconds": seconds, "blas": "openblas" if "openblas" in open("/proc/self/maps").read() else "reference"}))

"""PyTorch's side of elementwise.ts: milliseconds of each operation on a million floats, on one thread, as JSON."""

import json
import time

import torch

torch.set_num_threads(1)
a, b = torch.randn(1_000_000), torch.randn(1_000_000)
result = {}
for name, call in {"add": lambda: a + b, "sum": a.sum, "exp": a.exp, "tanh": a.tanh}.items():
    for _ in range(20):
        call()
    times = []
    for _ in range(9):
        start = time.perf_counter()
        for _ in range(20):
            call()
        times.append((time.perf_counter() - start) / 20)
    result[name] = sorted(times)[4] * 1000
print(json.dumps(result))

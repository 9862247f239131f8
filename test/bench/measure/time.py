"""Milliseconds of each call of a Python peer's file; see time.ts."""

import json
import re
import runpy
import statistics
import sys
import time


def time_of(call, warm=0.4, slice_=0.1, slices=9, most=3.0):
    """Milliseconds that a call takes, as timing.ts takes them."""
    start, calls = time.perf_counter(), 0
    while calls == 0 or time.perf_counter() - start < warm:
        call()
        calls += 1
    per_slice = max(1, round(slice_ * calls / (time.perf_counter() - start)))
    times, begun = [], time.perf_counter()
    while len(times) < slices and time.perf_counter() - begun < most:
        start = time.perf_counter()
        for _ in range(per_slice):
            call()
        times.append((time.perf_counter() - start) / per_slice)
    return statistics.median(times) * 1000


def note():
    """Debian's PyTorch runs on whatever BLAS is installed; on the reference one it is some 16 times too slow to compare with."""
    torch = sys.modules.get("torch")
    if torch is None:
        return None
    torch.set_num_threads(1)
    torch.randn(8, 8) @ torch.randn(8, 8)  # loads the BLAS
    fast = "openblas|mkl_|blis|accelerate"
    try:
        with open("/proc/self/maps") as maps:
            known = re.search(fast, maps.read(), re.IGNORECASE)
    except OSError:
        known = None
    built_with = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return None if known or (built_with and re.search("open|mkl|accelerate", built_with[1])) else "reference BLAS"


calls = runpy.run_path(sys.argv[1])["calls"]
about = note()
print(json.dumps({"values": {name: time_of(call) for name, call in calls.items()}, **({"note": about} if about else {})}))

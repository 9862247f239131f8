"""W6 in NumPy."""

import numpy as np

draw = np.random.default_rng(0).standard_normal


def addition(size):
    a, b = draw((2, size), np.float32)
    return lambda: a + b


a = draw(1_000_000, np.float32)
calls = {
    **{f"add {name}": addition(int(float(name))) for name in ("1e3", "1e4", "1e5", "1e6")},
    "sum 1e6": lambda: a.sum(),
    "exp 1e6": lambda: np.exp(a),
    "tanh 1e6": lambda: np.tanh(a),
}

"""W6 in PyTorch."""

import torch


def addition(size):
    a, b = torch.randn(size), torch.randn(size)
    return lambda: a + b


a = torch.randn(1_000_000)
calls = {
    **{f"add {name}": addition(int(float(name))) for name in ("1e3", "1e4", "1e5", "1e6")},
    "sum 1e6": lambda: a.sum(),
    "exp 1e6": lambda: a.exp(),
    "tanh 1e6": lambda: a.tanh(),
}

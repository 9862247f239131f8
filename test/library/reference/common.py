"""What the scripts beside this file share: how tensors are written down, and how a call of PyTorch becomes a case.

Numbers: the shortest text that gives the same float back; "nan", "inf" and "-inf" are strings.
"""

import json
import math
import os

import torch

FOLDER = os.path.dirname(os.path.abspath(__file__))
NAMES = {torch.float32: "float32", torch.float64: "float64", torch.int32: "int32", torch.int64: "int32",
         torch.bool: "bool", torch.uint8: "uint8"}  # fmt: skip


def number(x, dtype):
    if isinstance(x, bool):
        return int(x)
    if isinstance(x, float):
        if math.isnan(x):
            return "nan"
        if math.isinf(x):
            return "inf" if x > 0 else "-inf"
        if dtype == torch.float32 and x != 0:
            for digits in range(1, 10):
                short = float(f"{x:.{digits}g}")
                if torch.tensor(short, dtype=torch.float32).item() == x:
                    return int(short) if short == int(short) and abs(short) < 2**31 else short
        if x == int(x) and abs(x) < 2**31 and not (x == 0 and math.copysign(1, x) < 0):
            return int(x)
    return x


def record(t):
    t = t.detach()
    return {"shape": list(t.shape), "dtype": NAMES[t.dtype], "data": [number(x, t.dtype) for x in t.flatten().tolist()]}


class Input:
    """A tensor, and the view of it (as Python's index) that the operation sees; "T" transposes."""

    def __init__(self, base, view=None, grad=True):
        self.base, self.view, self.grad = base, view, grad

    def json(self):
        return {**record(self.base), **({"view": self.view} if self.view else {})}

    def leaf(self):
        t = self.base.clone()
        return t.requires_grad_() if t.is_floating_point() and self.grad else t

    def seen(self, t):
        return t if not self.view else t.transpose(-1, -2) if self.view == "T" else eval(f"t[{self.view}]")


def cotangent(t):
    """A gradient that the tests can make too: ((7 i) mod 5 - 2) / 2 + 0.25 for element i."""
    i = torch.arange(t.numel())
    return (((7 * i) % 5 - 2) / 2 + 0.25).to(t.dtype).reshape(t.shape)


def f(*shape):
    """Floats that are easy to write down: quarters from -3 to 3, without ties at zero."""
    return Input((torch.randint(-12, 12, shape) * 2 + 1) / 8)


def positive(*shape):
    return Input(torch.randint(1, 24, shape) / 8)


def whole(*shape, low=-4, high=5):
    return Input(torch.randint(low, high, shape).to(torch.int32))


def mask(*shape):
    return Input(torch.randint(0, 2, shape).bool())


def of(values, dtype=torch.float32):
    return Input(torch.tensor(values, dtype=dtype))


def double(x):
    return Input(x.base.double(), x.view)


def view(x, how):
    return Input(x.base, how)


nan, inf = math.nan, math.inf
odd = of([nan, inf, -inf, 0.0, 1.0, -2.0])
odd.grad = False
cases = {}
refused = {}


def case(name, function, *inputs):
    """One call of an operation. What it gives, and what a backward pass gives, is what ours must give."""
    leaves = [i.leaf() for i in inputs]
    y = function(*[i.seen(t) for i, t in zip(inputs, leaves)])
    entry = {"inputs": [i.json() for i in inputs], "output": record(y)}
    if y.requires_grad:
        y.backward(cotangent(y))
        entry["gradients"] = [None if t.grad is None else record(t.grad) for t in leaves]
    cases.setdefault(name, []).append(entry)


def everywhere(name, function, *shape, without=None):
    """Calls with all kinds of tensors of a shape, with one of no elements and a scalar; what PyTorch refuses is written down as that."""
    x = f(*shape)
    special = Input(x.base.clone().flatten(), grad=False)
    special.base[: special.base.numel() * 3 // 4 : 2] = nan
    special.base[1::3] = inf
    special.base[2::5] = -inf
    special.base = special.base.reshape(shape)
    turned = view(f(*shape[:-2], shape[-1], shape[-2]), "T") if len(shape) > 1 else view(f(shape[0] * 2), "::2")
    kinds = {"rows": x, "view": turned, "float64": double(f(*shape)), "int32": whole(*shape), "bool": mask(*shape), "nan": special,
             "empty": f(0, *shape[1:]), "scalar": f()}  # fmt: skip
    for kind, one in kinds.items():
        try:
            if kind != without:
                case(name, function, one)
        except (RuntimeError, IndexError, TypeError):
            refused.setdefault(name, []).append(kind)


def save(name, entries):
    """One entry a line, so that a change can be read."""
    lines = ",\n".join(f"{json.dumps(key)}: " + (
        "[\n" + ",\n".join("  " + json.dumps(one) for one in value) + "\n]" if isinstance(value, list) and value and isinstance(value[0], dict) else json.dumps(value))
        for key, value in entries.items())  # fmt: skip
    with open(os.path.join(FOLDER, name), "w") as file:
        file.write("{\n" + lines + "\n}\n")


def save_cases(name):
    save(name, {**cases, "refused": refused})

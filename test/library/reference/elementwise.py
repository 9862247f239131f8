"""Writes elementwise.json: what PyTorch makes of single elements, and of which type.

Run it with a Python that has PyTorch: `python3 test/library/reference/elementwise.py`.
"""

import torch
import torch.nn.functional as F
from common import Input, case, double, everywhere, f, mask, odd, of, positive, refused, save_cases, view, whole

torch.manual_seed(1)

# One number at a time: a matrix, a view of one, a column of one, a scalar, nothing, doubles, and what is not finite.
unary = {
    "neg": torch.neg, "abs": torch.abs, "sign": torch.sign, "square": torch.square, "exp": torch.exp,
    "expm1": torch.expm1, "sin": torch.sin, "cos": torch.cos, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
    "relu": torch.relu, "floor": torch.floor, "ceil": torch.ceil, "round": torch.round, "isnan": torch.isnan,
    "isfinite": torch.isfinite, "trunc": torch.trunc, "softplus": F.softplus,
}  # fmt: skip
for name, function in unary.items():
    for x in [f(2, 3), view(f(3, 2), "T"), view(f(4, 3), "::2, 1:"), f(), f(0), f(2, 0, 3), double(f(2, 2)), odd]:
        case(name, function, x)
for name, function in {
    "log": torch.log, "sqrt": torch.sqrt, "log1p": torch.log1p, "rsqrt": torch.rsqrt, "reciprocal": torch.reciprocal,
    "log2": torch.log2,
}.items():  # fmt: skip
    for x in [positive(2, 3), view(positive(3, 2), "T"), positive(), positive(0), double(positive(3)), odd]:
        case(name, function, x)
for name in ["exp", "sqrt", "sigmoid", "abs", "neg", "square", "mean"]:
    if name != "mean":
        case(name, {**unary, "sqrt": torch.sqrt}[name], whole(4, low=0))
case("round", torch.round, of([0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 3.49]))
case("exp", torch.exp, of([-100.0, -87.5, 88.0, 89.0, 1e-8, -1e-8]))
case("sigmoid", torch.sigmoid, of([-100.0, 100.0, 30.0, -30.0]))
case("tanh", torch.tanh, of([-30.0, 30.0, 1e-6, 9.0]))
case("softplus", F.softplus, of([-100.0, 100.0, 30.0, -30.0]))

# Angles and their kin, error functions; arcs where they are defined, and outside.
for name, function in {"tan": torch.tan, "sinh": torch.sinh, "cosh": torch.cosh, "atan": torch.atan, "erf": torch.erf}.items():
    everywhere(name, function, 2, 3)
for name, function in {"asin": torch.asin, "acos": torch.acos, "erfinv": torch.erfinv}.items():
    for x in [f(2, 3), view(f(3, 2), "T"), view(f(4), "::2"), double(f(2, 2)), f(), f(0)]:
        x.base = x.base / 4
        case(name, function, x)
    case(name, function, odd)
    case(name, function, whole(4, low=-1, high=2))
    case(name, function, mask(4))
case("asin", torch.asin, Input(torch.tensor([1.0, -1.0, 0.0, 1e-5]), grad=False))
case("erf", torch.erf, of([-5.0, 5.0, 1e-6, 0.0, 2.0, -2.0]))
case("sinh", torch.sinh, of([1e-6, -1e-6, 10.0, -10.0]))
case("atan", torch.atan, of([1e-6, 1e6, -1e6, 1.0]))

# Activations that are made of others.
for name, function in {
    "gelu": F.gelu, "gelu(tanh)": lambda x: F.gelu(x, approximate="tanh"), "selu": F.selu, "softsign": F.softsign,
    "elu": F.elu, "elu(0.5)": lambda x: F.elu(x, 0.5), "silu": F.silu, "leakyRelu": F.leaky_relu,
    "leakyRelu(0.2)": lambda x: F.leaky_relu(x, 0.2), "clamp(-1, 1)": lambda x: x.clamp(-1, 1),
    "clamp(min=0)": lambda x: x.clamp(min=0), "logicalNot": torch.logical_not,
}.items():  # fmt: skip
    everywhere(name, function, 2, 3)

# Whole numbers and booleans, which most functions take as floats.
for name, function in {
    **unary, "log": torch.log, "sqrt": torch.sqrt, "log1p": torch.log1p, "rsqrt": torch.rsqrt, "reciprocal": torch.reciprocal,
    "log2": torch.log2,
}.items():  # fmt: skip
    for x in [whole(3), mask(3)]:
        try:
            case(name, function, x)
        except RuntimeError:  # which PyTorch says of -True
            refused.setdefault(name, []).append(str(x.base.dtype).removeprefix("torch."))

save_cases("elementwise.json")

"""Writes the reference values beside this file, with PyTorch: /usr/bin/python3 test/library/reference/make.py

operations.json  every operation: its inputs, value, type and, by a fixed cotangent, its gradients
printing.json    tensors and how PyTorch prints them
random.json      what its generator gives
training.json    a hundred steps of each optimizer
layers.json      layers: batch normalization step by step, how layers print, what they draw at first
linear-regression.json  data, starting point, and every loss of three epochs

The tests beside it (../*.test.ts) name the same operations in TypeScript.
Numbers: the shortest text that gives the same float back; "nan", "inf" and "-inf" are strings.
"""

import json
import math
import os

import numpy
import torch
import torch.nn.functional as F

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


torch.manual_seed(1)


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


def case(name, function, *inputs):
    """One call of an operation. What it gives, and what a backward pass gives, is what ours must give."""
    leaves = [i.leaf() for i in inputs]
    y = function(*[i.seen(t) for i, t in zip(inputs, leaves)])
    entry = {"inputs": [i.json() for i in inputs], "output": record(y)}
    if y.requires_grad:
        y.backward(cotangent(y))
        entry["gradients"] = [None if t.grad is None else record(t.grad) for t in leaves]
    cases.setdefault(name, []).append(entry)


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

# Two at a time: every way of broadcasting, views, empties, doubles.
shapes = [((2, 3), (2, 3)), ((2, 3), (3,)), ((3,), (2, 3)), ((2, 3), (2, 1)), ((2, 1), (1, 3)), ((2, 3), ()),
          ((), (2, 3)), ((), ()), ((2, 1, 3), (4, 1)), ((0, 3), (3,)), ((2, 3), (1,)), ((1,), (2, 3)), ((1, 1), (3,)),
          ((2, 2, 3), (2, 1, 3)), ((5,), (1,))]  # fmt: skip
binary = {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "maximum": torch.maximum,
          "minimum": torch.minimum}  # fmt: skip
compare = {"eq": torch.eq, "ne": torch.ne, "lt": torch.lt, "le": torch.le, "gt": torch.gt, "ge": torch.ge}
for name, function in {**binary, **compare}.items():
    for a, b in shapes:
        case(name, function, f(*a), f(*b))
    case(name, function, view(f(3, 2), "T"), view(f(4, 3), "::2"))
    case(name, function, view(f(2, 3), ":, :1"), view(f(2, 3), ":, 1:"))
    case(name, function, double(f(2, 3)), double(f(3)))
    case(name, function, odd, of([1.0, 1.0, -inf, nan, 1.0, -2.0]))
    case(name, function, whole(2, 3), whole(3))
for name in ["maximum", "minimum"]:
    case(name, binary[name], of([1.0, 2.0, 3.0]), of([1.0, 3.0, 2.0]))
for a, b in shapes:
    case("pow", torch.pow, positive(*a), f(*b))
case("pow", torch.pow, of([0.0, 0.0, 2.0, -2.0, -3.0]), of([0.0, 2.0, 0.0, 3.0, 2.0]))
case("pow", torch.pow, whole(2, 3), whole(3, low=0, high=4))
for name, function in {"remainder": torch.remainder, "floorDivide": torch.floor_divide}.items():
    for a, b in shapes[:4]:
        case(name, lambda a, b, g=function: g(a, b), Input(f(*a).base, grad=False), Input(f(*b).base, grad=False))
    case(name, function, whole(2, 3), of([3, -2, 1], torch.int32))
for name, function in {"logicalAnd": torch.logical_and, "logicalOr": torch.logical_or}.items():
    case(name, function, mask(2, 3), mask(3))
    case(name, function, whole(2, 3), f(3))
case("logicalNot", torch.logical_not, mask(2, 3))
case("logicalNot", torch.logical_not, whole(5))

# With a plain number on one side.
numbers = {
    "x + 2": lambda x: x + 2, "2 + x": lambda x: 2 + x, "x - 2": lambda x: x - 2, "2 - x": lambda x: 2 - x,
    "x * 3": lambda x: x * 3, "x / 4": lambda x: x / 4, "3 / x": lambda x: 3 / x, "x ** 2": lambda x: x**2,
    "x ** 3": lambda x: x**3, "2 ** x": lambda x: 2**x, "x ** 0.5": lambda x: x**0.5, "x ** -1": lambda x: x**-1.0,
    "x + 0.5": lambda x: x + 0.5, "x > 1": lambda x: x > 1, "x == 1": lambda x: x == 1, "x % 2": lambda x: x % 2,
    "x * 0.1": lambda x: x * 0.1, "x ** 0": lambda x: x**0, "x ** 1": lambda x: x**1,
}  # fmt: skip
for name, function in numbers.items():
    for x in [positive(2, 3), view(positive(3, 2), "T"), positive(), double(positive(3)), positive(0)]:
        if name == "x % 2":
            x.grad = False
        case(name, function, x)
    if name != "x ** -1":
        case(name, function, whole(4, low=1))

# Which type comes of two.
types = [torch.bool, torch.uint8, torch.int32, torch.float32, torch.float64]
for a in types:
    for b in types:
        x, y = Input(torch.ones(2).to(a), grad=False), Input(torch.ones(2).to(b), grad=False)
        case("add", torch.add, x, y) if not a == b == torch.bool else None
        case("mul", torch.mul, x, y)
        case("div", torch.div, x, y)
        case("lt", torch.lt, x, y)
for a in types:
    for name, function in {"sum": torch.sum, "prod": torch.prod, "x + 2": numbers["x + 2"], "x * 0.1": numbers["x * 0.1"],
                           "x / 4": numbers["x / 4"], "exp": torch.exp}.items():  # fmt: skip
        case(name, function, Input(torch.ones(2).to(a), grad=False))
case("cast", lambda x: x.to(torch.int32), of([1.9, -1.9, 0.0]))
case("double", lambda x: x.double(), f(3))
case("half of doubles", lambda x: x.float() * 0.5, double(f(3)))
case("bool", lambda x: x.bool(), of([0.0, 0.5, nan, -1.0]))

# Reductions: over all, one and several axes, kept or not.
reductions = {"sum": torch.sum, "mean": torch.mean, "amax": torch.amax, "amin": torch.amin}
places = {"": {}, "(0)": {"dim": 0}, "(-1)": {"dim": -1}, "(1, keep)": {"dim": 1, "keepdim": True}, "(0, 2)": {"dim": (0, 2)}}
for name, function in reductions.items():
    for place, options in places.items():
        case(name + place, lambda x, g=function, o=options: g(x, **o), f(2, 3, 4))
        case(name + place, lambda x, g=function, o=options: g(x, **o), view(f(2, 4, 3), "T"))
        if name in ("sum", "mean"):
            case(name + place, lambda x, g=function, o=options: g(x, **o), f(2, 0, 3))
        case(name + place, lambda x, g=function, o=options: g(x, **o), double(f(2, 1, 3)))
    case(name, function, f())
    case(name, function, odd)
    case(name, function, of([1.0, 2.0, 2.0]))
case("amax(0)", lambda x: torch.amax(x, 0), of([[1.0, 5.0], [1.0, 2.0]]))
for name, function in {
    "prod": torch.prod, "std": torch.std, "var": torch.var, "norm": torch.norm, "max": torch.max, "min": torch.min,
    "argmax": torch.argmax, "argmin": torch.argmin,
}.items():  # fmt: skip
    case(name, function, f(2, 3, 4))
    case(name, function, view(f(4, 3), "T"))
    case(name, function, double(f(5)))
    if name not in ("std", "var"):
        case(name, function, f())
case("argmax", torch.argmax, of([1.0, 3.0, 3.0]))
case("argmax", torch.argmax, of([1.0, nan, 3.0, nan]))
case("prod", torch.prod, of([2.0, 0.0, 3.0]))
case("prod", torch.prod, of([0.0, 0.0, 3.0]))
case("prod", torch.prod, of([], torch.float32))
case("norm", torch.norm, of([0.0, 0.0]))
for place, options in {"(0)": {"dim": 0}, "(1, keep)": {"dim": 1, "keepdim": True}}.items():
    for name, function in {"prod": torch.prod, "argmax": torch.argmax, "argmin": torch.argmin, "all": torch.all,
                           "any": torch.any, "std": torch.std, "var": torch.var, "norm": torch.norm}.items():  # fmt: skip
        x = mask(3, 4) if name in ("all", "any") else f(3, 4)
        case(name + place, lambda x, g=function, o=options: g(x, **o), x)
        if name not in ("all", "any"):
            case(name + place, lambda x, g=function, o=options: g(x, **o), double(f(2, 3, 2)))
    for name, function in {"max": torch.max, "min": torch.min}.items():
        case(name + place + " values", lambda x, g=function, o=options: g(x, **o).values, f(3, 4))
        case(name + place + " indices", lambda x, g=function, o=options: g(x, **o).indices, f(3, 4))
case("max(0) values", lambda x: torch.max(x, 0).values, of([[1.0, 5.0], [1.0, 2.0]]))
case("norm(p=1)", lambda x: torch.norm(x, p=1), f(2, 3))
case("var(correction=0)", lambda x: torch.var(x, unbiased=False), f(2, 3))
for name, function in {"all": torch.all, "any": torch.any}.items():
    case(name, function, mask(2, 3))
    case(name, function, Input(torch.zeros(0, dtype=torch.bool)))
for dim in (0, -1):
    case(f"cumsum({dim})", lambda x, d=dim: torch.cumsum(x, d), f(3, 4))
    case(f"cumsum({dim})", lambda x, d=dim: torch.cumsum(x, d), view(f(2, 4, 3), "T"))
    case(f"cumsum({dim})", lambda x, d=dim: torch.cumsum(x, d), whole(5))
    case(f"cumsum({dim})", lambda x, d=dim: torch.cumsum(x, d), f(0))

# Products.
for a, b in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((4, 2, 3), (3,)), ((3,), (4, 3, 2)),
             ((4, 2, 3), (4, 3, 5)), ((4, 2, 3), (3, 5)), ((2, 3), (4, 3, 5)), ((2, 1, 2, 3), (4, 3, 2)), ((0, 3), (3, 2)),
             ((2, 0), (0, 3)), ((2, 3), (3, 0)), ((0,), (0,)), ((1, 3), (3, 1)), ((7, 1), (1, 5)), ((3, 2), (2, 1)),
             ((17, 19), (19, 23))]:  # fmt: skip
    case("matmul", torch.matmul, f(*a), f(*b))
case("matmul", torch.matmul, view(f(3, 2), "T"), view(f(4, 3), "T"))
case("matmul", torch.matmul, view(f(2, 6), ":, ::2"), f(3, 2))
case("matmul", torch.matmul, double(f(2, 3)), double(f(3, 2)))
case("matmul", torch.matmul, f(5, 300), f(300, 6))

# Shapes.
for name, function, shape in [
    ("reshape(3, -1)", lambda x: x.reshape(3, -1), (2, 3)), ("reshape(-1)", lambda x: x.reshape(-1), (2, 3)),
    ("transpose(0, 1)", lambda x: x.transpose(0, 1), (2, 3)), ("permute(2, 0, 1)", lambda x: x.permute(2, 0, 1), (2, 3, 4)),
    ("flatten", lambda x: x.flatten(), (2, 3)), ("flatten(1)", lambda x: x.flatten(1), (2, 3, 2)),
    ("squeeze", lambda x: x.squeeze(), (1, 3, 1)), ("squeeze(0)", lambda x: x.squeeze(0), (1, 3, 1)),
    ("unsqueeze(-1)", lambda x: x.unsqueeze(-1), (2, 3)), ("expand(2, 3)", lambda x: x.expand(2, 3), (3,)),
    ("expand(-1, 4)", lambda x: x.expand(-1, 4), (3, 1)), ("T, reshape", lambda x: x.t().reshape(-1), (2, 3)),
    ("flip(0)", lambda x: x.flip(0), (3, 2)), ("repeat(2, 3)", lambda x: x.repeat(2, 3), (2, 2)),
    ("tril", lambda x: x.tril(), (3, 3)), ("triu(1)", lambda x: x.triu(1), (3, 4)),
    ("diag", lambda x: x.diag(), (3, 3)), ("clone", lambda x: x.clone(), (2, 3)),
]:  # fmt: skip
    case(name, function, f(*shape))
    case(name, function, double(f(*shape)))
case("cat", lambda a, b: torch.cat([a, b]), f(2, 3), f(1, 3))
case("cat", lambda a, b: torch.cat([a, b]), f(2), whole(3))
case("cat(1)", lambda a, b: torch.cat([a, b], 1), f(2, 3), view(f(2, 2), "T"))
case("cat three", lambda a, b, c: torch.cat([a, b, c], -1), f(2, 1), f(2, 0), f(2, 2))
case("stack", lambda a, b: torch.stack([a, b]), f(2, 3), f(2, 3))
case("stack(-1)", lambda a, b: torch.stack([a, b], -1), f(2, 3), f(2, 3))
case("split(2)[1]", lambda x: x.split(2)[1], f(5, 2))
case("split([1, 3], 1)[1]", lambda x: x.split([1, 3], 1)[1], f(2, 4))
case("chunk(3)[2]", lambda x: x.chunk(3)[2], f(8))

# Parts.
for text in ["-1", "1:3", "0, 1", ":, 1", "1:, :2", "::2", "..., 0", "None", ":, None", "0, ..., None", "-3:-1", "3:1", "1, 2, 3",
             "..., -1, :", "1:100", "[0, 2]", "[2, 0, 2]", ":, [1, 0]", "[0, 1], [2, 0]", "[0, 1], :, [2, 0]", "0, :, [1, 1]",
             "1:, [0, 2]", ":, :, [[0, 1], [2, 3]]", "[-1, -3]", "..., [1, 2]", "[0, 2], None, 1",
             "[True, False, True]", ":, [True, False, True]", "[[0], [1]], [0, 2]"]:  # fmt: skip
    case(f"x[{text}]", lambda x, t=text: eval(f"x[{t}]"), f(3, 3, 4))
case("x[x > 0]", lambda x: x[x > 0], f(3, 4))
case("x[mask]", lambda x, m: x[m], f(3, 4), mask(3))
case("x[mask]", lambda x, m: x[m], f(3, 4), mask(3, 4))
case("x[:, mask]", lambda x, m: x[:, m], f(3, 4), mask(4))
case("x[i]", lambda x, i: x[i.long()], f(3, 4), whole(2, 2, low=-3, high=3))
case("x[i, j]", lambda x, i, j: x[i.long(), j.long()], f(3, 4), whole(5, low=0, high=3), whole(5, low=0, high=4))
case("gather(1)", lambda x, i: x.gather(1, i.long()), f(3, 4), whole(3, 2, low=0, high=4))
case("gather(0)", lambda x, i: x.gather(0, i.long()), f(3, 4), whole(2, 4, low=0, high=3))
case("indexSelect(1)", lambda x, i: x.index_select(1, i.long()), f(3, 4), whole(3, low=0, high=4))


def write(text):
    def run(x):
        x = x.clone()
        place, value = text.split(" = ")
        exec(f"x[{place}] = {value} + 0")  # a copy, since PyTorch refuses to write what it reads
        return x.detach()

    case(f"x[{text}]", run, f(3, 4))


for text in ["0 = 9", "1, 2 = 17", ":2 = 12", ":, 1 = 5", "::2, 1: = 7", "-1 = x[0]", "[0, 2] = 3", "[0, 2], [1, 3] = 8",
             ":, [0, 1] = x[:, [2, 3]]", "x > 0 = 0", "x < 0 = -x[x < 0]", "1: = x[:-1]", "..., 0 = x[:, 1]",
             "[True, False, True] = 4", ":, None, 0 = 6"]:  # fmt: skip
    write(text)

# Choosing, and what networks end with.
case("where", torch.where, mask(2, 3), f(2, 3), f(3))
case("where", torch.where, mask(3), f(2, 1), f())
case("where(m, x, 0)", lambda m, x: torch.where(m, x, torch.zeros(())), mask(2, 3), f(2, 3))
case("clamp(-1, 1)", lambda x: x.clamp(-1, 1), f(3, 4))
case("clamp(-1, 1)", lambda x: x.clamp(-1, 1), of([nan, inf, -inf, 1.0, -1.0]))
case("clamp(min=0)", lambda x: x.clamp(min=0), f(3, 4))
for name, function in {"softmax": torch.softmax, "logSoftmax": torch.log_softmax, "logsumexp": torch.logsumexp}.items():
    for dim in (0, -1):
        case(f"{name}({dim})", lambda x, g=function, d=dim: g(x, d), f(3, 4))
        case(f"{name}({dim})", lambda x, g=function, d=dim: g(x, d), view(f(2, 4, 3), "T"))
        case(f"{name}({dim})", lambda x, g=function, d=dim: g(x, d), of([1000.0, -1000.0, 999.0]))
        case(f"{name}({dim})", lambda x, g=function, d=dim: g(x, d), double(f(2, 5)))
case("logsumexp(-1)", lambda x: torch.logsumexp(x, -1), Input(torch.tensor([-inf, -inf]), grad=False))
case("oneHot", lambda x: F.one_hot(x.long(), 4), whole(3, low=0, high=4))
for reduction in ("mean", "sum", "none"):
    o = {"reduction": reduction}
    case(f"mseLoss({reduction})", lambda x, y, o=o: F.mse_loss(x, y, **o), f(3, 2), f(3, 2))
    case(f"l1Loss({reduction})", lambda x, y, o=o: F.l1_loss(x, y, **o), f(3, 2), f(3, 2))
    case(f"huberLoss({reduction})", lambda x, y, o=o: F.huber_loss(x, y, **o), f(3, 2), f(3, 2))
    case(f"crossEntropy({reduction})", lambda x, y, o=o: F.cross_entropy(x, y.long(), **o), f(4, 3), whole(4, low=0, high=3))
    case(f"crossEntropy({reduction}) of probabilities", lambda x, y, o=o: F.cross_entropy(x, torch.softmax(y, -1), **o),
         f(4, 3), f(4, 3))  # fmt: skip
    case(f"nllLoss({reduction})", lambda x, y, o=o: F.nll_loss(x, y.long(), **o), f(4, 3), whole(4, low=0, high=3))
    case(f"binaryCrossEntropyWithLogits({reduction})",
         lambda x, y, o=o: F.binary_cross_entropy_with_logits(x, torch.sigmoid(y), **o), f(4, 3), f(4, 3))  # fmt: skip
case("huberLoss(delta=0.5)", lambda x, y: F.huber_loss(x, y, delta=0.5), f(3, 2), f(3, 2))
case("linear", F.linear, f(4, 3), f(2, 3), f(2))
case("a tensor used twice", lambda x: (x * x + x).sum() * x, f(2, 3))
case("linear regression", lambda w, b, x, y: ((x @ w + b - y) ** 2 / 2).mean(), f(2, 1), f(1), f(8, 2), f(8, 1))

# Printing.
printed = []


def shown(t, **extra):
    printed.append({"tensor": record(t), "text": repr(t), **extra})


torch.manual_seed(2)
for t in [
    torch.zeros(2, 3), torch.tensor(1.0), torch.tensor([1.0, 2.5]), torch.tensor([0.1, 100.25]), torch.tensor([1e-5, 1.0]),
    torch.tensor([1e9, 1.0]), torch.tensor([nan, 1.0, inf]), torch.tensor([nan, 1.5, -inf]), torch.tensor([-0.0, 0.0]),
    torch.tensor([]), torch.zeros(2, 0), torch.zeros(0, 2), torch.randn(3, 4), torch.randn(2, 3, 4), torch.randn(2, 2, 2, 2),
    torch.randn(5) * 1000, torch.randn(5) * 1e5, torch.randn(5) * 1e-3, torch.randn(4) * 1e-6, torch.tensor([1234.5, 0.001]),
    torch.tensor([1000.0, 1.5]), torch.tensor([1001.0, 1.5, 0.5]), torch.tensor([123456789.0]), torch.tensor([1e8, 1.0]),
    torch.tensor([99999999.0, 2.0]), torch.randn(40), torch.randn(3, 30), torch.arange(30.0), torch.arange(1001.0),
    torch.arange(1000.0), torch.arange(2000.0).reshape(20, 100), torch.arange(3000.0).reshape(10, 10, 30),
    torch.arange(1100.0).reshape(1100, 1), torch.arange(1100.0).reshape(1, 1100), torch.randn(7, 200), torch.randn(3, 3).double(),
    torch.tensor(3.14159265358979).double(), torch.tensor([True, False]), torch.tensor([[True], [False]]), torch.tensor(True),
    torch.zeros(0, dtype=torch.bool), torch.tensor([0.5, 1.5, 2.5]) * 1e-4, torch.tensor([1 / 3]), torch.tensor([2.00005]),
    torch.tensor([1e-38, 1e38]), torch.tensor([1e10]), torch.tensor([-1e10, 1e10]), torch.tensor([0.00001]), torch.tensor([0.0001]),
    torch.tensor(1e-5), torch.tensor(-12345.678), torch.tensor(1e20), torch.tensor(nan), torch.tensor(-inf), torch.tensor([inf]),
    torch.tensor([0.0, 1e-10]), torch.tensor([16777216.0]), torch.tensor([1.0, -1.0]), torch.tensor([[1.0, -1.5], [10.0, 100.0]]),
    torch.tensor([0.12345, 0.5, 0.03125]), torch.tensor([2.0, 0.5, 0.00048828125]), torch.tensor([1, 2, 3], dtype=torch.uint8),
    torch.randn(1, 1, 1), torch.zeros(1, 0, 2), torch.tensor([1e-8, 2e-8]), torch.tensor([-1e-8, 2.0]), torch.randn(20, 3),
    torch.rand(2, 9), torch.rand(12) * -1, torch.rand(2, 10).double(), torch.tensor([5e-324]).double(), torch.randn(2, 1, 40),
    torch.tensor([1.0, nan, 3.0]), torch.tensor([100000.0, 0.5]), torch.tensor([0.99999, 0.5]), torch.tensor([9999.99999]),
]:  # fmt: skip
    shown(t)
for t in [torch.tensor([1, -2, 3]), torch.tensor(7), torch.tensor([[100, 2], [-3, 4]]), torch.arange(1100)]:
    shown(t)
for t in [torch.zeros(2), torch.randn(3, 3), torch.tensor(2.0), torch.zeros(2).double(), torch.randn(13)]:
    shown(t.requires_grad_(), leaf=True)
x = torch.tensor([1.0, 2.0], requires_grad=True)
recorded = {
    "x + 1": x + 1, "x * x": x * x, "x.sum()": x.sum(), "x - x": x - x, "x / 2": x / 2, "x ** 2": x**2, "x.exp()": x.exp(),
    "x.mean()": x.mean(), "x @ x": x @ x, "x.reshape(2, 1)": x.reshape(2, 1), "-x": -x, "x[0]": x[0], "x.relu()": x.relu(),
    "x.reshape(2, 1) @ x.reshape(1, 2)": x.reshape(2, 1) @ x.reshape(1, 2), "x.abs()": x.abs(), "x.log()": x.log(),
    "x[0:1]": x[0:1], "x[[0, 1]]": x[[0, 1]], "x.sum(0)": x.sum(0), "x.mean(0)": x.mean(0), "x.t()": x.reshape(1, 2).t(),
    "softmax": x.softmax(0), "cat": torch.cat([x, x]), "x.norm()": x.norm(), "x.clone()": x.clone(), "x.max()": x.max(),
    "x.expand(2, 2)": x.expand(2, 2), "stack": torch.stack([x, x]), "where": torch.where(x > 1, x, x), "x.clamp(0)": x.clamp(0),
    "x.sigmoid()": x.sigmoid(), "x.tanh()": x.tanh(), "x.sqrt()": x.sqrt(), "x.std()": x.std(), "x.unsqueeze(0)": x.unsqueeze(0),
    "x.squeeze()": x.reshape(1, 2).squeeze(), "x.permute": x.reshape(1, 2).permute(1, 0), "x.cumsum(0)": x.cumsum(0),
    "x.prod()": x.prod(), "2 - x": 2 - x, "3 / x": 3 / x, "logSoftmax": x.log_softmax(0), "x.double()": x.double(),
    "mseLoss": F.mse_loss(x, torch.zeros(2)), "bmm": torch.ones(1, 1, 2) @ x.reshape(1, 2, 1), "mv": torch.ones(2, 2) @ x,
    "x.view(2, 1)": x.view(2, 1), "x.transpose(0, 1)": x.reshape(1, 2).transpose(0, 1), "x.flatten()": x.reshape(1, 2).flatten(),
    "x.var()": x.var(), "logsumexp": x.logsumexp(0), "crossEntropy": F.cross_entropy(x.reshape(1, 2), torch.tensor([1])),
    "l1Loss": F.l1_loss(x, torch.zeros(2)), "huberLoss": F.huber_loss(x, torch.zeros(2)), "x.amax()": x.amax(), "x.sin()": x.sin(),
    "x.maximum(y)": torch.maximum(x, x), "linear": F.linear(torch.ones(1, 2), x.reshape(1, 2), torch.ones(1)),
}  # fmt: skip
recorded = {name: repr(t) for name, t in recorded.items()}

# NumPy's two forms, which MXNet, TensorFlow (str) and JAX (repr) print.
arrays = []
for t in [
    torch.zeros(2, 3), torch.tensor(1.0), torch.tensor(0.1), torch.tensor([1.0, 2.5]), torch.tensor([0.1, 100.25]),
    torch.tensor([1e-5, 1.0]), torch.tensor([1e9, 1.0]), torch.tensor([nan, 1.0, inf]), torch.tensor([-0.0, 0.0]),
    torch.tensor([]), torch.zeros(2, 0), torch.randn(3, 4), torch.randn(2, 3, 4), torch.randn(5) * 1000, torch.randn(5) * 1e5,
    torch.randn(5) * 1e-3, torch.randn(4) * 1e-6, torch.tensor([123456789.0]), torch.tensor([1e8, 1.0]), torch.randn(40),
    torch.randn(3, 30), torch.arange(30.0), torch.arange(1001.0), torch.arange(2000.0).reshape(20, 100), torch.randn(3, 3).double(),
    torch.tensor([True, False]), torch.tensor([[1, -2], [30, 4]]).int(), torch.tensor(3).int(), torch.tensor([0.0073489, -0.01263905]),
    torch.tensor([1 / 3, 1e-3]), torch.tensor([1e10]), torch.tensor([0.0001, 1.0]), torch.tensor([1e-4]), torch.tensor([2e-5, 0.1]),
    torch.tensor(1e-5), torch.tensor(1e20), torch.tensor(123456.789), torch.tensor([16777216.0, 0.5]), torch.randn(2, 2, 2, 2),
    torch.arange(1100).int(), torch.tensor([1e16]), torch.tensor(1e16), torch.tensor([1234.5678, 0.25]), torch.randn(7, 200),
    torch.tensor([[nan], [1.5]]), torch.tensor([0.5, 0.25, 0.125]), torch.rand(2, 9), torch.tensor([1e-7]), torch.arange(12.0).reshape(3, 4),
]:  # fmt: skip
    a = t.numpy()
    arrays.append({"tensor": record(t), "str": str(a), "repr": numpy.array2string(a, separator=", ", prefix="Array(")})

# Random numbers: a program, and what its last line gives.
programs = {}
for seed in (0, 1, 42, 123456789, 2**32 + 5):
    for name, function in {
        "rand(5)": lambda: torch.rand(5), "rand(2, 3)": lambda: torch.rand(2, 3), "randn(2, 3)": lambda: torch.randn(2, 3),
        "randn(1)": lambda: torch.randn(1), "randn(15)": lambda: torch.randn(15), "randn(16)": lambda: torch.randn(16),
        "randn(17)": lambda: torch.randn(17), "randn(40)": lambda: torch.randn(40), "randn(3), randn(3)": lambda: (torch.randn(3), torch.randn(3))[1],
        "randn(3), rand(2), randn(3)": lambda: (torch.randn(3), torch.rand(2), torch.randn(3))[2],
        "randn(3), randn(16), randn(2)": lambda: (torch.randn(3), torch.randn(16), torch.randn(2))[2],
        "normal(1, 2, [3])": lambda: torch.normal(1.0, 2.0, (3,)), "normal(0, 0.01, [20])": lambda: torch.normal(0.0, 0.01, (20,)),
        "randperm(10)": lambda: torch.randperm(10), "randperm(1)": lambda: torch.randperm(1), "randperm(100)": lambda: torch.randperm(100),
        "randint(0, 10, [8])": lambda: torch.randint(0, 10, (8,)), "randint(-5, 5, [2, 2])": lambda: torch.randint(-5, 5, (2, 2)),
        "rand(4, float64)": lambda: torch.rand(4, dtype=torch.float64), "randn(4, float64)": lambda: torch.randn(4, dtype=torch.float64),
        "randn(18, float64)": lambda: torch.randn(18, dtype=torch.float64),
        "uniform_(-1, 1)": lambda: torch.empty(5).uniform_(-1, 1), "normal_(0, 0.5)": lambda: torch.empty(3, 6).normal_(0, 0.5),
        "bernoulli(0.3)": lambda: torch.full((8,), 0.3).bernoulli(), "rand(3), randperm(5)": lambda: (torch.rand(3), torch.randperm(5))[1],
        "Linear(2, 3).weight": lambda: torch.nn.Linear(2, 3).weight, "Linear(2, 3).bias": lambda: torch.nn.Linear(2, 3).bias,
        "xavierUniform_": lambda: torch.nn.init.xavier_uniform_(torch.empty(3, 4)), "xavierNormal_": lambda: torch.nn.init.xavier_normal_(torch.empty(3, 4)),
        "kaimingUniform_": lambda: torch.nn.init.kaiming_uniform_(torch.empty(3, 4)),
        "dropout": lambda: F.dropout(torch.ones(10), 0.4),
        "DataLoader": lambda: torch.cat([x for (x,) in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.arange(10.0)), batch_size=3, shuffle=True)]),
    }.items():  # fmt: skip
        torch.manual_seed(seed)
        programs.setdefault(name, []).append({"seed": seed, "output": record(function())})

# Optimizers: a hundred steps on a quadratic bowl, its gradient taken by autograd.
bowl = torch.tensor([[3.0, 0.5, 0.0], [0.5, 1.0, 0.25], [0.0, 0.25, 0.5]])
begin = torch.tensor([1.0, -2.0, 3.0])
trajectories = {}
for name, make in {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05), "momentum": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9),
    "decay": lambda p: torch.optim.SGD(p, lr=0.05, weight_decay=0.1),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, weight_decay=0.01, nesterov=True),
    "dampened": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, dampening=0.5),
    "adam": lambda p: torch.optim.Adam(p, lr=0.1), "adam, decay": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.99), weight_decay=0.1),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.05),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.02), "rmsprop, centered": lambda p: torch.optim.RMSprop(p, lr=0.02, alpha=0.9, weight_decay=0.05, momentum=0.5, centered=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.5), "adagrad, decay": lambda p: torch.optim.Adagrad(p, lr=0.5, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.1),
    "adadelta": lambda p: torch.optim.Adadelta(p), "adadelta, decay": lambda p: torch.optim.Adadelta(p, lr=0.5, rho=0.8, weight_decay=0.1),
}.items():  # fmt: skip
    p = begin.clone().requires_grad_()
    optimizer = make([p])
    losses = []
    for _ in range(100):
        optimizer.zero_grad()
        loss = p @ bowl @ p / 2
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    trajectories[name] = {"losses": [number(x, torch.float32) for x in losses], "end": record(p)}

# Schedules: the rate of each of twenty epochs, of two groups.
schedules = {}
for name, make in {
    "LambdaLR": lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
    "StepLR": lambda o: torch.optim.lr_scheduler.StepLR(o, 4, gamma=0.5), "MultiStepLR": lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [3, 9]),
    "ExponentialLR": lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9), "CosineAnnealingLR": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 20, eta_min=0.01),
}.items():  # fmt: skip
    optimizer = torch.optim.SGD([{"params": [torch.zeros(1, requires_grad=True)]}, {"params": [torch.zeros(1, requires_grad=True)], "lr": 0.1}], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for _ in range(20):
        rates.append(scheduler.get_last_lr())
        optimizer.step()
        scheduler.step()
    schedules[name] = rates

# Linear regression from scratch: data, a start, a fixed order, three epochs; the loss of each minibatch.
torch.manual_seed(0)
n, size, lr = 256, 32, 0.03
X = torch.round(torch.randn(n, 2) * 1e4) / 1e4
y = torch.round((X @ torch.tensor([[2.0], [-3.4]]) + 4.2 + 0.01 * torch.randn(n, 1)) * 1e4) / 1e4
w0 = torch.tensor([[0.0154], [-0.0029]])
w, b = w0.clone().requires_grad_(), torch.zeros(1, requires_grad=True)
losses = []
for epoch in range(3):
    for i in range(0, n, size):
        loss = ((X[i : i + size] @ w + b - y[i : i + size]) ** 2 / 2).mean()
        losses.append(number(loss.item(), torch.float32))
        loss.backward()
        with torch.no_grad():
            for p in (w, b):
                p -= lr * p.grad
                p.grad.zero_()
regression = {"X": record(X), "y": record(y), "w": record(w0), "b": record(torch.zeros(1)), "lr": lr, "batchSize": size, "epochs": 3,
              "losses": losses, "end": {"w": record(w), "b": record(b)}}  # fmt: skip

# Layers' functions, on images [N, C, H, W] and on rows.
torch.manual_seed(2)
images, kernel = f(2, 3, 5, 6), f(4, 3, 3, 2)
case("conv2d", F.conv2d, images, kernel, f(4))
case("conv2d", F.conv2d, f(1, 1, 3, 3), f(1, 1, 3, 3), f(1))
case("conv2d(stride=2, padding=(1, 2))", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=(1, 2)), images, kernel, f(4))
case("conv2d(dilation=2)", lambda x, w, b: F.conv2d(x, w, b, dilation=2), f(1, 3, 7, 5), kernel, f(4))
case("conv2d(groups=2)", lambda x, w, b: F.conv2d(x, w, b, groups=2, padding=1), f(2, 4, 4, 4), f(6, 2, 3, 3), f(6))
case("conv2d(float64)", F.conv2d, double(f(1, 2, 4, 4)), double(f(3, 2, 2, 2)), double(f(3)))
case("maxPool2d(2)", lambda x: F.max_pool2d(x, 2), images)
case("maxPool2d(3, stride=2, padding=1)", lambda x: F.max_pool2d(x, 3, stride=2, padding=1), images)
case("avgPool2d(2)", lambda x: F.avg_pool2d(x, 2), images)
case("avgPool2d((3, 2), stride=1, padding=(1, 1))", lambda x: F.avg_pool2d(x, (3, 2), stride=1, padding=(1, 1)), images)
case("adaptiveAvgPool2d(1)", lambda x: F.adaptive_avg_pool2d(x, 1), images)
case("adaptiveAvgPool2d((2, 4))", lambda x: F.adaptive_avg_pool2d(x, (2, 4)), images)
case("layerNorm([4])", lambda x, w, b: F.layer_norm(x, [4], w, b), f(2, 3, 4), f(4), f(4))
case("layerNorm([3, 4])", lambda x, w, b: F.layer_norm(x, [3, 4], w, b), f(2, 3, 4), f(3, 4), f(3, 4))
case("embedding", lambda i, w: F.embedding(i.long(), w), whole(2, 3, low=0, high=5), f(5, 4))
for x in [f(2, 3), odd, double(f(4))]:
    case("leakyRelu", F.leaky_relu, x)
    case("leakyRelu(0.2)", lambda x: F.leaky_relu(x, 0.2), x)
    case("elu", F.elu, x)
    case("elu(0.5)", lambda x: F.elu(x, 0.5), x)
    case("silu", F.silu, x)

# Batch normalization over three batches in training, then one in evaluation; what is left in its buffers.
norms = {}
for name, layer, shape in [("BatchNorm1d", torch.nn.BatchNorm1d(3, momentum=0.2), (4, 3)), ("BatchNorm1d, L", torch.nn.BatchNorm1d(3), (2, 3, 5)), ("BatchNorm2d", torch.nn.BatchNorm2d(3), (2, 3, 2, 2))]:
    steps = []
    for step in range(4):
        layer.train(step < 3)
        layer.zero_grad()
        x = f(*shape).leaf()
        y = layer(x)
        y.backward(cotangent(y))
        steps.append({"x": record(x), "y": record(y), "dx": record(x.grad), "dw": record(layer.weight.grad)})
    norms[name] = {"steps": steps, "mean": record(layer.running_mean), "var": record(layer.running_var), "text": repr(layer)}
layers = {name: repr(layer) for name, layer in {
    "Conv2d": torch.nn.Conv2d(3, 8, 5, padding=2), "Conv2d, more": torch.nn.Conv2d(4, 8, (3, 1), stride=2, dilation=(2, 1), groups=2, bias=False),
    "MaxPool2d": torch.nn.MaxPool2d(2), "AvgPool2d": torch.nn.AvgPool2d((3, 2), stride=1, padding=1), "AdaptiveAvgPool2d": torch.nn.AdaptiveAvgPool2d((1, 1)),
    "LayerNorm": torch.nn.LayerNorm(4), "Embedding": torch.nn.Embedding(10, 3), "LeakyReLU": torch.nn.LeakyReLU(0.2), "ELU": torch.nn.ELU(), "SiLU": torch.nn.SiLU(),
    "LogSoftmax": torch.nn.LogSoftmax(dim=1), "Softplus": torch.nn.Softplus(), "ModuleList": torch.nn.ModuleList([torch.nn.Linear(2, 1), torch.nn.ReLU()]),
}.items()}  # fmt: skip
torch.manual_seed(3)
conv = torch.nn.Conv2d(2, 3, 2)
drawn = {"Conv2d.weight": record(conv.weight), "Conv2d.bias": record(conv.bias), "Embedding.weight": record(torch.nn.Embedding(3, 2).weight)}


def save(name, entries):
    """One entry a line, so that a change can be read."""
    lines = ",\n".join(f"{json.dumps(key)}: " + (
        "[\n" + ",\n".join("  " + json.dumps(one) for one in value) + "\n]" if isinstance(value, list) and value and isinstance(value[0], dict) else json.dumps(value))
        for key, value in entries.items())  # fmt: skip
    with open(os.path.join(FOLDER, name), "w") as file:
        file.write("{\n" + lines + "\n}\n")


save("operations.json", cases)
save("printing.json", {"tensors": printed, "recorded": recorded, "arrays": arrays})
save("random.json", programs)
save("training.json", {"bowl": record(bowl), "begin": record(begin), "runs": trajectories, "schedules": schedules})
save("linear-regression.json", regression)
save("layers.json", {"norms": norms, "texts": layers, "drawn": drawn})

"""Writes pairs.json: what PyTorch makes of two tensors, or of a tensor and a number, element by element.

Run it with a Python that has PyTorch: `python3 test/library/reference/pairs.py`.
"""

import torch
from common import Input, case, double, f, inf, mask, nan, odd, of, positive, save_cases, view, whole

torch.manual_seed(2)

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
case("cast", lambda x: x.to(torch.int32), view(f(3, 2), "T"))
case("cast", lambda x: x.to(torch.int32), f())
case("cast", lambda x: x.to(torch.int32), mask(3))
case("double", lambda x: x.double(), odd)
case("double", lambda x: x.double(), view(f(3, 2), "T"))
case("double", lambda x: x.double(), f(3))
case("half of doubles", lambda x: x.float() * 0.5, double(f(3)))
case("bool", lambda x: x.bool(), of([0.0, 0.5, nan, -1.0]))

# What is left: remainders and their gradients, powers of odd numbers, booleans, comparisons of nothing.
for a, b in shapes:
    case("remainder", torch.remainder, f(*a), f(*b))
    case("floorDivide", torch.floor_divide, Input(f(*a).base, grad=False), Input(f(*b).base, grad=False))
    case("logicalAnd", torch.logical_and, mask(*a), mask(*b))
    case("logicalOr", torch.logical_or, mask(*a), mask(*b))
special = Input(odd.base.clone(), grad=False)
others = Input(torch.tensor([1.0, 1.0, -2.0, nan, -inf, inf]), grad=False)
for name, function in {"remainder": torch.remainder, "floorDivide": torch.floor_divide, "pow": torch.pow, "logicalAnd": torch.logical_and,
                       "logicalOr": torch.logical_or, "maximum": torch.maximum, "minimum": torch.minimum}.items():  # fmt: skip
    case(name, function, special, others)
    for x, y in [(view(positive(3, 2), "T"), view(f(4, 3), "::2")), (double(positive(2, 3)), double(f(3)))]:
        x.grad = y.grad = name != "floorDivide"  # which has none in PyTorch
        case(name, function, x, y)
for name, function in {**compare, "maximum": torch.maximum, "minimum": torch.minimum, "mul": torch.mul, "add": torch.add}.items():
    case(name, function, mask(2, 3), mask(3))

# In place: what is left of the tensor.
for name, function in {"add_": lambda a, b: a.clone().add_(b), "sub_": lambda a, b: a.clone().sub_(b), "mul_": lambda a, b: a.clone().mul_(b),
                       "div_": lambda a, b: a.clone().div_(b), "copy_": lambda a, b: a.clone().copy_(b)}.items():  # fmt: skip
    for a, b in [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 3), (2, 1)), ((2, 3), ()), ((), ()), ((0, 3), (3,)), ((3,), (1,))]:
        case(name, function, f(*a), f(*b))
    case(name, function, double(f(2, 3)), double(f(3)))
    case(name, function, view(f(3, 2), "T"), view(f(2, 3), ":1"))
    case(name, function, special, others)
    if name != "div_":
        case(name, function, whole(2, 3), whole(3))
case("add_(alpha=2)", lambda a, b: a.clone().add_(b, alpha=2), f(2, 3), f(3))
case("copy_", lambda a, b: a.clone().copy_(b), mask(3), mask(3))

# A tensor without axes gives way to one that has some, unless it is of a higher kind; gradients go back in each input's own type.
for a in types:
    for b in types:
        for x, y in [(torch.ones(2), torch.tensor(2)), (torch.tensor(2), torch.ones(2)), (torch.tensor(1), torch.tensor(2))]:
            x, y = Input(x.to(a), grad=False), Input(y.to(b), grad=False)
            case("add", torch.add, x, y) if not a == b == torch.bool else None
            case("div", torch.div, x, y)
            case("lt", torch.lt, x, y)
            case("maximum", torch.maximum, x, y)
for x, y in [([1.5, -2.0], 2.0), (2.0, [1.5, -2.0]), ([1.5, -2.0], [0.5])]:
    for a, b in [(torch.float32, torch.float64), (torch.float64, torch.float32)]:
        for name, function in {"mul": torch.mul, "div": torch.div, "sub": torch.sub, "maximum": torch.maximum}.items():
            case(name, function, of(x, a), of(y, b))

save_cases("pairs.json")

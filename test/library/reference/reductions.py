"""Writes reductions.json: what PyTorch makes of all elements, or of an axis.

Run it with a Python that has PyTorch: `python3 test/library/reference/reductions.py`.
"""

import torch
from common import Input, case, cases, double, f, mask, nan, odd, of, save, view, whole

torch.manual_seed(3)

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

save("reductions.json", cases)

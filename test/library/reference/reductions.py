"""Writes reductions.json: what PyTorch makes of all elements, or of an axis.

Run it with a Python that has PyTorch: `python3 test/library/reference/reductions.py`.
"""

import math

import torch
from common import Input, case, double, everywhere, f, inf, mask, nan, odd, of, save_cases, view, whole

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

# All kinds of elements, nothing, scalars.
for name, function in {
    "sum": torch.sum, "mean": torch.mean, "amax": torch.amax, "amin": torch.amin, "prod": torch.prod, "std": torch.std,
    "var": torch.var, "norm": torch.norm, "max": torch.max, "min": torch.min, "argmax": torch.argmax, "argmin": torch.argmin,
    "all": torch.all, "any": torch.any,
}.items():  # fmt: skip
    everywhere(name, function, 3, 4, without="scalar" if name in ("std", "var") else None)  # NaN, by chance
    if name not in ("max", "min"):
        everywhere(name + "(0)", lambda x, g=function: g(x, dim=0), 3, 4, without="scalar" if name in ("std", "var") else None)
everywhere("var(correction=0)", lambda x: torch.var(x, unbiased=False), 3, 4, without="scalar")
case("std(0)", lambda x: torch.std(x, 0), of([[1.0, 2.0], [1.0, 3.0]]))
for name, function in {
    "cumsum(0)": lambda x: x.cumsum(0), "cumsum(-1)": lambda x: x.cumsum(-1), "cumprod(0)": lambda x: x.cumprod(0),
    "cumprod(-1)": lambda x: x.cumprod(-1), "logsumexp(0)": lambda x: x.logsumexp(0), "softmax(-1)": lambda x: x.softmax(-1),
    "logSoftmax(-1)": lambda x: x.log_softmax(-1), "sumTo(3, 1)": lambda x: x.sum_to_size(3, 1), "sumTo(4)": lambda x: x.sum_to_size(4),
}.items():  # fmt: skip
    everywhere(name, function, 3, 4, without="bool" if "sumTo" in name else None)
case("cumprod(0)", lambda x: x.cumprod(0), of([2.0, 0.0, 3.0, 4.0]))

# In order. Ties are left out, of which PyTorch says nothing; NaN is the largest.
torch.manual_seed(7)


def distinct(*shape):
    count = math.prod(shape)
    return Input(((torch.randperm(count) - count // 2) * 2 + 1).reshape(shape) / 8)


for name, function in {
    "sort": lambda x: x.sort().values, "sort(0, descending)": lambda x: x.sort(0, descending=True).values,
    "argsort": lambda x: x.argsort(), "argsort(0, descending)": lambda x: x.argsort(0, descending=True),
    "topk(2) values": lambda x: x.topk(2).values, "topk(2) indices": lambda x: x.topk(2).indices,
    "topk(1, 0, smallest) values": lambda x: x.topk(1, 0, largest=False).values,
    "quantile(0.3)": lambda x: x.quantile(0.3), "quantile(0.6, 0)": lambda x: x.quantile(0.6, 0),
    "quantile(0.4, -1, keep, higher)": lambda x: x.quantile(0.4, -1, keepdim=True, interpolation="higher"),
    "middle": lambda x: x.quantile(0.5, interpolation="midpoint"), "middle(-1)": lambda x: x.quantile(0.5, -1, interpolation="midpoint"),
}.items():  # fmt: skip
    turned = view(distinct(4, 3), "T")
    missing = distinct(2, 4)
    missing.base[0, 1] = nan
    if "sort" in name or "topk" in name:  # between numbers and infinities quantiles are NaN in PyTorch
        missing.base[0, 3] = inf
    missing.grad = False
    for x in [distinct(3, 4), distinct(2, 5), turned, double(distinct(2, 4)), missing, distinct(2, 3, 2), distinct(1, 4)]:
        case(name, function, x)
    if "middle" not in name and "quantile" not in name:
        case(name, function, Input(distinct(2, 4).base.mul(8).int()))
for name in ["sort", "argsort"]:
    case(name, {"sort": lambda x: x.sort().values, "argsort": lambda x: x.argsort()}[name], f(0))
    case(name, {"sort": lambda x: x.sort().values, "argsort": lambda x: x.argsort()}[name], f())
case("quantile(0.3)", lambda x: x.quantile(0.3), f())
case("middle", lambda x: x.quantile(0.5, interpolation="midpoint"), f())

save_cases("reductions.json")

"""Writes numeric.json: what PyTorch makes of decompositions, statistics and rare elementary functions.

Signs of eigenvectors and singular vectors are open, so that what does not depend on them is compared.

Run it with a Python that has PyTorch: `python3 test/library/reference/numeric.py`.
"""

import torch
from common import Input, case, double, everywhere, f, inf, mask, nan, odd, of, positive, refused, save_cases, view, whole

torch.manual_seed(11)

# One number at a time.
for name, function in {
    "log10": torch.log10, "exp2": torch.exp2, "asinh": torch.asinh, "isinf": torch.isinf, "nanToNum": torch.nan_to_num,
    "nanToNum(1, 2, -3)": lambda x: torch.nan_to_num(x, 1.0, 2.0, -3.0),
}.items():  # fmt: skip
    everywhere(name, function, 2, 3)
for name, function in {"acosh": torch.acosh, "atanh": torch.atanh, "logit": torch.logit}.items():
    for x in [positive(2, 3), view(positive(3, 2), "T"), view(positive(4), "::2"), double(positive(2, 2)), positive(), positive(0)]:
        x.base = x.base / 4 if name != "acosh" else x.base + 1
        x.grad = name == "acosh" or bool((x.base < 1).all())
        case(name, function, x)
    case(name, function, odd)
    case(name, function, whole(4, low=0, high=2))
    if name != "logit":
        case(name, function, mask(4))
    else:
        refused.setdefault(name, []).append("bool")
case("asinh", torch.asinh, of([1e-6, -1e-6, 1e6, -1e30, 0.0]))
case("acosh", torch.acosh, of([1.0000001, 1e6, 1e30]))
case("atanh", torch.atanh, Input(torch.tensor([1.0, -1.0, 1e-6]), grad=False))
case("log10", torch.log10, Input(torch.tensor([1000.0, 0.001, 0.0, -1.0]), grad=False))

# Two at a time.
shapes = [((2, 3), (2, 3)), ((2, 3), (3,)), ((3,), (2, 1)), ((), (2, 3)), ((), ()), ((0, 3), (3,))]
special = Input(odd.base.clone(), grad=False)
others = Input(torch.tensor([1.0, 1.0, -2.0, nan, -inf, inf]), grad=False)
binary = {"atan2": torch.atan2, "fmod": torch.fmod, "hypot": torch.hypot, "logAddExp": torch.logaddexp, "xlogy": torch.xlogy,
          "logicalXor": torch.logical_xor}  # fmt: skip
for name, function in binary.items():
    for a, b in shapes:
        case(name, function, f(*a), positive(*b) if name == "xlogy" else f(*b))
    case(name, function, view(f(3, 2), "T"), view(positive(4, 3), "::2"))
    case(name, function, double(f(2, 3)), double(positive(3)))
    case(name, function, special, others)
    for x, y in [(whole(2, 3), whole(3, low=1)), (mask(2, 3), mask(3))]:
        try:
            case(name, function, x, y)
        except RuntimeError:
            refused.setdefault(name, []).append("bool" if x.base.dtype == torch.bool else "int32")
zeros = torch.tensor([0.0, -0.0, 0.0, -0.0, 1.0, -1.0, 0.0, inf, -inf, inf, 2.0])
points = torch.tensor([0.0, 0.0, -0.0, -0.0, 0.0, -0.0, -1.0, inf, -inf, -inf, inf])
case("atan2", torch.atan2, Input(zeros, grad=False), Input(points, grad=False))
case("atan2", torch.atan2, Input(zeros[4:], grad=False), Input(-points[4:], grad=False))
case("xlogy", torch.xlogy, Input(torch.tensor([0.0, 0.0, 0.0, 2.0]), grad=False), Input(torch.tensor([0.0, nan, inf, 0.0]), grad=False))
case("logAddExp", torch.logaddexp, of([1000.0, -1000.0, 3.0]), of([1000.0, 5.0, 3.0]))
case("fmod(2)", lambda x: torch.fmod(x, 2), f(5))

# Bits.
for name, function in {"bitwiseAnd": torch.bitwise_and, "bitwiseOr": torch.bitwise_or, "bitwiseXor": torch.bitwise_xor}.items():
    for x, y in [((2, 3), (3,)), ((), (2, 1)), ((0, 3), (3,))]:
        case(name, function, whole(*x), whole(*y))
        case(name, function, mask(*x), mask(*y))
    case(name, function, view(whole(3, 2), "T"), view(whole(4, 3), "::2"))
for x in [whole(2, 3), mask(2, 3), view(whole(3, 2), "T"), whole(0), whole(), Input(torch.tensor([0, 7, 255], dtype=torch.uint8))]:
    case("bitwiseNot", torch.bitwise_not, x)
for name in ["bitwiseAnd", "bitwiseOr", "bitwiseXor", "bitwiseNot"]:
    refused[name] = ["float64", "nan", "inf"]

# Statistics.
for x in [f(3, 5), view(f(5, 3), "T"), f(6), double(f(2, 4)), whole(2, 4), Input(special.base[1:].reshape(1, 5), grad=False), f()]:
    case("covariance", torch.cov, x)
    if x.base.dim() > 0:
        case("covariance(0)", lambda x: torch.cov(x, correction=0), x)
    case("correlation", torch.corrcoef, x)
case("covariance", torch.cov, f(2, 0))
for name, function in {"covariance": torch.cov, "correlation": torch.corrcoef}.items():
    refused.setdefault(name, []).append("bool")
refused["correlation"].append("empty")
sorted_ = Input(torch.tensor([-2.0, -1.0, 0.0, 0.0, 1.5, nan]), grad=False)
for name, right in {"searchSorted": False, "searchSorted(right)": True}.items():
    find = lambda s, x, right=right: torch.searchsorted(s, x, right=right, out_int32=True)
    for x in [f(2, 3), view(f(3, 2), "T"), f(), f(0), odd]:
        x.grad = False
        case(name, find, sorted_, x)
    case(name, find, Input(sorted_.base.double(), grad=False), Input(f(3).base.double(), grad=False))
    case(name, find, of([-2, 0, 3], torch.int32), whole(5))
    case(name, find, Input(f(2, 4).base.sort()[0], grad=False), Input(f(2, 3).base, grad=False))
refused["searchSorted"] = ["bool"]

# Decompositions, of matrices whose singular values are far from each other and from 0.
def far(*shape):
    return Input(f(*shape).base + torch.diag(torch.tensor([6.0, -11.0, 17.0, 23.0]))[: shape[-2], : shape[-1]])


matrices = [far(3, 3), far(4, 2), view(far(3, 4), "T"), far(2, 4, 3), double(f(3, 2)), Input(far(3, 3).base.flip(0))]
for x in matrices:
    case("qr.q", lambda a: torch.linalg.qr(a)[0], x)
    case("qr.r", lambda a: torch.linalg.qr(a)[1], x)
    case("svd.s", lambda a: torch.linalg.svdvals(a), x)
    case("svd squared", lambda a: (lambda u, s, v: u.square() @ v.square())(*torch.linalg.svd(a, full_matrices=False)), x)
    case("pseudoInverse", torch.linalg.pinv, x)
for x in [f(2, 4), view(f(4, 2), "T")]:
    for name, part in {"qr.q": 0, "qr.r": 1}.items():
        case(name, lambda a, part=part: torch.linalg.qr(a)[part], Input(x.base, x.view, grad=False))
    case("svd.s", lambda a: torch.linalg.svdvals(a), x)
for x in [far(3, 3), view(double(far(4, 4)), "T"), far(2, 3, 3), double(f(3, 3))]:
    case("eigh.values", lambda a: torch.linalg.eigh(a + a.mT)[0], x)
    case("eigh squared", lambda a: torch.linalg.eigh(a + a.mT)[1].square(), x)
low = Input((f(4, 1).base @ f(1, 3).base).double(), grad=False)
case("svd.s", lambda a: torch.linalg.svdvals(a), low)
case("pseudoInverse", torch.linalg.pinv, low)
for x in [f(0, 3, 2)]:
    case("qr.q", lambda a: torch.linalg.qr(a)[0], x)
    case("svd.s", lambda a: torch.linalg.svdvals(a), x)
    case("pseudoInverse", torch.linalg.pinv, x)
case("eigh.values", lambda a: torch.linalg.eigh(a + a.mT)[0], f(0, 3, 3))
for name in ["qr.q", "svd.s", "pseudoInverse", "eigh.values"]:
    refused[name] = ["scalar", "int32", "bool", "nan", "inf"]

save_cases("numeric.json")

"""Writes edges.json: operations of several inputs, and those that need shapes of their own, with every kind of input that PyTorch takes.

Run it with a Python that has PyTorch: `python3 test/library/reference/edges.py`.
"""

import torch
import torch.nn.functional as F
from common import Input, case, double, f, inf, mask, nan, refused, save_cases, view, whole

torch.manual_seed(13)


def special(shape):
    """Numbers among which some are NaN and infinite."""
    base = f(*shape).base.flatten()
    base[::4], base[1::6], base[2::7] = nan, inf, -inf
    return Input(base.reshape(shape), grad=False)


def turned(shape):
    return view(f(*shape[:-2], shape[-1], shape[-2]), "T") if len(shape) > 1 else view(f(shape[0] * 2), "::2")


def kinds(name, function, *shapes, empty=None):
    """A call with inputs of these shapes for each kind; what PyTorch refuses is written down as that."""
    made = {
        "view": lambda s: turned(s) if s else f(), "float64": lambda s: double(f(*s)), "int32": lambda s: whole(*s, low=1),
        "bool": lambda s: mask(*s), "nan": special, "scalar": lambda s: f(),
    }  # fmt: skip
    calls = {kind: [make(shape) for shape in shapes] for kind, make in made.items()}
    calls["empty"] = [f(*shape) for shape in (empty or [(0, *shape[1:]) for shape in shapes])]
    for kind, inputs in calls.items():
        try:
            case(name, function, *inputs)
        except (RuntimeError, IndexError, TypeError, ValueError):
            refused.setdefault(name, []).extend([kind, "inf"] if kind == "nan" else [kind])


# Element by element.
for name, function in {"sub": torch.sub, "remainder": torch.remainder, "floorDivide": torch.floor_divide, "pow": torch.pow,
                       "fmod": torch.fmod, "hypot": torch.hypot, "logAddExp": torch.logaddexp}.items():  # fmt: skip
    flat = lambda a, b, g=function: g(a.detach(), b.detach())
    kinds(name, flat, (2, 3), (3,), empty=[(0, 3), (3,)])
kinds("squeeze", torch.squeeze, (2, 1, 3))
kinds("logit", lambda x: torch.logit(x.detach()), (2, 3))

# In order.
kinds("sort", lambda x: x.sort().values, (2, 5))
kinds("argsort", lambda x: torch.argsort(x, stable=True), (2, 5))
kinds("topk(2) values", lambda x: x.topk(2).values, (3, 4))
kinds("quantile(0.3)", lambda x: x.quantile(0.3), (3, 4))
kinds("middle", lambda x: x.quantile(0.5, interpolation="midpoint"), (3, 4))
for name, function in {"std": torch.std, "var": torch.var}.items():
    kinds(name, lambda x, g=function: g(x.detach()), (3, 4))

# Products and systems.
kinds("matmul", torch.matmul, (2, 3), (3, 2))
kinds("linear", F.linear, (2, 3), (4, 3), (4,), empty=[(0, 3), (4, 3), (4,)])
kinds("einsum ij,jk->ik", lambda a, b: torch.einsum("ij,jk->ik", a, b), (2, 3), (3, 2), empty=[(0, 3), (3, 2)])
kinds("tensordot[1][0]", lambda a, b: torch.tensordot(a, b, ([1], [0])), (2, 3), (3, 2), empty=[(0, 3), (3, 2)])
for name, function in {"inverse": torch.linalg.inv, "determinant": torch.linalg.det, "cholesky": torch.linalg.cholesky,
                       "qr.r": lambda a: torch.linalg.qr(a)[1]}.items():  # fmt: skip
    for kind, x in {"scalar": f(), "int32": whole(3, 3), "bool": mask(3, 3)}.items():
        try:
            case(name, function, x)
        except (RuntimeError, IndexError):
            refused.setdefault(name, []).append(kind)

# Statistics.
kinds("covariance", torch.cov, (3, 4))
kinds("correlation", torch.corrcoef, (3, 4))

# Losses.
for name, function in {"mseLoss(none)": F.mse_loss, "l1Loss(none)": F.l1_loss, "huberLoss(none)": F.huber_loss}.items():
    kinds(name, lambda x, y, g=function: g(x, y, reduction="none"), (2, 3), (2, 3))
kinds("mseLoss(mean)", F.mse_loss, (2, 3), (2, 3))
logits = lambda x, y: F.binary_cross_entropy_with_logits(x, y.sigmoid(), reduction="none")
kinds("binaryCrossEntropyWithLogits(none)", logits, (2, 3), (2, 3))

# Images and normalization.
kinds("conv2d", F.conv2d, (2, 3, 5, 5), (4, 3, 3, 3), (4,), empty=[(0, 3, 5, 5), (4, 3, 3, 3), (4,)])
kinds("convTranspose2d", F.conv_transpose2d, (2, 3, 4, 4), (3, 2, 3, 3), (2,), empty=[(0, 3, 4, 4), (3, 2, 3, 3), (2,)])
kinds("maxPool2d(2)", lambda x: F.max_pool2d(x, 2), (2, 3, 4, 4))
kinds("avgPool2d(2)", lambda x: F.avg_pool2d(x, 2), (2, 3, 4, 4))
kinds("layerNorm([4])", lambda x, w, b: F.layer_norm(x, [4], w, b), (3, 4), (4,), (4,), empty=[(0, 4), (4,), (4,)])

save_cases("edges.json")

"""Writes methods.json: what PyTorch gives for methods that cut, lay out, multiply and count, with gradients; and which methods are functions, too.

Run it with a Python that has PyTorch: `python3 test/library/reference/methods.py`.
"""

import torch
from common import case, cases, f, mask, nan, of, positive, save, view, whole

torch.manual_seed(12)
a, b, m = (lambda: f(2, 3)), (lambda: f(2, 3)), (lambda: f(3, 3))
at = lambda *values: of(list(values), torch.int32)

unary = {
    "ravel": (lambda x: x.ravel(), view(f(3, 2), "T")),
    "tile": (lambda x: x.tile(2), a()),
    "movedim": (lambda x: x.movedim(0, -1), f(2, 3, 2)),
    "movedim of several": (lambda x: x.movedim((0, 1), (2, 0)), f(2, 3, 2)),
    "swapaxes": (lambda x: x.swapaxes(0, 2), f(2, 3, 2)),
    "mT": (lambda x: x.mT, f(2, 3, 2)),
    "unflatten": (lambda x: x.unflatten(1, (2, -1)), f(2, 6)),
    "narrow": (lambda x: x.narrow(1, 1, 2), a()),
    "select": (lambda x: x.select(1, -1), a()),
    "tensorSplit": (lambda x: x.tensor_split(3)[1], f(8, 2)),
    "tensorSplit at": (lambda x: x.tensor_split([1, 4], dim=1)[1], f(2, 6)),
    "unfold": (lambda x: x.unfold(1, 3, 2), f(2, 7)),
    "unfold the first": (lambda x: x.unfold(0, 2, 1), f(4, 3)),
    "diagonal": (lambda x: x.diagonal(), f(3, 4)),
    "diagonal(1)": (lambda x: x.diagonal(1), f(3, 4)),
    "diagonal(-2)": (lambda x: x.diagonal(-2), f(4, 3)),
    "diagonal of batches": (lambda x: x.diagonal(0, -2, -1), f(2, 3, 3)),
    "diagEmbed": (lambda x: x.diag_embed(), a()),
    "diag(1) of a vector": (lambda x: x.diag(1), f(3)),
    "diag(-1) of a vector": (lambda x: x.diag(-1), f(3)),
    "diag(1)": (lambda x: x.diag(1), m()),
    "fliplr": (lambda x: x.fliplr(), a()),
    "rot90": (lambda x: x.rot90(), a()),
    "rot90(3)": (lambda x: x.rot90(3), a()),
    "take": (lambda x: x.take(torch.tensor([0, 5, 0])), a()),
    "takeAlongDim": (lambda x: x.take_along_dim(torch.tensor([[2], [0]]), dim=1), a()),
    "indexFill": (lambda x: x.index_fill(1, torch.tensor([0, 2]), 7), a()),
    "matrixPower": (lambda x: x.matrix_power(3), m()),
    "matrixPower(-2)": (lambda x: (x + 9 * torch.eye(3)).matrix_power(-2), m()),
    "matrixPower(0)": (lambda x: x.detach().matrix_power(0), m()),
    "trace": (lambda x: x.trace(), m()),
    "logdet": (lambda x: (x + 9 * torch.eye(3)).logdet(), m()),
    "slogdet": (lambda x: torch.linalg.slogdet(x)[1], m()),
    "nansum": (lambda x: (x * torch.tensor([1.0, nan, 1.0])).nansum(1), a()),
    "nanmean": (lambda x: (x * torch.tensor([1.0, nan, 1.0])).nanmean(1), a()),
    "diff": (lambda x: x.diff(), a()),
    "diff(2, 0)": (lambda x: x.diff(n=2, dim=0), f(4, 2)),
    "cummax": (lambda x: x.cummax(1).values, f(3, 5)),
    "cummax indices": (lambda x: x.cummax(0).indices, f(5, 3)),
    "cummin": (lambda x: x.cummin(1).values, of([[1.0, nan, 0.0], [2.0, 2.0, 1.0]])),
    "cummin indices": (lambda x: x.cummin(1).indices, whole(3, 5)),
    "mode": (lambda x: x.mode(1).values, of([[1.0, 2.0, 2.0, 1.0], [3.0, 4.0, 5.0, 3.0]])),
    "mode indices": (lambda x: x.mode(1).indices, of([[1.0, 2.0, 2.0, 1.0], [3.0, 4.0, 5.0, 3.0]])),
    "histc": (lambda x: x.detach().histc(4, min=-2, max=2), f(3, 5)),
    "histc of all": (lambda x: x.detach().histc(5), f(3, 5)),
    "aminmax": (lambda x: x.detach().aminmax(dim=1).max, a()),
    "clamp to one side": (lambda x: x.clamp_min(0.5), a()),
    "unique counts": (lambda x: x.unique(return_inverse=True, return_counts=True)[2], whole(9, low=0, high=4)),
    "unique inverse": (lambda x: x.unique(return_inverse=True)[1], whole(3, 3, low=0, high=4)),
    "uniqueConsecutive": (lambda x: torch.unique_consecutive(x), of([1, 1, 2, 2, 1, 3], torch.int32)),
    "vander": (lambda x: torch.vander(x.detach()), f(3)),
    "trapezoid": (lambda x: torch.trapezoid(x, dx=0.5), a()),
    "blockDiag": (lambda x: torch.block_diag(x, x[0]), a()),
    "combinations": (lambda x: torch.combinations(x), f(4)),
    "trilIndices": (lambda x: torch.tril_indices(3, 4, -1), f()),
    "triuIndices": (lambda x: torch.triu_indices(3, 4, 1), f()),
    "hstack": (lambda x: torch.hstack([x, x * 2]), a()),
    "vstack": (lambda x: torch.vstack([x[0], x[1]]), a()),
    "dstack": (lambda x: torch.dstack([x, x]), a()),
    "columnStack": (lambda x: torch.column_stack([x[0], x.T]), a()),
    "var along": (lambda x: torch.var(x, 1), a()),
    "stdMean": (lambda x: torch.std_mean(x, 0)[0], a()),
    "countNonzero along": (lambda x: (x > 0).count_nonzero(1), a()),
    "median along": (lambda x: torch.median(x, 1).values, a()),
    "max along": (lambda x: torch.max(x, 1).values, a()),
    "logit(eps)": (lambda x: torch.logit(x, 0.2), f(2, 3)),
    "frac": (lambda x: x.frac(), a()),
    "deg2rad": (lambda x: x.deg2rad(), a()),
    "vectorNorm(3)": (lambda x: torch.linalg.vector_norm(x, 3, dim=1), a()),
    "matrixNorm(nuc)": (lambda x: torch.linalg.matrix_norm(x, "nuc"), a()),
    "matrixNorm(1)": (lambda x: torch.linalg.norm(x, 1), a()),
    "matrixRank": (lambda x: torch.linalg.matrix_rank(x), of([[1.0, 2.0], [2.0, 4.0], [0.0, 0.0]])),
    "exp_": (lambda x: x.clone().exp_(), a()),
    "relu_": (lambda x: (x * 2).relu_() * x, a()),
    "tanh_ of what is needed": (lambda x: x.sigmoid().mul(2).tanh_(), a()),
    "maskedFill_": (lambda x: (x * x).masked_fill_(torch.tensor([True, False, True]), 5), a()),
    "clamp_": (lambda x: (x * 1).clamp_(-1, 1), a()),
    "fillDiagonal_": (lambda x: (x * 1).fill_diagonal_(3), m()),
    "tril_": (lambda x: (x * 1).tril_(), m()),
    "div(floor)": (lambda x: torch.div(x, 2, rounding_mode="floor"), whole(5)),
    "div(trunc)": (lambda x: torch.div(x.detach(), 1.5, rounding_mode="trunc"), a()),
    "div(trunc) of whole numbers": (lambda x: torch.div(x, 2, rounding_mode="trunc"), whole(5)),
    "nanToNum": (lambda x: x.nan_to_num(2.0), of([nan, 1.0])),
    "bitwiseNot": (lambda x: ~x, whole(5)),
    "bitwiseNot of booleans": (lambda x: ~x, mask(5)),
}  # fmt: skip
for name, (function, x) in unary.items():
    case(name, function, x)

binary = {
    "mm": (torch.mm, a(), f(3, 2)), "mv": (torch.mv, a(), f(3)), "bmm": (torch.bmm, f(2, 2, 3), f(2, 3, 2)),
    "dot": (torch.dot, f(3), f(3)), "inner": (torch.inner, a(), f(4, 3)), "outer": (torch.outer, f(2), f(3)),
    "kron": (torch.kron, a(), f(2, 2)), "cross": (lambda x, y: torch.cross(x, y, dim=-1), a(), b()),
    "dist": (torch.dist, a(), b()), "bitwiseAnd": (lambda x, y: x & y, whole(2, 3), whole(3)),
    "bitwiseOr": (lambda x, y: x | y, whole(2, 3), whole(3)), "bitwiseXor": (lambda x, y: x ^ y, mask(2, 3), mask(3)),
    "searchsorted": (lambda x, y: torch.bucketize(y.detach(), x.detach().sort().values), f(4), b()),
    "trapezoid at": (torch.trapezoid, a(), b()), "cartesianProd": (torch.cartesian_prod, f(2), f(3)),
    "indexAdd": (lambda x, y: x.index_add(0, torch.tensor([1, 1]), y, alpha=2), a(), b()),
    "indexAdd along": (lambda x, y: x.index_add(1, torch.tensor([2, 0]), y), a(), f(2, 2)),
    "indexCopy": (lambda x, y: x.index_copy(1, torch.tensor([2, 0]), y), a(), f(2, 2)),
    "addmm": (lambda x, y: torch.addmm(x, x, y, beta=0.5, alpha=2), m(), m()),
    "addcdiv": (lambda x, y: x.addcdiv(x, y, value=0.5), a(), positive(2, 3)),
    "meshgrid": (lambda x, y: torch.meshgrid(x, y, indexing="xy")[0] * 1, f(3), f(2)),
    "add(alpha)": (lambda x, y: torch.add(x, y, alpha=3), a(), b()),
    "lerp_": (lambda x, y: (x * 1).lerp_(y, 0.25), a(), b()),
    "scatterAdd_": (lambda x, y: (x * 1).scatter_add_(1, torch.tensor([[0, 2], [1, 1]]), y), a(), f(2, 2)),
    "isin": (lambda x, y: torch.isin(x, y), whole(6), whole(2)),
    "lstsq": (lambda x, y: torch.linalg.pinv(x) @ y, f(4, 2), f(4, 1)),
    "baddbmm": (lambda x, y: torch.baddbmm(x, y, y, beta=2), f(2, 2, 2), f(2, 2, 2)),
}  # fmt: skip
for name, (function, x, y) in binary.items():
    case(name, function, x, y)

methods = sorted(name for name in dir(torch.Tensor) if not name.startswith("_") and callable(getattr(torch.Tensor, name)))
functions = sorted(name for name in methods if callable(getattr(torch, name, None)))
save("methods.json", {"cases": {name: entries[0] for name, entries in cases.items()}, "functions": functions})

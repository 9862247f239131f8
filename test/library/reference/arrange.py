"""Writes arrange.json: what PyTorch gives for functions that sort, pick, scatter and join, and their gradients.

Run it with a Python that has PyTorch: `python3 test/library/reference/arrange.py`.
"""

import json
import pathlib

import torch

a = torch.tensor([[3.0, 1.0, 2.0], [6.0, 5.0, 4.0]])
b = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])
square = torch.tensor([[2.0, 1.0], [0.5, 3.0]])
places = torch.tensor([[0, 2, 1], [2, 2, 0]])
whole = torch.tensor([4, 1, 4, 2, 1, 4])

cases = {
    "sort": (lambda a, b: torch.sort(a, dim=1).values, a, b),
    "sort indices": (lambda a, b: torch.sort(a, dim=0, descending=True).indices, a, b),
    "argsort": (lambda a, b: torch.argsort(b, descending=True), a, b),
    "topk": (lambda a, b: a.topk(2).values, a, b),
    "topk smallest": (lambda a, b: a.topk(2, dim=1, largest=False).indices, a, b),
    "kthvalue": (lambda a, b: a.kthvalue(2).values, a, b),
    "median": (lambda a, b: a.median(), a, b),
    "median along": (lambda a, b: a.median(dim=0).values, a, b),
    "quantile": (lambda a, b: a.quantile(0.3, dim=1), a, b),
    "cumprod": (lambda a, b: torch.cumprod(b, dim=1), a, b),
    "erf": (lambda a, b: torch.erf(b), a, b),
    "tan": (lambda a, b: torch.tan(b), a, b),
    "atan": (lambda a, b: torch.atan(b), a, b),
    "unbind": (lambda a, b: a.unbind(1)[1], a, b),
    "roll": (lambda a, b: a.roll(2, 1), a, b),
    "tile": (lambda a, b: torch.tile(a, (2, 1)), a, b),
    "repeatInterleave": (lambda a, b: a.repeat_interleave(2, dim=1), a, b),
    "repeatInterleave of all": (lambda a, b: torch.repeat_interleave(a, 2), a, b),
    "scatter": (lambda a, b: a.scatter(1, places[:, :2], b[:, :2]), a, b),
    "scatter a number": (lambda a, b: a.scatter(0, torch.tensor([[1, 0, 1]]), 9.0), a, b),
    "scatterAdd": (lambda a, b: a.scatter_add(1, places, b), a, b),
    "nonzero": (lambda a, b: torch.nonzero(b > 0), a, b),
    "unique": (lambda a, b: torch.unique(whole), a, b),
    "bincount": (lambda a, b: torch.bincount(whole, minlength=7), a, b),
    "countNonzero": (lambda a, b: torch.count_nonzero(b > 0), a, b),
    "lerp": (lambda a, b: a.lerp(b, 0.25), a, b),
    "var": (lambda a, b: torch.var(a), a, b),
    "outer": (lambda a, b: torch.outer(a[0], b[1]), a, b),
    "einsum": (lambda a, b: torch.einsum("ij,kj->ik", a, b), a, b),
    "tensordot": (lambda a, b: torch.tensordot(a, b), a, b),
    "addmm": (lambda a, b: torch.addmm(square, a, b.T), a, b),
    "cdist": (lambda a, b: torch.cdist(a, b), a, b),
    "logspace": (lambda a, b: torch.logspace(-1, 2, 4), a, b),
    "isclose": (lambda a, b: torch.isclose(a, a + torch.tensor([1e-6, 1e-3, 0.0])), a, b),
    "inv": (lambda a, b: torch.linalg.inv(square + a[:, :2]), a, b),
    "det": (lambda a, b: torch.linalg.det(square + a[:, :2]), a, b),
    "solve": (lambda a, b: torch.linalg.solve(square + a[:, :2], b), a, b),
}


def numbers(tensor):
    kinds = {torch.float32: "float32", torch.int64: "int32", torch.bool: "bool"}
    flat = tensor.detach().flatten().tolist()
    data = [float(f"{x:.7g}") if tensor.is_floating_point() else int(x) for x in flat]
    return {"shape": list(tensor.shape), "dtype": kinds[tensor.dtype], "data": data}


def case(fn, *inputs):
    leaves = [one.clone().requires_grad_() for one in inputs]
    y = fn(*leaves)
    out = {"inputs": [numbers(one) for one in inputs], "output": numbers(y)}
    if y.requires_grad:
        y.backward(torch.tensor([((7 * i) % 5 - 2) / 2 + 0.25 for i in range(y.numel())]).reshape(y.shape))
        out["gradients"] = [None if one.grad is None else numbers(one.grad) for one in leaves]
    return out


lines = [f"{json.dumps(name)}: {json.dumps(case(*one))}" for name, one in cases.items()]
pathlib.Path(__file__).with_name("arrange.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")

"""Writes jax.json, what jnp, jax.nn, Flax-like layers and Optax-like optimizers must give, with PyTorch:
/usr/bin/python3 test/library/reference/jax.py

cases       name -> calls: inputs, value and, by the cotangent of common.py, gradients
optimizers  name -> the parameters after every tenth of a hundred steps on one loss
The test beside it (../jax-values.test.ts) names the same functions in TypeScript.
"""

import json
import os

import torch
import torch.nn.functional as F

torch.manual_seed(3)
cases = {}


def record(t):
    t = t.detach()
    kind = "float32" if t.is_floating_point() else "bool" if t.dtype == torch.bool else "int32"
    data = [float(f"{x:.8g}") if isinstance(x, float) else int(x) for x in t.flatten().tolist()]
    return {"shape": list(t.shape), "dtype": kind, "data": data}


def cotangent(t):
    i = torch.arange(t.numel())
    return (((7 * i) % 5 - 2) / 2 + 0.25).to(t.dtype).reshape(t.shape)


def f(*shape):
    return ((torch.randperm(max(1, torch.Size(shape).numel())) * 2 + 1) / 8 - 1).reshape(shape)


def whole(*shape, high=3):
    return torch.randint(0, high, shape).to(torch.int32)


def case(name, function, *inputs):
    leaves = [x.clone().requires_grad_() if x.is_floating_point() else x for x in inputs]
    y = function(*leaves)
    entry = {"inputs": [record(x) for x in inputs], "output": record(y)}
    if y.requires_grad:
        y.backward(cotangent(y))
        entry["gradients"] = [None if x.grad is None else record(x.grad) for x in leaves]
    cases.setdefault(name, []).append(entry)


a, b, v = f(3, 4), f(3, 4), f(4)
square = f(3, 3) + 3 * torch.eye(3)
definite = square @ square.T
long = lambda x: x.long()  # noqa: E731

case("sort", lambda x: x.sort(-1).values, a)
case("sort down", lambda x: x.sort(0, descending=True).values, a)
case("argsort", lambda x: x.argsort(-1), a)
case("median", lambda x: x.quantile(0.5, dim=1), a)
case("median of all", lambda x: x.quantile(0.5), a)
case("quantile", lambda x: x.quantile(0.3, dim=0, keepdim=True), a)
case("quantiles", lambda x: x.quantile(torch.tensor([0.1, 0.75]), dim=1), a)
for how in ["lower", "higher", "midpoint", "nearest"]:
    case(f"quantile {how}", lambda x: x.quantile(0.4, dim=1, interpolation=how), a)
case("cumsum", lambda x: x.cumsum(1), a)
case("cumprod", lambda x: x.cumprod(0), a)
case("cumprod with zeros", lambda x: x.cumprod(0), torch.tensor([2.0, 0.0, 3.0, 0.0]))
case("diff", lambda x: x.diff(dim=1), a)
case("cov", torch.cov, a)
case("var", lambda x: x.var(1, unbiased=True), a)
case("std", lambda x: x.std(0, unbiased=False), a)
case("solve", torch.linalg.solve, square, f(3, 2))
case("solve a vector", torch.linalg.solve, square, f(3))
case("inv", torch.linalg.inv, square)
case("det", torch.linalg.det, torch.stack([square, definite]))
case("cholesky", torch.linalg.cholesky, definite)
case("norm", torch.linalg.norm, a)
case("norm 1", lambda x: torch.linalg.vector_norm(x, 1, dim=1), a)
case("norm inf", lambda x: torch.linalg.vector_norm(x, float("inf")), a)
case("einsum ij,kj->ik", lambda x, y: torch.einsum("ij,kj->ik", x, y), a, b)
case("einsum bij,bjk->bik", lambda x, y: torch.einsum("bij,bjk->bik", x, y), f(2, 3, 4), f(2, 4, 2))
case("einsum ii->i", lambda x: torch.einsum("ii->i", x), square)
case("einsum i,j->ij", lambda x, y: torch.einsum("i,j->ij", x, y), v, f(3))
case("einsum ij->", lambda x: torch.einsum("ij->", x), a)
case("einsum ij,ij->j", lambda x, y: torch.einsum("ij,ij->j", x, y), a, b)
case("tensordot", lambda x, y: torch.tensordot(x, y, 2), f(2, 3, 4), f(3, 4, 2))
case("tensordot of axes", lambda x, y: torch.tensordot(x, y, ([0, 2], [1, 0])), f(2, 3, 4), f(4, 2))
case("outer", torch.outer, v, f(3))
case("kron", torch.kron, f(2, 2), f(2, 3))
case("vdot", torch.vdot, v, f(4))
case("trace", torch.trace, square)
case("tril", lambda x: x.tril(1), a)
case("triu", lambda x: x.triu(-1), a)
case("pad", lambda x: F.pad(x, (2, 1, 0, 1), value=5), a)
case("pad reflect", lambda x: F.pad(x[None, None], (2, 1, 1, 2), mode="reflect")[0, 0], a)
case("pad edge", lambda x: F.pad(x[None, None], (2, 1, 1, 2), mode="replicate")[0, 0], a)
case("pad wrap", lambda x: F.pad(x[None, None], (2, 1, 1, 2), mode="circular")[0, 0], a)
case("repeat", lambda x: x.repeat_interleave(2, 1), a)
case("repeat by list", lambda x: x.repeat_interleave(torch.tensor([1, 0, 2]), 0), a)
case("tile", lambda x: x.tile(2, 3), a)
case("roll", lambda x: x.roll(3, 1), a)
case("roll all", lambda x: x.roll(-5), a)
case("flip", lambda x: x.flip(1), a)
case("take", lambda x, i: x[:, long(i)], a, whole(2, 2))
case("takeAlongAxis", lambda x, i: x.gather(1, long(i)), a, whole(3, 2))
case("where", lambda x, y: torch.where(x > y, x * y, y), a, b)
case("clip", lambda x: x.clamp(-0.5, 1), a)
case("logaddexp", torch.logaddexp, a, b)
case("logsumexp", lambda x: x.logsumexp(1), a)
case("tan", torch.tan, v)
case("sinh", torch.sinh, v)
case("cosh", torch.cosh, v)
case("arctan", torch.atan, 4 * v)
case("arcsin", torch.asin, v / 1.5)
case("arccos", torch.acos, v / 1.5)
case("erf", torch.erf, torch.tensor([-7.0, -2.5, -1, -0.1, 0, 1e-4, 0.7, 1.9, 3.5, 6.5]))
case("erfinv", torch.erfinv, torch.tensor([-0.999, -0.7, -0.1, 0, 0.3, 0.9, 0.9999]))
case("set", lambda x, y: torch.index_put(x, (torch.tensor([0, 2]),), y), a, f(2, 4))
case("addAt", lambda x, y: torch.index_put(x, (torch.tensor([0, 2, 0]),), y, accumulate=True), a, f(3, 4))

for name in ["relu", "relu6", "softplus", "silu", "leaky_relu", "elu", "selu", "celu", "hardswish", "hardtanh"]:
    case(name, getattr(F, name), f(12))
case("hardSigmoid", F.hardsigmoid, 4 * f(12))
case("logSigmoid", F.logsigmoid, f(12))
case("softSign", F.softsign, f(12))
case("gelu", lambda x: F.gelu(x, approximate="tanh"), f(12))
case("gelu exact", F.gelu, f(12))
case("glu", F.glu, a)
case("softmax", lambda x: x.softmax(0), a)
case("logSoftmax", lambda x: x.log_softmax(-1), a)
case("oneHot", lambda i: F.one_hot(long(i), 4).int(), whole(3))

case("l2Loss", lambda x, y: (x - y) ** 2 / 2, v, f(4))
case("huberLoss", lambda x, y: F.huber_loss(3 * x, y, reduction="none", delta=0.7), v, f(4))
case("softmaxCrossEntropy", lambda x, y: -(y * x.log_softmax(-1)).sum(-1), a, b.softmax(-1))
case("integer labels", lambda x, i: F.cross_entropy(x, long(i), reduction="none"), a, whole(3))
case("binary", lambda x, y: F.binary_cross_entropy_with_logits(x, y, reduction="none"), v, f(4).sigmoid())
case("hingeLoss", lambda x, y: F.relu(1 - x * y), v, torch.tensor([1.0, -1, 1, -1]))
case("klDivergence", lambda x, y: F.kl_div(x, y, reduction="none").sum(-1), a.log_softmax(-1), b.softmax(-1))
case("cosineSimilarity", lambda x, y: F.cosine_similarity(x, y), a, b)
case("logCosh", lambda x, y: torch.log(torch.cosh(x - y)), v, f(4))

# Images [N, H, W, C] and kernels [h, w, C / groups, O].
to = lambda x: x.permute(0, 3, 1, 2)  # noqa: E731
back = lambda x: x.permute(0, 2, 3, 1)  # noqa: E731
kernel = lambda k: k.permute(3, 2, 0, 1)  # noqa: E731
x, k = f(2, 5, 4, 2) / 4, f(3, 2, 2, 3) / 4
case("conv valid", lambda x, k: back(F.conv2d(to(x), kernel(k))), x, k)
case("conv same", lambda x, k: back(F.conv2d(to(x), kernel(k), padding="same")), x, k)
case("conv strides", lambda x, k: back(F.conv2d(F.pad(to(x), (0, 0, 1, 1)), kernel(k), stride=(2, 1))), x, k)
case("conv dilated", lambda x, k: back(F.conv2d(to(x), kernel(k), dilation=(2, 1))), x, k)
case("conv groups", lambda x, k: back(F.conv2d(to(x), kernel(k), groups=2)), x, f(3, 2, 1, 4) / 4)
case("conv 1", lambda x, k: F.conv1d(x.transpose(1, 2), k.permute(2, 1, 0), padding=1).transpose(1, 2), f(2, 5, 3), f(3, 3, 2))
flipped = lambda k: k.permute(2, 3, 0, 1).flip(2, 3)  # noqa: E731
case("convTranspose", lambda x, k: back(F.conv_transpose2d(to(x), flipped(k), stride=2)), x, k[:2])
case("maxPool", lambda x: back(F.max_pool2d(to(x), 2, stride=2)), x)
case("maxPool same", lambda x: back(F.max_pool2d(to(x), 3, stride=1, padding=1)), x)
case("avgPool", lambda x: back(F.avg_pool2d(to(x), (2, 3), stride=1)), x)
case("avgPool same", lambda x: back(F.avg_pool2d(to(x), 3, stride=1, padding=1)), x)
case("avgPool same, inside", lambda x: back(F.avg_pool2d(to(x), 3, stride=1, padding=1, count_include_pad=False)), x)
case("maxPool 1", lambda x: F.max_pool1d(x.transpose(1, 2), 2, stride=1).transpose(1, 2), f(2, 5, 3))

scale, bias = f(4), f(4)
case("LayerNorm", lambda x, s, b: F.layer_norm(x, (4,), s, b, 1e-6), a, scale, bias)
case("GroupNorm", lambda x, s, b: back(F.group_norm(to(x), 2, s, b, 1e-6)), f(2, 3, 2, 4), scale, bias)
case("BatchNorm", lambda x, s, b: F.batch_norm(x, None, None, s, b, True), f(6, 4), scale, bias)
case("BatchNorm in evaluation", lambda x, m, n: F.batch_norm(x, m.detach(), n.detach() + 2), f(6, 4), f(4), f(4))
case("Embed", lambda w, i: F.embedding(long(i), w), f(3, 4), whole(2, 5))
case("attention", lambda q, k, v: torch.einsum("bhqk,bkhd->bqhd", (torch.einsum("bqhd,bkhd->bhqk", q, k) / 2).softmax(-1), v),
     f(2, 3, 2, 4) / 4, f(2, 5, 2, 4) / 4, f(2, 5, 2, 4) / 4)  # fmt: skip


# Cells with the weights of a sequence [batch, time, inputs]; W [inputs, gates * H], U [H, gates * H], and one bias, where Flax has it.
def recurrent(kind):
    def run(x, W, U, c):
        zero = torch.zeros(W.shape[1])
        biases = [c, zero] if kind == "RNN" else [zero, torch.cat([zero[: W.shape[1] - c.shape[0]], c])]
        first = torch.zeros(1, x.shape[0], U.shape[0])
        weights = [W.T, U.T, *biases]
        step = {"RNN": torch.rnn_tanh, "GRU": torch.gru, "LSTM": torch.lstm}[kind]
        return step(x, [first, first] if kind == "LSTM" else first, weights, True, 1, 0.0, False, False, True)[0]

    return run


for kind, gates in [("RNN", 1), ("GRU", 3), ("LSTM", 4)]:
    c = f(2) if kind == "GRU" else f(2 * gates) / 4
    case(kind, recurrent(kind), f(2, 4, 3) / 4, f(3, 2 * gates) / 4, f(2, 2 * gates) / 4, c)

# A hundred steps on (A p - y)² / 2, with a kink.
A, y = f(6, 4) / 2, f(6)
optimizers = {}
O = torch.optim
for name, make in {
    "sgd": lambda p: O.SGD(p, 0.05),
    "momentum": lambda p: O.SGD(p, 0.02, momentum=0.9),
    "nesterov": lambda p: O.SGD(p, 0.02, momentum=0.9, nesterov=True),
    "adam": lambda p: O.Adam(p, 0.05),
    "adamw": lambda p: O.AdamW(p, 0.05, weight_decay=0.1),
    "rmsprop": lambda p: O.RMSprop(p, 0.01, alpha=0.9, eps=1e-8),
    "rmsprop centered": lambda p: O.RMSprop(p, 0.01, alpha=0.9, eps=1e-8, centered=True, momentum=0.5),
    "adagrad": lambda p: O.Adagrad(p, 0.1, initial_accumulator_value=0.1, eps=0),
    "adadelta": lambda p: O.Adadelta(p, 1.0, rho=0.9, eps=1e-6),
    "exponential": lambda p: O.SGD(p, 0.05),
    "cosine": lambda p: O.SGD(p, 0.05),
    "clipped": lambda p: O.SGD(p, 0.05),
}.items():
    p = torch.tensor([1.0, -2.0, 0.5, 3.0], requires_grad=True)
    optimizer = make([p])
    S = O.lr_scheduler
    schedule = {"exponential": lambda: S.ExponentialLR(optimizer, 0.97), "cosine": lambda: S.CosineAnnealingLR(optimizer, 100)}
    schedule = schedule[name]() if name in schedule else None
    steps = []
    for step in range(100):
        optimizer.zero_grad()
        (((A @ p - y) ** 2).sum() / 2 + p.abs().sum() / 10).backward()
        if name == "clipped":
            torch.nn.utils.clip_grad_norm_([p], 0.5)
        optimizer.step()
        if schedule:
            schedule.step()
        if step % 10 == 9:
            steps.append(record(p)["data"])
    optimizers[name] = steps

folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "jax.json"), "w") as file:
    json.dump({"cases": cases, "problem": {"A": record(A), "y": record(y)}, "optimizers": optimizers}, file, separators=(",", ":"))
    file.write("\n")

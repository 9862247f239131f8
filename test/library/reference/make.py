"""Writes the reference values beside this file, with PyTorch: /usr/bin/python3 test/library/reference/make.py

printing.json    tensors and how PyTorch prints them
random.json      what its generator gives
training.json    a hundred steps of each optimizer
layers.json      layers: batch normalization step by step, how layers print, what they draw at first
linear-regression.json  data, starting point, and every loss of three epochs

The operations have scripts of their own: elementwise.py, pairs.py, reductions.py, products.py, shapes.py, networks.py.
"""

import numpy
import torch
import torch.nn.functional as F
from common import cotangent, f, inf, nan, number, record, save

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

torch.manual_seed(2)

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

# With other options, one after the other: what is not said stays, and a profile sets all.
optioned = []
samples = [torch.tensor([0.123456, 2.0]), torch.tensor([1e-5, 1000.0]), torch.arange(40.0), torch.arange(1200.0).reshape(40, 30)]
for options in [{"precision": 2}, {"sci_mode": False}, {"threshold": 10, "edgeitems": 2}, {"linewidth": 40}, {"sci_mode": True, "linewidth": 80}, {"profile": "short"},
                {"profile": "full", "linewidth": 120}, {"profile": "default"}]:  # fmt: skip
    torch.set_printoptions(**options)
    optioned.append({"options": options, "texts": [repr(t) for t in samples]})
parameter = repr(torch.nn.Parameter(torch.tensor([1.0, 2.0])))
save("printing.json", {"tensors": printed, "recorded": recorded, "arrays": arrays, "optioned": optioned, "parameter": parameter})
save("random.json", programs)
save("training.json", {"bowl": record(bowl), "begin": record(begin), "runs": trajectories, "schedules": schedules})
save("linear-regression.json", regression)
save("layers.json", {"norms": norms, "texts": layers, "drawn": drawn})

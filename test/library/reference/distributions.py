"""Writes distributions.json: what PyTorch draws from its generator, beyond random.json, for several seeds.

Run it with a Python that has PyTorch: `python3 test/library/reference/distributions.py`.
"""

import json
import pathlib

import torch
import torch.nn.functional as F
from torch.utils import data

NAMES = {torch.float32: "float32", torch.float64: "float64", torch.int32: "int32", torch.int64: "int32",
         torch.bool: "bool", torch.uint8: "uint8"}  # fmt: skip
init = torch.nn.init


def record(tensor):
    """With nine digits, which tell all float32 apart."""
    values = tensor.detach().flatten().tolist()
    short = [float(f"{x:.9g}") if isinstance(x, float) else int(x) for x in values]
    return {"shape": list(tensor.shape), "dtype": NAMES[tensor.dtype], "data": [int(x) if x == int(x) else x for x in short]}


def last(*tensors):
    return tensors[-1]


def epochs(loader, count=2):
    return torch.cat([x for _ in range(count) for (x,) in loader])


def own(seed=7):
    return torch.Generator().manual_seed(seed)


def loader(**options):
    return data.DataLoader(data.TensorDataset(torch.arange(10.0)), batch_size=3, **options)


weights = torch.tensor([0.1, 0.0, 3.0, 0.4, 1.5])
rows = torch.tensor([[1.0, 2.0, 3.0, 4.0], [4.0, 0.5, 0.25, 0.25], [1.0, 1.0, 1.0, 1.0]])
programs = {
    "exponential_()": lambda: torch.empty(6).exponential_(),
    "exponential_(2.5)": lambda: torch.empty(20).exponential_(2.5),
    "exponential_, float64": lambda: torch.empty(4, dtype=torch.float64).exponential_(0.5),
    "geometric_(0.3)": lambda: torch.empty(12).geometric_(0.3),
    "geometric_, int32": lambda: torch.empty(6, dtype=torch.int32).geometric_(0.1),
    "cauchy_(1, 2)": lambda: torch.empty(6).cauchy_(1, 2),
    "logNormal_(0.5, 0.25)": lambda: torch.empty(20).log_normal_(0.5, 0.25),
    "logNormal_, then randn": lambda: last(torch.empty(3).log_normal_(), torch.randn(3)),
    "random_()": lambda: torch.empty(6).random_(),
    "random_(), float64": lambda: torch.empty(4, dtype=torch.float64).random_(),
    "random_(), int32": lambda: torch.empty(6, dtype=torch.int32).random_(),
    "random_(), uint8": lambda: torch.empty(6, dtype=torch.uint8).random_(),
    "random_(), bool": lambda: torch.empty(9, dtype=torch.bool).random_(),
    "random_(10)": lambda: torch.empty(6).random_(10),
    "random_(-5, 5)": lambda: torch.empty(2, 3, dtype=torch.int32).random_(-5, 5),
    "bernoulli_(0.2)": lambda: torch.empty(20).bernoulli_(0.2),
    "bernoulli, float64": lambda: torch.linspace(0, 1, 9, dtype=torch.float64).bernoulli(),
    "bernoulli, rows": lambda: torch.linspace(0, 1, 24).reshape(4, 6).t().bernoulli(),
    "normal(mean, 2)": lambda: torch.normal(torch.arange(4.0), 2.0),
    "normal(1, std)": lambda: torch.normal(1.0, torch.arange(20.0)),
    "normal(mean, std)": lambda: torch.normal(torch.arange(3.0).reshape(3, 1), torch.arange(1.0, 8.0)),
    "randint(2**31 - 1)": lambda: torch.randint(2**31 - 1, (5,)),
    "randint, float": lambda: torch.randint(3, 9, (5,), dtype=torch.float32),
    "randintLike": lambda: torch.randint_like(torch.zeros(2, 3), 4, 8),
    "randLike": lambda: torch.rand_like(torch.zeros(2, 3, dtype=torch.float64)),
    "randperm(0), rand": lambda: last(torch.randperm(0), torch.rand(1)),
    "randperm(1000)": lambda: torch.randperm(1000)[::25],
    "randn(1000)": lambda: torch.randn(1000)[::25],
    "randn(1003), rand": lambda: last(torch.randn(1003), torch.rand(2)),
    "randn, transposed": lambda: torch.empty(4, 5).t().normal_(),
    "uniform_, transposed": lambda: torch.empty(2, 3, 4).permute(2, 0, 1).uniform_(),
    "randn, every second": lambda: torch.zeros(40)[::2].normal_(1, 2),
    "multinomial(1)": lambda: torch.multinomial(weights, 1),
    "multinomial(4)": lambda: torch.multinomial(weights, 4),
    "multinomial(20, replacement)": lambda: torch.multinomial(weights, 20, replacement=True),
    "multinomial, rows": lambda: torch.multinomial(rows, 3),
    "multinomial, rows, replacement": lambda: torch.multinomial(rows, 5, replacement=True),
    "multinomial, rows, one": lambda: torch.multinomial(rows, 1, replacement=True),
    "multinomial, float64": lambda: torch.multinomial(rows.double(), 6, replacement=True),
    "multinomial, then rand": lambda: last(torch.multinomial(rows, 2), torch.rand(2)),
    "xavierUniform_, gain": lambda: init.xavier_uniform_(torch.empty(5, 4), gain=init.calculate_gain("tanh")),
    "xavierNormal_, kernel": lambda: init.xavier_normal_(torch.empty(3, 2, 3, 3)),
    "kaimingUniform_, a": lambda: init.kaiming_uniform_(torch.empty(4, 3), a=5**0.5),
    "kaimingUniform_, fanOut": lambda: init.kaiming_uniform_(torch.empty(4, 3), mode="fan_out", nonlinearity="relu"),
    "kaimingNormal_": lambda: init.kaiming_normal_(torch.empty(3, 4)),
    "kaimingNormal_, kernel": lambda: init.kaiming_normal_(torch.empty(4, 2, 3, 3), mode="fan_out", nonlinearity="selu"),
    "truncNormal_": lambda: init.trunc_normal_(torch.empty(20)),
    "truncNormal_(1, 2, -1, 4)": lambda: init.trunc_normal_(torch.empty(4, 5), 1, 2, -1, 4),
    "orthogonal_, wide": lambda: init.orthogonal_(torch.empty(3, 5)),
    "orthogonal_, tall": lambda: init.orthogonal_(torch.empty(6, 4), gain=2),
    "orthogonal_, kernel": lambda: init.orthogonal_(torch.empty(4, 2, 3, 3)),
    "sparse_": lambda: init.sparse_(torch.empty(6, 4), 0.4),
    "eye_": lambda: init.eye_(torch.empty(3, 4)),
    "dirac_": lambda: init.dirac_(torch.empty(4, 2, 3, 3), groups=2),
    "Conv2d": lambda: last(*torch.nn.Conv2d(2, 3, 3).parameters()),
    "Embedding": lambda: torch.nn.Embedding(4, 5).weight,
    "LSTM": lambda: torch.nn.LSTM(2, 3).bias_hh_l0,
    "dropout(0.2)": lambda: F.dropout(torch.ones(4, 9), 0.2),
    "dropout, float64": lambda: F.dropout(torch.ones(12, dtype=torch.float64), 0.5),
    "dropout, transposed": lambda: F.dropout(torch.arange(1.0, 21).reshape(4, 5).t(), 0.3),
    "dropout of dropout": lambda: F.dropout(F.dropout(torch.ones(20), 0.25), 0.25),
    "loader, two epochs": lambda: epochs(loader(shuffle=True)),
    "loader, own generator": lambda: epochs(loader(shuffle=True, generator=own())),
    "loader, in order, then rand": lambda: last(epochs(loader()), torch.rand(2)),
    "loader, replacement": lambda: epochs(loader(sampler=data.RandomSampler(range(10), replacement=True, num_samples=40))),
    "loader, more samples": lambda: epochs(loader(sampler=data.RandomSampler(range(10), num_samples=23))),
    "loader, own generator of the sampler": lambda: epochs(loader(sampler=data.RandomSampler(range(10), generator=own()))),
    "loader, weights": lambda: epochs(loader(sampler=data.WeightedRandomSampler([0.1, 0.2, 0.7, 2, 0, 1], 12))),
    "loader, weights, once": lambda: epochs(loader(sampler=data.WeightedRandomSampler([0.1, 0.2, 0.7, 2, 0, 1], 4, replacement=False))),
    "randomSplit": lambda: torch.tensor([i for part in data.random_split(range(10), [7, 3]) for i in part]),
    "randomSplit, shares": lambda: torch.tensor([len(part) for part in data.random_split(range(11), [0.5, 0.3, 0.2], generator=own())]),
}  # fmt: skip

results = {}
for name, program in programs.items():
    for seed in (0, 1, 42, 2**32 + 5):
        torch.manual_seed(seed)
        results.setdefault(name, []).append({"seed": seed, "output": record(program())})
path = pathlib.Path(__file__).with_name("distributions.json")
path.write_text("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(one, separators=(',', ':'))}" for name, one in results.items()) + "\n}\n")

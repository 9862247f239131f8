"""PyTorch's side of networks.ts: milliseconds of a training step of each network, on one thread, as JSON."""

import json
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)
mlp = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
lenet = nn.Sequential(
    nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Sigmoid(), nn.AvgPool2d(2),
    nn.Flatten(), nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10),
)  # fmt: skip


def milliseconds(net, X):
    y = torch.randint(0, 10, (X.shape[0],))
    optimizer, loss = torch.optim.SGD(net.parameters(), lr=0.1), nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        loss(net(X), y).backward()
        optimizer.step()

    for _ in range(10):
        step()
    times = []
    for _ in range(9):
        start = time.perf_counter()
        for _ in range(10):
            step()
        times.append((time.perf_counter() - start) / 10)
    return sorted(times)[4] * 1000


print(json.dumps({"w4": milliseconds(mlp, torch.randn(256, 784)), "w5": milliseconds(lenet, torch.randn(64, 1, 28, 28))}))

"""The training step of train-step.ts in PyTorch, on one thread: prints the microseconds of a step."""

import statistics
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)
X = torch.randn(1000, 2)
y = X @ torch.tensor([[2.0], [-3.4]]) + 4.2 + 0.01 * torch.randn(1000, 1)
w = (torch.randn(2, 1) * 0.01).requires_grad_()
b = torch.zeros(1, requires_grad=True)


def epoch():
    order = torch.randperm(1000)
    for i in range(0, 992, 32):
        batch = order[i : i + 32]
        inputs, targets = X[batch], y[batch]
        loss = ((inputs @ w + b - targets) ** 2 / 2).mean()
        loss.backward()
        with torch.no_grad():
            w.sub_(0.03 * w.grad)
            b.sub_(0.03 * b.grad)
        w.grad.zero_()
        b.grad.zero_()


start = time.perf_counter()
while time.perf_counter() - start < 0.25:
    epoch()
times = []
for _ in range(9):
    start = time.perf_counter()
    for _ in range(16):
        epoch()
    times.append((time.perf_counter() - start) / 16 / 31)
print(statistics.median(times) * 1e6)

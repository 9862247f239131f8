"""W2 in PyTorch."""

import torch

a = torch.randn(10, requires_grad=True)
b = torch.randn(10, requires_grad=True)


def chain():
    x = a
    for _ in range(100):
        x = x + b
    x.sum().backward()
    a.grad = None
    b.grad = None


calls = {"": chain}

"""W1 in PyTorch."""

import torch

torch.manual_seed(0)
X = torch.randn(1000, 2)
y = X @ torch.tensor([[2.0], [-3.4]]) + 4.2 + 0.01 * torch.randn(1000, 1)
w = (torch.randn(2, 1) * 0.01).requires_grad_()
b = torch.zeros(1, requires_grad=True)


def epoch():
    order = torch.randperm(1000)
    for i in range(0, 992, 32):
        batch = order[i : i + 32]
        loss = ((X[batch] @ w + b - y[batch]) ** 2 / 2).mean()
        loss.backward()
        with torch.no_grad():
            w.sub_(0.03 * w.grad)
            b.sub_(0.03 * b.grad)
        w.grad.zero_()
        b.grad.zero_()


calls = {"": epoch}

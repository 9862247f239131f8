"""W7 in PyTorch."""

import torch

torch.manual_seed(0)


def training(parameters, loss):
    def step():
        loss().backward()
        with torch.no_grad():
            for p in parameters:
                p.sub_(0.1 * p.grad)
                p.grad = None

    return step


def weight(size, deviation):
    return (torch.randn(size, size) * deviation).requires_grad_()


def gru(hidden):
    Wxz, Whz, Wxr, Whr, Wxh, Whh = weights = [weight(hidden, 0.05) for _ in range(6)]
    bz, br, bh = biases = [torch.zeros(hidden, requires_grad=True) for _ in range(3)]
    X = torch.randn(32, 32, hidden)

    def loss():
        H = torch.zeros(32, hidden)
        for x in X:
            Z = torch.sigmoid(x @ Wxz + H @ Whz + bz)
            R = torch.sigmoid(x @ Wxr + H @ Whr + br)
            candidate = torch.tanh(x @ Wxh + (R * H) @ Whh + bh)
            H = Z * H + (1 - Z) * candidate
        return (H**2).mean()

    return training(weights + biases, loss)


def attention(size):
    Wq, Wk, Wv = weights = [weight(size, 0.1) for _ in range(3)]
    X = torch.randn(32, 32, size)

    def loss():
        scores = torch.bmm(X @ Wq, (X @ Wk).transpose(1, 2)) / size**0.5
        return (torch.bmm(torch.softmax(scores, -1), X @ Wv) ** 2).mean()

    return training(weights, loss)


calls = {"gru 64": gru(64), "gru 256": gru(256), "attention": attention(64)}

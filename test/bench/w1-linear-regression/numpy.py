"""W1 in NumPy, which has no autograd: the gradient is written by hand."""

import numpy as np

generator = np.random.default_rng(0)
X = generator.standard_normal((1000, 2), np.float32)
y = X @ np.array([[2], [-3.4]], np.float32) + np.float32(4.2) + np.float32(0.01) * generator.standard_normal((1000, 1), np.float32)
w = np.float32(0.01) * generator.standard_normal((2, 1), np.float32)
b = np.zeros(1, np.float32)
rate = np.float32(0.03)


def epoch():
    order = generator.permutation(1000)
    for i in range(0, 992, 32):
        batch = order[i : i + 32]
        inputs = X[batch]
        error = inputs @ w + b - y[batch]
        (error**2 / 2).mean()
        gradient = error / 32
        w[...] -= rate * (inputs.T @ gradient)
        b[...] -= rate * gradient.sum(0)


calls = {"": epoch}

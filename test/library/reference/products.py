"""Writes products.json: PyTorch's products of matrices.

Run it with a Python that has PyTorch: `python3 test/library/reference/products.py`.
"""

import torch
from common import case, cases, double, f, save, view

torch.manual_seed(5)

# Products.
for a, b in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((4, 2, 3), (3,)), ((3,), (4, 3, 2)),
             ((4, 2, 3), (4, 3, 5)), ((4, 2, 3), (3, 5)), ((2, 3), (4, 3, 5)), ((2, 1, 2, 3), (4, 3, 2)), ((0, 3), (3, 2)),
             ((2, 0), (0, 3)), ((2, 3), (3, 0)), ((0,), (0,)), ((1, 3), (3, 1)), ((7, 1), (1, 5)), ((3, 2), (2, 1)),
             ((17, 19), (19, 23))]:  # fmt: skip
    case("matmul", torch.matmul, f(*a), f(*b))
case("matmul", torch.matmul, view(f(3, 2), "T"), view(f(4, 3), "T"))
case("matmul", torch.matmul, view(f(2, 6), ":, ::2"), f(3, 2))
case("matmul", torch.matmul, double(f(2, 3)), double(f(3, 2)))
case("matmul", torch.matmul, f(5, 300), f(300, 6))

save("products.json", cases)

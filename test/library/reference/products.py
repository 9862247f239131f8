"""Writes products.json: PyTorch's products of matrices.

Run it with a Python that has PyTorch: `python3 test/library/reference/products.py`.
"""

import torch
import torch.nn.functional as F
from common import Input, case, double, f, inf, nan, of, save_cases, view, whole

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

case("matmul", torch.matmul, whole(2, 3), whole(3, 2))
case("matmul", torch.matmul, Input(torch.tensor([[1.0, nan], [inf, 2.0]]), grad=False), f(2, 2))
case("matmul", torch.matmul, double(f(4, 2, 3)), view(double(f(5, 3)), "T"))
case("linear", F.linear, view(f(3, 4), "T"), view(f(3, 2), "T"), f(2))
case("linear", F.linear, f(0, 3), f(2, 3), f(2))
case("linear", F.linear, double(f(2, 4, 3)), double(f(2, 3)), double(f(2)))
case("linear", F.linear, Input(torch.tensor([[1.0, nan], [inf, 2.0]]), grad=False), f(3, 2), f(3))

# Einstein's sums, and products over chosen axes.
for equation, *given in [
    ("ij,jk->ik", (2, 3), (3, 4)), ("ij,kj->ki", (2, 3), (4, 3)), ("bij,bjk->bik", (2, 2, 3), (2, 3, 4)), ("ij->ji", (2, 3)),
    ("ij->", (2, 3)), ("ij->i", (2, 3)), ("ii->i", (3, 3)), ("ii->", (3, 3)), ("i,j->ij", (2,), (3,)), ("i,i->", (3,), (3,)),
    ("...ij,...jk->...ik", (2, 2, 3), (3, 2)), ("bhqd,bhkd->bhqk", (1, 2, 3, 4), (1, 2, 2, 4)), ("ij,ij->ij", (2, 3), (2, 3)),
    ("i,ij,j->", (2,), (2, 3), (3,)), ("ij,jk", (2, 3), (3, 2)), ("ij,j->i", (0, 3), (3,)),
]:  # fmt: skip
    inputs = [f(*shape) for shape in given]
    case(f"einsum {equation}", lambda *all, e=equation: torch.einsum(e, *all), *inputs)
case("einsum ij,jk->ik", lambda *all: torch.einsum("ij,jk->ik", *all), view(f(3, 2), "T"), f(3, 4))
case("einsum ij,jk->ik", lambda *all: torch.einsum("ij,jk->ik", *all), double(f(2, 3)), double(f(3, 4)))
case("einsum ij,jk->ik", lambda *all: torch.einsum("ij,jk->ik", *all), Input(torch.tensor([[1.0, nan], [inf, 2.0]]), grad=False), f(2, 2))
for a, b, first, second in [((2, 3, 4), (4, 3, 5), [1, 2], [1, 0]), ((2, 3), (3, 4), [1], [0]), ((2,), (3,), [], []), ((2, 3), (2, 3), [0, 1], [0, 1])]:
    case(f"tensordot {first} {second}".replace(" ", ""), lambda x, y, d=(first, second): torch.tensordot(x, y, d), f(*a), f(*b))
case("tensordot[1][0]", lambda x, y: torch.tensordot(x, y, ([1], [0])), view(f(3, 2), "T"), f(3, 2))
case("tensordot[1][0]", lambda x, y: torch.tensordot(x, y, ([1], [0])), double(f(2, 3)), double(f(3, 2)))
case("tensordot[1][0]", lambda x, y: torch.tensordot(x, y, ([1], [0])), f(0, 3), f(3, 2))
case("tensordot[1][0]", lambda x, y: torch.tensordot(x, y, ([1], [0])), Input(torch.tensor([[1.0, nan], [inf, 2.0]]), grad=False), f(2, 2))


# Linear systems: matrices that are far from singular.
def square(*batch, n=3):
    return Input(f(*batch, n, n).base / 4 + 3 * torch.eye(n))


def definite(n=3):
    a = f(n, n).base / 2
    return Input(a @ a.T + 2 * torch.eye(n))


for a, b in [(square(), f(3, 2)), (square(), f(3)), (square(2), f(2, 3, 2)), (square(n=1), f(1, 1)), (view(square(), "T"), f(3, 2)),
             (double(square()), double(f(3, 2))), (square(0), f(0, 3, 2)), (of([[0.0, 2.0], [3.0, 1.0]]), f(2, 1))]:  # fmt: skip
    case("solve", torch.linalg.solve, a, b)
for name, function in {"inverse": torch.linalg.inv, "determinant": torch.linalg.det}.items():
    for a in [square(), square(2), square(n=1), view(square(), "T"), double(square(n=4)), square(0), of([[0.0, 2.0], [3.0, 1.0]])]:
        case(name, function, a)
case("determinant", torch.linalg.det, Input(torch.tensor([[1.0, 2.0], [2.0, 4.0]]), grad=False))
for a in [definite(), definite(4), view(definite(), "T"), double(definite())]:
    case("cholesky", torch.linalg.cholesky, a)

save_cases("products.json")

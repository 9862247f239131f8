"""Writes shapes.json: how PyTorch moves, joins, reads and writes elements.

Run it with a Python that has PyTorch: `python3 test/library/reference/shapes.py`.
"""

import torch
import torch.nn.functional as F
from common import Input, case, double, everywhere, f, mask, odd, save_cases, view, whole

torch.manual_seed(4)

# Shapes.
for name, function, shape in [
    ("reshape(3, -1)", lambda x: x.reshape(3, -1), (2, 3)), ("reshape(-1)", lambda x: x.reshape(-1), (2, 3)),
    ("transpose(0, 1)", lambda x: x.transpose(0, 1), (2, 3)), ("permute(2, 0, 1)", lambda x: x.permute(2, 0, 1), (2, 3, 4)),
    ("flatten", lambda x: x.flatten(), (2, 3)), ("flatten(1)", lambda x: x.flatten(1), (2, 3, 2)),
    ("squeeze", lambda x: x.squeeze(), (1, 3, 1)), ("squeeze(0)", lambda x: x.squeeze(0), (1, 3, 1)),
    ("unsqueeze(-1)", lambda x: x.unsqueeze(-1), (2, 3)), ("expand(2, 3)", lambda x: x.expand(2, 3), (3,)),
    ("expand(-1, 4)", lambda x: x.expand(-1, 4), (3, 1)), ("T, reshape", lambda x: x.t().reshape(-1), (2, 3)),
    ("flip(0)", lambda x: x.flip(0), (3, 2)), ("repeat(2, 3)", lambda x: x.repeat(2, 3), (2, 2)),
    ("tril", lambda x: x.tril(), (3, 3)), ("triu(1)", lambda x: x.triu(1), (3, 4)),
    ("diag", lambda x: x.diag(), (3, 3)), ("clone", lambda x: x.clone(), (2, 3)),
]:  # fmt: skip
    everywhere(name, function, *shape)
case("cat", lambda a, b: torch.cat([a, b]), f(2, 3), f(1, 3))
case("cat", lambda a, b: torch.cat([a, b]), f(2), whole(3))
case("cat(1)", lambda a, b: torch.cat([a, b], 1), f(2, 3), view(f(2, 2), "T"))
case("cat three", lambda a, b, c: torch.cat([a, b, c], -1), f(2, 1), f(2, 0), f(2, 2))
case("stack", lambda a, b: torch.stack([a, b]), f(2, 3), f(2, 3))
case("stack(-1)", lambda a, b: torch.stack([a, b], -1), f(2, 3), f(2, 3))
case("split(2)[1]", lambda x: x.split(2)[1], f(5, 2))
case("split([1, 3], 1)[1]", lambda x: x.split([1, 3], 1)[1], f(2, 4))
case("chunk(3)[2]", lambda x: x.chunk(3)[2], f(8))

# Parts.
for text in ["-1", "1:3", "0, 1", ":, 1", "1:, :2", "::2", "..., 0", "None", ":, None", "0, ..., None", "-3:-1", "3:1", "1, 2, 3",
             "..., -1, :", "1:100", "[0, 2]", "[2, 0, 2]", ":, [1, 0]", "[0, 1], [2, 0]", "[0, 1], :, [2, 0]", "0, :, [1, 1]",
             "1:, [0, 2]", ":, :, [[0, 1], [2, 3]]", "[-1, -3]", "..., [1, 2]", "[0, 2], None, 1",
             "[True, False, True]", ":, [True, False, True]", "[[0], [1]], [0, 2]"]:  # fmt: skip
    case(f"x[{text}]", lambda x, t=text: eval(f"x[{t}]"), f(3, 3, 4))
case("x[x > 0]", lambda x: x[x > 0], f(3, 4))
case("x[mask]", lambda x, m: x[m], f(3, 4), mask(3))
case("x[mask]", lambda x, m: x[m], f(3, 4), mask(3, 4))
case("x[:, mask]", lambda x, m: x[:, m], f(3, 4), mask(4))
case("x[i]", lambda x, i: x[i.long()], f(3, 4), whole(2, 2, low=-3, high=3))
case("x[i, j]", lambda x, i, j: x[i.long(), j.long()], f(3, 4), whole(5, low=0, high=3), whole(5, low=0, high=4))
case("gather(1)", lambda x, i: x.gather(1, i.long()), f(3, 4), whole(3, 2, low=0, high=4))
case("gather(0)", lambda x, i: x.gather(0, i.long()), f(3, 4), whole(2, 4, low=0, high=3))
case("indexSelect(1)", lambda x, i: x.index_select(1, i.long()), f(3, 4), whole(3, low=0, high=4))


def write(text):
    def run(x):
        x = x.clone()
        place, value = text.split(" = ")
        exec(f"x[{place}] = {value} + 0")  # a copy, since PyTorch refuses to write what it reads
        return x.detach()

    case(f"x[{text}]", run, f(3, 4))


for text in ["0 = 9", "1, 2 = 17", ":2 = 12", ":, 1 = 5", "::2, 1: = 7", "-1 = x[0]", "[0, 2] = 3", "[0, 2], [1, 3] = 8",
             ":, [0, 1] = x[:, [2, 3]]", "x > 0 = 0", "x < 0 = -x[x < 0]", "1: = x[:-1]", "..., 0 = x[:, 1]",
             "[True, False, True] = 4", ":, None, 0 = 6"]:  # fmt: skip
    write(text)

# Of all kinds of elements.
for name, function, shape in [
    ("moveAxis(0, -1)", lambda x: x.movedim(0, -1), (2, 3, 4)), ("moveAxis(2, 0)", lambda x: x.movedim(2, 0), (2, 3, 4)),
    ("roll(1, 0)", lambda x: x.roll(1, 0), (3, 4)), ("roll(-5, 1)", lambda x: x.roll(-5, 1), (3, 4)),
    ("repeatInterleave(2, 1)", lambda x: x.repeat_interleave(2, 1), (2, 3)),
    ("repeatInterleave([1, 0, 2], 1)", lambda x: x.repeat_interleave(torch.tensor([1, 0, 2]), 1), (2, 3)),
    ("pad", lambda x: F.pad(x, (1, 2, 0, 1), value=7), (2, 3)), ("pad(reflect)", lambda x: F.pad(x, (1, 2, 1, 0), mode="reflect"), (1, 3, 4)),
    ("pad(replicate)", lambda x: F.pad(x, (1, 2, 1, 0), mode="replicate"), (1, 3, 4)),
    ("pad(circular)", lambda x: F.pad(x, (1, 2), mode="circular"), (1, 3, 4)), ("detach", lambda x: x.detach(), (2, 3)),
    ("split(2)[1]", lambda x: x.split(2)[1], (5, 2)), ("stack twice", lambda x: torch.stack([x, x]), (2, 3)),
    ("cat twice", lambda x: torch.cat([x, x]), (2, 3)), ("x[-1]", lambda x: x[-1], (3, 3, 4)), ("x[1:3]", lambda x: x[1:3], (3, 3, 4)),
    ("x[[2, 0, 2]]", lambda x: x[[2, 0, 2]], (3, 3, 4)),
    ("diag of a vector", lambda x: x.diag(), (3,)), ("expand(2, 3)", lambda x: x.expand(2, 3), (3,)),
]:  # fmt: skip
    everywhere(name, function, *shape)
case("flatten", lambda x: x.flatten(), f())
case("unsqueeze(-1)", lambda x: x.unsqueeze(-1), f())
case("take", lambda x, i: x[i.long()], double(f(3, 2)), whole(4, low=-3, high=3))
case("take", lambda x, i: x[i.long()], view(f(2, 3), "T"), whole(2, 2, low=0, high=3))
case("take", lambda x, i: x[i.long()], f(3), whole(low=0, high=3))
case("take", lambda x, i: x[i.long()], Input(odd.base.clone(), grad=False), whole(4, low=0, high=6))
case("take", lambda x, i: x[i.long()], f(3, 2), whole(0, low=0, high=3))
case("take", lambda x, i: x[i.long()], whole(3, 2), whole(4, low=0, high=3))
case("take", lambda x, i: x[i.long()], mask(3, 2), whole(4, low=0, high=3))
for x in [view(f(4, 3), "T"), double(f(3, 4)), whole(3, 4), mask(3, 4), Input(odd.base.clone().reshape(3, 2).repeat(1, 2), grad=False)]:
    case("gather(1)", lambda x, i: x.gather(1, i.long()), x, whole(3, 2, low=0, high=4))
case("gather(1)", lambda x, i: x.gather(1, i.long()), f(0, 4), whole(0, 2, low=0, high=4))

# Writing with gradients: a copy in which a part is another's, or has more.
def put(x, y, place, accumulate=False):
    out = x.clone()
    if accumulate:
        flat = torch.arange(x.numel()).reshape(x.shape)
        at = eval(f"flat[{place}]")
        return out.reshape(-1).index_put((at.reshape(-1),), y.expand(at.shape).reshape(-1), accumulate=True).reshape(x.shape)
    exec(f"out[{place}] = y")
    return out


for place, shape in [("1", (4,)), (":, 1:3", (3, 2)), ("[0, 2]", (2, 4)), ("[0, 2], [1, 3]", (2,)), ("::2", ()), ("..., 0", (3,))]:
    case(f"x[{place}] set to y", lambda x, y, p=place: put(x, y, p), f(3, 4), f(*shape))
    case(f"x[{place}] and y more", lambda x, y, p=place: put(x, y, p, True), f(3, 4), f(*shape))
case("x[1] set to y", lambda x, y: put(x, y, "1"), double(f(3, 4)), double(f(4)))
case("x[1] set to y", lambda x, y: put(x, y, "1"), view(f(4, 3), "T"), view(f(8), "::2"))
case("x[1] set to y", lambda x, y: put(x, y, "1"), whole(3, 4), whole(4))
case("x[1] set to y", lambda x, y: put(x, y, "1"), Input(odd.base.clone().reshape(3, 2), grad=False), f(2))
case("x[[0, 2, 0]] and y more", lambda x, y: put(x, y, "[0, 2, 0]", True), f(3, 4), f(3, 4))
case("x[1] and y more", lambda x, y: put(x, y, "1", True), double(f(3, 4)), double(f(4)))
case("x[1] and y more", lambda x, y: put(x, y, "1", True), view(f(4, 3), "T"), view(f(8), "::2"))
case("x[1] and y more", lambda x, y: put(x, y, "1", True), whole(3, 4), whole(4))

save_cases("shapes.json")

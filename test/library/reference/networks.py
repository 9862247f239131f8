"""Writes networks.json: what networks are made of: softmax, losses, convolutions.

Run it with a Python that has PyTorch: `python3 test/library/reference/networks.py`.
"""

import torch
import torch.nn.functional as F
from common import Input, case, double, everywhere, f, inf, mask, nan, odd, of, save_cases, view, whole

torch.manual_seed(6)

# Choosing, and what networks end with.
case("where", torch.where, mask(2, 3), f(2, 3), f(3))
case("where", torch.where, mask(3), f(2, 1), f())
case("where(m, x, 0)", lambda m, x: torch.where(m, x, torch.zeros(())), mask(2, 3), f(2, 3))
case("clamp(-1, 1)", lambda x: x.clamp(-1, 1), f(3, 4))
case("clamp(-1, 1)", lambda x: x.clamp(-1, 1), of([nan, inf, -inf, 1.0, -1.0]))
case("clamp(min=0)", lambda x: x.clamp(min=0), f(3, 4))
for name, function in {"softmax": torch.softmax, "logSoftmax": torch.log_softmax, "logsumexp": torch.logsumexp}.items():
    for dim in (0, -1):
        case(f"{name}({dim})", lambda x, g=function, d=dim: g(x, d), f(3, 4))
        case(f"{name}({dim})", lambda x, g=function, d=dim: g(x, d), view(f(2, 4, 3), "T"))
        case(f"{name}({dim})", lambda x, g=function, d=dim: g(x, d), of([1000.0, -1000.0, 999.0]))
        case(f"{name}({dim})", lambda x, g=function, d=dim: g(x, d), double(f(2, 5)))
case("logsumexp(-1)", lambda x: torch.logsumexp(x, -1), Input(torch.tensor([-inf, -inf]), grad=False))
case("oneHot", lambda x: F.one_hot(x.long(), 4), whole(3, low=0, high=4))
for reduction in ("mean", "sum", "none"):
    o = {"reduction": reduction}
    case(f"mseLoss({reduction})", lambda x, y, o=o: F.mse_loss(x, y, **o), f(3, 2), f(3, 2))
    case(f"l1Loss({reduction})", lambda x, y, o=o: F.l1_loss(x, y, **o), f(3, 2), f(3, 2))
    case(f"huberLoss({reduction})", lambda x, y, o=o: F.huber_loss(x, y, **o), f(3, 2), f(3, 2))
    case(f"crossEntropy({reduction})", lambda x, y, o=o: F.cross_entropy(x, y.long(), **o), f(4, 3), whole(4, low=0, high=3))
    case(f"crossEntropy({reduction}) of probabilities", lambda x, y, o=o: F.cross_entropy(x, torch.softmax(y, -1), **o),
         f(4, 3), f(4, 3))  # fmt: skip
    case(f"nllLoss({reduction})", lambda x, y, o=o: F.nll_loss(x, y.long(), **o), f(4, 3), whole(4, low=0, high=3))
    case(f"binaryCrossEntropyWithLogits({reduction})",
         lambda x, y, o=o: F.binary_cross_entropy_with_logits(x, torch.sigmoid(y), **o), f(4, 3), f(4, 3))  # fmt: skip
case("huberLoss(delta=0.5)", lambda x, y: F.huber_loss(x, y, delta=0.5), f(3, 2), f(3, 2))
case("linear", F.linear, f(4, 3), f(2, 3), f(2))
case("a tensor used twice", lambda x: (x * x + x).sum() * x, f(2, 3))
case("linear regression", lambda w, b, x, y: ((x @ w + b - y) ** 2 / 2).mean(), f(2, 1), f(1), f(8, 2), f(8, 1))

# Layers' functions, on images [N, C, H, W] and on rows.
torch.manual_seed(2)
images, kernel = f(2, 3, 5, 6), f(4, 3, 3, 2)
case("conv2d", F.conv2d, images, kernel, f(4))
case("conv2d", F.conv2d, f(1, 1, 3, 3), f(1, 1, 3, 3), f(1))
case("conv2d(stride=2, padding=(1, 2))", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=(1, 2)), images, kernel, f(4))
case("conv2d(dilation=2)", lambda x, w, b: F.conv2d(x, w, b, dilation=2), f(1, 3, 7, 5), kernel, f(4))
case("conv2d(groups=2)", lambda x, w, b: F.conv2d(x, w, b, groups=2, padding=1), f(2, 4, 4, 4), f(6, 2, 3, 3), f(6))
case("conv2d(float64)", F.conv2d, double(f(1, 2, 4, 4)), double(f(3, 2, 2, 2)), double(f(3)))
case("maxPool2d(2)", lambda x: F.max_pool2d(x, 2), images)
case("maxPool2d(3, stride=2, padding=1)", lambda x: F.max_pool2d(x, 3, stride=2, padding=1), images)
case("avgPool2d(2)", lambda x: F.avg_pool2d(x, 2), images)
case("avgPool2d((3, 2), stride=1, padding=(1, 1))", lambda x: F.avg_pool2d(x, (3, 2), stride=1, padding=(1, 1)), images)
case("adaptiveAvgPool2d(1)", lambda x: F.adaptive_avg_pool2d(x, 1), images)
case("adaptiveAvgPool2d((2, 4))", lambda x: F.adaptive_avg_pool2d(x, (2, 4)), images)
case("layerNorm([4])", lambda x, w, b: F.layer_norm(x, [4], w, b), f(2, 3, 4), f(4), f(4))
case("layerNorm([3, 4])", lambda x, w, b: F.layer_norm(x, [3, 4], w, b), f(2, 3, 4), f(3, 4), f(3, 4))
case("embedding", lambda i, w: F.embedding(i.long(), w), whole(2, 3, low=0, high=5), f(5, 4))
for x in [f(2, 3), odd, double(f(4))]:
    case("leakyRelu", F.leaky_relu, x)
    case("leakyRelu(0.2)", lambda x: F.leaky_relu(x, 0.2), x)
    case("elu", F.elu, x)
    case("elu(0.5)", lambda x: F.elu(x, 0.5), x)
    case("silu", F.silu, x)

# Of probabilities, whose logarithms end at -100.
for x, y in [(f(4, 3), f(4, 3)), (double(f(3)), double(f(3))), (view(f(3, 4), "T"), f(4, 3)), (f(0, 3), f(0, 3)), (f(), f())]:
    case("binaryCrossEntropy(none)", lambda x, y: F.binary_cross_entropy(torch.sigmoid(x), torch.sigmoid(y), reduction="none"), x, y)
case("binaryCrossEntropy of 0 and 1", lambda x, y: F.binary_cross_entropy(x, y, reduction="none"), of([0.0, 1.0, 1.0, 0.0]), Input(torch.tensor([0.0, 1.0, 0.0, 1.0]), grad=False))

# Gluon's ways with losses: half of the square, and the mean of all axes but the first.
for shape in [(3, 2), (3,), (2, 3, 2)]:
    everywhere("half", lambda x: x * 0.5, *shape)
    everywhere("meanPerExample", lambda x: x if x.dim() < 2 else x.flatten(1).mean(1), *shape)

# Doubles, views, NaN and infinities.
special = Input(torch.tensor([[nan, 1.0, -1.0], [inf, 0.5, 2.0], [-inf, 1.0, 0.0], [1.0, 2.0, 3.0]]), grad=False)
for name, function in {"mseLoss(none)": F.mse_loss, "l1Loss(none)": F.l1_loss, "huberLoss(none)": F.huber_loss}.items():
    for x, y in [(double(f(3, 2)), double(f(3, 2))), (view(f(3, 4), "T"), f(4, 3)), (f(0, 2), f(0, 2)), (f(), f()), (special, f(4, 3))]:
        case(name, lambda x, y, g=function: g(x, y, reduction="none"), x, y)
for name, function in {"crossEntropy(none)": F.cross_entropy, "nllLoss(none)": F.nll_loss}.items():
    for x in [double(f(4, 3)), view(f(3, 4), "T"), special]:
        case(name, lambda x, y, g=function: g(x, y.long(), reduction="none"), x, whole(4, low=0, high=3))
    case(name, lambda x, y, g=function: g(x, y.long(), reduction="none"), f(0, 3), whole(0, low=0, high=3))
for x in [f(4, 3), double(f(4, 3)), view(f(3, 4), "T"), special]:
    case("crossEntropy of nn", lambda x, y: F.cross_entropy(x, y.long(), reduction="none"), x, whole(4, low=0, high=3))
for x, y in [(double(f(4, 3)), double(f(4, 3))), (view(f(3, 4), "T"), f(4, 3)), (f(0, 3), f(0, 3)), (f(), f()), (of([-100.0, 100.0, 0.0]), f(3))]:
    case("binaryCrossEntropyWithLogits(none)", lambda x, y: F.binary_cross_entropy_with_logits(x, torch.sigmoid(y), reduction="none"), x, y)
spoiled = Input(f(1, 1, 4, 4).base.clone(), grad=False)
spoiled.base[0, 0, 1, 2], spoiled.base[0, 0, 3, 0] = nan, inf
for x in [view(f(2, 3, 6, 5), "T"), double(f(1, 2, 4, 4)), spoiled, f(0, 3, 4, 4), f(1, 2, 2, 2)]:
    case("maxPool2d(2)", lambda x: F.max_pool2d(x, 2), x)
    case("avgPool2d(2)", lambda x: F.avg_pool2d(x, 2), x)
case("conv2d", F.conv2d, view(f(2, 3, 6, 5), "T"), view(f(4, 3, 2, 3), "T"), f(4))
case("conv2d", F.conv2d, f(0, 3, 5, 5), f(4, 3, 2, 3), f(4))
case("conv2d", F.conv2d, spoiled, f(1, 1, 2, 2), f(1))
for x, w, b in [(double(f(2, 3, 4)), double(f(4)), double(f(4))), (view(f(2, 4, 3), "T"), f(4), f(4)), (f(0, 4), f(4), f(4)), (special, f(3), f(3))]:
    case("layerNorm([4])" if w.base.numel() == 4 else "layerNorm([3])", lambda x, w, b: F.layer_norm(x, [w.numel()], w, b), x, w, b)

# Convolutions turned round.
for x, w, b in [(f(2, 3, 4, 5), f(3, 4, 2, 3), f(4)), (view(f(2, 3, 5, 4), "T"), view(f(3, 2, 3, 2), "T"), f(2)), (f(0, 3, 4, 4), f(3, 2, 2, 2), f(2)),
                (double(f(1, 2, 3, 3)), double(f(2, 3, 2, 2)), double(f(3)))]:  # fmt: skip
    case("convTranspose2d", F.conv_transpose2d, x, w, b)
case("convTranspose2d(stride=2, groups=2)", lambda x, w: F.conv_transpose2d(x, w, None, 2, 1, (1, 0), 2), f(1, 4, 3, 4), f(4, 3, 3, 2))

save_cases("networks.json")

"""Writes nn.json: PyTorch's attention, losses with all their options, activations and group normalization, forward and backward.

Run it with a Python that has PyTorch: `python3 test/library/reference/nn.py`.
"""

import json
import pathlib

import torch
from torch.nn import functional as F


def numbers(tensor):
    kinds = {torch.float32: "float32", torch.int64: "int32", torch.bool: "bool"}
    flat = tensor.detach().flatten().tolist()
    data = [float(f"{x:.7g}") if tensor.is_floating_point() else int(x) for x in flat]
    return {"shape": list(tensor.shape), "dtype": kinds[tensor.dtype], "data": data}


def cotangent(y):
    return torch.tensor([((7 * i) % 5 - 2) / 2 + 0.25 for i in range(y.numel())]).reshape(y.shape)


def attention(options, shapes, call):
    torch.manual_seed(0)
    layer = torch.nn.MultiheadAttention(4, 2, **options)
    with torch.no_grad():
        for one in layer.parameters():
            one.copy_(torch.randn(one.shape) * 0.5)
    inputs = [torch.randn(shape, requires_grad=True) for shape in shapes]
    output, weights = layer(*inputs, **call)
    (output * cotangent(output)).sum().backward()
    return {
        "options": options,
        "inputs": [numbers(one) for one in inputs],
        "call": {key: numbers(one) if torch.is_tensor(one) else one for key, one in call.items()},
        "parameters": {name: numbers(one) for name, one in layer.named_parameters()},
        "output": numbers(output),
        "weights": numbers(weights),
        "gradients": [numbers(one.grad) for one in inputs],
        "parameterGradients": {name: numbers(one.grad) for name, one in layer.named_parameters()},
    }


def loss(name, x, y, options):
    x = x.clone().requires_grad_()
    value = getattr(F, name)(x, y, **options)
    (value * cotangent(value)).sum().backward()
    given = {key: numbers(one) if torch.is_tensor(one) else one for key, one in options.items()}
    return {"name": name, "x": numbers(x), "y": numbers(y), "options": given, "value": numbers(value), "gradient": numbers(x.grad)}


def activation(name, options):
    x = torch.linspace(-7, 7, 29).requires_grad_()
    y = getattr(F, name)(x, **options)
    (y * cotangent(y)).sum().backward()
    return {"name": name, "options": options, "x": numbers(x), "y": numbers(y), "gradient": numbers(x.grad)}


torch.manual_seed(1)
logits = torch.randn(4, 3)
classes = torch.tensor([0, 2, 1, 2])
some = torch.tensor([0, -100, 1, 2])
share = torch.softmax(torch.randn(4, 3), 1)
images = torch.randn(2, 3, 2, 2)
places = torch.randint(0, 3, (2, 2, 2))
weight = torch.tensor([0.5, 2.0, 1.0])
p = torch.rand(4, 3)
yes = (torch.rand(4, 3) > 0.5).float()

torch.manual_seed(2)
group = torch.nn.GroupNorm(2, 4)
with torch.no_grad():
    group.weight.copy_(torch.randn(4))
    group.bias.copy_(torch.randn(4))
gx = torch.randn(2, 4, 3, requires_grad=True)
gy = group(gx)
(gy * cotangent(gy)).sum().backward()

out = {
    "attention": [
        attention({}, [(3, 2, 4), (5, 2, 4), (5, 2, 4)], {}),
        attention({"batch_first": True}, [(2, 3, 4)] * 3, {"key_padding_mask": torch.tensor([[False, False, True], [False, True, True]])}),
        attention({"bias": False}, [(3, 4), (3, 4), (3, 4)], {"attn_mask": torch.triu(torch.ones(3, 3), 1).bool(), "average_attn_weights": False}),
        attention({"kdim": 3, "vdim": 2}, [(3, 2, 4), (5, 2, 3), (5, 2, 2)], {"attn_mask": torch.randn(3, 5)}),
    ],
    "losses": [
        loss("cross_entropy", logits, classes, {}),
        loss("cross_entropy", logits, classes, {"weight": weight}),
        loss("cross_entropy", logits, some, {}),
        loss("cross_entropy", logits, some, {"weight": weight, "reduction": "sum"}),
        loss("cross_entropy", logits, classes, {"ignore_index": 2, "reduction": "none"}),
        loss("cross_entropy", logits, some, {"label_smoothing": 0.1}),
        loss("cross_entropy", logits, classes, {"label_smoothing": 0.2, "weight": weight}),
        loss("cross_entropy", logits, share, {"label_smoothing": 0.1, "weight": weight}),
        loss("cross_entropy", images, places, {"weight": weight}),
        loss("nll_loss", torch.log_softmax(logits, 1), some, {"weight": weight}),
        loss("binary_cross_entropy", p, yes, {}),
        loss("binary_cross_entropy", torch.tensor([0.0, 1.0, 0.3]), torch.tensor([0.0, 0.0, 1.0]), {"reduction": "none"}),
        loss("smooth_l1_loss", logits, yes, {"beta": 0.5}),
        loss("kl_div", torch.log_softmax(logits, 1), share, {"reduction": "batchmean"}),
        loss("kl_div", torch.log_softmax(logits, 1), share.log(), {"log_target": True}),
    ],
    "activations": [
        activation("gelu", {}),
        activation("gelu", {"approximate": "tanh"}),
        activation("selu", {}),
        activation("elu", {"alpha": 0.5}),
        activation("silu", {}),
        activation("mish", {}),
        activation("softsign", {}),
        activation("relu6", {}),
        activation("hardtanh", {"min_val": -2.1, "max_val": 1.3}),
        activation("logsigmoid", {}),
        activation("leaky_relu", {"negative_slope": 0.2}),
    ],
    "group": {
        "weight": numbers(group.weight),
        "bias": numbers(group.bias),
        "x": numbers(gx),
        "y": numbers(gy),
        "gradient": numbers(gx.grad),
        "text": repr(group),
    },
}
pathlib.Path(__file__).with_name("nn.json").write_text(json.dumps(out, indent=None, separators=(",", ":")).replace('{"options"', '\n{"options"').replace('{"name"', '\n{"name"') + "\n")

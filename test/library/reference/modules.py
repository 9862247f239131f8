"""Writes modules.json: layers that PyTorch draws after a seed, what they make of inputs, their gradients and their text; and functions.

Run it with a Python that has PyTorch: `python3 test/library/reference/modules.py`.
"""

import torch
import torch.nn.functional as F
from common import cotangent, record, save
from torch import nn

sequences, images = (2, 4, 9), (2, 4, 5, 6)
mask = torch.ones(3, 3).triu(1).bool()
layers = {
    "Conv1d": (lambda: nn.Conv1d(4, 6, 3), [sequences]),
    "Conv1d with options": (lambda: nn.Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2, bias=False), [sequences]),
    "MaxPool1d": (lambda: nn.MaxPool1d(3), [sequences]),
    "MaxPool1d(3, stride=2, padding=1)": (lambda: nn.MaxPool1d(3, stride=2, padding=1), [sequences]),
    "AvgPool1d": (lambda: nn.AvgPool1d(2), [sequences]),
    "AdaptiveAvgPool1d": (lambda: nn.AdaptiveAvgPool1d(4), [sequences]),
    "AdaptiveMaxPool1d": (lambda: nn.AdaptiveMaxPool1d(4), [sequences]),
    "ConvTranspose2d": (lambda: nn.ConvTranspose2d(4, 3, 3), [images]),
    "ConvTranspose2d with options": (
        lambda: nn.ConvTranspose2d(4, 6, (3, 2), stride=2, padding=1, output_padding=1, groups=2, bias=False), [images]),
    "ConvTranspose2d(dilation=2)": (lambda: nn.ConvTranspose2d(4, 2, 2, dilation=2), [images]),
    "Unflatten": (lambda: nn.Unflatten(1, (2, 2)), [sequences]),
    "Dropout1d": (lambda: nn.Dropout1d(0.4), [sequences]),
    "Dropout2d": (lambda: nn.Dropout2d(0.4), [images]),
    "ZeroPad2d": (lambda: nn.ZeroPad2d((1, 0, 2, 1)), [images]),
    "ConstantPad2d": (lambda: nn.ConstantPad2d(1, 3.5), [images]),
    "ReflectionPad2d": (lambda: nn.ReflectionPad2d(2), [images]),
    "ReplicationPad2d": (lambda: nn.ReplicationPad2d((2, 1, 1, 1)), [images]),
    "PixelShuffle": (lambda: nn.PixelShuffle(2), [images]),
    "Threshold": (lambda: nn.Threshold(0.1, 20), [sequences]),
    "CELU": (lambda: nn.CELU(2.0), [sequences]),
    "Hardswish": (lambda: nn.Hardswish(), [sequences]),
    "Hardsigmoid": (lambda: nn.Hardsigmoid(), [sequences]),
    "Tanhshrink": (lambda: nn.Tanhshrink(), [sequences]),
    "GLU": (lambda: nn.GLU(1), [sequences]),
    "Softmin": (lambda: nn.Softmin(dim=1), [sequences]),
    "CosineSimilarity": (lambda: nn.CosineSimilarity(), [(3, 5), (3, 5)]),
    "PairwiseDistance": (lambda: nn.PairwiseDistance(), [(3, 5), (3, 5)]),
    "Sequential by names": (lambda: nn.Sequential(__import__("collections").OrderedDict(hidden=nn.Linear(9, 3), active=nn.ReLU())), [sequences]),
    "ModuleDict": (lambda: nn.ModuleDict({"a": nn.Linear(1, 2), "b": nn.Tanh()}), None),
    "TransformerEncoderLayer": (lambda: nn.TransformerEncoderLayer(4, 2, dim_feedforward=5, dropout=0.0), [(3, 2, 4)]),
    "TransformerEncoderLayer, batch first": (
        lambda: nn.TransformerEncoderLayer(4, 2, 5, 0.0, activation="gelu", batch_first=True, norm_first=True), [(2, 3, 4)], {"src_mask": mask}),
    "TransformerDecoderLayer": (lambda: nn.TransformerDecoderLayer(4, 2, 5, 0.0), [(3, 2, 4), (5, 2, 4)], {"tgt_mask": mask}),
    "TransformerEncoder": (lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 3, 0.0), 2), [(3, 2, 4)]),
    "TransformerDecoder": (lambda: nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 3, 0.0), 2), [(3, 2, 4), (3, 2, 4)]),
    "Upsample": (lambda: nn.Upsample(scale_factor=2), [images]),
    "InstanceNorm1d": (lambda: nn.InstanceNorm1d(4), [sequences]),
    "InstanceNorm2d(affine=True)": (lambda: nn.InstanceNorm2d(4, affine=True), [images]),
    "LocalResponseNorm": (lambda: nn.LocalResponseNorm(3), [images]),
    "LocalResponseNorm(2)": (lambda: nn.LocalResponseNorm(2, alpha=0.5, beta=0.5, k=2.0), [images]),
    "Transformer": (lambda: nn.Transformer(4, 2, 2, 1, 5, 0.0), [(3, 2, 4), (5, 2, 4)]),
    "Conv2d(padding=same)": (lambda: nn.Conv2d(4, 2, (4, 3), padding="same", dilation=(1, 2)), [images]),
    "Bilinear": (lambda: nn.Bilinear(3, 2, 4), [(5, 3), (5, 2)]),
    "Softmax2d": (lambda: nn.Softmax2d(), [images]),
    "Hardshrink": (lambda: nn.Hardshrink(0.25), [sequences]),
    "Softshrink": (lambda: nn.Softshrink(), [sequences]),
    "AdaptiveMaxPool2d": (lambda: nn.AdaptiveMaxPool2d((2, 3)), [images]),
    "BatchNorm2d(momentum=None)": (lambda: nn.BatchNorm2d(4, momentum=None), [images]),
}  # fmt: skip


def grads(tensors):
    return [None if one.grad is None else record(one.grad) for one in tensors]


found = {}
for name, (make, shapes, *options) in layers.items():
    torch.manual_seed(5)
    layer = make()
    entry = {"text": repr(layer), "parameters": [key for key, _ in layer.named_parameters()]}
    if shapes:
        inputs = [torch.randn(shape).mul(16).round().div(8).requires_grad_() for shape in shapes]
        y = layer(*inputs, **(options[0] if options else {}))
        y.backward(cotangent(y))
        entry |= {"inputs": [record(one) for one in inputs], "output": record(y), "gradients": grads(inputs), "ofParameters": grads(layer.parameters())}
    found[name] = entry

y1 = torch.tensor([1.0, -1.0, 1.0])
functions = {
    "marginRankingLoss": (lambda a, b: F.margin_ranking_loss(a, b, torch.ones(3, 4).sign(), margin=0.5), [(3, 4), (3, 4)]),
    "hingeEmbeddingLoss": (lambda a: F.hinge_embedding_loss(a, torch.tensor([[1.0, -1.0]]).expand(3, 2)), [(3, 2)]),
    "cosineEmbeddingLoss": (lambda a, b: F.cosine_embedding_loss(a, b, y1, margin=0.1), [(3, 4), (3, 4)]),
    "tripletMarginLoss": (lambda a, b, c: F.triplet_margin_loss(a, b, c), [(3, 4), (3, 4), (3, 4)]),
    "softMarginLoss": (lambda a: F.soft_margin_loss(a, torch.tensor([[1.0, -1.0]]).expand(3, 2)), [(3, 2)]),
    "poissonNllLoss": (lambda a, b: F.poisson_nll_loss(a, b.detach().abs().round()), [(3, 4), (3, 4)]),
    "gaussianNllLoss": (lambda a, b, c: F.gaussian_nll_loss(a, b.detach(), c**2 + 0.5), [(3, 4), (3, 4), (3, 4)]),
    "bce(weight, posWeight)": (lambda a: F.binary_cross_entropy_with_logits(a, torch.tensor([[1.0, 0.0]]).expand(3, 2), torch.tensor([0.5, 2.0]), pos_weight=torch.tensor([3.0, 1.0])), [(3, 2)]),
    "hardshrink": (lambda a: F.hardshrink(a), [(3, 4)]),
    "softshrink": (lambda a: F.softshrink(a, 0.3), [(3, 4)]),
    "pad(reflect)": (lambda a: F.pad(a, (2, 1), mode="reflect"), [(2, 3, 4)]),
    "pad(circular)": (lambda a: F.pad(a, (2, 1), mode="circular"), [(2, 3, 4)]),
    "pad(-1, 2)": (lambda a: F.pad(a, (-1, 2, 1, 0), value=7), [(2, 3, 4)]),
    "interpolate(bilinear)": (lambda a: F.interpolate(a, scale_factor=2, mode="bilinear"), [(1, 2, 3, 4)]),
    "interpolate(align)": (lambda a: F.interpolate(a, size=(5, 3), mode="bilinear", align_corners=True), [(1, 2, 3, 4)]),
    "interpolate(size)": (lambda a: F.interpolate(a, size=(5, 3)), [(1, 2, 3, 4)]),
    "adaptiveMaxPool2d": (lambda a: F.adaptive_max_pool2d(a, (2, 3)), [(1, 2, 4, 7)]),
    "batchNorm": (lambda a, b: F.batch_norm(a, None, None, b, training=True), [(4, 3), (3,)]),
    "batchNorm(running)": (lambda a, b: F.batch_norm(a, torch.tensor([1.0, 0.0, 0.5]), torch.tensor([1.0, 2.0, 0.5]), b, b), [(4, 3, 2), (3,)]),
    "groupNorm": (lambda a, b: F.group_norm(a, 2, b, b), [(2, 4, 3), (4,)]),
    "instanceNorm": (lambda a, b: F.instance_norm(a, weight=b), [(2, 4, 3), (4,)]),
    "unfold": (lambda a: F.unfold(a, (2, 3), dilation=(2, 1), padding=1, stride=2), [(2, 3, 5, 6)]),
    "fold": (lambda a: F.fold(a, (4, 5), (2, 3), padding=1, stride=(2, 1)), [(2, 12, 15)]),
    "embedding(paddingIdx)": (lambda a: F.embedding(torch.tensor([[0, 2], [2, 1]]), a, padding_idx=-1), [(3, 2)]),
    "gumbelSoftmax": (lambda a: F.gumbel_softmax(a, tau=0.7), [(3, 4)]),
    "gumbelSoftmax(hard)": (lambda a: F.gumbel_softmax(a, hard=True, dim=0), [(3, 4)]),
}  # fmt: skip
called = {}
for name, (function, shapes) in functions.items():
    torch.manual_seed(6)
    inputs = [torch.randn(shape).mul(16).round().div(8).add(1 / 32).requires_grad_() for shape in shapes]
    y = function(*inputs)
    y.backward(cotangent(y))
    called[name] = {"inputs": [record(one) for one in inputs], "output": record(y), "gradients": grads(inputs)}

torch.manual_seed(7)
net = nn.Linear(3, 2)
net(torch.ones(2, 3)).square().sum().mul(100).backward()
lengths = [torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0, norm_type=p).item() for p in (2, 1, float("inf"))]
clipped = {"lengths": lengths, "gradient": record(net.weight.grad)}
save("modules.json", {"layers": found, "functions": called, "clipped": clipped})

"""Writes densities.json: PyTorch's distributions: draws after a seed, logarithms of densities with gradients, entropies, means and variances.

Run it with a Python that has PyTorch: `python3 test/library/reference/densities.py`.
"""

import torch
from common import record, save
from torch import distributions as D

two, three = torch.tensor([0.5, -1.25]), torch.tensor([[0.2, 0.3, 0.5], [0.7, 0.2, 0.1]])
scale = torch.tensor([1.5, 0.25])
distributions = {
    "Normal": (lambda a, b: D.Normal(a, b), [two, scale], torch.tensor([0.25, -2.0])),
    "LogNormal": (lambda a, b: D.LogNormal(a, b), [two, scale], torch.tensor([0.25, 2.0])),
    "Uniform": (lambda a, b: D.Uniform(a, b), [two, scale], torch.tensor([0.75, 0.0])),
    "Exponential": (lambda a: D.Exponential(a), [scale], torch.tensor([0.25, 2.0])),
    "Laplace": (lambda a, b: D.Laplace(a, b), [two, scale], torch.tensor([0.25, -2.0])),
    "Bernoulli": (lambda a: D.Bernoulli(a), [torch.tensor([0.25, 0.75])], torch.tensor([1.0, 0.0])),
    "Bernoulli(logits)": (lambda a: D.Bernoulli(logits=a), [two], torch.tensor([1.0, 0.0])),
    "Categorical": (lambda a: D.Categorical(a), [three], torch.tensor([2, 0])),
    "Categorical(logits)": (lambda a: D.Categorical(logits=a), [three], torch.tensor([2, 0])),
    "OneHotCategorical": (lambda a: D.OneHotCategorical(a), [three], torch.tensor([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])),
    "Multinomial": (lambda a: D.Multinomial(10, a), [three], torch.tensor([[3.0, 2.0, 5.0], [8.0, 2.0, 0.0]])),
}  # fmt: skip
found = {}
for name, (make, parameters, value) in distributions.items():
    leaves = [p.clone().requires_grad_() for p in parameters]
    one = make(*leaves)
    logs = one.log_prob(value)
    logs[torch.isfinite(logs)].sum().backward()
    entry = {"text": repr(make(*[p[0] for p in parameters])), "parameters": [record(p) for p in parameters], "value": record(value), "logs": record(logs),
             "gradients": [record(p.grad) if p.grad is not None else None for p in leaves]}  # fmt: skip
    torch.manual_seed(3)
    entry["draws"] = record(one.sample((4,)))
    entry["moments"] = [record(one.mean), record(one.variance)]
    if not name.startswith("Multinomial"):
        entry["entropy"] = record(one.entropy())
    found[name] = entry

pairs = {
    "Normal": D.kl_divergence(D.Normal(two, scale), D.Normal(0.5, 2.0)),
    "Categorical": D.kl_divergence(D.Categorical(three), D.Categorical(logits=three.flip(0))),
    "Bernoulli": D.kl_divergence(D.Bernoulli(torch.tensor([0.25, 0.5])), D.Bernoulli(logits=two)),
}
save("densities.json", {"distributions": found, "divergences": {name: record(one) for name, one in pairs.items()}})

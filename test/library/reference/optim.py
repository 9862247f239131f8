"""Writes optim.json: the rates that PyTorch's schedulers set in 30 epochs, and what its optimizers keep of a parameter.

Run it with a Python that has PyTorch: `python3 test/library/reference/optim.py`.
"""

import warnings

import torch
from common import save

warnings.filterwarnings("ignore")
S = torch.optim.lr_scheduler
losses = [5.0, 4.0, 4.0, 4.0, 4.1, 4.0, 3.0, 3.0, 3.0, 3.0, 3.0, 2.9999, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9]

schedulers = {
    "LambdaLR": lambda o: S.LambdaLR(o, [lambda e: 0.9**e, lambda e: 1 / (e + 1)]),
    "MultiplicativeLR": lambda o: S.MultiplicativeLR(o, lambda e: 0.95),
    "StepLR": lambda o: S.StepLR(o, 7, gamma=0.5),
    "MultiStepLR": lambda o: S.MultiStepLR(o, [3, 9, 9, 20]),
    "ExponentialLR": lambda o: S.ExponentialLR(o, 0.9),
    "CosineAnnealingLR": lambda o: S.CosineAnnealingLR(o, 12, eta_min=0.01),
    "LinearLR": lambda o: S.LinearLR(o, start_factor=0.25, total_iters=8),
    "ConstantLR": lambda o: S.ConstantLR(o, factor=0.5, total_iters=4),
    "PolynomialLR": lambda o: S.PolynomialLR(o, total_iters=10, power=2),
    "CosineAnnealingWarmRestarts": lambda o: S.CosineAnnealingWarmRestarts(o, 4, T_mult=2, eta_min=0.001),
    "OneCycleLR": lambda o: S.OneCycleLR(o, max_lr=1.0, total_steps=30),
    "OneCycleLR(linear)": lambda o: S.OneCycleLR(o, max_lr=2.0, epochs=4, steps_per_epoch=10, pct_start=0.4, anneal_strategy="linear", div_factor=10, final_div_factor=100),
    "SequentialLR": lambda o: S.SequentialLR(o, [S.LinearLR(o, start_factor=0.1, total_iters=4), S.ExponentialLR(o, 0.8)], milestones=[5]),
}  # fmt: skip
rates = {}
for name, make in schedulers.items():
    w, b = torch.zeros(2, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([{"params": [w]}, {"params": [b], "lr": 0.5}], lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    rates[name] = [[group["lr"] for group in optimizer.param_groups]]
    for _ in range(30):
        optimizer.step()
        scheduler.step()
        rates[name].append([group["lr"] for group in optimizer.param_groups])
optimizer = torch.optim.SGD([torch.zeros(2, requires_grad=True)], lr=0.1)
plateau = S.ReduceLROnPlateau(optimizer, patience=2, factor=0.5, cooldown=1)
rates["ReduceLROnPlateau"] = []
for loss in losses:
    plateau.step(loss)
    rates["ReduceLROnPlateau"].append([optimizer.param_groups[0]["lr"]])

O = torch.optim
optimizers = {
    "SGD": lambda p: O.SGD(p, lr=0.1, momentum=0.9), "Adam": lambda p: O.Adam(p), "AdamW": lambda p: O.AdamW(p),
    "RMSprop": lambda p: O.RMSprop(p, momentum=0.9, centered=True), "Adagrad": lambda p: O.Adagrad(p), "Adadelta": lambda p: O.Adadelta(p),
}  # fmt: skip
kept = {}
for name, make in optimizers.items():
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    optimizer = make([w])
    for _ in range(3):
        optimizer.zero_grad()
        (w**2).sum().backward()
        optimizer.step()
    kept[name] = {key: value.tolist() if torch.is_tensor(value) else value for key, value in optimizer.state_dict()["state"][0].items()}

# A hundred steps of those that make.py has not: a loss of two numbers that is steep in one direction, and where they come.
paths = {}
for name, make in {
    "Adamax": lambda p: O.Adamax(p, lr=0.05), "RAdam": lambda p: O.RAdam(p, lr=0.05, weight_decay=0.1),
    "Rprop": lambda p: O.Rprop(p),
}.items():  # fmt: skip
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    optimizer = make([w])
    paths[name] = []
    for _ in range(100):
        optimizer.zero_grad()
        loss = (w[0] - 0.5) ** 2 + 3 * (w[1] + w[0] * 0.1) ** 2
        loss.backward()
        optimizer.step()
        paths[name].append(loss.item())

# Text.
w = torch.ones(1)
texts = [repr(O.Adadelta([w], lr=0.5)), repr(O.Adagrad([{"params": [w], "lr": 0.5}, {"params": [torch.ones(1)]}], weight_decay=1e-5))]

save("optim.json", {"paths": paths, "texts": texts, "rates": rates, "losses": losses, "kept": kept})

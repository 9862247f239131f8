"""Writes recurrent.json: PyTorch's recurrent layers and cells with the weights that a seed gives, forward and backward.

Run it with a Python that has PyTorch: `python3 test/library/reference/recurrent.py`.
"""

import json
import pathlib

import torch


def numbers(tensor):
    return {"shape": list(tensor.shape), "dtype": "float32", "data": [round(x, 8) for x in tensor.detach().flatten().tolist()]}


def cotangent(y):
    return torch.tensor([((7 * i) % 5 - 2) / 2 + 0.25 for i in range(y.numel())]).reshape(y.shape)


def flat(result):
    return [result] if isinstance(result, torch.Tensor) else [one for part in result for one in flat(part)]


def case(name, options, inputs, states):
    """`states`: shapes of the first states, or none."""
    torch.manual_seed(0)
    layer = getattr(torch.nn, name)(3, 4, **options)
    x = torch.randn(inputs, requires_grad=True)
    first = [torch.randn(shape, requires_grad=True) for shape in states]
    given = [] if not first else [first[0] if len(first) == 1 else tuple(first)]
    outputs = flat(layer(x, *given))
    sum((y * cotangent(y)).sum() for y in outputs).backward()
    return {
        "name": name,
        "options": options,
        "text": repr(layer),
        "x": numbers(x),
        "states": [numbers(one) for one in first],
        "parameters": {key: numbers(one) for key, one in layer.named_parameters()},
        "outputs": [numbers(y) for y in outputs],
        "gradients": {
            "x": numbers(x.grad),
            "states": [numbers(one.grad) for one in first],
            **{key: numbers(one.grad) for key, one in layer.named_parameters()},
        },
    }


N, T, H = 2, 5, 4
cases = [
    case("RNN", {}, [T, N, 3], []),
    case("RNN", {"nonlinearity": "relu", "bias": False}, [T, N, 3], [[1, N, H]]),
    case("RNN", {"num_layers": 2, "bidirectional": True}, [T, N, 3], [[4, N, H]]),
    case("GRU", {}, [T, N, 3], [[1, N, H]]),
    case("GRU", {"num_layers": 2, "batch_first": True}, [N, T, 3], []),
    case("GRU", {"bidirectional": True, "bias": False}, [T, 3], [[2, H]]),
    case("LSTM", {}, [T, N, 3], [[1, N, H], [1, N, H]]),
    case("LSTM", {"num_layers": 2, "bidirectional": True, "batch_first": True}, [N, T, 3], []),
    case("LSTM", {}, [T, 3], []),
    case("RNNCell", {}, [N, 3], [[N, H]]),
    case("GRUCell", {"bias": False}, [N, 3], []),
    case("LSTMCell", {}, [N, 3], [[N, H], [N, H]]),
]
path = pathlib.Path(__file__).with_name("recurrent.json")
path.write_text("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]\n")

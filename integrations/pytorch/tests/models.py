"""Small networks, and what the monitor should read of them, by other means than the monitor's."""
import copy
import math
import statistics

import torch
from torch import nn
from torch.nn import functional


class Mlp(nn.Module):
    """Registered in another order than it runs."""

    def __init__(self):
        super().__init__()
        self.bn2, self.bn1 = nn.BatchNorm1d(6), nn.BatchNorm1d(7)
        self.out, self.two, self.one = nn.Linear(6, 3), nn.Linear(7, 6), nn.Linear(5, 7)

    def forward(self, x):
        x = functional.relu(self.bn1(self.one(x)))
        return self.out(functional.relu(self.bn2(self.two(x))))


def mlp():
    return Mlp(), {"bn1": "one", "bn2": "two"}, (12, 5)


def cnn():
    model = nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.LeakyReLU(0.1), nn.MaxPool2d(2),
                          nn.Conv2d(4, 6, 3, stride=2, groups=2, bias=False), nn.BatchNorm2d(6), nn.ReLU(),
                          nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 3))
    return model, {"1": "0", "5": "4"}, (6, 2, 10, 10)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, shortcut):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.wider, self.stride = outputs - inputs, stride
        if shortcut == "B" and self.wider:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        else:
            self.shortcut = None

    def forward(self, x):
        y = self.bn2(self.conv2(functional.relu(self.bn1(self.conv1(x)))))
        if self.shortcut is not None:
            x = self.shortcut(x)
        elif self.wider:
            x = functional.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.wider // 2, self.wider - self.wider // 2))
        y += x
        return functional.relu(y)


class ResNet(nn.Module):
    def __init__(self, shortcut="B", widths=(4, 8), blocks=1, classes=3):
        super().__init__()
        self.stem, self.bn = nn.Conv2d(3, widths[0], 3, padding=1, bias=False), nn.BatchNorm2d(widths[0])
        sizes = [(widths[max(0, i - (k == 0))], w, 2 if i and not k else 1)
                 for i, w in enumerate(widths) for k in range(blocks)]
        self.layers = nn.Sequential(*[Block(*size, shortcut) for size in sizes])
        self.fc = nn.Linear(widths[-1], classes)

    def forward(self, x):
        return self.fc(self.layers(functional.relu(self.bn(self.stem(x)))).mean((2, 3)))


def resnet(shortcut):
    pairs = {"bn": "stem", **{"layers.%d.bn%d" % (b, k): "layers.%d.conv%d" % (b, k) for b in (0, 1) for k in (1, 2)}}
    if shortcut == "B":
        pairs["layers.1.shortcut.1"] = "layers.1.shortcut.0"
    return ResNet(shortcut), pairs, (5, 3, 8, 8)


def batches(shape, count, classes=3, dtype=torch.float64):
    generator = torch.Generator().manual_seed(7)
    for _ in range(count):
        x = torch.randn(*shape, generator=generator, dtype=torch.float64)
        yield x.to(dtype), torch.randint(classes, shape[:1], generator=generator)


def by_hand(model, pairs, parts, loss=functional.cross_entropy):
    """lambda, alpha and their ingredients of every layer, lists of floats: a copy of the model, torch.autograd.grad, torch.var.

    `parts` are micro-batches: gradients add up, variances are averaged.
    """
    model = copy.deepcopy(model)
    modules = dict(model.named_modules())
    outputs = {name: [] for name in pairs}
    for name, linear in pairs.items():
        modules[linear].register_forward_hook(lambda m, i, o, name=name: outputs[name].append(o.detach()))
    total = sum(loss(model(x), target) for x, target in parts)
    result = {}
    for name, linear in pairs.items():
        gamma, beta, weight = modules[name].weight, modules[name].bias, modules[linear].weight
        gamma_grad, beta_grad = torch.autograd.grad(total, [gamma, beta], retain_graph=True)
        variance = sum(u.double().transpose(0, 1).flatten(1).var(1, unbiased=False) for u in outputs[name]) / len(parts)
        norm2 = (weight.double() ** 2).flatten(1).sum(1)
        rates = -gamma_grad / gamma
        result[name] = {"lambda": rates, "gamma": gamma, "gamma_grad": gamma_grad, "beta": beta, "beta_grad": beta_grad,
                        "variance": variance, "weight_norm2": norm2, "alpha": rates * variance / norm2}
        result[name] = {key: value.detach().tolist() for key, value in result[name].items()}
    return result


def mean(values):
    return statistics.fmean(values)


def error(values):
    return statistics.stdev(values) / math.sqrt(len(values))


def rms(values):
    return math.sqrt(statistics.fmean(v * v for v in values))

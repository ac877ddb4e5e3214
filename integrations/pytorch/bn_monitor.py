"""Regularization rates of batch normalization (BN), read while a PyTorch model trains.

Three lines in a training loop::

    from bn_monitor import BatchNormMonitor
    monitor = BatchNormMonitor(model, out="runs/1")
    loss.backward(); monitor.step(); optimizer.step()      # between backward and step

For every BN layer and channel k of C, with gamma_k = bn.weight[k], u = outputs of the linear map before it::

    lambda_k = -(dL/dgamma_k) / gamma_k                    the rate that BN regularizes this channel with
    alpha_k  = lambda_k Var(u_k) / |w_k|^2                 the weight decay that pulls as hard

Var is biased, over batch and positions; |w_k|^2 is the squared norm of the k-th row of the linear map's weights.
The folder `out` is described in docs/monitoring.md of bn, whose `bn report` and `bn watch` read it.

This file needs torch (1.13 or later) and nothing else. Theory: L. Annamalai and C. S. Thakur, Theoretical Insight into
Batch Normalization: Data Dependant Auto-Tuning of Regularization Rate, arXiv 2209.07587 (2022).
"""
from __future__ import annotations

import ast
import gc
import io
import json
import math
import os
import statistics
import struct
import sys
import time
import warnings
import weakref
import zipfile
from collections import deque
from datetime import datetime, timezone
from typing import Any, Callable, Deque, Dict, Iterator, List, NamedTuple, Optional, Sequence, Set, Tuple, Union

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

__version__ = "0.2.0"
__all__ = ["BatchNormMonitor"]

DEAD = 1e-3  # A channel is dead if |gamma| is smaller.
ROWS = ("gamma", "gamma_grad", "beta", "beta_grad", "variance", "weight_norm2", "angle")  # of a reading, a column a channel
LAYER_COLUMNS = ("step", "layer", "readings", "lambda_mean", "lambda_mean_se", "lambda_rms", "lambda_noise", "net_rate",
                 "net_rate_se", "shift", "gamma_rms", "beta_rms", "dead", "alpha_mean", "weight_norm",
                 "effective_learning_rate", "angle")
STEP_COLUMNS = ("step", "seconds", "loss", "learning_rate")
STREAM_COLUMNS = ("step", "stream", "readings", "net_rate", "shift", "writers", "consumers", "error")
CHANNEL_COLUMNS = ("layer", "channel", "readings", "lambda", "lambda_se", "gamma", "gamma_grad", "beta", "beta_grad",
                   "variance", "weight_norm2", "alpha", "alpha_se")
LINEAR_MAPS = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)
ORDER = "call loss.backward(), then monitor.step(), then optimizer.step()"
Row = Dict[str, Any]
LinearMap = Any  # one of LINEAR_MAPS, of which mypy does not know the attributes


# ---------------------------------------------------------------------------------------------------- numbers on the host

def _rms(values: Tensor) -> float:
    return math.sqrt(torch.nanmean(values * values).item())


def _mean_and_error(values: Tensor) -> Tuple[float, Optional[float]]:
    """The mean of what is known of `values` [n], and its standard error, None for n < 2."""
    known = values[~torch.isnan(values)]
    n = known.numel()
    return known.mean().item(), (known.std() / math.sqrt(n)).item() if n > 1 else None


class _Welford:
    """Means and sums of squared deviations [C], float64, over the readings in which a channel's value is defined."""

    def __init__(self, channels: int) -> None:
        self.count = torch.zeros(channels, dtype=torch.int64)
        self.sum_mean = torch.zeros(channels, dtype=torch.float64)
        self.m2 = torch.zeros(channels, dtype=torch.float64)

    def merge(self, values: Tensor) -> "_Welford":
        """Adds readings [n, C]; NaN is not defined. (Chan, Golub and LeVeque 1979.)"""
        known = ~torch.isnan(values)
        n = known.sum(0)
        zero = values.new_zeros(())
        mean = torch.where(known, values, zero).sum(0) / n.clamp(min=1)
        m2 = torch.where(known, (values - mean) ** 2, zero).sum(0)
        total = self.count + n
        difference = torch.where(n > 0, mean - self.sum_mean, zero)
        self.sum_mean = self.sum_mean + difference * n / total.clamp(min=1)
        self.m2 = self.m2 + m2 + difference ** 2 * self.count * n / total.clamp(min=1)
        self.count = total
        return self

    def copy(self) -> "_Welford":
        other = _Welford(0)
        other.count, other.sum_mean, other.m2 = self.count, self.sum_mean, self.m2  # merge replaces, and writes into none
        return other

    @property
    def mean(self) -> Tensor:
        return torch.where(self.count > 0, self.sum_mean, torch.full_like(self.sum_mean, math.nan))

    @property
    def error(self) -> Tensor:
        """Standard errors of the means [C], NaN with less than two readings."""
        return (self.m2 / ((self.count - 1) * self.count)).sqrt().masked_fill(self.count < 2, math.nan)


class _Reading(NamedTuple):
    """One sampled step: values [rows, channels of all layers], sums of maps for streams, which layers it has, their rates."""

    values: Tensor
    maps: Tensor
    layers: List[bool]
    learning_rates: List[Any]  # of each layer's weights, then of the optimizer; None if not known


def _rates(values: Tensor) -> Tuple[Tensor, Tensor]:
    """lambda and alpha [n, C] of readings [n, rows, C], NaN where not defined."""
    gamma, gamma_grad, _, _, variance, norm2, _ = values.unbind(1)
    rates = -gamma_grad / gamma
    rates = rates.masked_fill(~torch.isfinite(rates), math.nan)
    alpha = rates * variance / norm2
    return rates, alpha.masked_fill(~torch.isfinite(alpha), math.nan)


class _Losses:
    """The losses of a window, in sums; tensors stay on their device, in few pieces, until they are fetched."""

    PIECE = 1000

    def __init__(self, total: float = 0.0, count: int = 0) -> None:
        self.total, self.count = total, count
        self.single: List[Tensor] = []
        self.pieces: List[Tensor] = []

    def add(self, loss: Any) -> None:
        if not isinstance(loss, Tensor):
            self.total += float(loss)
            self.count += 1
            return
        if loss.numel() != 1:
            raise ValueError("loss has to be one number, and has the shape %s" % (tuple(loss.shape),))
        self.count += 1
        loss = loss.detach()
        loss = loss.reshape(()) if loss.dim() else loss
        if self.single and (len(self.single) >= self.PIECE or (loss.dtype, loss.device) != (
                self.single[0].dtype, self.single[0].device)):
            self._pack()
        self.single.append(loss)

    def _pack(self) -> None:
        if self.single:
            self.pieces.append(torch.stack(self.single))
            self.single = []

    def fetch(self) -> None:
        """Waits for the device."""
        self._pack()
        for piece in self.pieces:
            for loss in piece.cpu().double().tolist():  # one after the other: the sum does not depend on when it was fetched
                self.total += loss
        self.pieces = []

    def mean(self) -> Optional[float]:
        return self.total / self.count if self.count else None


# ---------------------------------------------------------------------------------------------------- how often

class _Pace:
    """After how many steps is read, and after how many readings is written; each takes a small part of the time at most.

    Times are those of the host. `every` is chosen first after the third reading (the first one warms up), then both at
    each row. A number that was given is kept.
    """

    READING, WRITING = 0.005, 0.004  # of the time of the steps, at most
    LEAST, MOST = 10, 1000  # of both; of readings in a row
    VALUES = 1 << 24  # numbers that wait on the device for a row, at most: 64 MiB

    def __init__(self, every: Optional[int], window: Optional[int], values: int, clock: Callable[[], float]) -> None:
        """`values`: numbers in a reading. `clock`: seconds."""
        self.every_given, self.window_given, self.clock = every is not None, window is not None, clock
        self.every, self.window = every or self.LEAST, window or self.LEAST
        self.most = max(self.LEAST, min(self.MOST, self.VALUES // values))
        self.reading = self.writing = 0.0  # seconds since the last reading
        self.last: Optional[float] = None  # when the last reading ended
        self.steps = 0  # since the last reading
        self.steps_took: Deque[float] = deque(maxlen=9)  # seconds a step without what the monitor does
        self.readings_took: Deque[float] = deque(maxlen=9)
        self.writes_took: Deque[float] = deque(maxlen=9)

    def keep(self, every: int, window: int) -> None:
        """Goes on with the numbers of a run that is resumed."""
        self.every = self.every if self.every_given else every
        self.window = self.window if self.window_given else min(window, self.most)

    def took(self, since: float) -> None:
        """Something for the next reading has been done from `since` until now."""
        self.reading += self.clock() - since

    def read(self) -> None:
        """A reading is done."""
        now = self.clock()
        if self.last is not None:
            self.readings_took.append(self.reading)
            self.steps_took.append((now - self.last - self.reading - self.writing) / self.steps)
            if len(self.readings_took) == 2 and not self.writes_took:
                self._choose()
        self.last, self.steps, self.reading, self.writing = now, 0, 0.0, 0.0

    def wrote(self, since: float) -> None:
        """A row was written from `since` until now."""
        took = self.clock() - since
        self.writing += took
        self.writes_took.append(took)
        if len(self.readings_took) > 1:
            self._choose()

    def _choose(self) -> None:
        step = max(statistics.median_high(self.steps_took), 1e-9)  # of two: what gives the smaller `every`,
        reading = statistics.median_low(self.readings_took)  # since one that is too large is put right late
        write = statistics.median_low(self.writes_took) / self.WRITING if self.writes_took else 0.0
        if not self.every_given:
            for_rows = 0.0 if self.window_given else write / self.most
            self.every = self._enough(max(reading / self.READING, for_rows) / step, self.every)
        if not self.window_given:
            self.window = min(self.most, self._enough(write / (step * self.every), self.window))

    def _enough(self, needed: float, present: int) -> int:
        """A fifth more than needed; `present` if that is enough and not twice too much. Times are never quite the same."""
        chosen = max(self.LEAST, round(1.2 * needed))
        return present if max(self.LEAST, needed) <= present <= 2 * chosen else chosen


# ---------------------------------------------------------------------------------------------------- the model's forward

def _compiling() -> bool:
    compiler = getattr(torch, "compiler", None)
    return bool(compiler is not None and hasattr(compiler, "is_compiling") and compiler.is_compiling())


def _ignore(*_: Any) -> None:
    """What is left of a monitor's hook in a copy or a pickle of the model."""


def _ignored() -> Callable[..., None]:
    return _ignore


class _Hook:
    """A forward hook that a copy (an average of weights) or a pickle of the model does not take along."""

    def __init__(self, monitor: "BatchNormMonitor", see: Callable[[Any, Tensor, Tensor], None], whom: Any) -> None:
        self.monitor, self.see, self.whom = monitor, see, whom

    def __call__(self, module: nn.Module, inputs: Tuple[Any, ...], output: Any) -> None:
        if self.monitor._armed and inputs and torch.is_grad_enabled():
            if _compiling():  # what is traced now runs later
                self.see(self.whom, inputs[0], output)
                return
            began = self.monitor._pace.clock()
            self.see(self.whom, inputs[0], output)
            self.monitor._pace.took(began)

    def __deepcopy__(self, memo: Any) -> Callable[..., None]:
        return _ignore

    def __reduce__(self) -> Tuple[Callable[..., Any], Tuple[()]]:
        return _ignored, ()


class _Layer:
    """One BN layer: where its channels are in a reading, what is known about it, and what the sampled step's forwards left."""

    def __init__(self, name: str, module: _BatchNorm, start: int) -> None:
        self.name, self.module, self.channels = name, module, module.num_features
        self.columns = slice(start, start + self.channels)
        self.linear: Optional[Tuple[str, LinearMap]] = None
        self.note: Optional[str] = None if module.weight is not None else "has no gamma: it has no rate"
        self.synchronized = isinstance(module, nn.SyncBatchNorm)
        self.keeps_gamma = True  # until gamma was compared once
        self.clear()

    def clear(self) -> None:
        self.moments: List[Tuple[Tensor, Tensor, int]] = []  # biased variance [C], mean [C], values a channel; one a forward
        self.version: Optional[int] = None
        self.gamma: Optional[Tensor] = None  # as it was in the forward
        self.evaluated = False
        self.copy: Optional[Tuple[Tensor, int]] = None  # weights before a step, and their version
        self.turned: Optional[Tensor] = None  # an angle that is known already

    def see(self, x: Tensor) -> None:
        """Takes the moments of u [N, C, positions] in two passes: torch.var takes up to 20 times as long on a CPU."""
        if not self.module.training and self.module.running_mean is not None:
            self.evaluated = True
            return
        with torch.no_grad():
            x = x.detach()
            x = x.float() if x.dtype in (torch.float16, torch.bfloat16) else x
            over = [axis for axis in range(x.dim()) if axis != 1]
            mean = x.mean(over, keepdim=True)
            centered = x - mean
            self.moments.append((centered.mul_(centered).mean(over), mean.flatten(), x.numel() // x.shape[1]))
        if not _compiling():
            self.version = self.module.weight._version
            if self.keeps_gamma:
                self.gamma = self.module.weight.detach().clone()

    def state(self) -> Optional[str]:
        """Why this layer has no rate in this step, or why it has lambda only; None if nothing is missing."""
        gamma = self.module.weight
        if gamma is None:
            return "has no gamma: it has no rate"
        if self.evaluated and not self.moments:
            return "frozen: in evaluation mode, its gradients are not rates"
        if not gamma.requires_grad:
            return "frozen: gamma is not trained"
        if gamma.grad is None:
            return "no gradient reached its gamma"
        return None if self.linear else "no linear map was found before it: lambda only"

    def weight(self) -> Optional[Tensor]:
        weight: Optional[Tensor] = None if self.linear is None else self.linear[1].weight.detach()
        return weight

    def keep_weight(self) -> None:
        weight = self.weight()
        if self.linear is not None and weight is not None:
            self.copy = weight.clone(), self.linear[1].weight._version

    def angle(self) -> Optional[Tensor]:
        """Radians [C] by which each row of w has turned since `keep_weight`; None if it was not changed."""
        if self.copy is None or self.linear is None:
            return self.turned
        before, after = self.copy[0], self.linear[1].weight
        if isinstance(after, nn.Parameter) and after._version == self.copy[1]:  # as when loss scaling skips a step
            return None
        axes = list(range(1, before.dim()))
        before = before.float() if before.element_size() < 4 else before
        change = after.detach() - before
        norm2 = (before * before).sum(axes, keepdim=True)
        along = (change * before).sum(axes, keepdim=True) / norm2
        across = torch.linalg.vector_norm(change - along * before, dim=axes)
        return torch.atan2(across, (norm2.sqrt() * (1 + along)).flatten())

    def reading(self, variance: Optional[Tensor], nothing: Tensor) -> List[Tensor]:
        """The rows of a reading, each [C]; `nothing` where a value is not known."""
        weight = self.weight()
        if weight is not None:
            weight = weight.float() if weight.element_size() < 4 else weight
            weight = torch.linalg.vector_norm(weight, dim=list(range(1, weight.dim()))).square()
        gamma, beta = self.module.weight, self.module.bias
        parts = [gamma, gamma.grad, beta, None if beta is None else beta.grad, variance, weight, self.angle()]
        return [nothing if part is None else part.detach() for part in parts]


class _LinearMapFinder:
    """Finds which linear map wrote what a BN layer reads, by autograd's nodes in the forwards of one step.

    The order of modules says nothing about who reads whom. Only views and casts may be between the two.
    """

    BETWEEN = {"View", "UnsafeView", "ReshapeAlias", "Alias", "Transpose", "Permute", "T", "Squeeze", "Unsqueeze", "ToCopy",
               "Clone"}

    def __init__(self, maps: Dict[LinearMap, str], monitor: "BatchNormMonitor") -> None:
        self.names = maps
        self.by_node: Dict[Any, LinearMap] = {}
        self.without_node: List[Tuple[Any, int, LinearMap]] = []
        self.found: Dict[_Layer, Set[LinearMap]] = {}
        self.handles = [module.register_forward_hook(_Hook(monitor, self.wrote, module)) for module in maps]

    def wrote(self, module: LinearMap, x: Tensor, output: Tensor) -> None:
        if _compiling():
            return
        if output.grad_fn is not None:
            self.by_node[output.grad_fn] = module
        else:
            self.without_node.append((weakref.ref(output), output._version, module))

    def reads(self, layer: _Layer, x: Tensor) -> None:
        module = self.writer(x)
        fits = module is not None and module.weight.shape[0] == layer.channels
        self.found.setdefault(layer, set()).add(module if fits else None)

    def writer(self, x: Tensor) -> LinearMap:
        node = x.grad_fn
        if node is None:  # all of its inputs are frozen
            return next((m for ref, version, m in self.without_node if ref() is x and version == x._version), None)
        while node is not None and node not in self.by_node:
            if node.name().split("Backward")[0] not in self.BETWEEN:
                return None
            node = node.next_functions[0][0]
        return self.by_node.get(node)

    def finish(self, layers: Sequence[_Layer], graph: Dict[nn.Module, LinearMap]) -> None:
        """Sets the linear map of each layer; in compiled forwards, which have no such nodes, from `graph`."""
        for handle in self.handles:
            handle.remove()
        for layer in layers:
            found = self.found.get(layer, {graph.get(layer.module)})
            module = next(iter(found)) if len(found) == 1 else None
            layer.linear = None if module is None else (self.names[module], module)


# ---------------------------------------------------------------------------------------------------- rows of the files

def _finite(reading: _Reading, layers: Sequence[_Layer]) -> bool:
    """Whether all gradients of gamma are finite, which they are not in steps that loss scaling skips."""
    has = torch.repeat_interleave(torch.tensor(reading.layers), torch.tensor([layer.channels for layer in layers]))
    return bool(torch.isfinite(reading.values[:2, has]).all())


def _layer_row(step: int, index: int, layer: _Layer, readings: Sequence[_Reading]) -> Optional[Row]:
    """The row of layers.csv; None without a reading of this layer."""
    mine = [r for r in readings if r.layers[index]]
    if not mine:
        return None
    values = torch.stack([r.values[:, layer.columns] for r in mine])
    gamma, gamma_grad, beta, beta_grad, _, norm2, angle = values.unbind(1)
    rates, alpha = _rates(values)
    live = gamma[-1].abs() >= DEAD
    rates, alpha = rates[:, live], alpha[:, live]
    channels = _Welford(rates.shape[1]).merge(rates)
    mean, mean_error = _mean_and_error(torch.nanmean(rates, 1))
    net, net_error = _mean_and_error(-(gamma * gamma_grad).sum(1))
    rate = mine[-1].learning_rates[index]
    elr = None if rate is None else torch.nanmean((rate / norm2[-1]).masked_fill(norm2[-1] == 0, math.nan)).item()
    return dict(zip(LAYER_COLUMNS, (
        step, layer.name, len(mine), mean, mean_error, _rms(channels.mean), _rms(channels.error), net, net_error,
        (beta * beta_grad).sum(1).mean().item(), _rms(gamma[-1]), _rms(beta[-1]), int((~live).sum()),
        torch.nanmean(alpha).item(), math.sqrt(norm2[-1].mean().item()), elr,
        torch.nanmean(torch.nanmean(angle * angle, 1).sqrt()).item())))


def _network_scalars(rows: Sequence[Row], layers: Sequence[_Layer]) -> Dict[str, float]:
    """Numbers of the whole network, of rows of layers.csv of one window."""
    live = {layer.name: layer.channels for layer in layers}
    live = {row["layer"]: live[row["layer"]] - row["dead"] for row in rows}

    def values(name: str) -> List[Tuple[float, int]]:
        return [(row[name], live[row["layer"]]) for row in rows if _cell(row[name])]

    def mean(pairs: List[Tuple[float, int]]) -> float:
        return sum(x * n for x, n in pairs) / sum(n for _, n in pairs)

    result: Dict[str, float] = {}
    for name in ("lambda_rms", "lambda_noise", "net_rate", "alpha_mean", "effective_learning_rate", "angle", "dead"):
        pairs = values(name)
        if pairs and name in ("lambda_rms", "lambda_noise"):
            result["bn/" + name] = math.sqrt(mean([(x * x, n) for x, n in pairs]))
        elif pairs and name in ("net_rate", "dead"):
            result["bn/" + name] = sum(x for x, _ in pairs)
        elif pairs and name == "alpha_mean":
            result["bn/" + name] = mean(pairs)
        elif pairs:
            result["bn/" + name] = torch.tensor([x for x, _ in pairs], dtype=torch.float64).median().item()
    return result


class _Means:
    """What is known of a run: means of lambda and alpha over readings, the last values, and the number of readings."""

    def __init__(self, layers: Sequence[_Layer]) -> None:
        channels = layers[-1].columns.stop
        self.rates, self.alpha = _Welford(channels), _Welford(channels)
        self.last = torch.full((len(ROWS), channels), math.nan, dtype=torch.float64)
        self.readings = [0] * len(layers)

    def merge(self, layers: Sequence[_Layer], readings: Sequence[_Reading]) -> "_Means":
        """New means with these readings."""
        result = _Means(layers)
        result.rates, result.alpha = self.rates.copy(), self.alpha.copy()
        result.last, result.readings = self.last.clone(), list(self.readings)
        for i, layer in enumerate(layers):
            mine = [reading for reading in readings if reading.layers[i]]
            if mine:
                result.last[:, layer.columns] = mine[-1].values[:, layer.columns]
                result.readings[i] += len(mine)
        if readings:
            rates, alpha = _rates(torch.stack([reading.values for reading in readings]))
            result.rates.merge(rates)
            result.alpha.merge(alpha)
        return result

    def rows(self, layers: Sequence[_Layer]) -> List[Row]:
        """The rows of channels.csv."""
        columns = {"readings": self.rates.count, "lambda": self.rates.mean, "lambda_se": self.rates.error,
                   "alpha": self.alpha.mean, "alpha_se": self.alpha.error, **dict(zip(ROWS[:-1], self.last))}
        lists = {name: values.tolist() for name, values in columns.items()}
        return [{name: layer.name if name == "layer" else k - layer.columns.start if name == "channel" else lists[name][k]
                 for name in CHANNEL_COLUMNS} for layer, readings in zip(layers, self.readings) if readings
                for k in range(layer.columns.start, layer.columns.stop)]

    def arrays(self, layers: Sequence[_Layer]) -> Dict[str, Tensor]:
        """The arrays of channels.npz."""
        network: Dict[str, Tensor] = dict(zip(ROWS[:-1], self.last))
        for name, totals in (("lambda", self.rates), ("alpha", self.alpha)):
            network.update({name: totals.mean, name + "_se": totals.error, name + "_m2": totals.m2,
                            name + "_count": totals.count})
        arrays: Dict[str, Tensor] = {}
        for layer, readings in zip(layers, self.readings):
            arrays.update({"%s/%s" % (layer.name, name): values[layer.columns] for name, values in network.items()})
            arrays[layer.name + "/readings"] = torch.tensor([readings])
        return arrays

    def read(self, layers: Sequence[_Layer], arrays: Dict[str, Tensor]) -> None:
        """Takes what `arrays` has written."""
        for i, layer in enumerate(layers):
            part = layer.columns
            for name, totals in (("lambda", self.rates), ("alpha", self.alpha)):
                prefix = "%s/%s" % (layer.name, name)
                totals.count[part] = arrays[prefix + "_count"]
                totals.sum_mean[part] = torch.nan_to_num(arrays[prefix], nan=0.0)
                totals.m2[part] = arrays[prefix + "_m2"]
            for k, row in enumerate(ROWS[:-1]):
                self.last[k, part] = arrays["%s/%s" % (layer.name, row)]
            self.readings[i] = int(arrays[layer.name + "/readings"][0])

    def state(self) -> Dict[str, Any]:
        return {"last": self.last.clone(), "readings": list(self.readings), "lambda": dict(vars(self.rates)),
                "alpha": dict(vars(self.alpha))}

    def load(self, state: Dict[str, Any]) -> None:
        self.last, self.readings = state["last"].clone(), list(state["readings"])
        vars(self.rates).update(state["lambda"])
        vars(self.alpha).update(state["alpha"])


# ---------------------------------------------------------------------------------------------------- streams (T8)

class _Stream(NamedTuple):
    name: str
    layers: List[int]  # that write it
    writers: List[int]  # linear maps without BN that write it
    consumers: List[int]  # linear maps that read it


class _Streams:
    """Tensors that scale together, and who writes and reads them (T8 in docs/theory.md).

    Only streams of which every member is known are listed: what passes anything that is not positively homogeneous, or
    is an input or an output of the model, is left out.
    """

    MODULES = (nn.ReLU, nn.LeakyReLU, nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d, nn.AvgPool1d, nn.AvgPool2d, nn.AvgPool3d,
               nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool2d, nn.AdaptiveAvgPool3d, nn.Flatten, nn.Identity, nn.Dropout,
               nn.Dropout2d, nn.Dropout3d)
    FUNCTIONS = {"relu", "relu_", "leaky_relu", "max_pool1d", "max_pool2d", "max_pool3d", "avg_pool1d", "avg_pool2d",
                 "avg_pool3d", "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "flatten", "dropout",
                 "view", "reshape", "mean", "contiguous", "permute", "transpose", "squeeze", "unsqueeze",
                 "getitem", "pad"}
    SUMS = {"add", "iadd", "add_"}

    def __init__(self, model: nn.Module, layers: Sequence[_Layer], maps: Dict[LinearMap, str]) -> None:
        self.streams: List[_Stream] = []
        self.maps: List[LinearMap] = []
        self.linear: Dict[nn.Module, LinearMap] = {}
        self.names = maps
        self.index = {layer.module: i for i, layer in enumerate(layers)}
        self.parent: Dict[Any, Any] = {}
        self.reason: Optional[str] = None
        try:
            nodes = list(self._trace(model).nodes)
        except Exception as e:  # whatever the model's forward does with tensors that have no values
            self.reason = "no streams: torch.fx cannot trace the model (%s)" % (str(e).strip().split("\n")[0][:120])
            return
        self._find(nodes, dict(model.named_modules()), layers)

    @staticmethod
    def _trace(model: nn.Module) -> Any:
        import torch.fx
        kept = [(module, dict(module.__dict__)) for module in model.modules()]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return torch.fx.Tracer().trace(model)
        finally:
            for module, attributes in kept:  # a forward may have kept tensors that have no values
                module.__dict__.clear()
                module.__dict__.update(attributes)

    def _root(self, tensor: Any) -> Any:
        while self.parent.setdefault(tensor, tensor) != tensor:
            tensor = self.parent[tensor]
        return tensor

    def _find(self, nodes: Sequence[Any], modules: Dict[str, nn.Module], layers: Sequence[_Layer]) -> None:
        unknown: List[Any] = []
        writers: List[Tuple[Any, Any]] = []
        readers: List[Tuple[Any, Any]] = []
        constants: Set[Any] = set()  # sizes, which do not scale
        calls: Dict[Any, int] = {}
        for node in nodes:
            module: Any = modules.get(node.target) if node.op == "call_module" else None
            calls[module] = calls.get(module, 0) + 1
            name = getattr(node.target, "__name__", str(node.target))
            tensors = [n for n in node.all_input_nodes if n not in constants]
            theirs = node.op == "call_method" or (getattr(node.target, "__module__", None) or "torch").startswith(
                ("torch", "_operator"))
            number = any(isinstance(a, (int, float)) or isinstance(a, type(node)) and a in constants
                         for a in [*node.args, *node.kwargs.values()])
            if module in self.names or module in self.index:
                writers.append((node, module))
                if module in self.names:
                    readers.append((node.args[0], module))
                else:
                    unknown.extend(tensors)
                    source = modules.get(tensors[0].target) if tensors and tensors[0].op == "call_module" else None
                    if source in self.names:
                        self.linear[module] = source
            elif node.op == "call_method" and name == "size" or node.op == "call_function" and not tensors \
                    or name == "getattr" and node.args[1] == "shape":
                constants.add(node)
            elif name == "pad" and [*node.args[3:], node.kwargs.get("value")][0]:  # with another number than 0
                unknown.extend([node, *tensors])
            elif isinstance(module, self.MODULES) or node.op in ("call_function", "call_method") and theirs and (
                    name in self.FUNCTIONS or name in self.SUMS and not number):
                for n in tensors:
                    self.parent[self._root(n)] = self._root(node)
            else:
                unknown.extend([node, *tensors])
        left_out = {self._root(n) for n in unknown}
        left_out |= {self._root(n) for n, m in writers + readers if calls[m] > 1}
        used = {m: i for i, m in enumerate(dict.fromkeys(m for _, m in writers + readers if m in self.names))}
        self.maps = list(used)
        for layer in layers:
            root = next((self._root(n) for n, m in writers if m is layer.module), None)
            if root is None or root in left_out:
                continue
            left_out.add(root)
            mine = [m for n, m in writers if self._root(n) == root]
            consumers = [used[m] for n, m in readers if self._root(n) == root]
            if consumers:
                self.streams.append(_Stream(layer.name, [self.index[m] for m in mine if m in self.index],
                                            [used[m] for m in mine if m in used], consumers))
        self.writing = {i for stream in self.streams for i in stream.writers}
        self.needed = self.writing | {i for stream in self.streams for i in stream.consumers}

    def reading(self, nothing: Tensor) -> Tensor:
        """<W, dL/dW> and <b, dL/db> of each map [2 maps], NaN where there is no gradient; `nothing` is NaN [1].

        All is made on the device: a number that comes from the host would be waited for.
        """
        sums = []
        zero = torch.zeros_like(nothing[0])
        for i in range(len(self.maps) if self.streams else 0):
            for p, used in ((self.maps[i].weight, i in self.needed), (self.maps[i].bias, i in self.writing)):
                if p is None or not used:
                    sums.append(zero)
                elif p.is_leaf and p.grad is not None:
                    wide = p.detach().float() if p.element_size() < 4 else p.detach()
                    sums.append((wide * p.grad).sum().to(nothing.device, nothing.dtype))
                else:
                    sums.append(nothing[0])
        return torch.stack(sums) if sums else nothing[:0]

    def rows(self, step: int, layers: Sequence[_Layer], readings: Sequence[_Reading]) -> Iterator[Row]:
        if not readings:
            return
        values, maps = torch.stack([r.values[:4] for r in readings]), torch.stack([r.maps for r in readings])
        has = torch.tensor([r.layers for r in readings])
        for stream in self.streams:
            mine = has[:, stream.layers].all(1)
            columns = torch.cat([torch.arange(layers[i].columns.start, layers[i].columns.stop) for i in stream.layers])
            gamma, gamma_grad, beta, beta_grad = values[mine][:, :, columns].unbind(1)
            pairs = maps.view(len(readings), -1, 2)[mine]
            terms = torch.stack([-(gamma * gamma_grad).sum(1), (beta * beta_grad).sum(1),
                                 -pairs[:, stream.writers].sum((1, 2)), -pairs[:, stream.consumers, 0].sum(1)])
            known = terms[:, ~torch.isnan(terms).any(0)]
            if known.shape[1]:
                net, shift, writers, consumers = known
                sizes = net.abs() + shift.abs() + writers.abs() + consumers.abs()
                error = torch.nanmean((net - shift + writers - consumers).abs() / sizes)
                yield dict(zip(STREAM_COLUMNS, (step, stream.name, known.shape[1], net.mean().item(), shift.mean().item(),
                                                writers.mean().item(), consumers.mean().item(), error.item())))

    def document(self, layers: Sequence[_Layer]) -> List[Row]:
        maps = [self.names[m] for m in self.maps]
        return [{"name": s.name, "writers": [layers[i].name for i in s.layers] + [maps[i] for i in s.writers],
                 "consumers": [maps[i] for i in s.consumers]} for s in self.streams]


# ---------------------------------------------------------------------------------------------------- loss scaling

class _LossScale:
    """What gradients have to be divided by."""

    def __init__(self, scaler: Any, loss_scale: Optional[float], optimizer: Any) -> None:
        if scaler is not None and loss_scale is not None:
            raise ValueError("scaler and loss_scale both say how the loss is scaled: give one of them")
        if loss_scale is not None and not (loss_scale > 0 and math.isfinite(loss_scale)):
            raise ValueError("loss_scale has to be a positive number, and is %r" % (loss_scale,))
        self.scaler, self.loss_scale, self.optimizer = scaler, loss_scale, optimizer

    def value(self) -> Union[Tensor, float]:
        """A number, or a tensor on the scaler's device, which is not waited for."""
        if self.scaler is None or not self.scaler.is_enabled():
            return 1.0 if self.loss_scale is None else self.loss_scale
        stages = self._stages()
        if stages == {"STEPPED"}:
            raise RuntimeError("scaler.step() was called before monitor.step(): %s; where a scaler has several optimizers give "
                               "the monitor its own as optimizer=" % ORDER)
        if stages == {"UNSCALED"}:
            return 1.0
        if "UNSCALED" in stages:
            raise RuntimeError("scaler has unscaled the gradients of one of its optimizers: give the monitor the optimizer "
                               "of this model as optimizer=")
        scale = getattr(self.scaler, "_scale", None)
        return scale if isinstance(scale, Tensor) else float(self.scaler.get_scale())

    def _stages(self) -> Set[str]:
        states = getattr(self.scaler, "_per_optimizer_states", {})
        if self.optimizer is not None:
            states = {key: state for key, state in states.items() if key == id(self.optimizer)}
        return {getattr(state["stage"], "name", "") for state in states.values()}

    def forgotten(self) -> Optional[str]:
        """A GradScaler that is in use but was not given: the gradients would be taken as they are."""
        if self.scaler is not None or self.loss_scale is not None:
            return None
        from torch.cuda.amp import GradScaler
        base = getattr(getattr(torch, "amp", None), "GradScaler", GradScaler)
        for thing in gc.get_objects():
            if issubclass(type(thing), base) and thing.is_enabled() and getattr(thing, "_scale", None) is not None:
                return ("a GradScaler is in use, but the monitor was not given it: rates are multiplied by its scale; give "
                        "scaler=, or loss_scale=1 if it scales another model's loss")
        return None


# ---------------------------------------------------------------------------------------------------- the folder

def _cell(value: Any) -> str:
    if value is None or isinstance(value, float) and not math.isfinite(value):
        return ""
    text = repr(value) if isinstance(value, float) else str(value)
    return '"%s"' % text.replace('"', '""') if any(c in text for c in ',"\n\r') else text


def _csv(columns: Sequence[str], rows: Sequence[Row], header: bool) -> bytes:
    text = "".join(",".join(_cell(row[c]) for c in columns) + "\n" for row in rows)
    return ((",".join(columns) + "\n" if header else "") + text).encode("utf-8")


def _whole_rows(data: bytes) -> List[bytes]:
    """The rows of a CSV file, each with its line break; a row that has none is left out."""
    rows, start, quoted = [], 0, False
    for i, byte in enumerate(data):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x0A and not quoted:
            rows.append(data[start:i + 1])
            start = i + 1
    return rows


def _npz(arrays: Dict[str, Tensor]) -> bytes:
    """A file as numpy.savez writes, of arrays [n], float64 or int64."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, values in arrays.items():
            kind = "q" if values.dtype == torch.int64 else "d"
            header = "{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }" % ("<i8" if kind == "q" else "<f8", len(values))
            header += " " * (-(len(header) + 11) % 64) + "\n"
            data = struct.pack("<%d%s" % (len(values), kind), *values.tolist())
            archive.writestr(zipfile.ZipInfo(name + ".npy"),
                             b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode("latin1") + data)
    return file.getvalue()


def _read_npz(path: str) -> Dict[str, Tensor]:
    arrays = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            end = 10 + struct.unpack("<H", data[8:10])[0]
            header = ast.literal_eval(data[10:end].decode("latin1"))
            kind, dtype = ("q", torch.int64) if header["descr"] == "<i8" else ("d", torch.float64)
            arrays[name[:-len(".npy")]] = torch.tensor([v for v, in struct.iter_unpack("<" + kind, data[end:])], dtype=dtype)
    return arrays


def _alive(pid: int) -> bool:
    if sys.platform == "win32":  # where os.kill ends the process
        import ctypes
        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        return bool(handle and ctypes.windll.kernel32.CloseHandle(handle))
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True


class _Folder:
    """The files of one run, written by one monitor at a time."""

    written_here: Set[str] = set()  # Folders that monitors of this process write.

    def __init__(self, out: Union[str, "os.PathLike[str]"], resume: bool) -> None:
        self.path = os.path.realpath(os.fspath(out))
        self.cut: List[str] = []
        try:
            os.makedirs(self.path, exist_ok=True)
            self._lock()
        except (FileExistsError, NotADirectoryError):
            raise NotADirectoryError("%s is a file: give out= the name of a folder" % out) from None
        except PermissionError as e:
            raise PermissionError("cannot write in the folder %s (%s): give out= another one" % (out, e.strerror)) from None
        try:
            self.document = self._open(resume)
        except BaseException:
            self.unlock()
            raise

    def file(self, name: str) -> str:
        return os.path.join(self.path, name)

    def _lock(self) -> None:
        lock = self.file("monitor.lock")
        for _ in range(2):
            try:
                with open(lock, "x") as f:
                    f.write(str(os.getpid()))
                break
            except FileExistsError:
                with open(lock) as f:
                    text = f.read(20).strip()
                owner = int(text) if text.isdigit() else 0
                busy = self.path in self.written_here if owner == os.getpid() else owner > 0 and _alive(owner)
                if busy:
                    raise BlockingIOError("another monitor writes the folder %s (process %d): close it, or give out= another "
                                          "folder" % (self.path, owner)) from None
                os.remove(lock)
        self.written_here.add(self.path)

    def _open(self, resume: bool) -> Optional[Row]:
        old = self.file("monitor.json")
        if not os.path.exists(old):
            if os.path.exists(self.file("layers.csv")):
                raise ValueError("%s has a layers.csv but no monitor.json: give out= another folder" % self.path)
            return None
        if not resume:
            raise ValueError("%s has the readings of another run: give resume=True to go on with it, or out= another folder"
                             % self.path)
        try:
            with open(old, encoding="utf-8") as f:
                document = json.load(f)
            if document["format"] != "bn-monitor" or document["version"] != 1:
                raise ValueError("its format is %s, version %s" % (document["format"], document["version"]))
            for name in ("every", "window"):
                if not _is_count(document[name]):
                    raise ValueError("its %s is %r" % (name, document[name]))
            document["arrays"] = _read_npz(self.file("channels.npz")) if os.path.exists(self.file("channels.npz")) else {}
            document["layers"] = [(layer["name"], layer["channels"]) for layer in document["layers"]]
            return dict(document)
        except (ValueError, KeyError, TypeError, IndexError, struct.error, zipfile.BadZipFile, SyntaxError) as e:
            raise ValueError("cannot go on with the run in %s (%s: %s): give out= another folder"
                             % (self.path, type(e).__name__, e)) from None

    def last_step(self) -> Tuple[int, float]:
        """Step and seconds of the last whole row of steps.csv."""
        try:
            with open(self.file("steps.csv"), "rb") as f:
                step, seconds = _whole_rows(f.read())[-1].split(b",")[:2]
            return int(step), float(seconds)
        except (FileNotFoundError, IndexError, ValueError):
            return 0, 0.0

    def keep_until(self, step: int) -> None:
        """Cuts the rows of later steps, and a last row that is not whole."""
        for name in ("layers.csv", "streams.csv", "steps.csv"):
            try:
                with open(self.file(name), "rb") as f:
                    data = f.read()
            except FileNotFoundError:
                continue
            whole = _whole_rows(data)
            kept = whole[:1] + [row for row in whole[1:] if int(row.split(b",")[0]) <= step]
            if len(b"".join(whole)) < len(data):
                self.cut.append("the last row of %s was not whole and was cut" % name)
            if len(kept) < len(whole):
                self.cut.append("%d rows of %s after step %d were cut" % (len(whole) - len(kept), name, step))
            if len(b"".join(kept)) < len(data):
                self.replace(name, b"".join(kept))

    def append(self, name: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        with open(self.file(name), "ab") as f:
            f.write(_csv(columns, rows, f.tell() == 0))

    def replace(self, name: str, data: bytes) -> None:
        with open(self.file(name + ".new"), "wb") as f:
            f.write(data)
        os.replace(self.file(name + ".new"), self.file(name))

    def unlock(self) -> None:
        self.written_here.discard(self.path)
        try:
            os.remove(self.file("monitor.lock"))
        except OSError:
            pass


# ---------------------------------------------------------------------------------------------------- the monitor

def _inside(model: nn.Module) -> nn.Module:
    """The model in DistributedDataParallel, DataParallel and torch.compile."""
    while True:
        if isinstance(model, (nn.parallel.DistributedDataParallel, nn.DataParallel)):
            model = model.module
        elif isinstance(getattr(model, "_orig_mod", None), nn.Module):
            model = model._orig_mod  # type: ignore[assignment]
        else:
            return model


def _modules(model: nn.Module, prefix: str, seen: Set[nn.Module]) -> Iterator[Tuple[str, nn.Module]]:
    model = _inside(model)
    if model not in seen:
        seen.add(model)
        yield prefix, model
        for name, child in model.named_children():
            yield from _modules(child, prefix + "." + name if prefix else name, seen)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class BatchNormMonitor:
    """Reads the rates of all BatchNorm1d, 2d, 3d and SyncBatchNorm layers of a model, and writes them into a folder.

    Create it before the first forward, on every rank, and call `step` once for each step of the optimizer, after backward
    and before clipping and the optimizer::

        with BatchNormMonitor(model, out="runs/1", optimizer=optimizer) as monitor:
            for x, y in batches:
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                monitor.step(loss)
                optimizer.step()
        print(monitor.table())

    Args:
        model: in training mode; DistributedDataParallel, DataParallel and torch.compile may be around it.
        out: the folder. It is created; one with another run is refused.
        every: steps from one reading to the next. By default the monitor chooses: at least 10, and so many that readings take
            at most 0.5 % of the time on the host. With several processes 10, since ranks have to agree.
        window: readings that make one row of layers.csv. By default the monitor chooses: at least 10, and so many that writing
            takes at most 0.4 % of the time.
        optimizer: for learning rates, and to know whether `scaler` has unscaled its gradients.
        scaler: the GradScaler, if the loss is scaled by one. Gradients are divided by its scale.
        loss_scale: the factor, if the loss is multiplied by a constant.
        angles: whether to measure by which angle each row of weights turns in a step; copies the weights for a step.
        resume: go on with the run in the folder, after its last row; `load_state_dict` goes on from a checkpoint.

    Raises:
        ValueError: no BN layer with gamma, an argument out of range, or a folder with another run.
        OSError: the folder cannot be written, or another monitor writes it.
    """

    def __init__(self, model: nn.Module, out: Union[str, "os.PathLike[str]"], *, every: Optional[int] = None,
                 window: Optional[int] = None, optimizer: Optional[torch.optim.Optimizer] = None, scaler: Any = None,
                 loss_scale: Optional[float] = None, angles: bool = True, resume: bool = False) -> None:
        for name, value in (("every", every), ("window", window)):
            if value is not None and not _is_count(value):
                raise ValueError("%s has to be a whole number of at least 1, and is %r" % (name, value))
        self._angles, self._optimizer = angles, optimizer
        self._scale = _LossScale(scaler, loss_scale, optimizer)
        self._model = _inside(model)
        modules = list(_modules(model, "", set()))
        self._layers = self._find_layers(modules)
        first = next(layer.module.weight for layer in self._layers if layer.module.weight is not None)
        self._device, self._dtype = first.device, torch.float64 if first.dtype == torch.float64 else torch.float32
        channels = self._layers[-1].columns.stop
        self._nothing = torch.full((channels,), math.nan, dtype=self._dtype, device=self._device)
        self._means = _Means(self._layers)
        self._window: List[_Reading] = []
        self._sampled = self._skipped = self._step = self._written = 0
        self._losses = _Losses()
        self._latest: List[Row] = []
        self._notes: List[str] = []
        self._armed, self._closed, self._failed, self._changed, self._channels_cost = True, False, False, True, (0.0, 0.0)
        self._started, self._clock = _now(), time.monotonic()
        self._distributed = torch.distributed.is_available() and torch.distributed.is_initialized() \
            and torch.distributed.get_world_size() > 1
        self._pace = _Pace(_Pace.LEAST if every is None and self._distributed else every, window, channels * len(ROWS),
                           time.perf_counter)
        self._documented: Tuple[int, int] = (0, 0)  # every and window in monitor.json
        self._folder: Optional[_Folder] = None
        maps: Dict[LinearMap, str] = {module: name for name, module in modules if isinstance(module, LINEAR_MAPS)}
        self._streams = _Streams(self._model, self._layers, maps)
        self._open(out, resume)
        self._note(self._streams.reason)
        self._finder: Optional[_LinearMapFinder] = _LinearMapFinder(maps, self)
        self._handles = [layer.module.register_forward_hook(_Hook(self, self._see, layer))
                         for layer in self._layers if layer.module.weight is not None]

    @staticmethod
    def _find_layers(modules: Sequence[Tuple[str, nn.Module]]) -> List[_Layer]:
        layers: List[_Layer] = []
        for name, module in modules:
            if type(module).__name__ == "FullyShardedDataParallel" or hasattr(getattr(module, "weight", None), "full_tensor"):
                raise ValueError("the model's parameters are in parts on each rank (FSDP, DTensor): the monitor cannot read them")
            if isinstance(module, _BatchNorm):
                if isinstance(module.weight, nn.parameter.UninitializedParameter):
                    raise ValueError("%s does not know its channels yet: run the model once before the monitor is made" % name)
                layers.append(_Layer(name, module, layers[-1].columns.stop if layers else 0))
        if not layers:
            raise ValueError("the model has no BatchNorm1d, BatchNorm2d, BatchNorm3d or SyncBatchNorm layer")
        if all(layer.module.weight is None for layer in layers):
            raise ValueError("no BatchNorm layer of the model has gamma (affine=True): there is no rate to read")
        return layers

    def _open(self, out: Union[str, "os.PathLike[str]"], resume: bool) -> None:
        """Opens the folder on rank 0. Ranks wait for each other, so that none trains while another has failed."""
        failure: Optional[BaseException] = None
        if not self._distributed or torch.distributed.get_rank() == 0:
            try:
                self._folder = _Folder(out, resume)
                if self._folder.document is not None:
                    self._resume(self._folder.document)
                self._write_document(None)
            except (OSError, ValueError) as e:
                failure = e
        if self._distributed:
            said = torch.tensor([int(failure is not None), self._step], device=self._device)
            work = torch.distributed.all_reduce(said, async_op=True)
            until = time.monotonic() + 60
            while not work.is_completed():
                if time.monotonic() > until:
                    raise RuntimeError("not every rank has made a monitor within 60 s: make it on all of them")
                time.sleep(0.001)
            work.wait()
            if said[0] > 0 and failure is None:
                raise RuntimeError("the monitor of rank 0 cannot write its folder, and says why")
            self._step = self._written = int(said[1])
        if failure is not None:
            if self._folder is not None:
                self._folder.unlock()
            raise failure

    # ------------------------------------------------------------------------------------------------ in the loop

    def step(self, loss: Any = None) -> bool:
        """Counts a step of the optimizer, and takes a reading if it is its turn. Call it between backward and the step.

        Args:
            loss: a number or a tensor of one element, for steps.csv. It is not waited for.

        Returns:
            whether a row was written, so that `scalars()` has new numbers.

        Raises:
            RuntimeError: called after the optimizer's step, or without gradients.
        """
        if self._failed:
            return False
        if self._closed:
            raise RuntimeError("the monitor is closed")
        self._step += 1
        self._pace.steps += 1
        if loss is not None:
            self._losses.add(loss)
        if self._armed:
            began = self._pace.clock()
            try:
                with torch.no_grad():
                    self._sample()
            finally:
                for layer in self._layers:
                    layer.clear()
            self._pace.took(began)
            if self._step % self._pace.every == 0:
                self._pace.read()
        written = self._sampled >= self._pace.window and self._write()
        self._armed = not self._failed and (self._step + 1) % self._pace.every == 0
        if self._armed and self._angles and self._folder:
            began = self._pace.clock()
            for layer in self._layers:
                layer.keep_weight()
            self._pace.took(began)
        return written

    def _see(self, layer: _Layer, x: Tensor, output: Tensor) -> None:
        layer.see(x)
        if self._finder is not None and not _compiling():
            self._finder.reads(layer, x)

    def _sample(self) -> None:
        active = self._check()
        if self._finder is not None:
            self._finder.finish(self._layers, self._streams.linear)
            self._finder = None
            self._forgotten_scaler()
        for layer in self._layers:
            note = layer.state()
            self._changed |= note != layer.note
            layer.note = note
        if self._step == 1 or self._changed:
            self._try(lambda: self._write_document(None))
        if self._step % self._pace.every == 0:
            self._sampled += 1
            self._read(active)

    def _forgotten_scaler(self) -> None:
        text = self._scale.forgotten()
        if text:
            warnings.warn("bn_monitor: " + text, stacklevel=4)
            self._note(text)

    def _check(self) -> List[_Layer]:
        """The layers that have a rate in this step."""
        trained = [layer for layer in self._layers if layer.module.weight is not None and layer.module.weight.requires_grad]
        ran = [layer for layer in trained if layer.moments]
        if not ran and any(layer.evaluated for layer in self._layers):
            return []
        if not ran and trained:
            raise RuntimeError("no batch normalization has run forward with gradients since the last step: make the monitor "
                               "before the first forward and before torch.compile's first call; " + ORDER)
        changed = next((layer for layer in ran if layer.version not in (None, layer.module.weight._version)), None)
        changed = changed or self._changed_unseen([layer for layer in ran if layer.gamma is not None])
        if changed:
            raise RuntimeError("gamma of %s was changed between its forward and monitor.step(): %s" % (changed.name, ORDER))
        active = [layer for layer in ran if layer.module.weight.grad is not None]
        if ran and not active:
            raise RuntimeError("gamma has no gradient (%s): %s and zero_grad()" % (ran[0].name, ORDER))
        return active

    def _changed_unseen(self, layers: Sequence[_Layer]) -> Optional[_Layer]:
        """A layer whose gamma has other values than in its forward: fused optimizers leave its version. Waits, once in a run."""
        if not layers:
            return None
        for layer in self._layers:
            layer.keeps_gamma = False
        pairs = [(layer.gamma, layer.module.weight) for layer in layers]
        same = torch.stack([((a == b) | torch.isnan(a)).all().to(self._device) for a, b in pairs if a is not None]).tolist()
        return next((layer for layer, s in zip(layers, same) if not s), None)

    def _read(self, active: Sequence[_Layer]) -> None:
        variances = self._variances(active)
        scale = self._scale.value()
        if self._folder is None:
            return
        rows: List[List[Tensor]] = [[] for _ in ROWS]
        for layer in self._layers:
            nothing = self._nothing[layer.columns]
            parts = layer.reading(variances[layer], nothing) if layer in variances else [nothing] * len(ROWS)
            for row, part in zip(rows, parts):
                row.append(part.to(self._device, self._dtype))
        values = torch.cat([part for row in rows for part in row]).view(len(ROWS), -1)
        maps = self._streams.reading(self._nothing[:1])
        if isinstance(scale, Tensor) or scale != 1:
            scale = scale.to(values) if isinstance(scale, Tensor) else scale
            values[1::2][:2] /= scale  # gamma_grad and beta_grad
            maps = maps / scale
        self._window.append(_Reading(values, maps, [layer in variances for layer in self._layers], self._learning_rates()))

    def _variances(self, active: Sequence[_Layer]) -> Dict[_Layer, Tensor]:
        """Var(u) [C] of each layer: the mean over the step's forwards, over ranks; of all ranks together for SyncBatchNorm."""
        if not self._distributed:
            return {layer: torch.stack([v for v, _, _ in layer.moments]).mean(0) for layer in active}
        known = set(active)
        parts = []  # for each layer and forward: n (v + m^2), n m, n; of a layer that has a mean of its own: v, 0, 1
        for layer in self._layers:
            if layer in known and layer.synchronized:
                for v, m, n in layer.moments:
                    v, m = v.double(), m.double()
                    parts += [n * (v + m * m), n * m, torch.full_like(v, n)]
            elif layer in known:
                v = torch.stack([v for v, _, _ in layer.moments]).double().mean(0)
                parts += [v, torch.zeros_like(v), torch.ones_like(v)]
            else:
                nothing = self._nothing[layer.columns].double()
                parts += [nothing, nothing, nothing]
        together = torch.cat([part.to(self._device) for part in parts])
        torch.distributed.all_reduce(together)
        result, at = {}, 0
        for layer in self._layers:
            forwards = len(layer.moments) if layer in known and layer.synchronized else 1
            block = together[at:at + 3 * forwards * layer.channels].view(forwards, 3, layer.channels)
            at += block.numel()
            if layer in known:
                result[layer] = (block[:, 0] / block[:, 2] - (block[:, 1] / block[:, 2]) ** 2).mean(0)
        return result

    def _learning_rates(self) -> List[Any]:
        if self._optimizer is None:
            return [None] * (len(self._layers) + 1)
        groups = self._optimizer.param_groups
        now = [group["lr"].clone() if isinstance(group["lr"], Tensor) else group["lr"] for group in groups]
        rates = {id(p): rate for group, rate in zip(groups, now) for p in group["params"]}
        return [rates.get(id(layer.linear[1].weight)) if layer.linear else None for layer in self._layers] + now[:1]

    # ------------------------------------------------------------------------------------------------ on the host

    def _fetch(self) -> List[_Reading]:
        """Brings the window's readings and losses to the host, in float64. Only here the device is waited for."""
        new = [i for i, r in enumerate(self._window) if r.values.device.type != "cpu" or r.values.dtype != torch.float64]
        if new:
            values = torch.stack([self._window[i].values for i in new]).cpu().double()
            maps = torch.stack([self._window[i].maps for i in new]).cpu().double()
            for i, v, m in zip(new, values, maps):
                self._window[i] = self._window[i]._replace(values=v, maps=m)
        self._window = [r._replace(learning_rates=[None if x is None else float(x) for x in r.learning_rates])
                        for r in self._window]
        self._losses.fetch()
        return self._window

    def _write(self, closing: bool = False) -> bool:
        """Writes the window; returns whether that was done."""
        if self._folder is None:
            self._window, self._losses, self._sampled = [], _Losses(), 0
            return False
        self._fetch()
        began = self._pace.clock()  # what is waited for the device is time of its steps
        readings = [r for r in self._window if _finite(r, self._layers)]
        self._means = self._means.merge(self._layers, readings)
        self._skipped += len(self._window) - len(readings)
        rows = [_layer_row(self._step, i, layer, readings) for i, layer in enumerate(self._layers)]
        self._latest = [row for row in rows if row is not None]
        loss = self._losses.mean()
        rate = self._window[-1].learning_rates[-1] if self._window else None
        self._changed |= len(self._window) > len(readings)
        streams = list(self._streams.rows(self._step, self._layers, readings))
        self._window, self._losses, self._sampled, self._written = [], _Losses(), 0, self._step
        row = dict(zip(STEP_COLUMNS, (self._step, time.monotonic() - self._clock, loss, rate)))
        return self._try(lambda: self._write_files(streams, row, closing, began))

    def _write_files(self, streams: Sequence[Row], row: Row, closing: bool, began: float) -> None:
        assert self._folder is not None
        self._folder.append("layers.csv", LAYER_COLUMNS, self._latest)
        if self._streams.streams:
            self._folder.append("streams.csv", STREAM_COLUMNS, streams)
        self._folder.append("steps.csv", STEP_COLUMNS, [row])  # last: a resumed run cuts other rows that are later
        self._folder.replace("channels.npz", _npz(self._means.arrays(self._layers)))
        self._write_channels(closing)
        self._pace.wrote(began)
        if self._changed or self._documented != (self._pace.every, self._pace.window):
            self._write_document(None)

    def _try(self, write: Callable[[], None]) -> bool:
        """Writes. A disk that fails ends the monitor with a warning, and not the training."""
        try:
            write()
            return True
        except OSError as e:
            warnings.warn("bn_monitor: writing %s has failed (%s): the monitor ends, the training goes on"
                          % (self._folder.path if self._folder else "", e))
            self._failed = True
            self._release()
            return False

    def _write_channels(self, closing: bool) -> None:
        """Writes channels.csv, but not so often that it takes more than 0.5 % of the time: it has a row a channel."""
        assert self._folder is not None
        at, cost = self._channels_cost
        began = time.monotonic()
        if closing or began - at >= 200 * cost:
            self._folder.replace("channels.csv", _csv(CHANNEL_COLUMNS, self._means.rows(self._layers), True))
            self._channels_cost = (began, time.monotonic() - began)

    def _note(self, text: Optional[str]) -> None:
        if text and text not in self._notes:
            self._notes.append(text)
            self._changed = True

    def _write_document(self, finished: Optional[str]) -> None:
        if self._folder is None:
            return
        notes = list(self._notes)
        if self._skipped:
            notes.append("%d readings with infinite or NaN gradients were left out" % self._skipped)
        document = {"format": "bn-monitor", "version": 1, "writer": "bn_monitor.py " + __version__,
                    "framework": "PyTorch " + torch.__version__, "model": type(self._model).__name__, "started": self._started,
                    "finished": finished, "every": self._pace.every, "window": self._pace.window,
                    "layers": [{"name": layer.name, "channels": layer.channels, "eps": layer.module.eps,
                                "linear": layer.linear[0] if layer.linear else None, "note": layer.note}
                               for layer in self._layers],
                    "streams": self._streams.document(self._layers), "notes": notes}
        self._folder.replace("monitor.json", json.dumps(document, indent=1, ensure_ascii=False).encode("utf-8"))
        self._changed, self._documented = False, (self._pace.every, self._pace.window)

    def scalars(self, column: Optional[str] = None) -> Dict[str, float]:
        """Numbers of the last row, on the host; empty before the first one and on ranks other than 0.

        Without `column`, a few for the whole network: `bn/lambda_rms` and `bn/lambda_noise` (root mean squares over live
        channels; noise is the part of the first that one expects of batches alone), `bn/net_rate` (sum over layers of
        gamma^2 lambda), `bn/alpha_mean` (over live channels), `bn/effective_learning_rate` and `bn/angle` (median of the
        layers) and `bn/dead` (channels). With `column`, a column of layers.csv: its value for each layer.
        """
        if column is not None:
            if column not in LAYER_COLUMNS[2:]:
                raise ValueError("no column %r: there are %s" % (column, ", ".join(LAYER_COLUMNS[2:])))
            return {row["layer"]: row[column] for row in self._latest if _cell(row[column])}
        return _network_scalars(self._latest, self._layers)

    def table(self) -> Any:
        """One row a channel, with the columns of channels.csv: a pandas DataFrame, or a list of dicts without pandas.

        `lambda` and `alpha` are means over the readings so far, with standard errors; the others are the last values.
        """
        readings = [r for r in self._fetch() if _finite(r, self._layers)]
        rows = self._means.merge(self._layers, readings).rows(self._layers)
        try:
            import pandas
        except ImportError:
            return rows
        return pandas.DataFrame(rows, columns=list(CHANNEL_COLUMNS))

    # ------------------------------------------------------------------------------------------------ going on

    def state_dict(self) -> Dict[str, Any]:
        """What a checkpoint has to keep, so that a resumed run has the readings of one that was not interrupted."""
        window = self._fetch()
        return {"version": 2, "step": self._step, "written": self._written, "seconds": time.monotonic() - self._clock,
                "layers": [[layer.name, layer.channels] for layer in self._layers], "means": self._means.state(),
                "sampled": self._sampled, "skipped": self._skipped,
                "every": self._pace.every, "window_size": self._pace.window,
                "losses": [self._losses.total, self._losses.count], "angles": [layer.angle() for layer in self._layers],
                "window": [list(reading) for reading in window]}

    def load_state_dict(self, state: Dict[str, Any]) -> None:
        """Goes on from a checkpoint; rows of the folder that are later are cut. Call it before the first step, on every rank.

        Raises:
            ValueError: the state of another model, or of another version of the monitor.
        """
        if state["version"] != 2:
            raise ValueError("the state is of another version of the monitor (%s): go on without it" % (state["version"],))
        self._same_layers([(name, channels) for name, channels in state["layers"]], "the state")
        self._step, self._written, self._sampled = state["step"], state["written"], state["sampled"]
        self._clock = time.monotonic() - state["seconds"]
        self._pace.keep(state["every"], state["window_size"])
        self._armed = self._armed or (self._step + 1) % self._pace.every == 0
        if self._folder is not None:
            self._means.load(state["means"])
            self._skipped, self._losses = state["skipped"], _Losses(*state["losses"])
            self._window = [_Reading(*reading) for reading in state["window"]]
            self._cut_after(self._written)
            self._note("resumed from a checkpoint after step %d" % self._step)
            self._write_document(None)
        for layer, angle in zip(self._layers, state.get("angles", [])):
            layer.turned = None if angle is None else angle.to(self._device)

    def _same_layers(self, layers: Sequence[Tuple[str, int]], whose: str) -> None:
        mine = [(layer.name, layer.channels) for layer in self._layers]
        if list(layers) != mine:
            other = next((pair for pair in zip(layers, mine) if pair[0] != pair[1]), None)
            raise ValueError("%s is of another model: %s" % (whose, "it has %d BN layers, this one %d" % (len(layers), len(mine))
                             if other is None else "it has %s with %d channels, this one %s with %d" % (*other[0], *other[1])))

    def _cut_after(self, step: int) -> None:
        assert self._folder is not None
        self._folder.keep_until(step)
        for text in self._folder.cut:
            self._note(text)

    def _resume(self, document: Row) -> None:
        assert self._folder is not None
        self._same_layers(document["layers"], "the run in " + self._folder.path)
        self._step, seconds = self._folder.last_step()
        self._written = self._step
        self._clock -= seconds
        self._pace.keep(document["every"], document["window"])
        self._started = document.get("started", self._started)
        self._notes = [note for note in document.get("notes", []) if isinstance(note, str)]
        self._cut_after(self._step)
        self._note("resumed after step %d" % self._step)
        arrays = document["arrays"]
        try:
            if arrays:
                self._means.read(self._layers, arrays)
        except (KeyError, RuntimeError, IndexError) as e:
            raise ValueError("cannot go on with %s (%s): give out= another folder"
                             % (self._folder.file("channels.npz"), e)) from None

    def close(self) -> None:
        """Writes what has not been written, and takes the monitor's hooks out of the model. It can be called again."""
        self._close(_now())

    def _close(self, finished: Optional[str]) -> None:
        if self._closed:
            return
        if self._sampled or self._losses.count:
            self._write(closing=True)
        elif self._folder is not None:
            self._try(lambda: self._write_channels(True))
        if not self._closed and self._try(lambda: self._write_document(finished)):
            self._release()

    def _release(self) -> None:
        self._closed, self._armed = True, False
        for handle in self._handles + (self._finder.handles if self._finder else []):
            handle.remove()
        if self._folder is not None:
            self._folder.unlock()

    def __enter__(self) -> "BatchNormMonitor":
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._close(_now() if kind is None else None)

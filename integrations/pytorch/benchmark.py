"""What the monitor costs: the time of a training step with it over that without it.

    python3 benchmark.py [--every 10] [--blocks 30] [--device cpu] [--threads 1] [--clock cpu]

Two equal models are trained in turns, blocks of `every` steps each, so that a change of the machine's speed meets both.
Printed: the ratio of the medians of the blocks, with quartiles of the ratios of neighbouring blocks; the time in the
monitor's own code over that of the steps, which has less noise, but counts neither what a GPU does meanwhile nor that caches
are emptied; and what writing a window takes, over the time of its steps. The clock `cpu` counts the time of this process
alone, for machines that do other work; with a GPU use `wall`.
"""
import argparse
import statistics
import tempfile
import time

import torch
from torch import nn
from torch.nn import functional

from bn_monitor import BatchNormMonitor
from tests.models import ResNet


def networks():
    mlp = nn.Sequential(nn.Flatten(), *[m for i, o in ((784, 512), (512, 256)) for m in (
        nn.Linear(i, o, bias=False), nn.BatchNorm1d(o), nn.ReLU())], nn.Linear(256, 10))
    yield "MLP 784-512-256-10, batch 128", mlp, (128, 784)
    yield "ResNet-20, 32x32, batch 128", ResNet("B", (16, 32, 64), 3, 10), (128, 3, 32, 32)


class Training:
    def __init__(self, model, shape, device, monitored, every):
        torch.manual_seed(1)
        self.model = model.to(device)
        self.x, self.t = torch.randn(*shape, device=device), torch.randint(10, shape[:1], device=device)
        self.optimizer = torch.optim.SGD(model.parameters(), 0.01, momentum=0.9, weight_decay=1e-4)
        self.monitor = BatchNormMonitor(model, tempfile.mkdtemp(), every=every, optimizer=self.optimizer) if monitored else None
        self.wait = torch.cuda.synchronize if device.startswith("cuda") else lambda: None
        self.writes, self.inside, self.clock = [], 0.0, time.perf_counter
        if monitored:
            self.monitor.step = self.timed(self.monitor.step)
            for module in model.modules():
                for key, hook in module._forward_hooks.items():
                    module._forward_hooks[key] = self.timed(hook)

    def timed(self, call):
        def timed(*arguments):
            began = self.clock()
            result = call(*arguments)
            self.inside += self.clock() - began
            return result
        return timed

    def block(self, steps, clock):
        self.wait()
        self.clock = clock
        began, writing = clock(), 0.0
        for _ in range(steps):
            self.optimizer.zero_grad()
            loss = functional.cross_entropy(self.model(self.x), self.t)
            loss.backward()
            if self.monitor is not None:
                at = clock()
                if self.monitor.step(loss):
                    self.wait()
                    writing = clock() - at
                    self.writes.append(writing)
                    self.inside -= writing
            self.optimizer.step()
        self.wait()
        return clock() - began - writing


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--blocks", type=int, default=30)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--clock", choices=("cpu", "wall"), default="wall")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    clock = time.process_time if options.clock == "cpu" else time.perf_counter
    print("PyTorch %s, %s, %d threads, clock: %s, every %d steps" % (
        torch.__version__, options.device, options.threads, options.clock, options.every))
    for (name, without, shape), (_, monitored, _) in zip(networks(), networks()):
        runs = [Training(model, shape, options.device, k == 1, options.every) for k, model in enumerate((without, monitored))]
        times = [[], []]
        for i in range(options.blocks + 2):
            if i == 2:  # the first blocks warm up
                runs[1].inside = 0.0
            for k in ((0, 1), (1, 0))[i % 2]:
                times[k].append(runs[k].block(options.every, clock))
        times = [t[2:] for t in times]
        medians = [statistics.median(t) for t in times]
        quartiles = statistics.quantiles([b / a for a, b in zip(*times)], n=4)
        write = statistics.median(runs[1].writes) if runs[1].writes else 0.0
        window = runs[1].monitor._pace.window * medians[0]
        print("%-30s step %8.3f ms, with / without %.4f (quartiles %.4f to %.4f), in the monitor %.2f %%, writing a window "
              "%.2f ms, %.2f %%" % (name, 1e3 * medians[0] / options.every, medians[1] / medians[0], quartiles[0], quartiles[2],
                                    100 * runs[1].inside / sum(times[1]), 1e3 * write, 100 * write / window))
        runs[1].monitor.close()


if __name__ == "__main__":
    main()

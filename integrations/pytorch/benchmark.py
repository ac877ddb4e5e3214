"""What the monitor costs: the time of a training step with it over that without it.

    python3 benchmark.py [--every N] [--window N] [--blocks 30] [--seconds 1] [--device cpu] [--threads 1] [--clock wall]

Two equal models are trained in turns, blocks of at least `seconds` and 10 steps each, so that a change of the machine's speed
meets both. It starts when the monitor has written its first row, and has chosen how often it reads and writes.
Printed: the time of all blocks with the monitor over that without it, which is the whole cost, with quartiles of the ratios
of neighbouring blocks; the time in the monitor's own code, writing included, over that of the blocks, which has less noise,
but does not count what a GPU does meanwhile; what writing a row takes; and `every` and `window` as they are at the end.
The clock `cpu` counts the time of this process alone, for machines that do other work; with a GPU use `wall`.
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
    def __init__(self, model, shape, options, monitored, clock):
        torch.manual_seed(1)
        device = options.device
        self.model = model.to(device)
        self.x, self.t = torch.randn(*shape, device=device), torch.randint(10, shape[:1], device=device)
        self.optimizer = torch.optim.SGD(model.parameters(), 0.01, momentum=0.9, weight_decay=1e-4)
        self.monitor = BatchNormMonitor(model, tempfile.mkdtemp(), every=options.every, window=options.window,
                                        optimizer=self.optimizer) if monitored else None
        self.wait = torch.cuda.synchronize if device.startswith("cuda") else lambda: None
        self.writes, self.inside, self.clock = [], 0.0, clock
        if monitored:
            self.monitor.step = self.timed(self.monitor.step)
            for module in model.modules():
                for key, hook in module._forward_hooks.items():
                    module._forward_hooks[key] = self.timed(hook)

    def timed(self, call):
        def timed(*arguments):
            began = self.clock()
            result = call(*arguments)
            took = self.clock() - began
            self.inside += took
            if result is True:
                self.writes.append(took)
            return result
        return timed

    def block(self, steps):
        """Trains, and returns the seconds."""
        self.wait()
        began = self.clock()
        for _ in range(steps):
            self.optimizer.zero_grad()
            loss = functional.cross_entropy(self.model(self.x), self.t)
            loss.backward()
            if self.monitor is not None:
                self.monitor.step(loss)
            self.optimizer.step()
        self.wait()
        return self.clock() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--every", type=int)
    parser.add_argument("--window", type=int)
    parser.add_argument("--blocks", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--clock", choices=("cpu", "wall"), default="wall")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    clock = time.process_time if options.clock == "cpu" else time.perf_counter
    print("PyTorch %s, %s, %d threads, clock: %s" % (torch.__version__, options.device, options.threads, options.clock))
    for (name, without, shape), (_, monitored, _) in zip(networks(), networks()):
        runs = [Training(model, shape, options, k == 1, clock) for k, model in enumerate((without, monitored))]
        runs[0].block(10)
        steps = max(10, round(10 * options.seconds / runs[0].block(10)))
        while not runs[1].writes:
            runs[1].block(10)
        runs[1].inside, runs[1].writes = 0.0, []
        times = [[], []]
        for i in range(options.blocks):
            for k in ((0, 1), (1, 0))[i % 2]:
                times[k].append(runs[k].block(steps))
        total = [sum(t) for t in times]
        quartiles = statistics.quantiles([b / a for a, b in zip(*times)], n=4)
        writes, pace = runs[1].writes, runs[1].monitor._pace
        print("%-30s every %d, window %d: %d steps of %.3f ms, with / without %.4f (quartiles of blocks %.4f to %.4f), in the "
              "monitor %.2f %%, %d rows written, %.2f ms each" % (
                  name, pace.every, pace.window, steps * options.blocks, 1e3 * total[0] / steps / options.blocks,
                  total[1] / total[0], quartiles[0], quartiles[2], 100 * runs[1].inside / total[1], len(writes),
                  1e3 * statistics.median(writes) if writes else 0.0), flush=True)
        runs[1].monitor.close()


if __name__ == "__main__":
    main()

import csv
import json
import os
import shutil
import tempfile
import unittest

import torch
from torch.nn import functional

from bn_monitor import BatchNormMonitor

from . import models


class Case(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        torch.set_num_threads(1)
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.out = os.path.join(self.folder, "run")

    def rows(self, name, out=None):
        with open(os.path.join(out or self.out, name), encoding="utf-8", newline="") as f:
            return list(csv.DictReader(f))

    def document(self, out=None):
        with open(os.path.join(out or self.out, "monitor.json"), encoding="utf-8") as f:
            return json.load(f)

    def table(self, monitor):
        table = monitor.table()
        return table if isinstance(table, list) else table.to_dict("records")

    def close(self, actual, expected, tolerance=1e-9, what=None):
        """Relative to the expected number's size."""
        self.assertLessEqual(abs(float(actual) - expected), tolerance * abs(expected) + 1e-300, (what, actual, expected))

    def train(self, model, monitor, data, optimizer, each=None):
        """Trains, and returns what `each` says before every step."""
        said = []
        for x, target in data:
            said.append(each(model, x, target) if each else None)
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(x), target)
            loss.backward()
            monitor.step(loss)
            optimizer.step()
        return said

    def run_short(self, model=None, out=None, steps=4, **options):
        model = model or models.mlp()[0].double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        options.setdefault("every", 1)
        options.setdefault("window", 2)
        with BatchNormMonitor(model, out or self.out, optimizer=optimizer, **options) as monitor:
            self.train(model, monitor, models.batches((12, 5), steps), optimizer)
        return monitor

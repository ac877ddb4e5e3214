"""How often the monitor reads and writes, with a clock that the tests move."""
import os
import unittest

import torch
from torch.nn import functional

from bn_monitor import BatchNormMonitor, _Pace

from . import models
from .case import Case


class Clock:
    """Seconds in whole microseconds, so that sums are exact."""

    def __init__(self):
        self.now = 0

    def __call__(self):
        return self.now / 1e6

    def wait(self, seconds):
        self.now += round(1e6 * seconds)


class PaceTest(Case):
    def monitor(self, reading, copy=0.0, hook=0.0, write=0.0, model=None, **options):
        """A monitor whose work takes as many seconds as said, and its clock."""
        self.model = model or models.mlp()[0].double()
        self.optimizer = torch.optim.SGD(self.model.parameters(), 0.01)
        self.clock = Clock()
        monitor = BatchNormMonitor(self.model, self.out, **options)
        monitor._pace.clock = self.clock
        self.slower(monitor, "_read", lambda: reading() if callable(reading) else reading)
        self.slower(monitor._layers[0], "keep_weight", lambda: copy)
        self.slower(monitor._layers[0], "see", lambda: hook)
        self.slower(monitor, "_write_channels", lambda: write() if callable(write) else write)
        return monitor

    def slower(self, thing, name, seconds):
        call = getattr(thing, name)

        def slow(*arguments):
            self.clock.wait(seconds())
            return call(*arguments)
        setattr(thing, name, slow)

    def steps(self, monitor, count, step=0.001):
        """Trains; returns the steps that were read and those with a row."""
        read, written = [], []
        for x, t in models.batches((12, 5), count):
            seconds = step(monitor._step) if callable(step) else step
            self.clock.wait(seconds)
            self.optimizer.zero_grad()
            functional.cross_entropy(self.model(x), t).backward()
            before = monitor._means.readings[0] + monitor._sampled
            if monitor.step():
                written.append(monitor._step)
            if monitor._means.readings[0] + monitor._sampled > before:
                read.append(monitor._step)
            self.optimizer.step()
        return read, written

    def test_readings_that_are_cheap_stay_at_ten(self):
        with self.monitor(reading=0.00004) as monitor:
            read, written = self.steps(monitor, 205)
        self.assertEqual(read, list(range(10, 201, 10)))
        self.assertEqual(written, [100, 200])
        self.assertEqual([row["readings"] for row in self.rows("layers.csv") if row["layer"] == "bn1"], ["10", "10"])
        self.assertEqual((self.document()["every"], self.document()["window"]), (10, 10))

    def test_readings_that_are_dear_become_rarer_after_the_third(self):
        """0.6 ms, a hook of 0.1 ms and a copy of 0.3 ms in steps of 1 ms: 0.5 % is one in 200, and a fifth more."""
        with self.monitor(reading=0.0006, hook=0.0001, copy=0.0003) as monitor:
            read, written = self.steps(monitor, 2000)
        self.assertEqual(read, [10, 20, 30, *range(240, 2000, 240)])
        self.assertEqual(written, [1680])
        self.assertEqual(self.document()["every"], 240)

    def test_the_first_reading_and_one_that_is_slow_do_not_count(self):
        costs = iter([5.0, 0.001, 3.0, *[0.001] * 100])
        with self.monitor(reading=lambda: next(costs)) as monitor:
            self.steps(monitor, 35, step=lambda done: 60.0 if done == 15 else 0.001)  # validation
            self.assertEqual(monitor._pace.every, 10)  # the interval with validation: not rarer than is sure
            self.steps(monitor, 100)
            self.assertEqual(monitor._pace.every, 240)

    def test_rare_readings_come_more_often_when_they_become_cheap_but_small_changes_change_nothing(self):
        cost = [0.001]
        with self.monitor(reading=lambda: cost[0], window=3) as monitor:
            self.steps(monitor, 30)
            self.assertEqual(monitor._pace.every, 240)
            for cost[0] in (0.0007, 0.0011):
                self.steps(monitor, 2400)
                self.assertEqual(monitor._pace.every, 240)
            cost[0] = 0.00025
            self.steps(monitor, 2400)
            self.assertEqual(monitor._pace.every, 60)

    def test_rows_are_longer_where_writing_is_dear(self):
        """4 ms: a second of 100 readings, 10 steps of 1 ms each, and a fifth more."""
        with self.monitor(reading=0.0, write=0.004) as monitor:
            read, written = self.steps(monitor, 2550)
            self.assertEqual(written, [100, 1300, 2500])
            self.assertEqual((self.document()["every"], self.document()["window"]), (10, 120))
        self.assertEqual([row["readings"] for row in self.rows("layers.csv") if row["layer"] == "bn1"], ["10", "120", "120", "5"])

    def test_readings_and_rows_together_take_less_than_one_percent(self):
        with self.monitor(reading=0.00008, copy=0.00002, write=0.004) as monitor:
            self.steps(monitor, 1500)
            began, row = self.clock.now, monitor._written
            steps = 2 * monitor._pace.every * monitor._pace.window
            self.steps(monitor, steps)
            self.assertGreater(monitor._written, row)
            self.assertLess((self.clock.now - began) / 1e6 / (0.001 * steps), 1.009)

    def test_what_is_most_in_a_row_makes_readings_rarer(self):
        pace = _Pace(None, None, _Pace.VALUES // 20, lambda: 0.0)
        self.assertEqual(pace.most, 20)
        pace.steps_took.extend([0.001] * 2)
        pace.readings_took.extend([0.0] * 2)
        pace.clock = lambda: 0.4
        pace.wrote(0.0)  # 100 s of 1 ms in 20 readings
        self.assertEqual((pace.every, pace.window), (6000, 20))

    def test_numbers_that_are_given_stay(self):
        with self.monitor(reading=0.1, write=1.0, every=3, window=2) as monitor:
            read, written = self.steps(monitor, 60)
        self.assertEqual((read, written), (list(range(3, 61, 3)), list(range(6, 61, 6))))
        self.assertEqual((self.document()["every"], self.document()["window"]), (3, 2))
        self.out += "2"
        with self.monitor(reading=0.001, write=1.0, window=4) as monitor:
            self.assertEqual(self.steps(monitor, 1000)[1], [240])
            self.assertEqual((monitor._pace.every, monitor._pace.window), (240, 4))
        self.out += "2"
        with self.monitor(reading=0.001, write=0.002, every=5) as monitor:
            self.assertEqual(self.steps(monitor, 1000)[1], [50, 650])
            self.assertEqual((monitor._pace.every, monitor._pace.window), (5, 120))

    def test_a_resumed_run_goes_on_at_the_same_pace(self):
        with self.monitor(reading=0.001, write=0.8) as monitor:
            self.steps(monitor, 1700)
            present = monitor._pace.every, monitor._pace.window
            state = monitor.state_dict()
        self.assertEqual(present, (240, 1000))
        self.assertEqual((self.document()["every"], self.document()["window"]), present)
        with self.monitor(reading=0.001, resume=True) as monitor:
            self.assertEqual((monitor._pace.every, monitor._pace.window), present)
            self.assertEqual(monitor._step, 1680)  # of the last row
            self.assertEqual(self.steps(monitor, 400)[0], [1920])
        self.out += "2"
        with self.monitor(reading=0.001) as monitor:
            monitor.load_state_dict(state)
            self.assertEqual(self.steps(monitor, 400)[0], [1920])
        self.out += "2"
        with self.monitor(reading=0.001, every=100, window=7) as monitor:
            monitor.load_state_dict(state)
            self.assertEqual((monitor._pace.every, monitor._pace.window), (100, 7))
            self.assertEqual(self.steps(monitor, 200)[0], [1800, 1900])

    def test_a_document_with_another_pace_than_a_number_is_refused(self):
        self.run_short()
        file = os.path.join(self.out, "monitor.json")
        with open(file) as f:
            text = f.read()
        with open(file, "w") as f:
            f.write(text.replace('"every": 1', '"every": 0'))
        with self.assertRaisesRegex(ValueError, "its every is 0"):
            BatchNormMonitor(models.mlp()[0], self.out, resume=True)


if __name__ == "__main__":
    unittest.main()

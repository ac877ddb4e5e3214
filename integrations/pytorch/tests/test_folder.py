"""The folder: its format, resumed runs, runs that were killed, and bad input."""
import os
import signal
import subprocess
import sys
import unittest
import warnings
import zipfile

import torch
from torch import nn
from torch.nn import functional

import bn_monitor
from bn_monitor import BatchNormMonitor

from . import models
from .case import Case

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class FormatTest(Case):
    def test_the_files(self):
        name = 'a, "quoted"\nname'
        model = nn.Sequential()
        model.add_module("linear", nn.Linear(5, 6))
        model.add_module(name, nn.BatchNorm1d(6))
        model.add_module("out", nn.Linear(6, 3))
        monitor = self.run_short(model.double(), steps=5)
        self.assertEqual(sorted(os.listdir(self.out)), sorted(
            ["monitor.json", "layers.csv", "steps.csv", "streams.csv", "channels.csv", "channels.npz"]))
        document = self.document()
        self.assertEqual({key: document[key] for key in ("format", "version", "model", "every", "window")},
                         {"format": "bn-monitor", "version": 1, "model": "Sequential", "every": 1, "window": 2})
        self.assertEqual(document["layers"], [{"name": name, "channels": 6, "eps": 1e-5, "linear": "linear", "note": None}])
        self.assertRegex(document["finished"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        for file, columns in (("layers.csv", bn_monitor.LAYER_COLUMNS), ("steps.csv", bn_monitor.STEP_COLUMNS),
                              ("streams.csv", bn_monitor.STREAM_COLUMNS), ("channels.csv", bn_monitor.CHANNEL_COLUMNS)):
            rows = self.rows(file)
            self.assertEqual(tuple(rows[0]), columns)
            self.assertTrue(all(None not in row and None not in row.values() for row in rows))
        self.assertEqual([row["step"] for row in self.rows("layers.csv")], ["2", "4", "5"])
        self.assertEqual({row["layer"] for row in self.rows("layers.csv")}, {name})
        table = self.table(monitor)
        self.assertEqual([{key: str(value) for key, value in row.items()} for row in table], self.rows("channels.csv"))
        with zipfile.ZipFile(os.path.join(self.out, "channels.npz")) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual({n.rsplit("/", 1)[0] for n in archive.namelist()}, {name})
        try:
            import numpy
        except ImportError:
            self.skipTest("numpy is not installed")
        with numpy.load(os.path.join(self.out, "channels.npz")) as arrays:
            self.assertEqual(arrays[name + "/readings"].tolist(), [5])
            self.assertEqual(arrays[name + "/readings"].dtype, numpy.int64)
            for column in bn_monitor.CHANNEL_COLUMNS[3:]:
                self.assertEqual(arrays[name + "/" + column].dtype, numpy.float64)
                self.assertEqual(arrays[name + "/" + column].tolist(), [row[column] for row in table])
            se = (arrays[name + "/lambda_m2"] / 4 / 5) ** 0.5
            self.assertLess(abs(se - arrays[name + "/lambda_se"]).max(), 1e-15)

    def test_the_first_reading_comes_after_as_many_steps_as_said(self):
        model = models.mlp()[0].double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        with BatchNormMonitor(model, self.out, every=10, window=10) as monitor:
            written = []
            for x, t in models.batches((12, 5), 205):
                optimizer.zero_grad()
                functional.cross_entropy(model(x), t).backward()
                written.append(monitor.step())
                optimizer.step()
            self.assertEqual([i + 1 for i, w in enumerate(written) if w], [100, 200])
            self.assertEqual(self.rows("steps.csv")[0]["loss"], "")
        self.assertEqual([(row["step"], row["readings"]) for row in self.rows("layers.csv") if row["layer"] == "bn1"],
                         [("100", "10"), ("200", "10")])

    def test_losses_of_many_steps(self):
        model, _, shape = models.mlp()
        losses = [torch.tensor(0.1 + i, dtype=torch.float64) for i in range(2500)]
        losses[1700:1800] = [loss.float().reshape(1) for loss in losses[1700:1800]]
        losses[7] = 3
        with BatchNormMonitor(model, self.out, every=5000) as monitor:
            for i, loss in enumerate(losses):
                monitor._armed = False  # this is about losses alone
                monitor.step(loss)
                if i == 1234:
                    monitor.load_state_dict(monitor.state_dict())
            self.assertLess(len(monitor._losses.single) + len(monitor._losses.pieces), 1010)
        self.close(self.rows("steps.csv")[0]["loss"], models.mean(map(float, losses)), 2500 * 2 ** -53)

    def test_numbers_for_one_picture(self):
        monitor = self.run_short()
        scalars = monitor.scalars()
        self.assertEqual(sorted(scalars), ["bn/alpha_mean", "bn/angle", "bn/dead", "bn/effective_learning_rate",
                                           "bn/lambda_noise", "bn/lambda_rms", "bn/net_rate"])
        rows = self.rows("layers.csv")[-2:]
        mean2 = sum(float(row["lambda_rms"]) ** 2 * n for row, n in zip(rows, (6, 7))) / 13
        self.close(scalars["bn/lambda_rms"], mean2 ** 0.5)
        self.close(scalars["bn/net_rate"], sum(float(row["net_rate"]) for row in rows))
        self.close(scalars["bn/alpha_mean"], sum(float(row["alpha_mean"]) * n for row, n in zip(rows, (6, 7))) / 13)
        self.assertEqual(monitor.scalars("angle"), {row["layer"]: float(row["angle"]) for row in rows})
        with self.assertRaisesRegex(ValueError, "no column 'x': there are readings, "):
            monitor.scalars("x")

    def test_without_angles_and_optimizer_these_cells_are_empty(self):
        model = models.mlp()[0].double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        with BatchNormMonitor(model, self.out, every=1, window=2, angles=False) as monitor:
            self.train(model, monitor, models.batches((12, 5), 2), optimizer)
        self.assertEqual({(r["angle"], r["effective_learning_rate"]) for r in self.rows("layers.csv")}, {("", "")})
        self.assertEqual(self.rows("steps.csv")[0]["learning_rate"], "")


class ResumeTest(Case):
    def train_from(self, start, steps, model, optimizer, monitor):
        for x, t in list(models.batches((12, 5), start + steps))[start:]:
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(x), t)
            loss.backward()
            monitor.step(loss)
            optimizer.step()

    def start(self):
        torch.manual_seed(3)
        model = models.mlp()[0].double()
        return model, torch.optim.SGD(model.parameters(), 0.1)

    def equal_files(self, other):
        for name in ("layers.csv", "streams.csv", "channels.csv"):
            with open(os.path.join(self.out, name)) as a, open(os.path.join(other, name)) as b:
                self.assertEqual(a.read(), b.read(), name)
        drop = [{k: v for k, v in row.items() if k != "seconds"} for row in self.rows("steps.csv")]
        self.assertEqual(drop, [{k: v for k, v in row.items() if k != "seconds"} for row in self.rows("steps.csv", other)])

    def uninterrupted(self, steps):
        model, optimizer = self.start()
        other = os.path.join(self.folder, "other")
        with BatchNormMonitor(model, other, every=2, window=3, optimizer=optimizer) as monitor:
            self.train_from(0, steps, model, optimizer, monitor)
        return other

    def test_a_run_that_goes_on_from_a_checkpoint_is_as_one_that_was_not_interrupted(self):
        other = self.uninterrupted(20)
        for stop in (9, 10, 11):  # in the middle of a window
            self.out = os.path.join(self.folder, str(stop))
            model, optimizer = self.start()
            monitor = BatchNormMonitor(model, self.out, every=2, window=3, optimizer=optimizer)
            self.train_from(0, stop, model, optimizer, monitor)
            kept = monitor.state_dict(), {k: v.clone() for k, v in model.state_dict().items()}
            self.train_from(stop, 4, model, optimizer, monitor)  # what is done after the checkpoint is lost
            monitor.close()
            model.load_state_dict(kept[1])
            with BatchNormMonitor(model, self.out, every=2, window=3, optimizer=optimizer, resume=True) as monitor:
                monitor.load_state_dict(kept[0])
                self.train_from(stop, 20 - stop, model, optimizer, monitor)
            with self.subTest(stop=stop):
                self.equal_files(other)
            self.assertTrue(any(note.startswith("resumed from a checkpoint after step") for note in self.document()["notes"]))

    def test_a_state_passes_through_a_file(self):
        monitor = self.run_short(steps=3)
        file = os.path.join(self.folder, "state.pt")
        torch.save(monitor.state_dict(), file)
        state = torch.load(file, **({"weights_only": True} if torch.__version__ >= "1.13" else {}))
        model = models.mlp()[0].double()
        with BatchNormMonitor(model, os.path.join(self.folder, "new")) as other:
            other.load_state_dict(state)
            self.assertEqual(self.table(other), self.table(monitor))

    def test_a_run_goes_on_after_its_last_row(self):
        model, optimizer = self.start()
        with BatchNormMonitor(model, self.out, every=2, window=3, optimizer=optimizer, angles=False) as monitor:
            self.train_from(0, 12, model, optimizer, monitor)
        with BatchNormMonitor(model, self.out, every=2, window=3, optimizer=optimizer, angles=False, resume=True) as monitor:
            self.train_from(12, 8, model, optimizer, monitor)
        model, optimizer = self.start()
        other = os.path.join(self.folder, "other")
        with BatchNormMonitor(model, other, every=2, window=3, optimizer=optimizer, angles=False) as monitor:
            self.train_from(0, 20, model, optimizer, monitor)
        self.equal_files(other)
        self.assertEqual(self.document()["notes"], ["resumed after step 12"])
        self.assertLess(float(self.rows("steps.csv")[1]["seconds"]), float(self.rows("steps.csv")[2]["seconds"]))

    def test_a_killed_run_leaves_whole_files_and_can_go_on(self):
        code = ("import os, signal, sys, torch\nsys.path.insert(0, %r)\nfrom bn_monitor import BatchNormMonitor\n"
                "from tests import models\nfrom torch.nn import functional\nmodel = models.mlp()[0].double()\n"
                "monitor = BatchNormMonitor(model, %r, every=1, window=2)\n"
                "for i, (x, t) in enumerate(models.batches((12, 5), 9)):\n"
                "    model.zero_grad()\n    functional.cross_entropy(model(x), t).backward()\n    monitor.step()\n"
                "    if i == 6: os.kill(os.getpid(), signal.SIGKILL)\n") % (HERE, self.out)
        self.assertEqual(subprocess.run([sys.executable, "-c", code], cwd=HERE).returncode, -signal.SIGKILL)
        self.assertIsNone(self.document()["finished"])
        self.assertEqual([row["step"] for row in self.rows("layers.csv")], ["2", "2", "4", "4", "6", "6"])
        self.assertTrue(all(row["angle"] is not None for row in self.rows("layers.csv")))
        with open(os.path.join(self.out, "layers.csv"), "ab") as f:
            f.write(b'8,bn2,2,0.1\n8,bn1,2,0.\n8,"a\n')  # a window that was not written wholly
        self.run_short(resume=True)
        self.assertEqual([row["step"] for row in self.rows("layers.csv")][4:], ["6", "6", "8", "8", "10", "10"])
        notes = self.document()["notes"]
        self.assertIn("the last row of layers.csv was not whole and was cut", notes)
        self.assertIn("2 rows of layers.csv after step 6 were cut", notes)
        self.assertIn("resumed after step 6", notes)
        self.assertFalse(os.path.exists(os.path.join(self.out, "monitor.lock")))

    def test_an_exception_in_the_loop_leaves_the_run_unfinished(self):
        with self.assertRaises(KeyError):
            with BatchNormMonitor(models.mlp()[0], self.out):
                raise KeyError
        self.assertIsNone(self.document()["finished"])
        self.assertFalse(os.path.exists(os.path.join(self.out, "monitor.lock")))


class BadInputTest(Case):
    def refused(self, error, words, *arguments, **options):
        model = options.pop("model", None) or models.mlp()[0]
        with self.assertRaisesRegex(error, words) as raised:
            BatchNormMonitor(model, *(arguments or [self.out]), **options)
        self.assertNotIn("\n", str(raised.exception))
        self.assertFalse(any(m._forward_hooks for m in model.modules()))

    def test_arguments(self):
        self.refused(ValueError, "the model has no BatchNorm1d", model=nn.Linear(2, 2))
        self.refused(ValueError, "no BatchNorm layer of the model has gamma", model=nn.BatchNorm1d(3, affine=False))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            lazy = nn.Sequential(nn.LazyBatchNorm1d())
        self.refused(ValueError, "run the model once", model=lazy)
        self.refused(ValueError, "every has to be a whole number of at least 1, and is 0", every=0)
        self.refused(ValueError, "window has to be a whole number of at least 1, and is 2.5", window=2.5)
        self.refused(ValueError, "loss_scale has to be a positive number, and is 0", loss_scale=0)
        self.refused(ValueError, "give one of them", loss_scale=2, scaler=object())
        self.assertFalse(os.path.exists(self.out))

    def test_folders(self):
        file = os.path.join(self.folder, "file")
        open(file, "w").close()
        self.refused(OSError, "file is a file: give out= the name of a folder", file)
        self.refused(OSError, "file", os.path.join(file, "deeper"))
        if os.path.isdir("/proc"):
            self.refused(OSError, "/proc/bn", "/proc/bn")
        self.run_short()
        self.refused(ValueError, "run has the readings of another run: give resume=True")
        self.refused(ValueError, "is of another model: it has bn2 with 6 channels, this one 1 with 4", model=models.cnn()[0],
                     resume=True)
        self.assertFalse(os.path.exists(os.path.join(self.out, "monitor.lock")))

    def test_files_that_are_no_run(self):
        self.run_short()
        for name, data in (("channels.npz", b"PK"), ("channels.npz", b""), ("monitor.json", b"{"), ("monitor.json", b"[1]"),
                           ("monitor.json", b'{"format": "other", "version": 1}')):
            path = os.path.join(self.out, name)
            with open(path, "rb") as f:
                good = f.read()
            with open(path, "wb") as f:
                f.write(data)
            self.refused(ValueError, "cannot go on with the run in .*: give out= another folder", resume=True)
            with open(path, "wb") as f:
                f.write(good)
        os.remove(os.path.join(self.out, "monitor.json"))
        self.refused(ValueError, "has a layers.csv but no monitor.json")

    def test_two_monitors_in_one_folder(self):
        with BatchNormMonitor(models.mlp()[0], self.out):
            self.refused(OSError, r"another monitor writes the folder .*run \(process %d\)" % os.getpid(), resume=True)
        other = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
        lock = os.path.join(self.out, "monitor.lock")
        with open(lock, "w") as f:
            f.write(str(other.pid))
        self.refused(OSError, "process %d" % other.pid, resume=True)
        other.communicate()
        BatchNormMonitor(models.mlp()[0], self.out, resume=True).close()  # taken over: the process is gone
        self.assertFalse(os.path.exists(lock))

    def test_a_step_at_a_wrong_place(self):
        model, _, shape = models.mlp()
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        monitor = BatchNormMonitor(model, self.out)
        with self.assertRaisesRegex(RuntimeError, "no batch normalization has run forward"):
            monitor.step()
        monitor.close()
        for when, words in (("no backward", "gamma has no gradient .*: call loss.backward"),
                            ("after the step", "was changed between its forward and monitor.step.*: call loss.backward"),
                            ("after a fused step", "gamma of bn1 was changed between its forward and monitor.step"),
                            ("after zero_grad", "gamma has no gradient")):
            model = models.mlp()[0].double()
            optimizer = torch.optim.SGD(model.parameters(), 0.1)
            with BatchNormMonitor(model, os.path.join(self.folder, when)) as monitor:
                x, t = next(models.batches(shape, 1))
                loss = functional.cross_entropy(model(x), t)
                if when != "no backward":
                    loss.backward()
                if when == "after the step":
                    optimizer.step()
                if when == "after a fused step":  # which leaves the versions of parameters as they are
                    version = model.bn1.weight._version
                    model.bn1.weight.data.add_(model.bn1.weight.grad, alpha=-0.1)
                    self.assertEqual(model.bn1.weight._version, version)
                if when == "after zero_grad":
                    optimizer.zero_grad(set_to_none=True)
                with self.assertRaisesRegex(RuntimeError, words):
                    monitor.step(loss)
        with self.assertRaisesRegex(RuntimeError, "the monitor is closed"):
            monitor.step()

    def test_gamma_is_compared_in_the_first_step_alone_since_that_waits_for_the_device(self):
        model, _, shape = models.mlp()
        model = model.double()
        with torch.no_grad():
            model.bn1.weight[1] = float("nan")  # is no change
        optimizer = torch.optim.SGD(model.parameters(), 0.0)
        with BatchNormMonitor(model, self.out, every=1) as monitor:
            kept = lambda m, x, t: [layer.keeps_gamma for layer in monitor._layers]
            said = self.train(model, monitor, models.batches(shape, 2), optimizer, kept)
            self.assertEqual(said, [[True, True], [False, False]])
            model(next(models.batches(shape, 1))[0])
            self.assertEqual([layer.gamma for layer in monitor._layers], [None, None])

    def test_a_loss_of_several_numbers(self):
        with BatchNormMonitor(models.mlp()[0], self.out) as monitor:
            with self.assertRaisesRegex(ValueError, r"loss has to be one number, and has the shape \(2,\)"):
                monitor.step(torch.zeros(2))
        self.assertFalse(os.path.exists(os.path.join(self.out, "steps.csv")))

    def test_a_disk_that_fails_ends_the_monitor_and_not_the_training(self):
        model = models.mlp()[0].double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        monitor = BatchNormMonitor(model, self.out, every=1, window=2)
        os.mkdir(os.path.join(self.out, "layers.csv"))  # in place of the file
        with self.assertWarnsRegex(UserWarning, "writing .* has failed .*: the monitor ends, the training goes on"):
            self.train(model, monitor, models.batches((12, 5), 5), optimizer)
        self.assertFalse(any(m._forward_hooks for m in model.modules()))
        monitor.close()

    def test_the_state_of_another_model(self):
        state = self.run_short().state_dict()
        with BatchNormMonitor(models.cnn()[0], os.path.join(self.folder, "other")) as monitor:
            with self.assertRaisesRegex(ValueError, "the state is of another model"):
                monitor.load_state_dict(state)
            with self.assertRaisesRegex(ValueError, r"the state is of another version of the monitor \(1\)"):
                monitor.load_state_dict({**state, "version": 1})


if __name__ == "__main__":
    unittest.main()

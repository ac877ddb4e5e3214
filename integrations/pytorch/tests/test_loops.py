"""Training loops of all kinds: mixed precision, accumulation, several processes, compiled, frozen."""
import copy
import io
import os
import unittest
import warnings
from types import SimpleNamespace

import torch
from torch import nn
from torch.nn import functional

from bn_monitor import BatchNormMonitor

from . import models
from .case import Case
from .models import mean


HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Scaler:
    """Has what the monitor reads of a GradScaler, which works on a GPU only in old versions of PyTorch."""

    class Stage:
        def __init__(self, name):
            self.name = name

    def __init__(self, scale):
        self._scale, self._per_optimizer_states = torch.tensor(scale), {}

    def is_enabled(self):
        return True

    def unscale_(self, optimizer):
        for group in optimizer.param_groups:
            for p in group["params"]:
                p.grad /= self._scale
        self.stage(optimizer, "UNSCALED")

    def stage(self, optimizer, name):
        self._per_optimizer_states[id(optimizer)] = {"stage": self.Stage(name)}


class LoopsTest(Case):
    def held(self, monitor, readings, tolerance=1e-9):
        """The table is the mean of readings by hand."""
        table = self.table(monitor)
        self.assertTrue(table)
        for row in table:
            seen = [{key: values[row["channel"]] for key, values in reading[row["layer"]].items()} for reading in readings]
            for name in ("lambda", "alpha"):
                values = [s[name] for s in seen]
                self.assertLessEqual(abs(row[name] - mean(values)), tolerance * max(map(abs, values)), (name, row))
            for name in ("gamma_grad", "beta_grad"):
                self.assertLessEqual(abs(row[name] - seen[-1][name]), tolerance * max(1e-3, abs(seen[-1][name])), (name, row))
            self.close(row["variance"], seen[-1]["variance"], tolerance)

    def test_bfloat16_autocast_on_the_cpu(self):
        model, pairs, shape = models.resnet("B")
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        readings = []
        with BatchNormMonitor(model, self.out, every=1) as monitor:
            for x, t in models.batches(shape, 3, dtype=torch.float32):
                with torch.autocast("cpu", torch.bfloat16):
                    readings.append(models.by_hand(model, pairs, [(x, t)]))
                    optimizer.zero_grad()
                    loss = functional.cross_entropy(model(x), t)
                loss.backward()
                monitor.step(loss)
                optimizer.step()
        self.held(monitor, readings, 1e-5)
        self.assertEqual({layer["name"]: layer["linear"] for layer in self.document()["layers"]}, pairs)

    def test_a_model_in_bfloat16(self):
        model, pairs, shape = models.mlp()
        model = model.bfloat16()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        with BatchNormMonitor(model, self.out, every=1) as monitor:
            self.train(model, monitor, models.batches(shape, 3, dtype=torch.bfloat16), optimizer)
        for row in self.table(monitor):
            self.assertLess(abs(row["gamma"] - 1), 0.5)
            self.assertGreater(row["variance"], 0)

    def test_scaled_losses(self):
        for how in ("loss_scale", "scaler", "unscaled", "unscaled, optimizer not given"):
            model, pairs, shape = models.mlp()
            model = model.double()
            optimizer, scaler = torch.optim.SGD(model.parameters(), 0.1), Scaler(512.0)
            options = {"loss_scale": 512.0} if how == "loss_scale" else {"scaler": scaler}
            if "not" not in how:
                options["optimizer"] = optimizer
            readings = []
            with BatchNormMonitor(model, os.path.join(self.folder, how), every=1, **options) as monitor:
                for x, t in models.batches(shape, 3):
                    readings.append(models.by_hand(model, pairs, [(x, t)]))
                    optimizer.zero_grad()
                    scaler._per_optimizer_states.clear()
                    (512.0 * functional.cross_entropy(model(x), t)).backward()
                    if how.startswith("unscaled"):
                        scaler.unscale_(optimizer)
                    monitor.step()
                    if not how.startswith("unscaled"):
                        scaler.unscale_(optimizer)
                    optimizer.step()
            with self.subTest(how):
                self.held(monitor, readings)

    def test_a_scaler_of_several_optimizers_needs_the_monitors_own(self):
        model, pairs, shape = models.mlp()
        optimizer, scaler = torch.optim.SGD(model.parameters(), 0.1), Scaler(512.0)
        scaler.stage(optimizer, "READY")
        scaler.stage(object(), "UNSCALED")
        x, t = next(models.batches(shape, 1, dtype=torch.float32))
        for options in ({}, {"optimizer": optimizer}):
            self.out += "x"
            with BatchNormMonitor(model, self.out, every=1, scaler=scaler, **options) as monitor:
                functional.cross_entropy(model(x), t).backward()
                if options:
                    monitor.step()
                else:
                    with self.assertRaisesRegex(RuntimeError, "give the monitor the optimizer of this model"):
                        monitor.step()
        scaler.stage(optimizer, "STEPPED")
        with BatchNormMonitor(model, os.path.join(self.folder, "late"), every=1, scaler=scaler, optimizer=optimizer) as monitor:
            functional.cross_entropy(model(x), t).backward()
            with self.assertRaisesRegex(RuntimeError, r"scaler.step\(\) was called before monitor.step"):
                monitor.step()

    def test_streams_of_scaled_losses_balance(self):
        model, pairs, shape = models.mlp()
        model = model.double()
        nn.init.normal_(model.bn1.bias)
        with BatchNormMonitor(model, self.out, every=1, window=2, loss_scale=64.0) as monitor:
            for x, t in models.batches(shape, 2):
                model.zero_grad()
                (64.0 * functional.cross_entropy(model(x), t)).backward()
                monitor.step()
        self.assertLess(max(float(row["error"]) for row in self.rows("streams.csv")), 1e-11)

    def test_a_real_scaler_on_the_cpu(self):
        scaler = getattr(getattr(torch, "amp", None), "GradScaler", None)
        if scaler is None:
            self.skipTest("this PyTorch has no GradScaler for the CPU")
        scaler = scaler("cpu", init_scale=256.0)
        model, pairs, shape = models.mlp()
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        readings = []
        with BatchNormMonitor(model, self.out, every=1, window=2, scaler=scaler) as monitor:
            for i, (x, t) in enumerate(models.batches(shape, 4)):
                readings.append(models.by_hand(model, pairs, [(x, t)]))
                optimizer.zero_grad()
                scaler.scale(functional.cross_entropy(model(x), t)).backward()
                if i == 2:
                    scaler.unscale_(optimizer)
                monitor.step()
                scaler.step(optimizer)
                if i == 3:
                    with self.assertRaisesRegex(RuntimeError, "scaler.step"):
                        monitor._scale.value()
                scaler.update()
        self.held(monitor, readings)

    def test_readings_with_infinite_gradients_are_left_out_and_counted(self):
        model, pairs, shape = models.mlp()
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        readings = []
        with BatchNormMonitor(model, self.out, every=1, window=3) as monitor:
            for i, (x, t) in enumerate(models.batches(shape, 6)):
                reading = models.by_hand(model, pairs, [(x, t)])
                optimizer.zero_grad()
                loss = functional.cross_entropy(model(x), t)
                (loss * (float("inf") if i in (1, 3) else 1)).backward()
                monitor.step(loss)
                if i not in (1, 3):
                    readings.append(reading)
                    optimizer.step()
        self.held(monitor, readings)
        self.assertEqual([row["readings"] for row in self.rows("layers.csv")], ["2"] * 4)
        self.assertIn("2 readings with infinite or NaN gradients were left out", self.document()["notes"])

    def test_accumulation_adds_gradients_and_averages_variances(self):
        model, pairs, shape = models.cnn()
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        readings, data = [], list(models.batches(shape, 9))
        with BatchNormMonitor(model, self.out, every=1) as monitor:
            for i in range(0, 9, 3):
                readings.append(models.by_hand(model, pairs, data[i:i + 3]))
                optimizer.zero_grad()
                for x, t in data[i:i + 3]:
                    functional.cross_entropy(model(x), t).backward()
                monitor.step()
                optimizer.step()
        self.held(monitor, readings)

    def test_checkpointed_activations(self):
        from torch.utils.checkpoint import checkpoint
        for reentrant in (True, False):
            model, pairs, shape = models.cnn()
            model = model.double()
            with BatchNormMonitor(model, os.path.join(self.folder, str(reentrant)), every=1) as monitor:
                x, t = next(models.batches(shape, 1))
                reading = models.by_hand(model, pairs, [(x, t)])
                y = checkpoint(model, x.requires_grad_(), use_reentrant=reentrant)
                functional.cross_entropy(y, t).backward()
                monitor.step()
            with self.subTest(reentrant=reentrant):
                self.held(monitor, [reading])
                self.assertEqual([layer.linear[0] for layer in monitor._layers], ["0", "4"])

    def test_frozen_layers_say_so(self):
        model, pairs, shape = models.resnet("B")
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        model.bn.eval()
        model.layers[0].bn1.weight.requires_grad_(False)
        with BatchNormMonitor(model, self.out, every=1, window=2) as monitor:
            self.train(model, monitor, models.batches(shape, 2), optimizer)
            notes = {layer["name"]: layer["note"] for layer in self.document()["layers"]}
            self.assertEqual(notes.pop("bn"), "frozen: in evaluation mode, its gradients are not rates")
            self.assertEqual(notes.pop("layers.0.bn1"), "frozen: gamma is not trained")
            self.assertEqual(set(notes.values()), {None})
            self.assertEqual({row["layer"] for row in self.rows("layers.csv")}, set(notes))
            model.bn.train()
            self.train(model, monitor, models.batches(shape, 2), optimizer)
            self.assertIsNone(self.document()["layers"][0]["note"])
        self.assertEqual([row["readings"] for row in self.rows("layers.csv") if row["layer"] == "bn"], ["2"])

    def test_a_model_that_is_frozen_wholly_has_no_readings(self):
        model = models.mlp()[0].double().eval()
        self.run_short(model)
        self.assertEqual(self.rows("layers.csv"), [])
        self.assertEqual(len(self.rows("steps.csv")), 2)

    def test_the_linear_map_of_a_layer_that_is_frozen_at_first_is_found(self):
        model, pairs, shape = models.mlp()
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        with BatchNormMonitor(model, self.out, every=1, window=1) as monitor:
            monitor._streams.linear.clear()
            model.eval()
            self.train(model, monitor, models.batches(shape, 1), optimizer)
            model.train()
            self.train(model, monitor, models.batches(shape, 1), optimizer)
        self.assertEqual({layer["name"]: layer["linear"] for layer in self.document()["layers"]}, pairs)

    def test_a_layer_without_gamma_says_so(self):
        model = nn.Sequential(nn.Linear(5, 6), nn.BatchNorm1d(6, affine=False), nn.Linear(6, 4), nn.BatchNorm1d(4),
                              nn.Linear(4, 3)).double()
        self.run_short(model)
        self.assertEqual([layer["note"] for layer in self.document()["layers"]], ["has no gamma: it has no rate", None])
        self.assertEqual({row["layer"] for row in self.rows("layers.csv")}, {"3"})

    def test_a_layer_that_does_not_run_in_every_step(self):
        class Sometimes(nn.Module):
            def __init__(self):
                super().__init__()
                self.one, self.bn, self.two, self.bn2 = nn.Linear(5, 3), nn.BatchNorm1d(3), nn.Linear(5, 3), nn.BatchNorm1d(3)
                self.count = 0

            def forward(self, x):
                self.count += 1
                y = self.bn(self.one(x))
                return y + self.bn2(self.two(x)) if self.count % 2 == 0 else y
        self.run_short(Sometimes().double(), window=4)
        self.assertEqual([(row["layer"], row["readings"]) for row in self.rows("layers.csv")], [("bn", "4"), ("bn2", "2")])

    def test_a_layer_whose_channels_are_all_dead(self):
        model = models.mlp()[0].double()
        with torch.no_grad():
            model.bn1.weight.fill_(1e-5)
        monitor = self.run_short(model, steps=1, window=1)
        dead, = [row for row in self.rows("layers.csv") if row["layer"] == "bn1"]
        self.assertEqual(dead["dead"], "7")
        empty = ("lambda_mean", "lambda_mean_se", "lambda_rms", "lambda_noise", "alpha_mean")
        self.assertEqual([dead[c] for c in empty], [""] * 5)
        self.assertNotEqual(dead["net_rate"], "")
        self.assertEqual(monitor.scalars()["bn/dead"], 7)
        self.assertEqual(list(monitor.scalars("lambda_rms")), ["bn2"])

    def test_copies_and_pickles_of_the_model_have_no_monitor(self):
        model, _, shape = models.mlp()
        model = model.double()
        x, t = next(models.batches(shape, 1))
        with BatchNormMonitor(model, self.out, every=1) as monitor:
            average = copy.deepcopy(model)
            file = io.BytesIO()
            torch.save(model, file)
            file.seek(0)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                loaded = torch.load(file, **({"weights_only": False} if torch.__version__ >= "2" else {}))
            average(x), loaded(x)
            self.assertFalse(any(layer.moments for layer in monitor._layers))
        self.assertFalse(any(m._forward_hooks for m in model.modules()))

    def test_a_scaler_that_was_forgotten_is_said(self):
        scaler = object.__new__(torch.cuda.amp.GradScaler)
        scaler._enabled, scaler._scale, scaler._per_optimizer_states = True, torch.tensor(2.0), {}
        with self.assertWarnsRegex(UserWarning, "GradScaler is in use, .* give scaler="):
            self.run_short()
        self.assertIn("GradScaler", self.document()["notes"][0])
        self.out += "2"
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.run_short(loss_scale=1.0)

    def test_the_callback_for_lightning_in_the_readme(self):
        """With stand-ins for Lightning, which is not needed to run the tests."""
        with open(os.path.join(HERE, "README.md"), encoding="utf-8") as f:
            code = f.read().split("<!-- lightning -->\n```python\n")[1].split("```")[0]
        names = {"pl": SimpleNamespace(Callback=object), "BatchNormMonitor": BatchNormMonitor}
        exec(code, names)
        model, _, shape = models.mlp()
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        logged = []
        logger = SimpleNamespace(log_metrics=lambda numbers, step: logged.append((sorted(numbers)[0], step)))
        trainer = SimpleNamespace(optimizers=[optimizer], precision_plugin=SimpleNamespace(), global_step=3, logger=logger)
        callback = names["BatchNormRates"](self.out, every=1, window=2)
        callback.on_train_start(trainer, model)
        for x, t in models.batches(shape, 2):
            optimizer.zero_grad()
            functional.cross_entropy(model(x), t).backward()
            callback.on_before_optimizer_step(trainer, model, optimizer)
            optimizer.step()
        callback.on_train_end(trainer, model)
        self.assertEqual(logged, [("bn/alpha_mean", 3)])
        self.assertIsNotNone(self.document()["finished"])

    def test_compiled_models(self):
        if not hasattr(torch, "compile"):
            self.skipTest("this PyTorch has no torch.compile")
        model, pairs, shape = models.resnet("B")
        model = model.double()
        readings = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = torch.compile(model, backend="aot_eager")
            optimizer = torch.optim.SGD(model.parameters(), 0.1)
            with BatchNormMonitor(compiled, self.out, every=2, window=2) as monitor:
                for x, t in models.batches(shape, 9):
                    readings.append(models.by_hand(model, pairs, [(x, t)]))
                    optimizer.zero_grad()
                    functional.cross_entropy(compiled(x), t).backward()
                    monitor.step()
                    optimizer.step()
        self.held(monitor, readings[1::2])
        self.assertEqual({layer["name"]: layer["linear"] for layer in self.document()["layers"]}, pairs)

    def test_two_processes(self):
        """lambda from the mean gradient; Var(u) the mean of the ranks, and of all values together where it is synchronized."""
        from torch.multiprocessing import spawn
        store = os.path.join(self.folder, "store")
        spawn(_rank, (store, self.out), nprocs=2)
        model, pairs, shape = models.cnn()
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        readings, data = [], list(models.batches(shape, 8))
        for first, second in zip(data[0::2], data[1::2]):
            one, two = (models.by_hand(model, pairs, [part]) for part in (first, second))
            u = model[0](torch.cat([first[0], second[0]])).transpose(0, 1).flatten(1)
            reading = {}
            for name in pairs:
                both = {key: torch.tensor([one[name][key], two[name][key]], dtype=torch.float64).mean(0) for key in one[name]}
                both["lambda"] = -both["gamma_grad"] / both["gamma"]
                if name == "1":
                    both["variance"] = u.var(1, unbiased=False)
                both["alpha"] = both["lambda"] * both["variance"] / both["weight_norm2"]
                reading[name] = {key: value.tolist() for key, value in both.items()}
            readings.append(reading)
            optimizer.zero_grad()
            for x, t in (first, second):
                (functional.cross_entropy(model(x), t) / 2).backward()
            optimizer.step()
        for row in self.rows("channels.csv"):
            seen = [{key: values[int(row["channel"])] for key, values in reading[row["layer"]].items()} for reading in readings]
            for name in ("lambda", "alpha"):
                self.assertLess(abs(float(row[name]) - mean([s[name] for s in seen])), 1e-9 * max(abs(s[name]) for s in seen))
            self.close(row["variance"], seen[-1]["variance"])
        self.assertEqual(self.document()["model"], "Sequential")
        self.assertEqual([layer["name"] for layer in self.document()["layers"]], ["1", "5"])
        self.assertIsNotNone(self.document()["finished"])


def _rank(rank, store, out):
    torch.set_num_threads(1)
    torch.distributed.init_process_group("gloo", init_method="file://" + store, rank=rank, world_size=2)
    torch.manual_seed(1)
    model, _, shape = models.cnn()
    ddp = nn.parallel.DistributedDataParallel(model.double())
    optimizer = torch.optim.SGD(ddp.parameters(), 0.1)
    with BatchNormMonitor(ddp, out, every=1, window=2) as monitor:
        monitor._layers[0].synchronized = True  # as a SyncBatchNorm, which needs a GPU to run
        for x, t in list(models.batches(shape, 8))[rank::2]:
            optimizer.zero_grad()
            functional.cross_entropy(ddp(x), t).backward()
            assert monitor.step() == (rank == 0 and monitor._step % 2 == 0)
            optimizer.step()
        assert bool(monitor.scalars()) == (rank == 0)
    # A rank that fails to open its folder says so on all ranks.
    try:
        BatchNormMonitor(ddp, out)
        raise AssertionError("the folder has a run")
    except (ValueError if rank == 0 else RuntimeError) as e:
        assert ("resume=True" if rank == 0 else "rank 0") in str(e), e
    with BatchNormMonitor(ddp, out, every=1, window=2, resume=True) as monitor:
        assert monitor._step == 4
    with BatchNormMonitor(ddp, out + "2") as monitor:  # ranks have to agree: what each would measure is not used
        monitor._pace.steps_took.extend([1e-3] * 2)
        monitor._pace.readings_took.extend([1.0] * 2)
        monitor._pace.wrote(monitor._pace.clock())
        assert monitor._pace.every == 10
    torch.distributed.destroy_process_group()


if __name__ == "__main__":
    unittest.main()

"""What the monitor reads, held against autograd by hand, in float64."""
import copy
import math
import unittest

import torch
from torch import nn
from torch.nn import functional

from bn_monitor import BatchNormMonitor

from . import models
from .case import Case
from .models import error, mean, rms

try:
    import torchvision
except Exception:  # not there, or built for another torch
    torchvision = None


class RatesTest(Case):
    def check(self, model, pairs, shape, steps=5, tolerance=1e-9, classes=3):
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.05, momentum=0.9)
        with BatchNormMonitor(model, self.out, every=1, window=steps, optimizer=optimizer) as monitor:
            readings = self.train(model, monitor, models.batches(shape, steps, classes), optimizer,
                                  lambda m, x, t: models.by_hand(m, pairs, [(x, t)]))
        self.assertEqual({layer["name"]: layer["linear"] for layer in self.document()["layers"]}, pairs)
        table = self.table(monitor)
        self.assertEqual(len(table), sum(len(layer["gamma"]) for layer in readings[0].values()))
        for row in table:
            seen = [{key: values[row["channel"]] for key, values in reading[row["layer"]].items()} for reading in readings]
            self.assertEqual(row["readings"], steps)
            for name in ("lambda", "alpha"):
                values = [s[name] for s in seen]
                self.close(row[name], mean(values), tolerance * max(map(abs, values)) / abs(mean(values)), row)
                self.close(row[name + "_se"], error(values), tolerance, row)
            for name in ("gamma", "gamma_grad", "beta", "beta_grad", "variance", "weight_norm2"):
                self.close(row[name], seen[-1][name], tolerance, (name, row))
        return readings

    def test_a_multilayer_perceptron_whose_layers_are_registered_in_another_order(self):
        self.check(*models.mlp())

    def test_a_convolutional_network_with_groups_and_strides(self):
        self.check(*models.cnn())

    def test_a_residual_network_with_shortcuts_a(self):
        self.check(*models.resnet("A"))

    def test_a_residual_network_with_shortcuts_b(self):
        self.check(*models.resnet("B"))

    @unittest.skipUnless(torchvision, "torchvision is not installed")
    def test_mobilenet_v2(self):
        model = torchvision.models.mobilenet_v2(num_classes=3, width_mult=0.1, dropout=0.0)
        pairs, previous = {}, None
        for name, module in model.named_modules():  # in this model the order is that of the forward
            if isinstance(module, nn.BatchNorm2d):
                pairs[name] = previous
            previous = name
        self.assertEqual(len(pairs), 52)
        self.check(model, pairs, (3, 3, 32, 32), steps=3, tolerance=1e-6)

    def test_channels_last(self):
        model, pairs, shape = models.resnet("B")
        self.check(model.to(memory_format=torch.channels_last), pairs, shape)

    def test_linear_maps_over_sequences_and_through_transposes(self):
        class Sequences(nn.Module):
            def __init__(self):
                super().__init__()
                self.linear, self.bn, self.out = nn.Linear(4, 6), nn.BatchNorm1d(6), nn.Linear(6, 3)

            def forward(self, x):
                return self.out(functional.relu(self.bn(self.linear(x).transpose(1, 2))).mean(2))
        model = Sequences().double()
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        with BatchNormMonitor(model, self.out, every=1) as monitor:
            self.train(model, monitor, models.batches((8, 5, 4), 1), optimizer)
        self.assertEqual(self.document()["layers"][0]["linear"], "linear")
        x = next(models.batches((8, 5, 4), 1))[0]
        torch.manual_seed(1)
        u = Sequences().double().linear(x).flatten(0, 1)
        for row, expected in zip(self.table(monitor), u.var(0, unbiased=False).tolist()):
            self.close(row["variance"], expected)

    def test_an_activation_in_place_before_the_normalization_hides_the_linear_map(self):
        model = nn.Sequential(nn.Linear(5, 6), nn.ReLU(inplace=True), nn.BatchNorm1d(6), nn.Linear(6, 3)).double()
        self.run_short(model)
        layer, = self.document()["layers"]
        self.assertIsNone(layer["linear"])
        self.assertEqual(layer["note"], "no linear map was found before it: lambda only")
        row = self.rows("channels.csv")[0]
        self.assertTrue(row["lambda"] and row["variance"])
        self.assertEqual((row["alpha"], row["weight_norm2"]), ("", ""))

    def test_a_frozen_linear_map_is_found(self):
        model = nn.Sequential(nn.Linear(5, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 3)).double()
        model[0].weight.requires_grad_(False)
        model[0].bias.requires_grad_(False)
        self.run_short(model)
        self.assertEqual(self.document()["layers"][0]["linear"], "0")

        model = nn.Sequential(*list(model)[:1], nn.ReLU(inplace=True), *list(model)[1:])
        self.out += "2"
        self.run_short(model)
        self.assertIsNone(self.document()["layers"][0]["linear"])

    def test_rows_of_layers_and_steps(self):
        model, pairs, shape = models.resnet("B")
        model = model.double()
        with torch.no_grad():
            model.bn.weight[1] = 1e-4  # dead
        optimizer = torch.optim.SGD([{"params": model.stem.parameters(), "lr": 0.5}, {
            "params": [p for n, p in model.named_parameters() if not n.startswith("stem")]}], 0.05)
        every, window, readings, losses, weights = 2, 3, [], [], []
        monitor = BatchNormMonitor(model, self.out, every=every, window=window, optimizer=optimizer)

        def each(m, x, t):
            weights.append({n: m.get_submodule(n).weight.detach().clone().flatten(1) for n in pairs.values()})
            losses.append(functional.cross_entropy(copy.deepcopy(m)(x), t).item())
            readings.append(models.by_hand(m, pairs, [(x, t)]))
        model.eval()  # what validation between steps would do
        model(next(models.batches(shape, 1))[0])
        model.train()
        self.train(model, monitor, models.batches(shape, 8), optimizer, each)
        monitor.close()
        rows = self.rows("layers.csv")
        self.assertEqual([(row["step"], row["layer"]) for row in rows], [(step, name) for step in "68" for name in pairs])
        for row in rows:
            steps = {"6": (2, 4, 6), "8": (8,)}[row["step"]]
            linear = pairs[row["layer"]]
            seen = [readings[step - 1][row["layer"]] for step in steps]
            last, n = seen[-1], len(steps)
            channels = range(len(last["gamma"]))
            live = [k for k in channels if abs(last["gamma"][k]) >= 1e-3]
            self.assertEqual((int(row["readings"]), int(row["dead"])), (n, len(channels) - len(live)))
            by_reading = [mean([s["lambda"][k] for k in live]) for s in seen]
            by_channel = [mean([s["lambda"][k] for s in seen]) for k in live]
            net = [-sum(s["gamma"][k] * s["gamma_grad"][k] for k in channels) for s in seen]
            expected = {
                "lambda_mean": mean(by_reading), "lambda_rms": rms(by_channel), "net_rate": mean(net),
                "shift": mean([sum(s["beta"][k] * s["beta_grad"][k] for k in channels) for s in seen]),
                "gamma_rms": rms(last["gamma"]), "beta_rms": rms(last["beta"]),
                "alpha_mean": mean([s["alpha"][k] for s in seen for k in live]),
                "weight_norm": math.sqrt(mean(last["weight_norm2"])),
                "effective_learning_rate": mean([(0.5 if linear == "stem" else 0.05) / w for w in last["weight_norm2"]]),
                "angle": mean([rms(torch.acos(functional.cosine_similarity(
                    weights[step - 2][linear], weights[step - 1][linear])).tolist()) for step in steps])}
            if n > 1:
                expected["lambda_mean_se"], expected["net_rate_se"] = error(by_reading), error(net)
                expected["lambda_noise"] = rms([error([s["lambda"][k] for s in seen]) for k in live])
            else:
                self.assertEqual([row[c] for c in ("lambda_mean_se", "net_rate_se", "lambda_noise")], [""] * 3)
            for name, value in expected.items():
                self.close(row[name], value, 1e-6 if name == "angle" else 1e-9, (name, row))
        for row, first, last in zip(self.rows("steps.csv"), (0, 6), (6, 8)):
            self.close(row["loss"], mean(losses[first:last]))
            self.assertEqual((row["step"], row["learning_rate"]), (str(last), "0.5"))

    def test_a_gamma_of_zero_has_no_rate_and_goes_on_later(self):
        model, pairs, shape = models.mlp()
        model = model.double()
        with torch.no_grad():
            model.bn1.weight[2], model.bn1.bias[2] = 0, 0.3
        optimizer = torch.optim.SGD(model.parameters(), 0.05)
        with BatchNormMonitor(model, self.out, every=1, window=2) as monitor:
            readings = self.train(model, monitor, models.batches(shape, 4), optimizer,
                                  lambda m, x, t: models.by_hand(m, pairs, [(x, t)]))
        row = next(r for r in self.table(monitor) if r["layer"] == "bn1" and r["channel"] == 2)
        self.assertEqual(row["readings"], 3)
        self.close(row["lambda"], mean([r["bn1"]["lambda"][2] for r in readings[1:]]))
        self.close(row["lambda_se"], error([r["bn1"]["lambda"][2] for r in readings[1:]]))

    def test_a_shared_linear_map_is_that_of_both_normalizations(self):
        class Two(nn.Module):
            def __init__(self):
                super().__init__()
                self.linear, self.a, self.b, self.out = nn.Linear(5, 4), nn.BatchNorm1d(4), nn.BatchNorm1d(4), nn.Linear(4, 3)

            def forward(self, x):
                u = self.linear(x)
                return self.out(torch.relu(self.a(u)) - torch.relu(self.b(u)))
        self.check(Two(), {"a": "linear", "b": "linear"}, (9, 5))

    def test_two_linear_maps_before_one_normalization_are_none(self):
        class Alternating(nn.Module):
            def __init__(self):
                super().__init__()
                self.one, self.two, self.bn, self.out = nn.Linear(5, 4), nn.Linear(5, 4), nn.BatchNorm1d(4), nn.Linear(4, 3)

            def forward(self, x):
                return self.out(self.bn(self.one(x)) + self.bn(self.two(x)))
        self.run_short(Alternating().double())
        self.assertIsNone(self.document()["layers"][0]["linear"])


class StreamsTest(Case):
    def check(self, model, shape, expected):
        """The streams, and T8: the numbers of this reading, and an error that is rounding."""
        model = model.double()
        optimizer = torch.optim.SGD(model.parameters(), 0.05)
        with BatchNormMonitor(model, self.out, every=1, window=2) as monitor:
            self.train(model, monitor, models.batches(shape, 2), optimizer)
        self.assertEqual({s["name"]: (s["writers"], s["consumers"]) for s in self.document()["streams"]}, expected)
        rows = self.rows("streams.csv") if expected else []
        self.assertEqual([row["stream"] for row in rows], list(expected))
        layers = {row["layer"]: row for row in self.rows("layers.csv")}
        for row in rows:
            self.assertLess(float(row["error"]), 1e-11)
            for column in ("net_rate", "shift"):
                terms = [float(layers[w][column]) for w in expected[row["stream"]][0] if w in layers]
                self.assertAlmostEqual(float(row[column]), sum(terms), delta=1e-12 * sum(map(abs, terms)))
        return rows

    def test_multilayer_perceptron(self):
        self.check(*models.mlp()[::2], {"bn2": (["bn2"], ["out"]), "bn1": (["bn1"], ["two"])})

    def test_convolutional_network(self):
        self.check(*models.cnn()[::2], {"1": (["1"], ["4"]), "5": (["5"], ["9"])})

    def test_residual_network_with_shortcuts_b(self):
        self.check(*models.resnet("B")[::2], {
            "bn": (["bn", "layers.0.bn2"], ["layers.0.conv1", "layers.1.conv1", "layers.1.shortcut.0"]),
            "layers.0.bn1": (["layers.0.bn1"], ["layers.0.conv2"]),
            "layers.1.bn1": (["layers.1.bn1"], ["layers.1.conv2"]),
            "layers.1.bn2": (["layers.1.bn2", "layers.1.shortcut.1"], ["fc"])})

    def test_residual_network_with_shortcuts_a_has_one_stream_through_its_stages(self):
        self.check(*models.resnet("A")[::2], {
            "bn": (["bn", "layers.0.bn2", "layers.1.bn2"], ["layers.0.conv1", "layers.1.conv1", "fc"]),
            "layers.0.bn1": (["layers.0.bn1"], ["layers.0.conv2"]),
            "layers.1.bn1": (["layers.1.bn1"], ["layers.1.conv2"])})

    def test_a_linear_map_that_writes_without_normalization_counts_with_its_bias(self):
        class Mixed(nn.Module):
            def __init__(self):
                super().__init__()
                self.one, self.bn, self.skip, self.out = nn.Linear(5, 4), nn.BatchNorm1d(4), nn.Linear(5, 4), nn.Linear(4, 3)

            def forward(self, x):
                return self.out(torch.relu(self.bn(self.one(x)) + self.skip(x)))
        row, = self.check(Mixed(), (9, 5), {"bn": (["bn", "skip"], ["out"])})
        self.assertNotEqual(float(row["writers"]), 0)

    def test_what_is_not_positively_homogeneous_is_left_out(self):
        for between in (nn.ReLU6(), nn.Sigmoid(), nn.SiLU(), nn.BatchNorm1d(6)):
            model = nn.Sequential(nn.Linear(5, 6), nn.BatchNorm1d(6), between, nn.Linear(6, 3))
            expected = {"2": (["2"], ["3"])} if isinstance(between, nn.BatchNorm1d) else {}
            self.out += "x"
            self.check(model, (9, 5), expected)

    def test_a_constant_that_is_added_and_a_product_are_left_out(self):
        class Shifted(nn.Module):
            def __init__(self, change):
                super().__init__()
                self.one, self.bn, self.out, self.change = nn.Linear(5, 6), nn.BatchNorm1d(6), nn.Linear(6, 3), change

            def forward(self, x):
                return self.out(self.change(torch.relu(self.bn(self.one(x)))))
        for change in (lambda h: h + 1.0, lambda h: h * h, lambda h: h + torch.ones(6, dtype=h.dtype), lambda h: torch.add(h, 1),
                       lambda h: functional.pad(h, (0, 0), value=1.0), lambda h: functional.pad(h, (0, 0), "constant", 1.0)):
            self.out += "x"
            self.check(Shifted(change), (9, 5), {})
        self.out += "x"
        self.check(Shifted(lambda h: h.view(h.size(0), -1).reshape(h.shape[0], 6)), (9, 5), {"bn": (["bn"], ["out"])})

    def test_a_model_that_cannot_be_traced_says_so_and_is_left_as_it_was(self):
        class Branching(nn.Module):
            def __init__(self):
                super().__init__()
                self.one, self.bn, self.out, self.calls = nn.Linear(5, 6), nn.BatchNorm1d(6), nn.Linear(6, 3), 0

            def forward(self, x):
                self.calls += 1
                self.kept = x
                return self.out(self.bn(self.one(x if x.sum() > 0 else -x)))
        model = Branching().double()
        monitor = BatchNormMonitor(model, self.out)
        self.assertEqual(model.calls, 0)
        self.assertFalse(hasattr(model, "kept"))
        monitor.close()
        self.assertIn("torch.fx cannot trace", self.document()["notes"][0])
        self.assertEqual(self.document()["streams"], [])


if __name__ == "__main__":
    unittest.main()

"""What only a GPU shows: float16 with a real GradScaler, no waiting for the device, SyncBatchNorm, compiled kernels."""
import os
import unittest

import torch
from torch import nn
from torch.nn import functional

from bn_monitor import BatchNormMonitor

from . import models
from .case import Case


def _rank(rank, store, out):
    torch.distributed.init_process_group("gloo", init_method="file://" + store, rank=rank, world_size=2)
    torch.manual_seed(1)
    model, _, shape = models.cnn()
    model = nn.SyncBatchNorm.convert_sync_batchnorm(model).cuda().double()
    ddp = nn.parallel.DistributedDataParallel(model, device_ids=[0])
    with BatchNormMonitor(ddp, out, every=1) as monitor:
        x, t = list(models.batches(shape, 2))[rank]
        functional.cross_entropy(ddp(x.cuda()), t.cuda()).backward()
        monitor.step()
    torch.distributed.destroy_process_group()


@unittest.skipUnless(torch.cuda.is_available(), "there is no GPU")
class GpuTest(Case):
    def held(self, monitor, readings, tolerance):
        for row in self.table(monitor):
            for name in ("lambda", "alpha"):
                values = [reading[row["layer"]][name][row["channel"]] for reading in readings]
                self.assertLess(abs(row[name] - models.mean(values)), tolerance * max(map(abs, values)), row)

    def train_on_gpu(self, model, run, pairs, shape, dtype, steps=6, **options):
        optimizer = torch.optim.SGD(model.parameters(), 0.05)
        with BatchNormMonitor(run, self.out, optimizer=optimizer, **options) as monitor:
            readings = []
            for x, t in models.batches(shape, steps, dtype=dtype):
                x, t = x.cuda(), t.cuda()
                readings.append(models.by_hand(model, pairs, [(x, t)]))
                optimizer.zero_grad()
                functional.cross_entropy(run(x), t).backward()
                monitor.step()
                optimizer.step()
        return monitor, readings

    def test_float64(self):
        model, pairs, shape = models.resnet("B")
        model = model.cuda().double()
        self.held(*self.train_on_gpu(model, model, pairs, shape, torch.float64, every=1, window=2), 1e-9)
        self.assertLess(max(float(row["error"]) for row in self.rows("streams.csv")), 1e-10)

    def test_compiled(self):
        if not hasattr(torch, "compile"):
            self.skipTest("this PyTorch has no torch.compile")
        torch.backends.cudnn.allow_tf32 = False
        model, pairs, shape = models.resnet("B")
        model = model.cuda()
        monitor, readings = self.train_on_gpu(model, torch.compile(model), pairs, shape, torch.float32, every=2, window=2)
        self.held(monitor, readings[1::2], 1e-3)

    def test_float16_with_a_scaler_and_without_waiting_for_the_device(self):
        for unscaled in (False, True):
            self.out = os.path.join(self.folder, str(unscaled))
            model = models.resnet("B")[0].cuda()
            optimizer = torch.optim.AdamW(model.parameters(), 1e-3)
            scaler = torch.cuda.amp.GradScaler(init_scale=2.0 ** 40)
            rates, skipped = [], 0
            with BatchNormMonitor(model, self.out, every=1, window=40, optimizer=optimizer, scaler=scaler) as monitor:
                for i, (x, t) in enumerate(models.batches((5, 3, 8, 8), 39, dtype=torch.float32)):
                    x, t = x.cuda(), t.cuda()
                    optimizer.zero_grad()
                    with torch.autocast("cuda", torch.float16):
                        loss = functional.cross_entropy(model(x), t)
                    scaler.scale(loss).backward()
                    scale = scaler.get_scale()
                    rate = {name: (-m.weight.grad.double() / scale / m.weight).tolist()
                            for name, m in model.named_modules() if isinstance(m, nn.BatchNorm2d)}
                    finite = all(abs(v) < float("inf") for values in rate.values() for v in values)
                    if finite:
                        rates.append(rate)
                    skipped += not finite
                    if unscaled:
                        scaler.unscale_(optimizer)
                    if i:  # the first step may wait
                        torch.cuda.set_sync_debug_mode("error")
                    try:
                        monitor.step(loss)
                    finally:
                        torch.cuda.set_sync_debug_mode("default")
                    scaler.step(optimizer)
                    scaler.update()
            self.assertGreater(skipped, 0)
            self.assertGreater(len(rates), 5)
            self.assertIn("%d readings with infinite or NaN gradients were left out" % skipped, self.document()["notes"])
            for row in self.table(monitor):
                values = [rate[row["layer"]][row["channel"]] for rate in rates]
                self.assertLess(abs(row["lambda"] - models.mean(values)), 1e-5 * max(map(abs, values)))

    def test_a_fused_optimizer_before_the_monitor_is_found_out(self):
        model = models.mlp()[0].cuda()
        optimizer = torch.optim.Adam(model.parameters(), fused=True)
        with BatchNormMonitor(model, self.out) as monitor:
            x, t = next(models.batches((12, 5), 1, dtype=torch.float32))
            functional.cross_entropy(model(x.cuda()), t.cuda()).backward()
            optimizer.step()
            with self.assertRaisesRegex(RuntimeError, "was changed between its forward and monitor.step"):
                monitor.step()

    def test_synchronized_normalizations_of_two_processes(self):
        torch.multiprocessing.spawn(_rank, (os.path.join(self.folder, "store"), self.out), nprocs=2)
        torch.manual_seed(1)
        model, _, shape = models.cnn()
        both = torch.cat([x for x, _ in models.batches(shape, 2)])
        expected = model.double()[0](both).transpose(0, 1).flatten(1).var(1, unbiased=False).tolist()
        for row in self.rows("channels.csv")[:4]:
            self.close(row["variance"], expected[int(row["channel"])])


if __name__ == "__main__":
    unittest.main()

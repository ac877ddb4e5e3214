"""A worker of the benchmarks with PyTorch; the protocol is that of bn.benchmarks.worker.CaseServer.

Arguments: cuda or cpu, the folder that bn.benchmarks.run.TaskFiles wrote, and eager or compile.
"""
import array
import json
import os
import sys
import time


def tasks(folder):
    """What is to be measured."""
    with open(os.path.join(folder, "tasks.json"), encoding="utf-8") as file:
        return json.load(file)


def numbers(folder, task):
    """The inputs, the labels and the weights of each layer of a training step, as arrays."""
    counts = [product(task["shape"])]
    shapes = [operation["shape"] for operation in task["operations"] if "shape" in operation]
    with open(os.path.join(folder, task["data"]), "rb") as file:
        def take(code, count):
            values = array.array(code)
            values.fromfile(file, count)
            if sys.byteorder != "little":
                values.byteswap()
            return values
        x = take("f", counts[0])
        labels = take("i", task["shape"][0])
        return x, labels, [take("f", product(shape)) for shape in shapes]


def product(shape):
    """The number of elements of a tensor."""
    count = 1
    for size in shape:
        count *= size
    return count


def tensor(torch, values, shape, device):
    """A tensor with the elements of an array."""
    dtype = torch.float32 if values.typecode == "f" else torch.int32
    return torch.frombuffer(values, dtype=dtype).reshape(shape).clone().to(device)


class Memory:
    """Moves as much memory as batch norm has to: a copy (2 passes) and a sum (3 passes)."""

    def __init__(self, torch, task, device):
        self.torch = torch
        self.x, self.dy = (torch.randn(task["shape"], device=device) for _ in range(2))
        self.y, self.dx = torch.empty_like(self.x), torch.empty_like(self.x)

    def run(self):
        self.y.copy_(self.x)
        self.torch.add(self.dy, self.x, out=self.dx)

    def check(self):
        self.run()
        if not (self.torch.equal(self.y, self.x) and self.torch.equal(self.dx, self.dy + self.x)):
            raise ValueError("the copy or the sum is wrong")
        return []


class BatchNorm:
    """batch_norm and its gradients from a given dy; the results are allocated each time."""
    # As in bn.benchmarks.task.BatchNormTask.
    TOLERANCE = 2e-3

    def __init__(self, torch, task, device):
        self.torch, self.task = torch, task
        channels = task["shape"][1]
        self.x = (torch.randn(task["shape"], device=device) * 2 + 1).requires_grad_()
        self.dy = torch.randn(task["shape"], device=device) + 0.1 * self.x.detach()
        self.gamma = torch.ones(channels, device=device, requires_grad=True)
        self.beta = torch.zeros(channels, device=device, requires_grad=True)
        self.mean = torch.zeros(channels, device=device)
        self.variance = torch.ones(channels, device=device)

    def run(self):
        torch = self.torch
        y = torch.nn.functional.batch_norm(self.x, self.mean, self.variance, self.gamma, self.beta, True, self.task["momentum"],
                                           self.task["eps"])
        if self.task["relu"]:
            y = torch.relu(y)
        return y, torch.autograd.grad(y, (self.x, self.gamma, self.beta), self.dy)[0]

    def check(self):
        """Compares some channels with float64 arithmetic."""
        y, dx = self.run()
        step = max(1, self.x.shape[1] // 8)
        x, dy, y, dx = (some.detach()[:, ::step].double() for some in (self.x, self.dy, y, dx))
        axes = [axis for axis in range(x.dim()) if axis != 1]
        centred = x - x.mean(axes, True)
        scale = 1 / (centred.square().mean(axes, True) + self.task["eps"]).sqrt()
        normalized = centred * scale
        wanted = normalized
        kink = self.torch.zeros_like(x, dtype=self.torch.bool)
        if self.task["relu"]:
            wanted = normalized.clamp(min=0)
            dy = dy * (normalized > 0)
            # There, rounding decides whether ReLU passes the gradient.
            kink = normalized.abs() <= self.TOLERANCE
        gradient = scale * (dy - dy.mean(axes, True) - normalized * (dy * normalized).mean(axes, True))
        off_y = (wanted - y).abs().amax(axes)
        off_dx = (gradient - dx).abs().masked_fill(kink, 0).amax(axes)
        if not ((off_y <= self.TOLERANCE * normalized.abs().amax(axes)).all()
                and (off_dx <= self.TOLERANCE * gradient.abs().amax(axes)).all()):
            raise ValueError(f"wrong: y is off by {off_y.max().item()}, dx by {off_dx.max().item()}")
        return []


def network(torch, task, weights, device):
    """A module that does the operations of a task, one after the other."""
    functional = torch.nn.functional

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            left = iter(weights)
            for i, operation in enumerate(task["operations"]):
                shape = operation.get("shape")
                if shape:
                    self.register_parameter(f"weights{i}", torch.nn.Parameter(tensor(torch, next(left), shape, device)))
                if operation.get("biased"):
                    self.register_parameter(f"bias{i}", torch.nn.Parameter(torch.zeros(shape[0], device=device)))
                if operation["name"] == "normalized":
                    channels = operation["channels"]
                    self.register_parameter(f"gamma{i}", torch.nn.Parameter(torch.ones(channels, device=device)))
                    self.register_parameter(f"beta{i}", torch.nn.Parameter(torch.zeros(channels, device=device)))
                    self.register_buffer(f"mean{i}", torch.zeros(channels, device=device))
                    self.register_buffer(f"variance{i}", torch.ones(channels, device=device))

        def forward(self, x):
            values = [x]
            for i, operation in enumerate(task["operations"]):
                values.append(self.operate(i, operation, *(values[at] for at in operation["from"])))
            return values[-1]

        def operate(self, i, operation, x, other=None):
            name = operation["name"]
            if name == "convolution":
                return functional.conv2d(x, getattr(self, f"weights{i}"), None, operation["stride"], operation["padding"])
            if name == "dense":
                return functional.linear(x, getattr(self, f"weights{i}"), getattr(self, f"bias{i}", None))
            if name == "normalized":
                return functional.batch_norm(x, getattr(self, f"mean{i}"), getattr(self, f"variance{i}"),
                                             getattr(self, f"gamma{i}"), getattr(self, f"beta{i}"), True,
                                             task["runningMomentum"], task["eps"])
            if name == "relu":
                return functional.relu(x)
            if name == "sum":
                return x + other
            if name == "halvedByMaxima":
                return functional.max_pool2d(x, 2)
            if name == "halvedAndPadded":
                return functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, operation["channels"], operation["channels"]))
            if name == "average":
                return x.mean((2, 3))
            if name == "flattened":
                return x.flatten(1)
            raise ValueError(f"unknown operation {name}")

    return Network()


class Step:
    """A training step as users of PyTorch write it: module, cross-entropy, torch.optim.SGD."""

    def __init__(self, torch, task, device, folder, compiled, tf32):
        self.torch, self.task, self.tf32, self.compiled = torch, task, tf32, compiled
        x, labels, weights = numbers(folder, task)
        self.x = tensor(torch, x, task["shape"], device)
        self.labels = tensor(torch, labels, [-1], device).long()
        model = network(torch, task, weights, device)
        self.optimizer = torch.optim.SGD(model.parameters(), lr=task["learningRate"], momentum=task["momentum"])
        self.model = torch.compile(model) if compiled else model

    def step(self):
        if self.x.is_cuda:
            self.torch.backends.cuda.matmul.allow_tf32 = self.tf32
            self.torch.backends.cudnn.allow_tf32 = self.tf32
        loss = self.torch.nn.functional.cross_entropy(self.model(self.x), self.labels)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def run(self):
        self.step()

    def check(self):
        """The losses of the first steps, which bn must have, too."""
        return [self.step() for _ in range(self.task["comparedSteps"])]

    def close(self):
        if self.compiled:
            # Otherwise, after some networks, PyTorch would silently compile no more.
            self.torch._dynamo.reset()


def cases(torch, device, folder, mode):
    """Each case: task, name, precision of products, and how to create it."""
    found = []
    precisions = [("FLOAT32", False)] + ([("TF32", True)] if device == "cuda" else [])
    for task in tasks(folder):
        if "operations" in task:
            for precision, tf32 in precisions:
                name = "PyTorch: step" + (", torch.compile" if mode == "compile" else "") + (", TF32" if tf32 else "")
                found.append((task, name, precision,
                              lambda task=task, tf32=tf32: Step(torch, task, device, folder, mode == "compile", tf32)))
        elif mode == "eager":
            found.append((task, "PyTorch: copy and add, 5 passes", "FLOAT32", lambda task=task: Memory(torch, task, device)))
            found.append((task, "PyTorch: batch_norm, backward", "FLOAT32", lambda task=task: BatchNorm(torch, task, device)))
    return found


class Server:
    """Answers the runner's requests."""

    def __init__(self, answers, torch, all_cases, device):
        self.answers, self.torch, self.cases, self.cuda = answers, torch, all_cases, device == "cuda"
        self.created = {}

    def answer(self, *fields):
        print("@" + "\t".join(str(field) for field in fields), file=self.answers, flush=True)

    def run(self, number):
        self.created[number].run()
        if self.cuda:
            self.torch.cuda.synchronize()

    def serve(self, kind, number, nanos=0):
        if kind == "prepare":
            self.created[number] = self.cases[number][3]()
            losses = self.created[number].check()
            end = time.perf_counter_ns() + nanos
            while time.perf_counter_ns() < end:
                self.run(number)
            self.answer("prepared", *losses)
        elif kind == "run":
            self.run(number)
            times, start = [], time.perf_counter_ns()
            while not times or time.perf_counter_ns() - start < nanos:
                before = time.perf_counter_ns()
                self.run(number)
                times.append(time.perf_counter_ns() - before)
            self.answer("times", *times)
        else:
            done = self.created.pop(number, None)
            if hasattr(done, "close"):
                done.close()
            del done
            if self.cuda:
                self.torch.cuda.empty_cache()
            self.answer("closed")


def about(torch, device):
    """Versions; why there is nothing to measure, if so."""
    if device == "cuda":
        return (f"PyTorch {torch.__version__}, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}, "
                f"{torch.cuda.get_device_name()}")
    return f"PyTorch {torch.__version__} on the processor, {torch.get_num_threads()} threads, no TF32"


def missing(device, mode):
    """Why this worker has no contestant; None if it has."""
    try:
        import torch
    except ImportError as e:
        return f"{sys.executable} has no PyTorch ({e})"
    if device == "cuda" and not torch.cuda.is_available():
        return f"PyTorch {torch.__version__} finds no CUDA device"
    if mode == "compile" and not hasattr(torch, "compile"):
        return f"PyTorch {torch.__version__} has no torch.compile, which came with 2.0"
    return None


def main():
    device, folder, mode = sys.argv[1:]
    # The runner reads standard output; what libraries print belongs elsewhere.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    reason = missing(device, mode)
    torch = None
    all_cases = []
    if reason is None:
        import torch
        all_cases = cases(torch, device, folder, mode)
    server = Server(answers, torch, all_cases, device)
    for task, name, precision, _ in all_cases:
        server.answer("case", task["section"], task["size"], name, task["work"], task["unit"], precision)
    server.answer("ready", about(torch, device) if reason is None else "no contestant, because " + reason)
    for line in sys.stdin:
        kind, *fields = line.split()
        try:
            server.serve(kind, *(int(field) for field in fields))
        except Exception as e:  # Whatever fails is the row's text; the next case goes on.
            import traceback
            traceback.print_exc()
            server.answer("failed", " ".join(f"{type(e).__name__}: {e}".split())[:400])


if __name__ == "__main__":
    main()

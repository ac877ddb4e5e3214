package bn.experiments.bench;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.SgdOptimizer;
import bn.experiments.network.SgdOptions;
import bn.experiments.norm.BatchNormalizationProvider;
import bn.experiments.train.BatchLoader;
import java.util.stream.IntStream;

/**
 * A training step of a network with batch norm, as the trainer does it: upload of the inputs, forward, loss, backward, update,
 * and no download. The operations counted are those of the matrix products alone: 2 N I O forward, for the gradient with respect
 * to the weights and, except in the first layer, for that with respect to the inputs. The results are the velocities, which are
 * the gradients after the first step. Where rounding decides whether a ReLU passes a value, two correct backends may differ by more
 * than rounding.
 *
 * @param batch number of examples
 * @param architecture widths of the layers
 */
record StepWorkload(int batch, Architecture architecture) implements Workload {
    /** Number of different batches, used in turn, so that the loss does not fall to 0 at once. */
    private static final int BATCHES = 8;
    private static final SgdOptions SGD = new SgdOptions(0.01, 0.9, 0, 0, 0);

    StepWorkload {
        if (batch < 2) {
            throw new InvalidRequestException("a training step with batch norm needs a batch of at least 2, got " + batch);
        }
    }

    /** Parses a size such as {@code 128x784-512-256-10}. */
    static StepWorkload parse(String text) {
        String[] parts = text.split("x", 2);
        int batch = Integer.parseInt(parts[0]);
        if (parts.length < 2) {
            throw new IllegalArgumentException("no architecture");
        }
        return new StepWorkload(batch, Architecture.parse(parts[1]));
    }

    @Override
    public String name() {
        return "training step";
    }

    @Override
    public String size() {
        return batch + "x" + architecture;
    }

    @Override
    public double elements() {
        // The examples on the host; the backend has one batch of them.
        double elements = (double) BATCHES * batch * (architecture.inputs() + 1.0);
        for (int i = 0; i < architecture.layers(); i++) {
            // Weights, their gradients and velocities; pre-activations, outputs and their gradients.
            elements += 3.0 * (architecture.widths().get(i) + (double) batch) * architecture.widths().get(i + 1);
        }
        return elements;
    }

    @Override
    public Work work(DType dtype) {
        double flops = 0;
        for (int i = 0; i < architecture.layers(); i++) {
            int products = i == 0 ? 2 : 3;
            flops += 2.0 * products * batch * architecture.widths().get(i) * architecture.widths().get(i + 1);
        }
        return Work.flops(flops);
    }

    @Override
    public PreparedWorkload prepare(Operands operands) {
        Backend backend = operands.backend();
        NetworkSpec spec = new NetworkSpec(architecture, operands.dtype(), NormalizationOptions.pytorch(), batch,
                operands.random().nextLong());
        Network network = new Network(backend, spec, new BatchNormalizationProvider());
        operands.onClose(network::close);
        SgdOptimizer optimizer = new SgdOptimizer(backend, network, SGD);
        operands.onClose(optimizer::close);
        BatchLoader loader = new BatchLoader(backend, operands.dtype(), examples(operands), batch);
        operands.onClose(loader::close);
        Tensor metrics = operands.zeros(Shape.of(2));
        int[] order = IntStream.range(0, BATCHES * batch).toArray();
        int[] steps = {0};
        return new PreparedWorkload(() -> {
            loader.load(order, steps[0]++ % BATCHES * batch, batch, 0, null);
            Tensor outputs = network.forward(loader.inputs());
            backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, loader.targets(), network.outputGradient(batch), metrics);
            optimizer.backwardAndStep(network, loader.inputs());
        }, () -> optimizer.state().values().stream());
    }

    private Examples examples(Operands operands) {
        int count = BATCHES * batch;
        int inputs = architecture.inputs();
        return Examples.ofRows(operands.normals(count * inputs), inputs, IntStream.range(0, count).toArray(),
                new Targets.Labels(operands.labels(count, architecture.outputs()), architecture.outputs()));
    }
}

package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.benchmarks.task.ConvolutionTask;
import bn.benchmarks.worker.Case;

/** The kernels of a convolution and its gradients, into tensors that exist. */
final class ConvolutionCase implements Case {
    private static final Convolution GEOMETRY = Convolution.square(ConvolutionTask.WINDOW, 1, 1);

    private final ConvolutionTask task;
    private final Backend backend;
    private final ConvolutionKernel kernel;
    private final Tensor x;
    private final Tensor weights;
    private final Tensor y;
    private final Tensor dy;
    private final Tensor dx;
    private final Tensor dWeights;

    ConvolutionCase(ConvolutionTask task, Backend backend) {
        this.task = task;
        this.backend = backend;
        kernel = backend.optional(ConvolutionKernel.class).orElseThrow();
        Shape inputs = Shape.of(task.batch(), task.inputs(), task.side(), task.side());
        Shape outputs = GEOMETRY.window().outputs(inputs, task.outputs());
        Shape parameters = GEOMETRY.weights(task.inputs(), task.outputs());
        x = backend.allocate(DType.FLOAT32, inputs);
        weights = backend.allocate(DType.FLOAT32, parameters);
        y = backend.allocate(DType.FLOAT32, outputs);
        dy = backend.allocate(DType.FLOAT32, outputs);
        dx = backend.allocate(DType.FLOAT32, inputs);
        dWeights = backend.allocate(DType.FLOAT32, parameters);
        x.upload(task.x(), 0);
        weights.upload(task.weights(), 0);
        dy.upload(task.dy(), 0);
    }

    @Override
    public void run() {
        kernel.forward(GEOMETRY, x, weights, null, y);
        kernel.backwardInput(GEOMETRY, dy, weights, dx);
        kernel.backwardParameters(GEOMETRY, x, dy, dWeights, null);
        backend.synchronize();
    }

    @Override
    public void check() {
        run();
        task.check(elements(y), elements(dx), elements(dWeights));
    }

    private static float[] elements(Tensor tensor) {
        float[] elements = new float[Math.toIntExact(tensor.shape().elements())];
        tensor.download(elements, 0);
        return elements;
    }

    @Override
    public void close() {
        for (Tensor tensor : new Tensor[] {x, weights, y, dy, dx, dWeights}) {
            tensor.close();
        }
    }
}

package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.Parameter;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;
import bn.experiments.network.Layer;
import java.util.List;

/** A training step after which the rate of every hidden unit is on the host: lambda = -(dL/dgamma) / gamma (T3). */
final class RatesCase implements Case {
    private final Training training;
    private final Tensor x;
    private final Tensor targets;
    private final List<Parameter> gammas;
    /** Of the step's batch: gamma before the update, and the gradient with respect to it. */
    private final float[][] gamma;
    private final float[][] gradient;
    private final float[][] rates;

    RatesCase(StepTask task, Backend backend, NormalizationProvider batchNorm) {
        training = new Training(task, backend, batchNorm);
        x = backend.allocate(DType.FLOAT32, Shape.of(task.batch(), task.inputs()));
        x.upload(task.x(), 0);
        targets = backend.allocate(DType.FLOAT32, Shape.of(task.batch(), task.classes()));
        targets.upload(task.oneHot(), 0);
        gammas = training.network().layers().stream().map(Layer::normalization).flatMap(norm -> norm.stream())
                .map(norm -> norm.gamma().orElseThrow()).toList();
        gamma = gammas.stream().map(RatesCase::numbers).toArray(float[][]::new);
        gradient = gammas.stream().map(RatesCase::numbers).toArray(float[][]::new);
        rates = gammas.stream().map(RatesCase::numbers).toArray(float[][]::new);
    }

    private static float[] numbers(Parameter parameter) {
        return new float[Math.toIntExact(parameter.value().shape().elements())];
    }

    @Override
    public void run() {
        step();
    }

    private float step() {
        for (int layer = 0; layer < gammas.size(); layer++) {
            gammas.get(layer).value().download(gamma[layer], 0);
        }
        float loss = training.step(x, targets);
        for (int layer = 0; layer < gammas.size(); layer++) {
            gammas.get(layer).gradient().download(gradient[layer], 0);
            for (int unit = 0; unit < gamma[layer].length; unit++) {
                rates[layer][unit] = -gradient[layer][unit] / gamma[layer][unit];
            }
        }
        return loss;
    }

    @Override
    public void check() throws Exception {
        StepTask.checkLearning(this::step);
        for (float[] layer : rates) {
            for (float rate : layer) {
                if (rate == 0 || !Float.isFinite(rate)) {
                    throw new IllegalStateException("the rate of a unit is " + rate);
                }
            }
        }
    }

    @Override
    public void close() {
        training.close();
        x.close();
        targets.close();
    }
}

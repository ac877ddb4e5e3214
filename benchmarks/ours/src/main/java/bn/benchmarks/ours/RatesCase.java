package bn.benchmarks.ours;

import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.Parameter;
import bn.benchmarks.task.TrainingTask;
import bn.experiments.network.Layer;
import java.util.List;

/** A training step that also computes the rate of every hidden unit on the host: lambda = -(dL/dgamma) / gamma (T3). */
final class RatesCase extends StepCase {
    private final List<Parameter> gammas;
    /** For the batch of the step: gamma before the update, and the gradient with respect to it. */
    private final float[][] gamma;
    private final float[][] gradient;
    private final float[][] rates;

    RatesCase(TrainingTask task, Backend backend, NormalizationProvider batchNorm) {
        super(task, backend, batchNorm);
        gammas = training().network().layers().stream().map(Layer::normalization).flatMap(norm -> norm.stream())
                .map(norm -> norm.gamma().orElseThrow()).toList();
        gamma = gammas.stream().map(RatesCase::newArray).toArray(float[][]::new);
        gradient = gammas.stream().map(RatesCase::newArray).toArray(float[][]::new);
        rates = gammas.stream().map(RatesCase::newArray).toArray(float[][]::new);
    }

    private static float[] newArray(Parameter parameter) {
        return new float[Math.toIntExact(parameter.value().shape().elements())];
    }

    @Override
    float step() {
        for (int layer = 0; layer < gammas.size(); layer++) {
            gammas.get(layer).value().download(gamma[layer], 0);
        }
        float loss = super.step();
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
        super.check();
        for (float[] layer : rates) {
            for (float rate : layer) {
                if (rate == 0 || !Float.isFinite(rate)) {
                    throw new IllegalStateException("the rate of a unit is " + rate);
                }
            }
        }
    }
}

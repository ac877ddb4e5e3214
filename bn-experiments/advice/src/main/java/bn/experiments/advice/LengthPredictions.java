package bn.experiments.advice;

import bn.experiments.network.AdamOptions;
import bn.experiments.run.RunSettings;
import bn.experiments.stream.BatchMean;
import bn.experiments.stream.GradientSizes.LayerSize;
import bn.theory.dynamics.ScaleInvariantAdamW;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import bn.theory.dynamics.ScaleInvariantSgd;
import java.util.Arrays;
import java.util.List;

/** T10 and T16: how long the weights before batch norm are at equilibrium. */
record LengthPredictions(BatchReadings readings, RunSettings training) {
    private static final String QUANTITY = "|w|^2 of a unit, root mean square";

    List<Prediction> all() {
        List<LayerSize> layers = readings.gradients().layers();
        double decay = training.optimizer().decay().normalized();
        String obstacle = layers.isEmpty() ? "no linear map has a batch norm of its own"
                : training.steps() == 0 ? "the length of the run is not known"
                : !(decay > 0) || !(training.optimizer().learningRate() > 0) ? "without weight decay there is no equilibrium"
                : training.optimizer() instanceof AdamOptions adam && !adam.decoupled()
                        ? "with Adam and decay in the gradient each unit needs its own time to equilibrium"
                : "";
        if (!obstacle.isEmpty()) {
            return List.of(notApplicable(obstacle));
        }
        ScaleInvariantOptimizer optimizer = new Decays(training.optimizer()).equilibrium(decay).orElseThrow();
        RunMemory memory = RunMemory.of(training, optimizer.balance());
        return !memory.isSettled() ? List.of(notApplicable(memory.unsettled()))
                : layers.stream().map(layer -> of(layer, optimizer, memory)).toList();
    }

    private Prediction notApplicable(String because) {
        return Prediction.notApplicable("T10, T16", QUANTITY, Words.count(readings.gradients().layers().size(), "layer"),
                because);
    }

    private static Prediction of(LayerSize layer, ScaleInvariantOptimizer optimizer, RunMemory memory) {
        BatchMean gradient = layer.meanUnitGradient();
        double full = optimizer instanceof ScaleInvariantSgd sgd ? sgd.equilibriumSquaredNorm(gradient.mean())
                : ((ScaleInvariantAdamW) optimizer).equilibriumSquaredNorm(layer.weights());
        double predicted = full * optimizer.balance().equilibrium(memory.factor(), 1);
        // A root: half of the relative error.
        double error = optimizer instanceof ScaleInvariantSgd
                ? predicted * gradient.standardError() / (2 * gradient.mean()) : Double.NaN;
        double measured = Math.sqrt(Arrays.stream(layer.squaredNorm()).map(x -> x * x).average().orElseThrow());
        return new Prediction("T10, T16", QUANTITY, layer.layer(), predicted, error, measured, Double.NaN, gradient.batches(),
                Agreement.within(predicted, measured, Double.isNaN(error) ? 0 : error, Predictions.MATERIAL * predicted),
                "Assumes that gradients were as large in the last " + Words.whole(memory.relaxationSteps())
                        + " steps as they are on these examples, with batches of this size. It agrees within 10 %.");
    }
}

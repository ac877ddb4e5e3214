package bn.experiments.advice;

import bn.experiments.network.AdamOptions;
import bn.experiments.stream.GradientSizes;
import bn.theory.dynamics.ScaleInvariantAdam;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By how much a step turns units whose angles depend on the size of their gradients: Adam with weight decay in the gradient (T16), at
 * equilibrium with the gradients of now. Units that no gradient reaches are left out. The range leaves out a tenth of the units on either
 * side, because T16 does not hold for units with so small gradients that a few steps turn them round.
 *
 * @param median angle of a unit, in radians
 * @param low a tenth of the units turns by less
 * @param high a tenth turns by more
 * @param relaxationSteps the most of a unit
 */
record UnitAngles(double median, double low, double high, double relaxationSteps) {

    /** The angles of the weights of some layers; empty if no gradient reaches them. */
    static Optional<UnitAngles> of(AdamOptions adam, double decay, List<GradientSizes.LayerSize> layers) {
        List<ScaleInvariantAdam> units = layers.stream().flatMap(layer -> units(adam, decay, layer))
                .sorted(Comparator.comparingDouble(ScaleInvariantAdam::angularUpdate)).toList();
        int count = units.size();
        return count == 0 ? Optional.empty()
                : Optional.of(new UnitAngles(units.get(count / 2).angularUpdate(), units.get(count / 10).angularUpdate(),
                        units.get(count - 1 - count / 10).angularUpdate(),
                        units.stream().mapToDouble(ScaleInvariantAdam::relaxationSteps).max().orElseThrow()));
    }

    private static Stream<ScaleInvariantAdam> units(AdamOptions adam, double decay, GradientSizes.LayerSize layer) {
        return Arrays.stream(layer.unitGradient()).filter(gradient -> gradient > 0)
                .mapToObj(gradient -> (ScaleInvariantAdam) Equilibria.of(adam, decay,
                        Optional.of(new GradientSize(gradient, layer.weights()))));
    }

    /** In degrees, with the range. */
    String text() {
        return Words.number(Math.toDegrees(median)) + " degrees (median of the units; most are from "
                + Words.number(Math.toDegrees(low)) + " to " + Words.number(Math.toDegrees(high)) + ")";
    }
}

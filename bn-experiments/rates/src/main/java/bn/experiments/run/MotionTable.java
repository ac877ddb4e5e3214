package bn.experiments.run;

import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.result.Csv;
import bn.experiments.result.OutputDirectory;
import bn.theory.dynamics.UnitMotion;
import java.util.ArrayList;
import java.util.List;

/**
 * How the weights of every unit before a normalization moved in every epoch: the means of {@link UnitMotion} over all steps of the
 * epoch. A cell is empty where a mean is not finite, as 1 / |w|^2 is if all weights are 0.
 */
final class MotionTable implements AutoCloseable {
    static final String FILE = "motion.csv";

    private final RunTable table;

    MotionTable(OutputDirectory folder) {
        table = new RunTable(folder, FILE, RowFormat.of(List.of("epoch", "layer", "unit", "squaredNorm", "fourthPower",
                "inverseSquare", "squaredGradient", "unitGradient", "squaredStep", "squaredAngle"), 7, ""));
    }

    RunTable table() {
        return table;
    }

    /** The keys of the rows of an epoch: layer and unit. */
    static List<String> keys(Network network) {
        List<String> keys = new ArrayList<>();
        List<Layer> layers = network.normalizedLayers();
        for (int i = 0; i < layers.size(); i++) {
            for (int unit = 1; layers.get(i).hasLinear() && unit <= layers.get(i).linear().units(); unit++) {
                keys.add("," + (i + 1) + "," + unit);
            }
        }
        return keys;
    }

    /** Adds the rows of a layer. */
    void add(int epoch, MotionRecorder.Moved layer) {
        for (int k = 0; k < layer.motion().units(); k++) {
            UnitMotion unit = layer.motion().unit(k);
            table.row(epoch, layer.layer(), k + 1, Csv.finite(unit.squaredNorm()), Csv.finite(unit.fourthPower()),
                    Csv.finite(unit.inverseSquare()), Csv.finite(unit.squaredGradient()), Csv.finite(unit.unitGradient()),
                    Csv.finite(unit.squaredStep()), Csv.finite(unit.squaredAngle()));
        }
    }

    @Override
    public void close() {
        table.close();
    }
}

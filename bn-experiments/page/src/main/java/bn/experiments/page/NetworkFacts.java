package bn.experiments.page;

import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.StreamRow;
import bn.experiments.page.NetworkRates.UnitRow;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the sentences about the rates of a network rest on. */
record NetworkFacts(NetworkRates network) {
    /** A number cannot be distinguished from 0 if it is at most so many standard errors from it. */
    static final int STANDARD_ERRORS = 2;
    /** An error of T8 relative to its terms that is larger than all that rounding in float32 adds up to. */
    private static final double MORE_THAN_ROUNDING = 1e-3;
    /** How many layers are named. */
    static final int NAMED = 3;

    /** The units whose rate means something. */
    List<UnitRow> alive() {
        return network.layers().stream().flatMap(layer -> layer.alive().stream()).toList();
    }

    /** The units whose rate is distinguished from 0. */
    long distinct() {
        return alive().stream().filter(unit -> Math.abs(unit.lambda()) > STANDARD_ERRORS * unit.lambdaStandardError()).count();
    }

    /** Whether a quarter or more of the mean square of a layer's rates is noise of the batches. */
    static boolean isNoise(LayerRow layer) {
        return rms(layer, UnitRow::lambda) <= STANDARD_ERRORS * rms(layer, UnitRow::lambdaStandardError);
    }

    /** Whether the net rate is told from 0, exactly known if all examples are one batch. */
    boolean hasDirection(LayerRow layer) {
        return Math.abs(layer.netRate()) > (network.batches() == 1 ? 0 : STANDARD_ERRORS * layer.netRateStandardError());
    }

    /** Whether the accuracy is more than chance gives; true where there is no accuracy. */
    boolean isAboveChance() {
        double chance = network.chance();
        double standardError = Math.sqrt(chance * (1 - chance) / network.examples());
        return !(network.evaluation().accuracy() <= chance + STANDARD_ERRORS * standardError);
    }

    /** The theorem that binds the rates: of layers that are streams of their own, or of streams. */
    String balance() {
        return network.certified() ? "T8" : "T13";
    }

    /** The errors of T8 relative to its terms, where it says something. */
    List<Double> errors() {
        return network.certified() ? network.layers().stream().map(LayerRow::balanceError).filter(x -> !x.isNaN()).toList()
                : network.streams().stream().filter(stream -> stream.balance() != null).map(StreamRow::error).toList();
    }

    /** The largest of them; 0 if there are none. */
    double largestError() {
        return errors().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** Whether they are all rounding. */
    boolean isRounding() {
        return largestError() <= MORE_THAN_ROUNDING;
    }

    String label(LayerRow layer) {
        return network.perceptron() ? "layer " + layer.layer() : layer.name();
    }

    /** The names of some layers, the first of many. */
    String names(List<LayerRow> layers) {
        List<String> names = layers.stream().map(this::label).toList();
        return names.size() <= NAMED + 1 ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more layers";
    }

    static double rms(LayerRow layer, ToDoubleFunction<UnitRow> value) {
        return NetworkTables.rootMeanSquare(layer, value);
    }

    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}

package bn.experiments.model.onnx;

import bn.api.InvalidRequestException;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelRemedy;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A version of ONNX's operators that is written.
 *
 * @param version its number
 */
record Opset(int version) {
    /** The axes of Unsqueeze are an input since then. */
    private static final int OLDEST = 13;
    private static final int USUAL = 17;
    private static final int HARD_SWISH = 14;
    private static final int DILATED_AVERAGE = 19;
    /** Versions of the format, by the first version of the operators that came with them (onnx.helper.VERSION_TABLE). */
    private static final int[][] FORMATS = {{25, 13}, {24, 12}, {23, 11}, {21, 10}, {19, 9}, {15, 8}, {OLDEST, 7}};

    /**
     * The version for a network.
     *
     * @param wanted empty for 17, or the first one that has all that the network needs
     * @throws InvalidRequestException if it is not written, or has not all that the network needs
     */
    static Opset of(Architecture network, OptionalInt wanted) {
        Optional<NodeSpec> dilated = network.nodes().stream().filter(Opset::isDilatedAverage).findFirst();
        int version = wanted.orElse(dilated.isPresent() ? DILATED_AVERAGE : USUAL);
        if (version < OLDEST || version > Versions.NEWEST_OPERATORS) {
            throw new InvalidRequestException(
                    "the version of the operators is from " + OLDEST + " to " + Versions.NEWEST_OPERATORS + ", got " + version,
                    ModelRemedy.OPSET);
        }
        if (dilated.isPresent() && version < DILATED_AVERAGE) {
            throw new InvalidRequestException(
                    "version " + version + " of the operators: average pooling with a dilation, as " + dilated.get().name()
                            + " has it, is in ONNX since version " + DILATED_AVERAGE + "; use that or a later one",
                    ModelRemedy.OPSET);
        }
        return new Opset(version);
    }

    private static boolean isDilatedAverage(NodeSpec node) {
        return node.operation() instanceof Operation.Pool pool && pool.pooling() != Pooling.MAX && isDilated(pool.window());
    }

    static boolean isDilated(Window window) {
        return window.vertical().dilation() > 1 || window.horizontal().dilation() > 1;
    }

    /** The version of the format that came with it. */
    int format() {
        int i = 0;
        while (FORMATS[i][0] > version) {
            i++;
        }
        return FORMATS[i][1];
    }

    boolean hasHardSwish() {
        return version >= HARD_SWISH;
    }
}

package bn.djl;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A block without children, with its path of names in the network.
 *
 * @param name names of the blocks that it is in and its own, with dots in between, such as 01SequentialBlock.02BatchNorm
 */
record NamedBlock(String name, Block block) {
    /**
     * Functions f with f(ax) = a f(x) for a > 0, which treat each channel alike, by the names that DJL's own factories give them.
     */
    private static final Set<String> HOMOGENEOUS = Set.of("identity", "batchFlatten", "ReLU", "LeakyReLU", "maxPool1d",
            "maxPool2d",
            "maxPool3d", "avgPool1d", "avgPool2d", "avgPool3d", "globalMaxPool1d", "globalMaxPool2d", "globalMaxPool3d",
            "globalAvgPool1d", "globalAvgPool2d", "globalAvgPool3d");
    private static final Set<String> UNCHANGED = Set.of("identity", "batchFlatten");

    /**
     * The blocks of a network in chains: each block of a chain reads the outputs of the one before and nothing else does. Only
     * SequentialBlocks say in which order they call their children; a child of any other block starts a chain.
     */
    static List<List<NamedBlock>> chains(Block network) {
        List<List<NamedBlock>> chains = new ArrayList<>();
        chains.add(new ArrayList<>());
        collect("", network, chains);
        return chains;
    }

    private static void collect(String name, Block block, List<List<NamedBlock>> chains) {
        boolean sequential = block.getClass() == SequentialBlock.class && !((SequentialBlock) block).isReturnIntermediate();
        if (block.getChildren().isEmpty()) {
            chains.get(chains.size() - 1).add(new NamedBlock(name, block));
            return;
        }
        for (Pair<String, Block> child : block.getChildren()) {
            if (!sequential) {
                chains.add(new ArrayList<>());
            }
            collect(name.isEmpty() ? child.getKey() : name + "." + child.getKey(), child.getValue(), chains);
        }
        if (!sequential) {
            chains.add(new ArrayList<>());
        }
    }

    /** Whether its outputs are linear in its inputs, with weights whose first axis is that of the outputs. */
    boolean isLinearMap() {
        return block instanceof Linear || block instanceof Conv1d || block instanceof Conv2d || block instanceof Conv3d;
    }

    /** Whether its weights have gradients, too. */
    boolean isTrainedLinearMap() {
        return isLinearMap() && Numbers.parameter(block, "weight").requiresGradient();
    }

    boolean isNormalization() {
        return block instanceof BatchNorm;
    }

    /** Whether what a normalization writes before it is read as if it were not there, by T8. */
    boolean isHomogeneous() {
        return block instanceof Dropout || block instanceof LambdaBlock lambda && HOMOGENEOUS.contains(lambda.getName());
    }

    /** Whether it changes at most the shape. */
    boolean isUnchanged() {
        return block instanceof LambdaBlock lambda && UNCHANGED.contains(lambda.getName());
    }
}

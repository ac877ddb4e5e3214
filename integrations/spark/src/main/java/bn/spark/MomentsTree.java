package bn.spark;

import org.apache.spark.api.java.JavaRDD;

/** Merges the moments of partitions on the executors, so that the driver gets only one. */
final class MomentsTree {
    /** How many moments one task merges at most, about. */
    private static final int FAN_IN = 32;

    private MomentsTree() {}

    static PartMoments sum(JavaRDD<PartMoments> parts, PartMoments empty) {
        return parts.treeAggregate(empty, PartMoments::merge, PartMoments::merge, depth(parts.getNumPartitions()), true);
    }

    /** The depth of a tree in which no task merges many more than {@link #FAN_IN}; Spark takes the root of that order. */
    static int depth(int partitions) {
        int depth = 2;
        for (long leaves = (long) FAN_IN * FAN_IN; leaves < partitions; leaves *= FAN_IN) {
            depth++;
        }
        return depth;
    }
}

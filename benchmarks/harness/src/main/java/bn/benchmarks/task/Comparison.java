package bn.benchmarks.task;

import java.util.List;

/**
 * What the times of a section are compared with.
 *
 * @param reference the contestant by whose times those of the others are divided
 * @param goals what bn wants to reach; some sections have no goal of this kind
 */
public record Comparison(String reference, List<Goal> goals) {}

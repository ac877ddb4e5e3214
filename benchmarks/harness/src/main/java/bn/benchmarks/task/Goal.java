package bn.benchmarks.task;

/**
 * What bn wants to reach.
 *
 * @param contestant a contestant of bn; those whose name goes on after it, with a comma, have the same goal
 * @param reference the contestant by whose times its times are divided
 * @param most the largest ratio that reaches the goal
 */
public record Goal(String contestant, String reference, double most) {

    /** Whether a contestant has this goal. */
    public boolean isOf(String name) {
        return name.equals(contestant) || name.startsWith(contestant + ", ");
    }
}

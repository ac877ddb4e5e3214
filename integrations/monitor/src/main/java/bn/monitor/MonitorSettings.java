package bn.monitor;

import bn.api.InvalidRequestException;

/**
 * How often a monitor reads and writes.
 *
 * @param every steps between two readings, at least 1: step {@code every} is the first that is read
 * @param window readings in one row of layers.csv, at least 1
 */
public record MonitorSettings(int every, int window) {
    /** A reading every 10 steps, a row every 10 readings. */
    public static final MonitorSettings DEFAULT = new MonitorSettings(10, 10);

    /** Checks both numbers. */
    public MonitorSettings {
        if (every < 1 || window < 1) {
            throw new InvalidRequestException("a monitor reads every " + every + " steps and writes every " + window
                    + " readings; both must be at least 1");
        }
    }

    /** Whether a step is read; steps count from 1. */
    public boolean reads(long step) {
        return step % every == 0;
    }
}

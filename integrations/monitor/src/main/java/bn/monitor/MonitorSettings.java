package bn.monitor;

import bn.api.InvalidRequestException;

/**
 * How often a monitor reads and writes.
 *
 * @param every steps between two readings, at least 1: step {@code every} is the first that is read
 * @param window readings in one row of layers.csv, at least 1
 * @param automatic whether both are the least that the monitor chooses, so that it takes less than 1 % of the training; otherwise
 *     they are kept
 */
public record MonitorSettings(int every, int window, boolean automatic) {
    /** The monitor chooses: a reading every 10 steps or more, a row every 10 readings or more. */
    public static final MonitorSettings DEFAULT = new MonitorSettings(10, 10, true);

    /** Checks both numbers. */
    public MonitorSettings {
        if (every < 1 || window < 1) {
            throw new InvalidRequestException("a monitor reads every " + every + " steps and writes every " + window
                    + " readings; both must be at least 1");
        }
    }

    /** These numbers, whatever they cost. */
    public MonitorSettings(int every, int window) {
        this(every, window, false);
    }
}

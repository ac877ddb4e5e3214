package bn.monitor;

import java.util.function.LongSupplier;

/**
 * Which steps are read, and when a row is written. Where the settings leave it to the monitor, it measures what readings, rows
 * and steps take, and chooses by the medians of the last ten: steps between readings, so that readings take at most 0.5 % of the
 * training, after the third reading and at each row; and the time between rows, so that writing takes at most 0.4 %. For one
 * thread.
 *
 * <p>A training loop asks in each step whether it {@linkplain #isDue is read}, and {@linkplain #countStep counts} the step at its
 * end. All parts of a reading are between {@link #begin} and {@link #end}, in one step or in several; {@link Monitor#add} is in
 * the last of them.
 */
public final class Pace {
    /** Of the time of training without the monitor. */
    private static final double LARGEST_SHARE = 0.005;
    /** Times the time of writing: 1/250 = 0.4 %. */
    private static final double BETWEEN_ROWS = 250;
    /** A window keeps its readings in memory. */
    private static final int LARGEST_WINDOW = 1000;
    private static final int FIRST_CHOICE = 3;

    private final MonitorSettings settings;
    private final LongSupplier clock;
    private final RecentValues readingTimes = new RecentValues();
    private final RecentValues stepTimes = new RecentValues();
    private final RecentValues rowTimes = new RecentValues();
    private int every;
    private int window;
    private int readings;
    private long allReadings;
    private boolean due;
    private long sinceDue;
    /** Steps since the last reading was complete, and when that was. */
    private long steps;
    private long completed;
    /** Nanoseconds of the reading that is not yet complete, and of rows since the last that was. */
    private long reading;
    private long rows;
    private long begun;
    private long lastRow;

    /**
     * A pace.
     *
     * @param clock nanoseconds
     */
    Pace(MonitorSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
        every = settings.every();
        window = settings.window();
        due = every == 1;
        completed = clock.getAsLong();
        lastRow = completed;
    }

    /** Whether the step that is not yet counted is read. */
    public boolean isDue() {
        return due;
    }

    /** Counts a step. Whether the next one is read is known then, and does not change before it is counted. */
    public void countStep() {
        steps++;
        sinceDue = due ? 0 : sinceDue + 1;
        due = sinceDue + 1 >= every;
    }

    /** A part of a reading begins. */
    public void begin() {
        begun = clock.getAsLong();
    }

    /** A part of a reading ends. */
    public void end() {
        reading += clock.getAsLong() - begun;
    }

    /** Steps between readings, and readings in a row, as they are at present. */
    MonitorSettings present() {
        return new MonitorSettings(every, window, settings.automatic());
    }

    /** Readings that are in no row yet. */
    int readings() {
        return readings;
    }

    /** A reading is complete, in the last of its parts. */
    void completeReading() {
        readings++;
        allReadings++;
        end();
        begin();
        if (steps > 0) {
            readingTimes.add(reading);
            stepTimes.add((double) (begun - completed - reading - rows) / steps);
        }
        steps = 0;
        reading = 0;
        rows = 0;
        completed = begun;
        if (allReadings == FIRST_CHOICE) {
            choose();
        }
    }

    /** Whether there are readings and time enough for a row. */
    boolean isRowDue() {
        if (!settings.automatic()) {
            return readings >= window;
        }
        double cost = rowTimes.median();
        return readings >= settings.window()
                && (Double.isNaN(cost) || begun - lastRow >= BETWEEN_ROWS * cost || readings >= LARGEST_WINDOW);
    }

    /** A row of all readings is about to be written; this is no part of the reading. */
    void beginRow() {
        end();
        begin();
        window = settings.automatic() ? readings : window;
        readings = 0;
        choose();
    }

    /** The row is written. */
    void endRow() {
        lastRow = clock.getAsLong();
        rowTimes.add(lastRow - begun);
        rows += lastRow - begun;
        begin();
    }

    private void choose() {
        double share = readingTimes.median() / (LARGEST_SHARE * Math.max(1, stepTimes.median()));
        if (settings.automatic() && !Double.isNaN(share)) {
            every = (int) Math.max(settings.every(), Math.ceil(share));
        }
    }
}

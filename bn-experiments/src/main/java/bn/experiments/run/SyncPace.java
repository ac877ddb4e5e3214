package bn.experiments.run;

/** When files are brought to the disk that are written again and again: as often as that takes a small part of the time. */
final class SyncPace {
    /** A twentieth. */
    private static final int PART = 20;

    private long begun;
    private long ended = System.nanoTime();
    private long took;
    private boolean sync;

    /** Writing begins; whether it is the turn to wait for the disk. */
    boolean begin() {
        begun = System.nanoTime();
        sync = begun - ended >= PART * took;
        return sync;
    }

    /** Writing has ended. */
    void end() {
        if (sync) {
            ended = System.nanoTime();
            took = ended - begun;
        }
    }
}

package bn.experiments.run;

/** How often results are brought to the disk: after every epoch, or as often as that takes a small part of the time. */
final class CommitPace {
    /** A twentieth of the time. */
    private static final int PART = 20;

    private long begun;
    private long ended = System.nanoTime();
    private long took;

    /** Whether it is time for the next commit. */
    boolean due() {
        return System.nanoTime() - ended >= PART * took;
    }

    /** A commit begins. */
    void begin() {
        begun = System.nanoTime();
    }

    /** A commit has ended. */
    void end() {
        ended = System.nanoTime();
        took = ended - begun;
    }
}

package bn.experiments.run;

/** How often results are brought to the disk: after every epoch, or as often as that takes a small part of the time. */
final class CommitPace {
    /** A twentieth of the time. */
    private static final int USUAL = 20;

    private final int part;
    private long begun;
    private long ended = System.nanoTime();
    private long took;

    CommitPace() {
        this(USUAL);
    }

    /** At most one in so many parts of the time; 0 for no limit. */
    CommitPace(int part) {
        this.part = part;
    }

    /** Whether it is time for the next commit. */
    boolean due() {
        return System.nanoTime() - ended >= part * took;
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

package bn.experiments.run;

/** Decides when to commit: after every epoch, unless commits would take more than a small part of the time. */
final class CommitSchedule {
    /** Commits take at most a twentieth of the time. */
    private static final int USUAL = 20;

    private final int part;
    private long begun;
    private long ended = System.nanoTime();
    private long took;

    CommitSchedule() {
        this(USUAL);
    }

    /**
     * A schedule without a commit.
     *
     * @param part commits take at most one part in this many of the time; 0 for no limit
     */
    CommitSchedule(int part) {
        this.part = part;
    }

    /** Whether it is time for the next commit. */
    boolean due() {
        return System.nanoTime() - ended >= part * took;
    }

    /** Notes that a commit begins. */
    void begin() {
        begun = System.nanoTime();
    }

    /** Notes that the commit has ended. */
    void end() {
        ended = System.nanoTime();
        took = ended - begun;
    }
}

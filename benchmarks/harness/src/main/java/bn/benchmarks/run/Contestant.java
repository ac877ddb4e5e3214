package bn.benchmarks.run;

/** The case of a contestant at one size, with its times or the reason of its failure. */
final class Contestant {
    private final WorkerProcess worker;
    private final int number;
    private final WorkerProcess.ListedCase listed;
    private final RoundSamples samples = new RoundSamples();
    private String failure;

    /**
     * A contestant.
     *
     * @param number of its case among those of the worker
     */
    Contestant(WorkerProcess worker, int number) {
        this.worker = worker;
        this.number = number;
        listed = worker.cases().get(number);
    }

    /** The process that runs it. */
    WorkerProcess worker() {
        return worker;
    }

    /** The number of its case among those of the worker. */
    int number() {
        return number;
    }

    /** Its case. */
    WorkerProcess.ListedCase listed() {
        return listed;
    }

    /** Its name in the tables. */
    String name() {
        return listed.contestant();
    }

    /** Its times. */
    RoundSamples samples() {
        return samples;
    }

    /** Why it failed; null if it did not. */
    String failure() {
        return failure;
    }

    /** Whether it has times and did not fail. */
    boolean isTimed() {
        return failure == null && samples.count() > 0;
    }

    void fail(Exception e) {
        failure = e.getMessage();
    }
}

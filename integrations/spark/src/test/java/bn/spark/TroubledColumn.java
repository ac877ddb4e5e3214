package bn.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.sql.api.java.UDF1;

/**
 * The number of a row, and on the way trouble for the task that computes it.
 *
 * @param kind what happens
 */
record TroubledColumn(Kind kind) implements UDF1<Long, Double> {
    private static final int EVERY = 50;
    private static final long SLOW = 20;

    enum Kind {
        /** Rows take some time. */
        SLOW,
        /** One partition's task fails twice in the middle. */
        FAILS_TWICE
    }

    @Override
    public Double call(Long id) throws InterruptedException {
        TaskContext task = TaskContext.get();
        boolean middle = id % EVERY == EVERY / 2;
        switch (kind) {
            case SLOW -> Thread.sleep(middle ? SLOW : 0);
            case FAILS_TWICE -> {
                if (task.partitionId() == 3 && middle && task.attemptNumber() < 2) {
                    throw new IllegalStateException("attempt " + task.attemptNumber());
                }
            }
        }
        return (double) (id * id % 97);
    }
}

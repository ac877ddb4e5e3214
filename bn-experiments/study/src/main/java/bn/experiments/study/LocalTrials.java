package bn.experiments.study;

import bn.api.BnException;
import bn.experiments.data.Dataset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Does trials in threads of this process, each with its own context.
 *
 * @param workers how many trials are done side by side
 * @param contexts creates the context of a thread
 */
public record LocalTrials(int workers, Contexts contexts) implements TrialExecutor {

    /** Creates contexts. */
    @FunctionalInterface
    public interface Contexts {

        /**
         * A context for one thread.
         *
         * @param stopped whether its work should stop because another trial failed
         */
        TrialContext open(Dataset data, Protocol protocol, BooleanSupplier stopped);
    }

    @Override
    public void run(Dataset data, Protocol protocol, List<TrialTask> tasks, TrialObserver observer) {
        Work work = new Work(tasks, observer);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(workers, tasks.size()); i++) {
            Thread thread = new Thread(() -> work.run(stopped -> contexts.open(data, protocol, stopped)), "study-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        threads.forEach(LocalTrials::join);
        work.check();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** The trials that are left, and the first failure. */
    private static final class Work {
        private final Queue<TrialTask> tasks;
        private final TrialObserver observer;
        private volatile RuntimeException failure;

        /** Opens the context of a thread. */
        private interface Opener {
            TrialContext open(BooleanSupplier stopped);
        }

        Work(List<TrialTask> tasks, TrialObserver observer) {
            this.tasks = new ArrayDeque<>(tasks);
            this.observer = observer;
        }

        /** What a thread does. */
        void run(Opener contexts) {
            try (TrialContext context = contexts.open(() -> failure != null)) {
                for (TrialTask task = next(); task != null; task = next()) {
                    context.check();
                    observer.finished(task, task.run(context));
                }
            } catch (CancellationException e) {
                fail(e);
            } catch (RuntimeException | Error e) {
                fail(e instanceof BnException known ? known : new BnException("the study failed: " + e, e));
            }
        }

        /** Throws the failure, if there was one. */
        void check() {
            if (failure != null) {
                throw failure;
            }
        }

        /** Failures of threads that stop because another failed come later, and are dropped. */
        private synchronized void fail(RuntimeException e) {
            if (failure == null) {
                failure = e;
            }
        }

        private synchronized TrialTask next() {
            TrialTask task = failure == null ? tasks.poll() : null;
            if (task != null) {
                observer.begun(task);
            }
            return task;
        }
    }
}

package bn.experiments.study;

import bn.api.BnException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Does the trials that a directory has no results of, several at a time, each in a thread with its own context. What a trial
 * measures does not depend on the others, so neither their number nor an interruption changes any result.
 */
public final class StudyRun {
    private final StudyDirectory folder;
    private final Function<BooleanSupplier, TrialContext> contexts;
    private final StudyListener listener;
    private final Queue<Task> tasks = new ArrayDeque<>();
    private final Map<ResultTable, Long> begun = new HashMap<>();
    private final Map<ResultTable, Integer> left = new HashMap<>();
    private double total;
    private double done;
    private volatile RuntimeException failure;

    private record Task(ResultTable table, Trial trial, int among) {}

    /**
     * A run.
     *
     * @param contexts creates the context of a worker; the supplier that it is given tells the worker when to stop
     */
    public StudyRun(StudyDirectory folder, Function<BooleanSupplier, TrialContext> contexts, StudyListener listener) {
        this.folder = folder;
        this.contexts = contexts;
        this.listener = listener;
    }

    /**
     * Does what is left of experiments.
     *
     * @param workers how many trials are done side by side
     * @throws BnException if a trial fails; the others that were finished are kept
     * @throws CancellationException if the contexts ask for it
     */
    public void run(List<Experiment> experiments, Protocol protocol, int workers) {
        for (Experiment experiment : experiments) {
            ResultTable table = ResultTable.in(folder.checked(), experiment, protocol);
            List<Trial> pending = table.pending();
            pending.forEach(trial -> tasks.add(new Task(table, trial, pending.size())));
            left.put(table, pending.size());
            total += pending.stream().mapToDouble(Trial::cost).sum();
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(workers, tasks.size()); i++) {
            Thread thread = new Thread(this::work, "study-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        threads.forEach(StudyRun::join);
        if (failure != null) {
            throw failure;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private void work() {
        try (TrialContext context = contexts.apply(() -> failure != null)) {
            for (Task task = next(); task != null; task = next()) {
                context.check();
                finish(task, measure(task, context));
            }
        } catch (CancellationException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(e instanceof BnException known ? known : new BnException("the study failed: " + e, e));
        }
    }

    private List<Observation> measure(Task task, TrialContext context) {
        try {
            return task.trial().run(context);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BnException("experiment " + task.table().experiment().name() + ", trial " + task.trial().name() + ": "
                    + e.getMessage(), e);
        }
    }

    /** Failures of threads that stop because another failed come later, and are dropped. */
    private synchronized void fail(RuntimeException e) {
        if (failure == null) {
            failure = e;
        }
    }

    private synchronized Task next() {
        Task task = failure == null ? tasks.poll() : null;
        if (task != null) {
            begun.putIfAbsent(task.table(), System.nanoTime());
            listener.progress(done, total, task.table().experiment().name() + " " + task.trial().name());
        }
        return task;
    }

    private synchronized void finish(Task task, List<Observation> observations) {
        task.table().add(task.trial(), observations);
        done += task.trial().cost();
        listener.progress(done, total, task.table().experiment().name() + " " + task.trial().name());
        if (left.merge(task.table(), -1, Integer::sum) == 0) {
            listener.finished(task.table().experiment(), task.among(), (System.nanoTime() - begun.get(task.table())) * 1e-9);
        }
    }
}

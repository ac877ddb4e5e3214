package bn.experiments.study;

import bn.api.BnException;
import bn.experiments.data.Dataset;
import bn.experiments.result.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Has the trials done that a directory has no results of, and keeps each result as soon as it is there. */
public final class StudyRun {
    private final StudyDirectory folder;
    private final TrialExecutor executor;
    private final StudyListener listener;

    /** A run. */
    public StudyRun(StudyDirectory folder, TrialExecutor executor, StudyListener listener) {
        this.folder = folder;
        this.executor = executor;
        this.listener = listener;
    }

    /**
     * Does what is left of experiments. Neither the order of the results nor an interruption changes any of them.
     *
     * @throws BnException if a trial fails; the others that were finished are kept
     * @throws CancellationException if the user interrupts; those that were finished are kept
     */
    public void run(List<Experiment> experiments, Dataset data, Protocol protocol) {
        Map<String, Progress> progress = new LinkedHashMap<>();
        List<TrialTask> tasks = new ArrayList<>();
        for (Experiment experiment : experiments) {
            ResultTable table = ResultTable.in(folder.checked(), experiment, protocol);
            List<Trial> pending = table.pending();
            pending.forEach(trial -> tasks.add(new TrialTask(experiment, trial)));
            progress.put(experiment.name(), new Progress(table, pending.size()));
        }
        if (!tasks.isEmpty()) {
            executor.run(data, protocol, tasks,
                    new Tables(progress, tasks.stream().mapToDouble(task -> task.trial().cost()).sum()));
        }
    }

    /** What is left of an experiment. */
    private static final class Progress {
        private final ResultTable table;
        private final int among;
        private long begun = System.nanoTime();
        private boolean timed;
        private int left;

        Progress(ResultTable table, int among) {
            this.table = table;
            this.among = among;
            left = among;
        }

        /** Its time is counted from its first trial on, or from the beginning of the run if nobody says when that began. */
        void begin() {
            if (!timed) {
                begun = System.nanoTime();
                timed = true;
            }
        }
    }

    /** Writes the tables. */
    private final class Tables implements TrialObserver {
        private final Map<String, Progress> experiments;
        private final double total;
        private double done;

        Tables(Map<String, Progress> experiments, double total) {
            this.experiments = experiments;
            this.total = total;
        }

        @Override
        public synchronized void begun(TrialTask task) {
            experiments.get(task.experiment().name()).begin();
            listener.progress(done, total, task.name());
        }

        @Override
        public synchronized void computedBy(Provenance provenance) {
            folder.computedBy(provenance).forEach(listener::noted);
        }

        @Override
        public synchronized void finished(TrialTask task, List<Observation> observations) {
            Progress progress = experiments.get(task.experiment().name());
            progress.table.add(task.trial(), observations);
            progress.left--;
            done += task.trial().cost();
            listener.progress(done, total, task.name());
            if (progress.left == 0) {
                listener.finished(task.experiment(), progress.among, (System.nanoTime() - progress.begun) * 1e-9);
            }
        }
    }
}

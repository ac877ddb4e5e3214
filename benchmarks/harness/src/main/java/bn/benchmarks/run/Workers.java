package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The running workers. Each is started when a section first needs it. */
final class Workers implements AutoCloseable {
    private final ProcessFactory processes;
    private final List<WorkerConfig> configs;
    private final TimeLimit limit;
    private final List<WorkerProcess> running = new ArrayList<>();
    private final Set<WorkerConfig> tried = new HashSet<>();
    private boolean failed;

    Workers(ProcessFactory processes, List<WorkerConfig> configs, TimeLimit limit) {
        this.processes = processes;
        this.configs = configs;
        this.limit = limit;
    }

    /** Starts the workers that a section needs. */
    void start(BenchmarkSection section) {
        for (WorkerConfig config : configs) {
            if (config.sections().contains(section) && tried.add(config)) {
                try {
                    WorkerProcess worker = new WorkerProcess(config, processes, limit);
                    running.add(worker);
                    System.out.println("- " + config.name() + ": " + worker.about());
                } catch (IOException e) {
                    failed = true;
                    System.out.println("- " + config.name() + ": LEFT OUT, " + e.getMessage());
                }
            }
        }
    }

    List<WorkerProcess> running() {
        return running;
    }

    /** Whether a worker failed to start. */
    boolean failed() {
        return failed;
    }

    @Override
    public void close() {
        running.forEach(WorkerProcess::close);
    }
}

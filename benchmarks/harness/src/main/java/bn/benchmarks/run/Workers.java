package bn.benchmarks.run;

import bn.benchmarks.task.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The workers that run, each started when a section first needs it. */
final class Workers implements AutoCloseable {
    private final Processes processes;
    private final Optional<Path> before;
    private final List<WorkerProcess> running = new ArrayList<>();
    private final Set<Contestant> tried = new HashSet<>();
    private boolean failed;

    Workers(Processes processes, Optional<Path> before) {
        this.processes = processes;
        this.before = before;
    }

    /** Starts those that a section needs. */
    void start(Section section) {
        for (Contestant contestant : Contestant.all(before)) {
            if (contestant.sections().contains(section) && tried.add(contestant)) {
                try {
                    WorkerProcess worker = new WorkerProcess(contestant, processes);
                    running.add(worker);
                    System.out.println("- " + contestant.name() + ": " + worker.about());
                } catch (IOException e) {
                    failed = true;
                    System.out.println("- " + contestant.name() + ": LEFT OUT, " + e.getMessage());
                }
            }
        }
    }

    List<WorkerProcess> running() {
        return running;
    }

    /** Whether one of them did not start. */
    boolean failed() {
        return failed;
    }

    @Override
    public void close() {
        running.forEach(WorkerProcess::close);
    }
}

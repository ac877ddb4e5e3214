package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import bn.benchmarks.worker.BenchmarkCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A worker process, as the runner sees it. {@link bn.benchmarks.worker.CaseServer} describes the protocol. */
final class WorkerProcess implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_SECONDS = 5;
    /** Ends workers that do not answer. */
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "time limit");
        thread.setDaemon(true);
        return thread;
    });

    private final WorkerConfig config;
    private final TimeLimit limit;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream requests;
    private final List<ListedCase> cases = new ArrayList<>();
    private String about = "";

    /** A case as the worker announces it. */
    record ListedCase(BenchmarkSection section, String size, String contestant, double work, BenchmarkCase.Unit unit,
            Agreement.Precision precision) {}

    /**
     * Starts a worker and waits until it has announced its cases.
     *
     * @throws IOException if it ends before
     */
    WorkerProcess(WorkerConfig config, ProcessFactory processes, TimeLimit limit) throws IOException {
        this.config = config;
        this.limit = limit;
        process = processes.worker(config).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        for (String[] answer = answer(); !answer[0].equals("ready"); answer = answer()) {
            cases.add(new ListedCase(BenchmarkSection.valueOf(answer[1]), answer[2], answer[3], Double.parseDouble(answer[4]),
                    BenchmarkCase.Unit.valueOf(answer[5]),
                    answer.length > 6 ? Agreement.Precision.valueOf(answer[6]) : Agreement.Precision.FLOAT32));
        }
    }

    WorkerConfig config() {
        return config;
    }

    /** Versions and number of threads. */
    String about() {
        return about;
    }

    List<ListedCase> cases() {
        return cases;
    }

    /**
     * Lets the worker create, check and warm up a case.
     *
     * @return numbers that contestants must agree on
     * @throws IOException if the case or the worker fails
     */
    double[] prepare(int number, MeasurementPlan plan) throws IOException {
        requests.println("prepare\t" + number + "\t" + plan.warmUpNanos());
        return Arrays.stream(answer()).skip(1).mapToDouble(Double::parseDouble).toArray();
    }

    /**
     * Lets the worker run a case for a time slice.
     *
     * @return nanoseconds of each run
     * @throws IOException if the case or the worker fails
     */
    long[] run(int number, MeasurementPlan plan) throws IOException {
        requests.println("run\t" + number + "\t" + plan.sliceNanos());
        return Arrays.stream(answer()).skip(1).mapToLong(Long::parseLong).toArray();
    }

    /** Lets the worker free the data of a case. */
    void free(int number) throws IOException {
        requests.println("close\t" + number);
        answer();
    }

    private String[] answer() throws IOException {
        long nanos = limit.answerNanos();
        ScheduledFuture<?> end = TIMER.schedule(process::destroyForcibly, nanos, TimeUnit.NANOSECONDS);
        try {
            return read();
        } catch (IOException e) {
            throw end.isDone() ? new IOException("gave no answer within " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s", e) : e;
        } finally {
            end.cancel(false);
        }
    }

    private String[] read() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("@")) {
                String[] fields = line.substring(1).split("\t");
                if (fields[0].equals("failed")) {
                    throw new IOException(fields[1]);
                }
                if (fields[0].equals("ready")) {
                    about = fields[1];
                }
                return fields;
            }
        }
        throw new IOException("the process ended; see target/logs/" + config.name() + ".log");
    }

    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

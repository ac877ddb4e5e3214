package bn.benchmarks.run;

import bn.benchmarks.task.Section;
import bn.benchmarks.worker.Offer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker, seen from the runner; {@link bn.benchmarks.worker.Worker} has the language that they speak. */
final class WorkerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final Contestant contestant;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream requests;
    private final List<Offered> offers = new ArrayList<>();
    private String about = "";

    /** A case as the worker told of it. */
    record Offered(Section section, String size, String contestant, double work, Offer.Unit unit) { }

    /**
     * Starts a worker and waits for its offers.
     *
     * @throws IOException if it ends instead
     */
    WorkerProcess(Contestant contestant, Processes processes) throws IOException {
        this.contestant = contestant;
        process = processes.worker(contestant).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        for (String[] answer = answer(); !answer[0].equals("ready"); answer = answer()) {
            offers.add(new Offered(Section.valueOf(answer[1]), answer[2], answer[3], Double.parseDouble(answer[4]),
                    Offer.Unit.valueOf(answer[5])));
        }
    }

    Contestant contestant() {
        return contestant;
    }

    /** Versions and threads. */
    String about() {
        return about;
    }

    List<Offered> offers() {
        return offers;
    }

    /**
     * Has a case run for a slice.
     *
     * @return nanoseconds of each run
     * @throws IOException with what went wrong
     */
    long[] run(int number, Plan plan) throws IOException {
        requests.println("run\t" + number + "\t" + plan.sliceNanos() + "\t" + plan.warmUpNanos());
        return Arrays.stream(answer()).skip(1).mapToLong(Long::parseLong).toArray();
    }

    /** Has the data of a case freed. */
    void free(int number) throws IOException {
        requests.println("close\t" + number);
        answer();
    }

    private String[] answer() throws IOException {
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
        throw new IOException("the process ended; see target/logs/" + contestant.name() + ".log");
    }

    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

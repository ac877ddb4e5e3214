package bn.benchmarks.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The main loop of a worker process. It answers the requests of the runner on standard input and output, one line for each line,
 * with fields separated by tabs:
 *
 * <ul>
 * <li>at the start: {@code @case SECTION SIZE CONTESTANT WORK UNIT} for each case, then {@code @ready ABOUT};
 * <li>to {@code prepare NUMBER WARM_UP_NANOS}, after which the case is created, checked and warmed up: {@code @prepared NUMBER ...},
 *     the numbers that contestants must agree on;
 * <li>to {@code run NUMBER SLICE_NANOS}: {@code @times NANOS ...}, one time for each run of the slice, after one untimed run;
 * <li>to {@code close NUMBER}: {@code @closed};
 * <li>to any of them, if it fails: {@code @failed MESSAGE}.
 * </ul>
 *
 * The @ distinguishes answers from the output of native libraries.
 */
public final class CaseServer {
    private final PrintStream answers;
    private final List<BenchmarkCase> cases;
    private final Map<Integer, Case> created = new HashMap<>();

    private CaseServer(PrintStream answers, List<BenchmarkCase> cases) {
        this.answers = answers;
        this.cases = cases;
    }

    /**
     * Serves until the runner closes standard input.
     *
     * @param about versions and number of threads, for the output of the runner
     */
    public static void serve(CaseRegistry cases, String about) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        CaseServer server = new CaseServer(answers, cases.all());
        for (BenchmarkCase one : server.cases) {
            server.answer("case", one.section().name(), one.size(), one.contestant(), String.valueOf(one.work()),
                    one.unit().name());
        }
        server.answer("ready", about);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            server.serve(line.split("\t"));
        }
        // Threads of native libraries would keep the process alive.
        System.exit(0);
    }

    private void serve(String[] request) {
        int number = Integer.parseInt(request[1]);
        try {
            switch (request[0]) {
                case "prepare" -> answer("prepared", prepare(number, Long.parseLong(request[2])));
                case "run" -> {
                    created.get(number).run();
                    answer("times", new TimeSlice(Long.parseLong(request[2])).times(created.get(number)));
                }
                default -> {
                    close(number);
                    answer("closed");
                }
            }
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            answer("failed", String.valueOf(e).replaceAll("\\s+", " "));
        }
    }

    private String prepare(int number, long warmUpNanos) throws Exception {
        Case ready = cases.get(number).factory().create();
        created.put(number, ready);
        ready.check();
        long end = System.nanoTime() + warmUpNanos;
        while (System.nanoTime() < end) {
            ready.run();
        }
        return Arrays.stream(ready.compared()).mapToObj(String::valueOf).collect(Collectors.joining("\t"));
    }

    private void close(int number) throws Exception {
        Case done = created.remove(number);
        if (done != null) {
            done.close();
            // Off-heap memory is freed when the objects that hold it are collected.
            System.gc();
        }
    }

    private void answer(String kind, String... fields) {
        answers.println("@" + kind + (fields.length == 0 ? "" : "\t" + String.join("\t", fields)));
        answers.flush();
    }
}

package bn.benchmarks.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers the runner on standard input and output, a line for a line, fields separated by tabs:
 *
 * <ul>
 * <li>at the start {@code @offer SECTION SIZE CONTESTANT WORK UNIT} for each case, then {@code @ready ABOUT};
 * <li>to {@code run NUMBER SLICE_NANOS WARM_UP_NANOS}: {@code @times NANOS ...}, one for each run of the slice. Before its first
 * slice a case is made, checked and warmed up; before each slice it runs once untimed;
 * <li>to {@code close NUMBER}: {@code @closed};
 * <li>instead of either: {@code @failed MESSAGE}.
 * </ul>
 *
 * The @ tells answers from what native libraries print.
 */
public final class Worker {
    private final PrintStream answers;
    private final List<Offer> offers;
    private final Map<Integer, Case> made = new HashMap<>();

    private Worker(PrintStream answers, List<Offer> offers) {
        this.answers = answers;
        this.offers = offers;
    }

    /**
     * Serves until the runner ends it.
     *
     * @param about versions and threads
     */
    public static void serve(Offers offers, String about) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Worker worker = new Worker(answers, offers.all());
        for (Offer offer : worker.offers) {
            worker.answer("offer", offer.section().name(), offer.size(), offer.contestant(), String.valueOf(offer.work()),
                    offer.unit().name());
        }
        worker.answer("ready", about);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            worker.serve(line.split("\t"));
        }
        // Threads of native libraries do not end by themselves.
        System.exit(0);
    }

    private void serve(String[] request) {
        int number = Integer.parseInt(request[1]);
        try {
            if (request[0].equals("close")) {
                close(number);
                answer("closed");
            } else {
                Case ready = ready(number, Long.parseLong(request[3]));
                ready.run();
                answer("times", new Slice(Long.parseLong(request[2])).times(ready));
            }
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            answer("failed", String.valueOf(e).replaceAll("\\s+", " "));
        }
    }

    private Case ready(int number, long warmUpNanos) throws Exception {
        Case ready = made.get(number);
        if (ready == null) {
            ready = offers.get(number).maker().make();
            made.put(number, ready);
            ready.check();
            long end = System.nanoTime() + warmUpNanos;
            while (System.nanoTime() < end) {
                ready.run();
            }
        }
        return ready;
    }

    private void close(int number) throws Exception {
        Case done = made.remove(number);
        if (done != null) {
            done.close();
            // Off-heap memory is freed with the objects that hold it.
            System.gc();
        }
    }

    private void answer(String kind, String... fields) {
        answers.println("@" + kind + (fields.length == 0 ? "" : "\t" + String.join("\t", fields)));
        answers.flush();
    }
}

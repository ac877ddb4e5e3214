package bn.cli.command;

import bn.api.BnException;
import bn.api.DType;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.console.ProgressBar;
import bn.cli.option.BackendList;
import bn.cli.option.OutputFormat;
import bn.cli.view.BenchListing;
import bn.cli.wiring.CommandText;
import bn.experiments.bench.Benchmark;
import bn.experiments.bench.BenchmarkListener;
import bn.experiments.bench.KernelGroup;
import bn.experiments.bench.LabelledBackend;
import bn.experiments.bench.Measurement;
import bn.experiments.bench.MemoryRoofline;
import bn.experiments.bench.Workload;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn bench}. */
@Command(name = "bench", description = {
        "Times backends side by side on the main kernels and on a whole training step, and compares their results.",
        "Samples of about 20 ms are taken in turn, after a warm-up. GB/s count each argument read once and each result written "
                + "once, GFLOP/s a multiplication and an addition as two; ratio is the median time by that of the first backend, difference "
                + "the largest of the results from the first backend's, relative to the largest number. The rows 'memory' are copies that "
                + "move as much, on all processors of the host."})
public final class BenchCommand implements Callable<Integer> {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Console console;
    @Inject
    private Interruption interruption;
    @Inject
    private CommandText commandText;
    @Mixin
    private BackendList choice;
    @Mixin
    private OutputFormat format;

    @Option(names = "--dtype", paramLabel = "f32|f64", defaultValue = "f32",
            description = "Element type; default ${DEFAULT-VALUE}.")
    private String dtype;
    @Option(names = "--kernels", paramLabel = "NAME", split = ",",
            description = "Which of batch-norm, dense, convolution, loss, update, moments and step, joined by commas; "
                    + "default all that the backends have.")
    private List<String> kernels;
    @Option(names = "--shapes", paramLabel = "SHAPE", split = ",",
            description = "Shapes for all of these kernels, joined by commas: NxC for batch-norm, NxIxO for dense, NxCxHxW for convolution, "
                    + "Nx784-512-256-10 for step; default some for each.")
    private List<String> shapes = List.of();
    @Option(names = "--seconds", paramLabel = "S", defaultValue = "0.5",
            description = "Time for the samples of a workload in each backend; half of it to warm up; default ${DEFAULT-VALUE}.")
    private double seconds;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the data; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--out", paramLabel = "DIR", description = "Folder for bench.csv and bench.json; default none is written.")
    private Path out;

    @Override
    public Integer call() {
        DType type = DType.of(dtype);
        List<Workload> workloads = (kernels == null ? KernelGroup.labels() : kernels).stream().map(KernelGroup::of)
                .flatMap(group -> group.workloads(shapes).stream()).toList();
        List<LabelledBackend> opened = new ArrayList<>();
        try (OutputDirectory folder = out == null ? null : OutputDirectory.locked(out)) {
            choice.open(backends, console, opened);
            if (kernels == null) {
                workloads = availableOf(workloads, opened);
            }
            List<Measurement> measured = new ArrayList<>();
            Benchmark benchmark = new Benchmark(opened, new MemoryRoofline(), type, seconds, seed, System::nanoTime);
            RuntimeException end = measure(benchmark, workloads, measured);
            if (!measured.isEmpty()) {
                show(new BenchListing(measured, end == null, BenchListing.entries(opened), choice.threads(), dtype, seconds,
                        seed, commandText.text()), folder);
            }
            if (end != null) {
                throw end;
            }
            return 0;
        } finally {
            opened.forEach(each -> each.backend().close());
        }
    }

    /** Leaves out those for which a backend has no kernels, and says so. */
    private List<Workload> availableOf(List<Workload> workloads, List<LabelledBackend> opened) {
        return workloads.stream().filter(workload -> {
            List<String> lacking = opened.stream().filter(each -> !workload.runsOn(each.backend())).map(LabelledBackend::label)
                    .toList();
            if (!lacking.isEmpty()) {
                console.note(workload.name() + " " + workload.size() + " is left out: " + String.join(", ", lacking)
                        + (lacking.size() == 1 ? " has" : " have") + " no kernels for it");
            }
            return lacking.isEmpty();
        }).toList();
    }

    private void show(BenchListing listing, OutputDirectory folder) {
        if (folder != null) {
            folder.write("bench.csv", listing.csv());
            folder.write("bench.json", Json.text(listing));
        }
        console.printText(format.json() ? Json.text(listing) : listing.table());
    }

    /** Returns null, or the failure that ended it early, which is thrown after what was measured until then is shown. */
    private RuntimeException measure(Benchmark benchmark, List<Workload> workloads, List<Measurement> measured) {
        ProgressBar bar = new ProgressBar(console, "measuring");
        try {
            benchmark.run(workloads, new BenchmarkListener() {
                @Override
                public void progress(double share, String workload) {
                    interruption.check("only whole measurements are kept");
                    bar.show(share, 1, workload);
                }

                @Override
                public void measured(Measurement measurement) {
                    measured.add(measurement);
                }
            });
            return null;
        } catch (CancellationException | BnException e) {
            return e;
        } finally {
            bar.close();
        }
    }
}

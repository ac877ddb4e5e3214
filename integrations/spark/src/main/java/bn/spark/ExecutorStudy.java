package bn.spark;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.option.BackendRequest;
import bn.experiments.data.ContentDigest;
import bn.experiments.data.Dataset;
import bn.experiments.result.Json;
import bn.experiments.result.Provenance;
import bn.experiments.study.Experiment;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialTask;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.slf4j.LoggerFactory;

/** A study in the JVM of an executor, whose tasks share it: the data set, and the providers that are on its class path. */
final class ExecutorStudy {
    private static final int COLUMNS = 80;
    private static ExecutorStudy current;

    private final String name;
    private final Protocol protocol;
    private final Dataset data;
    private final String jar;
    private final Providers<BackendProvider> backends;
    private final Providers<NormalizationProvider> normalizations;
    private final Providers<Experiment> experiments;
    private final Map<String, Map<String, Trial>> trials = new ConcurrentHashMap<>();
    /** One for each task that runs at the same time. */
    private final Queue<ReusedContext> idle = new ConcurrentLinkedQueue<>();
    private final Console log = new Console(new PrintWriter(Writer.nullWriter()),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8), false, COLUMNS);

    private ExecutorStudy(String name, String protocol, String jar, Dataset data) {
        this.name = name;
        this.protocol = Json.read(Json.parse(protocol.getBytes(StandardCharsets.UTF_8), "the protocol"), Protocol.class,
                "the protocol");
        this.data = data;
        this.jar = jar;
        // That of the jars of spark-submit; the loader of this class need not see those of --jars.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        backends = BackendProvider.load(loader);
        normalizations = NormalizationProvider.load(loader);
        experiments = Experiment.load(loader);
        if (!ContentDigest.of(data).equals(this.protocol.data().content())) {
            throw new BnException("the data set that executor " + host() + " has is not that of the study: its checksum differs");
        }
    }

    /**
     * The study of this JVM; prepared by the first task.
     *
     * @param name that no other study has
     * @param jar that the driver has this class from
     */
    static synchronized ExecutorStudy of(String name, String protocol, String jar, Supplier<SharedDataset> data) {
        if (current == null || !current.name.equals(name)) {
            if (current != null) {
                current.close();
            }
            current = new ExecutorStudy(name, protocol, jar, data.get().dataset());
        }
        return current;
    }

    /**
     * Does a trial.
     *
     * @param cancelled whether its result is no longer wanted
     * @return also where it fails by something that the user can understand: repeating it would change nothing
     * @throws RuntimeException for other failures, so that Spark repeats it
     */
    TrialResult run(String experiment, String trial, BooleanSupplier cancelled) {
        try {
            return run(task(experiment, trial), cancelled);
        } catch (BnException e) {
            // A trial that fails is named, and what it threw is the cause.
            if (e.getCause() instanceof RuntimeException cause && !(cause instanceof BnException)) {
                throw e;
            }
            LoggerFactory.getLogger(ExecutorStudy.class).error("a trial failed", e);
            return TrialResult.failed(e);
        }
    }

    /** A context in which a trial failed or was cancelled is not used again. */
    private TrialResult run(TrialTask task, BooleanSupplier cancelled) {
        ReusedContext context = idle.poll();
        if (context == null) {
            context = new ReusedContext(data, protocol, label -> BackendRequest.parse(label).open(backends, 1, log),
                    this::located,
                    normalizations::get);
        }
        boolean whole = false;
        try {
            TrialResult result = context.run(task, cancelled);
            whole = true;
            return result;
        } finally {
            if (whole) {
                idle.add(context);
            } else {
                context.close();
            }
        }
    }

    /** Each executor has a copy of a jar in a folder of its own, which says nothing. */
    private Provenance located(Provenance here) {
        String file = fileName(here.backendJar());
        return new Provenance(here.bn(), here.java(), here.system(), here.backend(), here.backendModule(), here.backendVersion(),
                file.equals(fileName(jar)) ? jar : file, here.device(), here.dtypes(), here.software());
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private TrialTask task(String experiment, String trial) {
        Experiment found;
        try {
            found = experiments.get(experiment);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException("executor " + host() + " cannot use experiment '" + experiment
                    + "': name the jar that has it by spark-submit --jars (" + e.getMessage() + ")");
        }
        Trial planned = trials.computeIfAbsent(experiment, key -> found.trials(protocol).stream()
                .collect(Collectors.toMap(Trial::name, Function.identity(), (first, same) -> first))).get(trial);
        if (planned == null) {
            throw new BnException("experiment " + experiment + " of executor " + host() + " has no trial " + trial
                    + ": its jar is not that of the driver");
        }
        return new TrialTask(found, planned);
    }

    /** Closes what no task uses. */
    private void close() {
        for (ReusedContext context = idle.poll(); context != null; context = idle.poll()) {
            context.close();
        }
    }

    private static String host() {
        return SparkEnv.get() == null ? "here" : SparkEnv.get().executorId() + " on "
                + SparkEnv.get().blockManager().blockManagerId().host();
    }
}

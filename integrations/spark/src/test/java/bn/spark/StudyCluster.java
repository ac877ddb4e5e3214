package bn.spark;

import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.result.OutputDirectory;
import bn.experiments.study.DatasetSummary;
import bn.experiments.study.Experiment;
import bn.experiments.study.LocalTrials;
import bn.experiments.study.Protocol;
import bn.experiments.study.StudyDirectory;
import bn.experiments.study.StudyListener;
import bn.experiments.study.StudyManifest;
import bn.experiments.study.StudyRun;
import bn.experiments.study.TrialContext;
import bn.experiments.study.TrialExecutor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Small studies for tests, on this machine and on Spark. */
final class StudyCluster {
    static final Dataset DATA = SyntheticDigits.draw(1, 400, 100);
    static final TrialExecutor LOCAL = new LocalTrials(2, StudyCluster::context);

    private static final ClassLoader LOADER = StudyCluster.class.getClassLoader();
    private static final Providers<BackendProvider> BACKENDS = BackendProvider.load(LOADER);
    private static final Providers<NormalizationProvider> NORMALIZATIONS = NormalizationProvider.load(LOADER);
    private static final StudyListener DEAF = new StudyListener() {
        @Override
        public void progress(double done, double total, String detail) {}

        @Override
        public void finished(Experiment experiment, int trials, double seconds) {}

        @Override
        public void noted(String line) {}
    };

    private StudyCluster() {}

    static Protocol protocol(long firstSeed, int seeds) {
        return new Protocol(DatasetSummary.of(DATA), true, firstSeed, seeds, "cpu", List.of());
    }

    static TrialContext context(Dataset data, Protocol protocol, BooleanSupplier stopped) {
        return new TrialContext(data, protocol,
                name -> Backends.open(BACKENDS, name, new BackendOptions(Optional.empty(), OptionalInt.of(1))),
                NORMALIZATIONS::get,
                stopped);
    }

    static Experiment experiment(String name) {
        return Experiment.load(LOADER).get(name);
    }

    /** Does what is left of a study; its manifest, whose provenance names what else than this process computed. */
    static StudyManifest run(Path folder, TrialExecutor executor, Protocol protocol, Experiment... experiments) {
        try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(folder))) {
            study.begin(new StudyManifest("bn run", "", protocol, List.of(), List.of()), List.of(experiments));
            new StudyRun(study, executor, DEAF).run(List.of(experiments), DATA, protocol);
            return StudyDirectory.manifest(study.files());
        }
    }

    /** The bytes of an experiment's table. */
    static byte[] table(Path folder, String experiment) throws IOException {
        return Files.readAllBytes(folder.resolve(experiment + ".csv"));
    }

    /** A jar of {@link FaultyExperiment} as a plug-in. */
    static Path plugin(Path folder) throws IOException {
        Path jar = folder.resolve("faulty.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : List.of("bn/spark/FaultyExperiment.class", "bn/spark/FaultyExperiment$Kind.class",
                    "bn/spark/faulty.json", "META-INF/services/bn.experiments.study.Experiment")) {
                out.putNextEntry(new JarEntry(entry));
                copy(entry, out);
            }
        }
        return jar;
    }

    private static void copy(String entry, OutputStream out) throws IOException {
        Path file = Path.of(System.getProperty("basedir", "."), "target", "test-classes", entry);
        Files.copy(file, out);
    }
}

package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.option.BackendName;
import bn.cli.option.BackendRequest;
import bn.cli.option.DatasetOptions;
import bn.cli.option.OutputFormat;
import bn.cli.option.StudyOptions;
import bn.cli.view.StudyProgress;
import bn.cli.view.StudyReport;
import bn.cli.view.VerdictText;
import bn.cli.wiring.CommandText;
import bn.cli.wiring.Locations;
import bn.cli.wiring.TrialExecutors;
import bn.experiments.data.Dataset;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.rate.JointMoments;
import bn.experiments.reproduce.Reproduction;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.study.Confirmation;
import bn.experiments.study.DatasetSummary;
import bn.experiments.study.Experiment;
import bn.experiments.study.ExperimentOrigin;
import bn.experiments.study.Protocol;
import bn.experiments.study.Study;
import bn.experiments.study.StudyDirectory;
import bn.experiments.study.StudyManifest;
import bn.experiments.study.StudyRun;
import bn.experiments.study.TrialContext;
import bn.experiments.study.TrialExecutor;
import bn.experiments.study.VerdictComparison;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that runs experiments: the options, the study's folder, the runs, the report. */
abstract class StudyCommand implements Runnable {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Study study;
    @Inject
    private Providers<Experiment> experiments;
    @Inject
    private Console console;
    @Inject
    private Interruption interruption;
    @Inject
    private TrialExecutors executors;
    @Inject
    private Locations locations;
    @Inject
    private DataFolders folders;
    @Inject
    private CommandText commandText;
    @Spec
    private CommandSpec spec;
    @Mixin
    private DatasetOptions data;
    @Mixin
    private BackendName choice;
    @Mixin
    private StudyOptions options;
    @Mixin
    private OutputFormat format;

    /** The experiments that there are. */
    Providers<Experiment> experiments() {
        return experiments;
    }

    /** The study that they make. */
    Study study() {
        return study;
    }

    /** Where results are shown. */
    Console console() {
        return console;
    }

    /** The command line. */
    CommandSpec spec() {
        return spec;
    }

    /** Whether results are printed as JSON. */
    boolean json() {
        return format.json();
    }

    /** Runs the trials of the experiments that have no results yet, and writes the report of everything in the folder. */
    void run(List<Experiment> chosen) {
        TrialExecutor executor = executors.with(options.workers(), this::context);
        Optional<Confirmation> confirmation = options.confirm().map(OutputDirectory::existing).map(Confirmation::of);
        OutputDirectory files = locations.output(options.out());
        try (StudyDirectory folder = StudyDirectory.lock(files)) {
            Optional<Protocol> begun = folder.begun().map(StudyManifest::protocol);
            boolean covariance = chosen.stream().anyMatch(Experiment::needsCovariance);
            data.locate(locations::input);
            if (covariance) {
                data.requireCovariance(folders);
            }
            Dataset dataset = data.loadWithTest(folders, console);
            DatasetOptions.classified(dataset);
            if (covariance) {
                JointMoments.requireMemory("a covariance", (long) dataset.train().features() + dataset.train().targets());
            }
            StudyBackends with = new StudyBackends(backends, begun, files.label(), console);
            StudyManifest manifest = manifest(dataset, with, chosen, confirmation.map(Confirmation::protocol));
            confirmation.ifPresent(each -> each.check(chosen, manifest.protocol().data()));
            folder.begin(manifest, chosen).forEach(note -> console.note("bn: " + note));
            with.require(manifest.protocol(), name -> folder.pending(chosen, manifest.protocol(), name));
            StudyProgress progress = new StudyProgress(console);
            new StudyRun(folder, executor, progress).run(chosen, dataset, manifest.protocol());
            progress.close();
            new StudyReport(study.report(files, StudyCommand::repeat), manifest, study.unfinished(files))
                    .write(files, console, format.json());
            confirmation.ifPresent(each -> confirm(each, files));
        }
    }

    private void confirm(Confirmation confirmation, OutputDirectory files) {
        VerdictComparison verdicts = VerdictComparison.of(study, confirmation.folder(), files);
        Path written = files.write("confirmation.json", Json.text(verdicts));
        if (format.json()) {
            console.note("Which verdicts are those of " + confirmation.folder().path() + ": " + written);
        } else {
            console.print("\nFirst: " + confirmation.folder().path() + "; second: this study.");
            VerdictText.print(verdicts, console);
        }
    }

    /** The command line that repeats an experiment of a study alone. */
    static String repeat(Experiment experiment, StudyManifest manifest) {
        Protocol protocol = manifest.protocol();
        return "bn run " + experiment.name() + " " + manifest.dataOptions() + (manifest.dataOptions().isEmpty() ? "" : " ")
                + (protocol.quick() ? "--quick " : "") + "--seed " + protocol.firstSeed() + " --seeds " + protocol.seeds()
                + (manifest.experiments().stream().anyMatch(each -> each.name().equals(experiment.name())) ? " --plugins DIR"
                        : "");
    }

    private StudyManifest manifest(Dataset dataset, StudyBackends with, List<Experiment> chosen, Optional<Protocol> confirmed) {
        BackendRequest request = with.request(choice.request());
        try (Backend backend = with.open(request)) {
            List<String> others = with.others(backend.name());
            return new StudyManifest(commandText.text(), DatasetOptions.typed(spec),
                    options.protocol(DatasetSummary.of(dataset), confirmed,
                            new BackendRequest(backend.name(), request.device()).label(), others),
                    with.provenance(backend, others), plugged(chosen));
        }
    }

    /** Where the experiments come from that are not of bn itself. */
    private static List<ExperimentOrigin> plugged(List<Experiment> chosen) {
        List<String> own = Reproduction.study().experiments().stream().map(Experiment::name).toList();
        return chosen.stream().filter(each -> !own.contains(each.name())).map(ExperimentOrigin::of).toList();
    }

    /** Backends compute with one thread each, however many trials run at the same time: the number of threads changes roundings. */
    private TrialContext context(Dataset dataset, Protocol protocol, BooleanSupplier failed) {
        return new TrialContext(dataset, protocol, name -> BackendRequest.parse(name).open(backends, 1, console),
                normalizations::get,
                () -> failed.getAsBoolean() || interruption.requested());
    }
}

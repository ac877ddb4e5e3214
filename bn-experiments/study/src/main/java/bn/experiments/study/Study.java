package bn.experiments.study;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Setting;
import bn.experiments.report.Theorem;
import bn.experiments.result.OutputDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Experiments, and the report of what they found.
 *
 * @param title of the report
 * @param answers to the questions of its readers, by claims
 * @param cover name of the experiment whose first figure the report begins with
 * @param experiments in the order in which the report tells them
 * @param theory the results that they test
 * @param limits what they do not show
 */
public record Study(String title, List<Answer> answers, String cover, List<Experiment> experiments, List<Theorem> theory,
        List<String> limits) {

    /** Copies the lists. */
    public Study {
        answers = List.copyOf(answers);
        experiments = List.copyOf(experiments);
        theory = List.copyOf(theory);
        limits = List.copyOf(limits);
    }

    /** The same study with other experiments: those of the same names as its own in its order, then the others as they come. */
    public Study with(List<Experiment> others) {
        List<String> names = experiments.stream().map(Experiment::name).toList();
        Stream<Experiment> own = names.stream().flatMap(name -> others.stream().filter(each -> each.name().equals(name)));
        return new Study(title, answers, cover,
                Stream.concat(own, others.stream().filter(each -> !names.contains(each.name())))
                        .toList(),
                theory, limits);
    }

    /**
     * The report of what is in a folder, made of its files alone.
     *
     * @throws InvalidRequestException if there is no study
     * @throws BnException if its files are damaged, or it has no results
     */
    public Report report(OutputDirectory folder) {
        return report(folder, (experiment, manifest) -> "");
    }

    /**
     * The same for a study that a command works on.
     *
     * @param repeat the command line that repeats an experiment of the study alone, for the report; blank for none
     */
    public Report report(OutputDirectory folder, BiFunction<Experiment, StudyManifest, String> repeat) {
        StudyFiles files = new StudyFiles(folder);
        StudyManifest manifest = StudyDirectory.manifest(files);
        Protocol protocol = manifest.protocol();
        List<Section> sections = new ArrayList<>();
        Optional<Figure> first = Optional.empty();
        for (Experiment experiment : ResultTable.measured(files, experiments)) {
            Section section = section(ResultTable.in(files, experiment, protocol), files, manifest,
                    repeat.apply(experiment, manifest));
            sections.add(section);
            if (experiment.name().equals(cover)) {
                first = section.blocks().stream().filter(Figure.class::isInstance).map(Figure.class::cast).findFirst();
            }
        }
        if (sections.isEmpty()) {
            throw new BnException(folder.label() + " holds no results yet: no trial is finished; go on by " + manifest.command());
        }
        List<Claim> claims = sections.stream().flatMap(section -> section.claims().stream()).toList();
        return new Report(title, summary(claims, protocol),
                answers.stream().flatMap(each -> each.by(claims).stream()).toList(), first, sections, theory, limits,
                manifest.command(), settings(protocol),
                provenance(manifest));
    }

    /**
     * The experiments of the study in a folder that were begun and are not finished, each in a line.
     *
     * @throws InvalidRequestException if there is no study
     * @throws BnException if its files are damaged
     */
    public List<String> unfinished(OutputDirectory folder) {
        return unfinished(new StudyFiles(folder), experiments);
    }

    static List<String> unfinished(StudyFiles files, List<Experiment> experiments) {
        Protocol protocol = StudyDirectory.manifest(files).protocol();
        return ResultTable.measured(files, experiments).stream().map(each -> ResultTable.in(files, each, protocol))
                .filter(table -> !table.pending().isEmpty())
                .map(table -> table.experiment().name() + " is not finished: " + table.pending().size() + " of "
                        + table.trials().size() + " trials are left")
                .toList();
    }

    private static Section section(ResultTable table, StudyFiles files, StudyManifest manifest, String command) {
        Experiment experiment = table.experiment();
        int pending = table.pending().size();
        Findings found = pending == 0
                ? experiment.findings(new Evidence(table.results(), RecordedCriteria.of(files, experiment), manifest.protocol()))
                : new Findings(List.of("Not finished: " + pending + " of " + table.trials().size() + " trials are left. "
                        + "The same command goes on with them."), List.of(), List.of(), List.of());
        return new Section(experiment.title(), experiment.question(), found.protocol(), Holm.correct(found.claims()),
                found.blocks(),
                found.meaning(), command);
    }

    /** What the answers rest on: the findings, on which data, by which criteria. */
    private static String summary(List<Claim> claims, Protocol protocol) {
        List<Claim> findings = claims.stream().filter(Claim::isFinding).toList();
        if (claims.isEmpty()) {
            return "No experiment is finished yet, so no claim is tested.";
        }
        long tuned = findings.stream().filter(claim -> !claim.tunedOn().isBlank()).count();
        return "Tested on " + protocol.data().name() + " with " + protocol.seeds() + (protocol.seeds() == 1 ? " seed" : " seeds")
                + (protocol.quick() ? ", in the quick form" : "") + ". "
                + (findings.isEmpty() ? "There are no findings."
                        : findings.size() + (findings.size() == 1 ? " finding" : " findings")
                                + " that could have come out otherwise: "
                                + Claim.tally(findings) + ".")
                + (tuned == 0 ? ""
                        : " The criteria of " + tuned + " of them were set after a look at other runs; these are marked.");
    }

    private static List<Setting> settings(Protocol protocol) {
        DatasetSummary data = protocol.data();
        return List.of(new Setting("data set", data.name() + ": " + data.description()),
                new Setting("training examples", String.valueOf(data.train())),
                new Setting("test examples", String.valueOf(data.test())),
                new Setting("size", protocol.quick() ? "quick" : "full"),
                new Setting("seeds", protocol.firstSeed() + " to " + (protocol.firstSeed() + protocol.seeds() - 1)),
                new Setting("backend", protocol.backend()),
                new Setting("backends compared with it",
                        protocol.others().isEmpty() ? "none" : String.join(", ", protocol.others())));
    }

    private static List<Setting> provenance(StudyManifest manifest) {
        List<Setting> provenance = new ArrayList<>();
        manifest.provenance().forEach(each -> provenance.addAll(Setting.list(each.facts())));
        manifest.protocol().data().files().forEach(file -> provenance.add(Setting.checksum(file.name(), file.sha256())));
        manifest.experiments().forEach(each -> provenance.add(new Setting("experiment " + each.name(), each.text())));
        return provenance;
    }
}

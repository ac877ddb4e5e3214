package bn.experiments.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A report: what was claimed, what was measured, and how to repeat the measurement.
 *
 * @param title         the headline
 * @param summary       what it rests on, in two or three sentences
 * @param answers       the questions of its readers and the answers; with them it begins
 * @param cover         the figure that shows most of it, from one of the sections; empty for none
 * @param sections      one section per experiment, in reading order
 * @param theory        the theorems that the experiments use, in the order of their numbers
 * @param limits        limitations: what the report does not show, one sentence or paragraph each
 * @param command       the command line that creates this report again
 * @param configuration every setting that the numbers depend on, in reading order
 * @param provenance    where the numbers come from: versions, machine, device, data checksums, date
 */
public record Report(String title, String summary, List<QuestionAnswer> answers, Optional<Figure> cover, List<Section> sections,
        List<Theorem> theory, List<String> limits, String command, List<Setting> configuration, List<Setting> provenance) {

    public Report {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(command, "command");
        answers = List.copyOf(answers);
        sections = List.copyOf(sections);
        theory = List.copyOf(theory);
        limits = List.copyOf(limits);
        configuration = List.copyOf(configuration);
        provenance = List.copyOf(provenance);
    }

    /** A report without answers, theory and limits. */
    public Report(String title, String summary, List<Section> sections, String command, List<Setting> configuration,
            List<Setting> provenance) {
        this(title, summary, List.of(), Optional.empty(), sections, List.of(), List.of(), command, configuration, provenance);
    }

    /** The claims of all sections, in reading order. */
    public List<Claim> claims() {
        return sections.stream().flatMap(section -> section.claims().stream()).toList();
    }
}

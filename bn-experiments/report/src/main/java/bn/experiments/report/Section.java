package bn.experiments.report;

import java.util.List;
import java.util.Objects;

/**
 * A section of a report: one experiment.
 *
 * @param title      the name of the experiment
 * @param question   the question that it answers, in a sentence; blank if the title says it
 * @param paragraphs what was done and how to read the figures, one paragraph each. They are shown as the protocol if there is a
 *                   question, otherwise as the introduction
 * @param claims     the claims that the experiment tests
 * @param blocks     figures and further tables, in reading order
 * @param meaning    what the results mean, one paragraph each
 * @param command    the command line that repeats this experiment alone; blank if there is none
 */
public record Section(String title, String question, List<String> paragraphs, List<Claim> claims, List<Block> blocks,
        List<String> meaning, String command) {

    public Section {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(command, "command");
        paragraphs = List.copyOf(paragraphs);
        claims = List.copyOf(claims);
        blocks = List.copyOf(blocks);
        meaning = List.copyOf(meaning);
    }

    /** A section without question, meaning and command. */
    public Section(String title, List<String> paragraphs, List<Claim> claims, List<Block> blocks) {
        this(title, "", paragraphs, claims, blocks, List.of(), "");
    }
}

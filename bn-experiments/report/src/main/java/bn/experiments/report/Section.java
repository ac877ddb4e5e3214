package bn.experiments.report;

import java.util.List;
import java.util.Objects;

/**
 * One experiment.
 *
 * @param title      its name
 * @param question   what it asks, in a sentence; blank if its name says it
 * @param paragraphs what was done and how to read the figures, one paragraph each: the protocol of a section that asks a
 *                   question, else its introduction
 * @param claims     the claims that it tests
 * @param blocks     its figures and further tables, in reading order
 * @param meaning    what came out means, one paragraph each
 * @param command    the command line that repeats it alone; blank if there is none
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

    /** A section that needs no question, no meaning and no command of its own. */
    public Section(String title, List<String> paragraphs, List<Claim> claims, List<Block> blocks) {
        this(title, "", paragraphs, claims, blocks, List.of(), "");
    }
}

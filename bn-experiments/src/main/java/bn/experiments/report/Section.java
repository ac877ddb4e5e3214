package bn.experiments.report;

import java.util.List;
import java.util.Objects;

/**
 * One experiment.
 *
 * @param title      its name
 * @param paragraphs what was done and how to read the figures, one paragraph each
 * @param claims     the claims that it tests
 * @param blocks     its figures and further tables, in reading order
 */
public record Section(String title, List<String> paragraphs, List<Claim> claims, List<Block> blocks) {

    public Section {
        Objects.requireNonNull(title, "title");
        paragraphs = List.copyOf(paragraphs);
        claims = List.copyOf(claims);
        blocks = List.copyOf(blocks);
    }
}

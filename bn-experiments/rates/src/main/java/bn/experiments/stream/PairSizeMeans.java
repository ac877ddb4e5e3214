package bn.experiments.stream;

import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import java.util.List;

/** Adds up the sizes of the gradients of the scales and shifts of an inner layer, and of the weights that read it, over batches. */
final class PairSizeMeans {
    private final String writer;
    private final String reader;
    private final List<ParameterValues> writing;
    private final ParameterValues reading;
    private final BatchMeans writingGradient = new BatchMeans();
    private final BatchMeans readingGradient = new BatchMeans();
    private final BatchMeans difference = new BatchMeans();

    PairSizeMeans(Layer writer, Layer reader) {
        this.writer = writer.name();
        this.reader = reader.name();
        writing = writer.normalization().orElseThrow().parameters().stream()
                .filter(each -> each.role() == Parameter.Role.GAMMA || each.role() == Parameter.Role.BETA)
                .map(ParameterValues::new)
                .toList();
        reading = new ParameterValues(reader.linear().weights());
    }

    void add(StreamGradients gradients) {
        double below = writing.stream().mapToDouble(each -> each.gradientSquares(gradients)).sum();
        double above = reading.gradientSquares(gradients);
        writingGradient.add(below);
        readingGradient.add(above);
        difference.add(below - above);
    }

    GradientSizes.PairSize size() {
        return new GradientSizes.PairSize(writer, reader, writing.stream().mapToDouble(ParameterValues::squares).sum(),
                reading.squares(), writingGradient.mean(), readingGradient.mean(), difference.mean());
    }
}

package bn.cli.option;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.Dataset;
import bn.experiments.model.ModelReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for networks of other tools: what their files do not say. */
public final class ModelOptions {
    @Mixin
    private ArchitectureOption architecture;
    @Mixin
    private ImagesOption images;
    @Option(names = "--mean", paramLabel = "M,...", split = ",",
            description = "How the images of a network of another tool are normalized: (pixel - mean) / deviation for each channel, with "
                    + "pixels from 0 to 1; default not at all. For a network that takes 0 to 255: --mean 0,0,0 and --std of 1/255 each, "
                    + "0.00392156862745098.")
    private List<Double> mean;
    @Option(names = "--std", paramLabel = "S,...", split = ",", description = "The standard deviation that goes with --mean.")
    private List<Double> deviation;
    @Option(names = "--labels", paramLabel = "K",
            description = "The first class of the data is output K of the network, from 0, the next one output K + 1, and so on; needed "
                    + "if the network has more outputs than the data have classes.")
    private Integer labels;
    @Option(names = "--dtype", paramLabel = "f32|f64",
            description = "Precision to compute a network of another tool in; default f32, or f64 if its file has float64.")
    private DType dtype;

    /**
     * The network of a file of another tool.
     *
     * @param examples the data set, for an architecture that is a name alone
     */
    public ModelRequest request(ModelReader reader, Path file, Supplier<Dataset> examples) {
        return new ModelRequest(reader, file, architecture.text(), examples, Optional.ofNullable(dtype),
                normalization());
    }

    private Optional<ChannelNormalization> normalization() {
        if (mean == null && deviation == null) {
            return Optional.empty();
        }
        if (mean == null || deviation == null) {
            throw new InvalidRequestException("--mean and --std go together; give both");
        }
        return Optional.of(new ChannelNormalization(mean, deviation));
    }

    /** The size of the images, for files that do not say it. */
    public Optional<Shape> images() {
        return images.shape();
    }

    /** Refuses the options where the network is a checkpoint of bn train, which says all this. */
    public void refuse(Path checkpoint) {
        List<String> given = Stream.of(architecture.text().isPresent() ? "--arch" : "",
                images.shape().isPresent() ? "--images" : "", mean == null ? "" : "--mean",
                deviation == null ? "" : "--std", labels == null ? "" : "--labels", dtype == null ? "" : "--dtype")
                .filter(name -> !name.isEmpty()).toList();
        if (!given.isEmpty()) {
            throw new InvalidRequestException(String.join(", ", given) + ": " + checkpoint
                    + " is a checkpoint of bn, which says this itself; leave the option out");
        }
    }

    /** The output of the first class of the data, from 0; empty if it was not given. */
    public Optional<Integer> firstOutput() {
        return Optional.ofNullable(labels);
    }

    /** The data set with the classes at their outputs. */
    public Dataset labelled(Dataset dataset, Architecture network) {
        return labels == null ? dataset : dataset.withOutputs(labels, network.outputs());
    }
}

package bn.spark.network;

import bn.api.InvalidRequestException;
import bn.experiments.run.Checkpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options that choose the examples and their partitions. */
final class NetworkInput {
    private static final String IMAGES = "images";

    @Option(names = "--input", paramLabel = "PATH", required = true, arity = "1..*",
            description = "The examples: files or folders that Spark reads, on any file system that it knows.")
    private List<String> paths;
    @Option(names = "--source", paramLabel = "NAME", defaultValue = "parquet",
            description = "What the input is: a source of tables of Spark (parquet, orc, csv, json, ...), or " + IMAGES
                    + ", a folder with a subfolder of PNG or JPEG images for each class; default ${DEFAULT-VALUE}.")
    private String source;
    @Option(names = "--source-option", paramLabel = "KEY=VALUE",
            description = "An option of Spark's source, such as delimiter=; for csv; may be repeated. Of csv, header and inferSchema "
                    + "are true unless this says otherwise.")
    private Map<String, String> options = new LinkedHashMap<>();
    @Option(names = "--target", paramLabel = "COLUMN",
            description = "The column of a table with the class, or the number to predict.")
    private String target;
    @Option(names = "--features", paramLabel = "COLUMN,...", split = ",",
            description = "The columns of a table with the features, in the order of the network's inputs: numbers, or arrays of "
                    + "numbers; default all but the target.")
    private List<String> features;
    @Option(names = "--image-column", paramLabel = "COLUMN",
            description = "The column of a table with the content of a PNG or JPEG file, instead of --features.")
    private String image;
    @Option(names = "--partitions", paramLabel = "P",
            description = "Number of partitions; default as Spark reads a table. Fewer than that are joined, more are dealt out anew. "
                    + "Batches are rows of one partition.")
    private Integer partitions;
    @Option(names = "--shuffle-seed", paramLabel = "N",
            description = "Bring the rows of a table into a random order by this seed first: for tables that are sorted, whose "
                    + "batches would be of one class. Images of folders are mixed without it.")
    private Long shuffle;

    /**
     * Checks what needs no data.
     *
     * @throws InvalidRequestException if options do not go together
     */
    void check() {
        if (partitions != null && partitions < 1) {
            throw new InvalidRequestException("--partitions is at least 1, got " + partitions);
        }
        if (source.equals(IMAGES)) {
            checkFolder();
        } else if (target == null) {
            throw new InvalidRequestException("--target names the column with the class or the number to predict; give it");
        } else if (image != null && features != null) {
            throw new InvalidRequestException("--image-column and --features exclude each other; leave one out");
        }
    }

    private void checkFolder() {
        List<String> useless = Stream.of(target == null ? "" : "--target", features == null ? "" : "--features",
                image == null ? "" : "--image-column", shuffle == null ? "" : "--shuffle-seed",
                options.isEmpty() ? "" : "--source-option").filter(name -> !name.isEmpty()).toList();
        if (!useless.isEmpty()) {
            throw new InvalidRequestException(String.join(", ", useless) + ": of no use for --source " + IMAGES
                    + ", where the class of an image is its folder; leave it out");
        }
        if (paths.size() > 1) {
            throw new InvalidRequestException("--source " + IMAGES + " reads one folder, got " + paths.size());
        }
    }

    /**
     * Opens the examples.
     *
     * @throws InvalidRequestException if columns are not there, or not of the type that is needed
     * @throws bn.api.BnException if the data cannot be read, or are not for the network
     */
    NetworkSource<?, ?> open(SparkSession spark, Checkpoint checkpoint, ClassesOfNetwork outputs, int batch) {
        if (source.equals(IMAGES)) {
            return new ImageFolderInput(spark, paths.get(0)).open(checkpoint, outputs, batch, Optional.ofNullable(partitions));
        }
        ExampleTable table = ExampleTable.read(spark, source, options, paths)
                .inPartitions(Optional.ofNullable(partitions), Optional.ofNullable(shuffle));
        return image != null ? table.images(checkpoint, image, target, outputs)
                : table.numbers(checkpoint, Optional.ofNullable(features), target, outputs);
    }
}

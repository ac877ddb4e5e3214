package bn.spark;

import bn.api.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options that choose what Spark reads. */
final class InputOptions {
    private static final Set<String> BY_NAME = Set.of("parquet", "orc", "json", "csv", "avro");
    private static final String TABLE = "table";

    @Option(names = "--input", paramLabel = "PATH", arity = "1..*",
            description = "Files or folders that Spark reads, at any place that it can reach; with --input-format table, a table.")
    private List<String> inputs = List.of();
    @Option(names = "--input-format", paramLabel = "FORMAT",
            description = "parquet, csv, orc, json, jdbc, table, or another source that "
                    + "Spark has; default by the name of the input.")
    private String format;
    @Option(names = "--option", paramLabel = "KEY=VALUE",
            description = "An option of Spark's reader, such as url=... and dbtable=... "
                    + "for jdbc. For csv there are header=true and inferSchema=true unless it says otherwise.")
    private Map<String, String> options = new LinkedHashMap<>();
    @Option(names = "--where", paramLabel = "SQL", description = "Only the rows for which this expression of Spark SQL is true.")
    private String where;

    /**
     * The data.
     *
     * @throws InvalidRequestException if the options do not go together
     */
    Dataset<Row> read(SparkSession session) {
        Dataset<Row> data = all(session);
        return where == null ? data : data.where(where);
    }

    /** What it is called in results. */
    String name() {
        return inputs.isEmpty() ? format : String.join(", ", inputs);
    }

    private Dataset<Row> all(SparkSession session) {
        if (TABLE.equals(format)) {
            if (inputs.size() != 1 || !options.isEmpty()) {
                throw new InvalidRequestException("--input-format table needs the name of one table as --input, and no --option");
            }
            return session.table(inputs.get(0));
        }
        if (inputs.isEmpty() && format == null) {
            throw new InvalidRequestException("name the data by --input, or by --input-format and --option, as for jdbc");
        }
        String source = format == null ? byName() : format;
        DataFrameReader reader = session.read().format(source);
        if (source.equals("csv")) {
            reader.option("header", true).option("inferSchema", true);
        }
        options.forEach(reader::option);
        return inputs.isEmpty() ? reader.load() : reader.load(inputs.toArray(String[]::new));
    }

    private String byName() {
        Set<String> formats = inputs.stream().map(InputOptions::format).collect(Collectors.toSet());
        String only = formats.size() == 1 ? formats.iterator().next() : "";
        if (!BY_NAME.contains(only)) {
            throw new InvalidRequestException(
                    "the format of --input " + name() + " is not in its name; give it by --input-format "
                            + "(parquet, csv, orc, json, jdbc, table or another one of Spark's)");
        }
        return only;
    }

    /** The extension, before that of a compression. */
    private static String format(String path) {
        String name = path.replaceFirst("/+$", "").replaceFirst(".*/", "").toLowerCase(Locale.ROOT);
        String file = name.replaceFirst("\\.(gz|bz2|zst|snappy|lz4)$", "");
        return file.substring(file.lastIndexOf('.') + 1);
    }
}

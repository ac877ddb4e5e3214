package bn.spark;

import bn.experiments.rate.TargetMoments;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The joint moments of a Spark data set's columns, computed by its executors in one pass, in float64. They are those of the same rows
 * on one machine up to rounding; as partitions are merged in the order in which they are ready, the last bits may differ from run to
 * run.
 *
 * @param moments of the features, then of the targets
 * @param features names of the features, one for each of their columns; those of an array x are x[0], x[1] and so on
 * @param reason why the target is classes or a number, for the user
 * @param skipped number of rows that were left out because of nulls
 */
public record SparkMoments(TargetMoments moments, List<String> features, String reason, long skipped) {

    /** Copies the names. */
    public SparkMoments {
        features = List.copyOf(features);
    }

    /**
     * The moments of columns; rows with nulls are refused.
     *
     * @param data in a session that is no Spark Connect session
     * @param features names of columns of numbers, booleans, arrays of numbers or vectors; none for all columns but the targets
     * @param targets names of columns
     * @see #of(Dataset, MomentsRequest)
     */
    public static SparkMoments of(Dataset<Row> data, List<String> features, List<String> targets) {
        return of(data, MomentsRequest.of(features, targets));
    }

    /**
     * The moments that are asked for. Runs one job, and before it one that reads a first row if there are arrays.
     *
     * @throws bn.api.InvalidRequestException if there are no such columns
     * @throws bn.experiments.data.DataException if columns hold something else, nulls or numbers that are not finite, or their
     *     moments do not fit in the memory of the driver or of an executor
     */
    public static SparkMoments of(Dataset<Row> data, MomentsRequest request) {
        InputColumns columns = InputColumns.of(data, request);
        MomentsPass pass = columns.pass();
        MomentsMemory.of(data.sparkSession().sparkContext()).require(pass.layout().width());
        Dataset<Row> selected = data.select(columns.selection());
        PartMoments all = MomentsTree.sum(selected.queryExecution().toRdd().toJavaRDD().mapPartitions(pass::of), pass.empty());
        all.faults().require(columns.names(), request.skipNulls());
        TargetMoments moments = columns.targets().moments(all);
        return new SparkMoments(moments, columns.featureNames(), columns.targets().reason(all), all.skipped());
    }
}

package bn.spark.network;

import bn.api.BnException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Runs the tasks of a job and merges what they found in the order of the partitions, so that the same partitions give the same bits.
 *
 * @param direct up to so many partitions are merged by the driver; more are merged in groups by executors first, so that the driver
 *     receives no more than the square root of their number
 */
record NetworkSums(int direct) {
    /** 64 times the numbers of a network with 25,000 units are 50 MB. */
    static final NetworkSums USUAL = new NetworkSums(64);

    /**
     * Reads all partitions.
     *
     * @throws BnException if an example was refused, or a task failed
     */
    <T, F> NetworkPart of(JavaSparkContext spark, NetworkJob job, NetworkSource<T, F> source) {
        Broadcast<NetworkJob> network = spark.broadcast(job);
        try {
            NetworkPart all = merged(
                    source.partitions().mapPartitionsWithIndex(new NetworkPass<>(network, source.decoder()), false));
            all.refusal().ifPresent(refusal -> {
                throw new BnException(source.name() + ": " + refusal);
            });
            return all;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Scala declares no checked exceptions, and throws them.
            throw failed(source.name(), e);
        } finally {
            network.destroy();
        }
    }

    private NetworkPart merged(JavaRDD<NetworkPart> parts) throws Exception {
        int count = parts.getNumPartitions();
        if (count <= direct) {
            return ordered(parts.collect());
        }
        int size = (int) Math.ceil(Math.sqrt(count));
        int groups = (count + size - 1) / size;
        return ordered(parts.zipWithIndex()
                .mapToPair(part -> new Tuple2<>((int) (part._2() / size), part))
                .groupByKey(groups)
                .mapValues(NetworkSums::group)
                .collect().stream().sorted(Comparator.comparing(Tuple2::_1)).map(Tuple2::_2).toList());
    }

    private static NetworkPart group(Iterable<Tuple2<NetworkPart, Long>> parts) {
        List<Tuple2<NetworkPart, Long>> list = new ArrayList<>();
        parts.forEach(list::add);
        list.sort(Comparator.comparing(Tuple2::_2));
        return ordered(list.stream().map(Tuple2::_1).toList());
    }

    private static NetworkPart ordered(List<NetworkPart> parts) {
        return parts.stream().reduce(NetworkPart::merge).orElseThrow(() -> new BnException("the data have no rows"));
    }

    private static BnException failed(String data, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String[] lines = String.valueOf(cause.getMessage()).split("\n", 2);
        return new BnException(data + ": a task failed: " + lines[0] + (cause instanceof SparkException ? "" : " ("
                + cause.getClass().getName() + ")") + "; Spark's log of the executor has more", e);
    }
}

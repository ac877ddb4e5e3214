package bn.spark.network;

import bn.experiments.run.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A folder of images in class folders, as partitions of whole batches: only the last one has images that fill no batch. The driver
 * lists the files; the executors read them.
 */
record ImageFolderInput(SparkSession spark, String folder) {
    /** As many bytes as a partition of a table has in Spark. */
    private static final long PARTITION = 128L << 20;

    NetworkSource<ImageName, byte[]> open(Checkpoint checkpoint, ClassesOfNetwork outputs, int batch, Optional<Integer> asked) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Configuration hadoop = context.hadoopConfiguration();
        ImageFiles files = ImageFiles.of(folder, hadoop);
        OutputClasses classes = outputs.of(files::classes);
        List<ImageName> names = files.mixed();
        String first = names.get(0).file();
        ImageDecoder images = ImageDecoder.of(checkpoint.architecture().input(), checkpoint.imageNormalization(), first,
                ImageFiles.content(first, hadoop));
        long usual = Math.max(context.defaultParallelism(), files.bytes() / PARTITION + 1);
        List<ArrayList<ImageName>> slices = slices(names, batch, asked.map(Integer::longValue).orElse(usual));
        JavaRDD<ImageName> partitions = context.parallelize(slices, slices.size()).flatMap(List::iterator);
        return new NetworkSource<>(partitions, new FileDecoder(images, classes.reader("folder"), context
                .broadcast(new SerializableConfiguration(hadoop))), folder, classes.text());
    }

    /** At most so many slices, each of whole batches but for the last one. */
    static List<ArrayList<ImageName>> slices(List<ImageName> names, int batch, long most) {
        int batches = Math.max(1, names.size() / batch);
        int count = (int) Math.min(most, batches);
        List<ArrayList<ImageName>> slices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) batches * i / count) * batch;
            int to = i == count - 1 ? names.size() : (int) ((long) batches * (i + 1) / count) * batch;
            slices.add(new ArrayList<>(names.subList(from, to)));
        }
        return slices;
    }
}

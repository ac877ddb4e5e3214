package bn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.data.ContentDigest;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** A data set that Spark serializes is the same, by either of its serializers. */
class SharedDatasetTest {
    private static void assertKept(SerializerInstance serializer) {
        ClassTag<SharedDataset> type = ClassTag$.MODULE$.apply(SharedDataset.class);
        SharedDataset other = serializer.deserialize(serializer.serialize(new SharedDataset(StudyCluster.DATA), type), type);
        assertEquals(ContentDigest.of(StudyCluster.DATA), ContentDigest.of(other.dataset()));
        assertEquals(StudyCluster.DATA.classNames(), other.dataset().classNames());
    }

    @Test
    void byJava() {
        assertKept(new JavaSerializer(new SparkConf(false)).newInstance());
    }

    @Test
    void byKryo() {
        assertKept(new KryoSerializer(new SparkConf(false)).newInstance());
    }
}

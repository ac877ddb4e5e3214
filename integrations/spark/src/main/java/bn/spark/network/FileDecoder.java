package bn.spark.network;

import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Reads image files, whose class is the name of their folder. */
record FileDecoder(ImageDecoder images, TargetReader targets, Broadcast<SerializableConfiguration> hadoop)
        implements
            SampleDecoder<ImageName, byte[]> {

    @Override
    public SampleKind<byte[]> kind() {
        return images.kind();
    }

    @Override
    public Optional<Sample<byte[]>> decode(ImageName image, CellFaults faults) {
        double target = targets.output(image.label(), image.file());
        return Optional.of(new Sample<>(images.decode(image.file(), ImageFiles.content(image.file(), hadoop.value().value())),
                target));
    }
}

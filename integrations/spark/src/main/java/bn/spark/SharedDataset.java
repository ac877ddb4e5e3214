package bn.spark;

import bn.experiments.data.Dataset;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * A data set that is sent to executors. Java serializes it whatever spark.serializer is: Kryo cannot write records and immutable
 * lists.
 */
final class SharedDataset implements Serializable, KryoSerializable {
    private static final long serialVersionUID = 1L;

    private Dataset dataset;

    SharedDataset(Dataset dataset) {
        this.dataset = dataset;
    }

    Dataset dataset() {
        return dataset;
    }

    @Override
    public void write(Kryo kryo, Output output) {
        try {
            // Flushed and not closed: the stream is Kryo's.
            ObjectOutputStream out = new ObjectOutputStream(output);
            out.writeObject(dataset);
            out.flush();
        } catch (IOException e) {
            throw new KryoException(e);
        }
    }

    @Override
    public void read(Kryo kryo, Input input) {
        try {
            dataset = (Dataset) new ObjectInputStream(input).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new KryoException(e);
        }
    }
}

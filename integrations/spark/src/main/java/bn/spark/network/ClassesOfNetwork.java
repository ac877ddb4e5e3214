package bn.spark.network;

import java.util.List;
import java.util.function.Supplier;

/** Says what the outputs of the network are, given the names of the classes of the data, which are only read if they are needed. */
interface ClassesOfNetwork {
    OutputClasses of(Supplier<List<String>> data);
}

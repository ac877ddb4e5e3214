package bn.spark;

import bn.api.BnException;
import bn.api.spi.Origin;
import java.io.Serializable;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What a task does: one trial, of which it is given the names of the experiment and of the trial. */
final class TrialWork extends AbstractFunction1<Iterator<Tuple2<String, String>>, byte[]> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String study;
    private final String protocol;
    private final Broadcast<SharedDataset> data;
    private final String jar = Origin.of(TrialWork.class).jar();

    /**
     * The work of a study.
     *
     * @param study a name that no other study has
     * @param protocol as JSON
     */
    TrialWork(String study, String protocol, Broadcast<SharedDataset> data) {
        this.study = study;
        this.protocol = protocol;
        this.data = data;
    }

    @Override
    public byte[] apply(Iterator<Tuple2<String, String>> names) {
        Tuple2<String, String> name = names.next();
        TaskContext task = TaskContext.get();
        return result(name._1(), name._2(), task::isInterrupted).bytes();
    }

    private TrialResult result(String experiment, String trial, BooleanSupplier cancelled) {
        ExecutorStudy here;
        try {
            here = ExecutorStudy.of(study, protocol, jar, data::value);
        } catch (BnException e) {
            return TrialResult.failed(e);
        }
        return here.run(experiment, trial, cancelled);
    }
}

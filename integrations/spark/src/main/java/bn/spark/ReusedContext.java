package bn.spark;

import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.experiments.data.Dataset;
import bn.experiments.result.Provenance;
import bn.experiments.study.Protocol;
import bn.experiments.study.TrialContext;
import bn.experiments.study.TrialTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A context that trials use one after the other, as the threads of a study on one machine do: to open a backend can take longer than
 * a trial. Tasks of Spark have threads of their own, and a backend may be handed from one thread to another.
 */
final class ReusedContext implements AutoCloseable {
    private final TrialContext context;
    private final List<Provenance> provenance = new ArrayList<>();
    private volatile BooleanSupplier cancelled = () -> false;

    /**
     * A context.
     *
     * @param backends opens one by its name in the protocol
     * @param located what to say of where a backend comes from
     */
    ReusedContext(Dataset data, Protocol protocol, Function<String, Backend> backends, UnaryOperator<Provenance> located,
            Function<String, NormalizationProvider> normalizations) {
        context = new TrialContext(data, protocol, name -> {
            Backend backend = backends.apply(name);
            provenance.add(located.apply(Provenance.of(backend)));
            return backend;
        }, normalizations, () -> cancelled.getAsBoolean());
    }

    /** Does a trial. The backend of the study is opened in any case: it says what computes here. */
    TrialResult run(TrialTask task, BooleanSupplier stop) {
        cancelled = stop;
        context.backend();
        return TrialResult.of(task.run(context), provenance);
    }

    @Override
    public void close() {
        context.close();
    }
}

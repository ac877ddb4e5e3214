package bn.experiments.study;

import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.experiments.data.Dataset;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingListener;
import bn.experiments.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What a trial works with: data, backends, normalizations. For one thread. Backends are opened when they are first asked for. */
public final class TrialContext implements AutoCloseable {
    private final Dataset dataset;
    private final Protocol protocol;
    private final Function<String, Backend> opener;
    private final Function<String, NormalizationProvider> normalizations;
    private final BooleanSupplier cancelled;
    private final Map<String, Backend> open = new LinkedHashMap<>();

    /**
     * A context.
     *
     * @param opener opens a backend by its name in the protocol
     * @param normalizations finds normalizations by name
     * @param cancelled whether the work should stop
     */
    public TrialContext(Dataset dataset, Protocol protocol, Function<String, Backend> opener,
            Function<String, NormalizationProvider> normalizations, BooleanSupplier cancelled) {
        this.dataset = dataset;
        this.protocol = protocol;
        this.opener = opener;
        this.normalizations = normalizations;
        this.cancelled = cancelled;
    }

    /** What the study measures. */
    public Protocol protocol() {
        return protocol;
    }

    /** All training and test examples. */
    public Dataset dataset() {
        return dataset;
    }

    /** The same, images at half their height and width: enough for linear problems, and sixteen times quicker to solve. */
    public Dataset pooled() {
        return protocol.data().poolable() ? dataset.pool(2) : dataset;
    }

    /** The study's backend. */
    public Backend backend() {
        return backend(protocol.backend());
    }

    /** A backend of the protocol. */
    public Backend backend(String name) {
        return open.computeIfAbsent(name, opener);
    }

    /** A trainer of a fresh network, on the study's backend. */
    public Trainer trainer(TrainingPlan plan, Dataset on) {
        return trainer(plan, on, backend());
    }

    /** A trainer of a fresh network, on a backend. */
    public Trainer trainer(TrainingPlan plan, Dataset on, Backend backend) {
        return new Trainer(plan, on, backend, normalization(plan.normalization()));
    }

    /** A normalization. */
    public NormalizationProvider normalization(String name) {
        return normalizations.apply(name);
    }

    /**
     * To be called now and then in long work.
     *
     * @throws CancellationException if the work should stop
     */
    public void check() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("interrupted; what was finished is kept");
        }
    }

    /** For training: stops it when the work should stop. */
    public TrainingListener listener() {
        return new TrainingListener() {
            @Override
            public boolean cancelled() {
                return cancelled.getAsBoolean();
            }
        };
    }

    @Override
    public void close() {
        open.values().forEach(Backend::close);
        open.clear();
    }
}

package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.set;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;
import bn.api.norm.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A normalization that violates the contract in one way.
 *
 * @param fault description of the fault
 * @param check part of the name of a test that finds it
 * @param method that is wrong
 * @param wrong what it does
 */
public record WrongNormalization(String fault, String check, String method, Fault wrong) implements NormalizationProvider {

    /** The correct one. */
    public static NormalizationProvider right() {
        return new WrongNormalization("nothing", "", "none", null);
    }

    /** All wrong ones. */
    public static Stream<WrongNormalization> all() {
        return Stream.of(
                new WrongNormalization("dx is twice what it is", "finite differences", "backward", (original, a) -> {
                    original.call(a);
                    double[] dx = ((Tensor) a[2]).toDoubles();
                    set((Tensor) a[2], i -> 2 * dx[i]);
                    return null;
                }),
                new WrongNormalization("gradients are added up", "gradients are overwritten", "backward", (original, a) -> {
                    Tensor gradient = gamma(original).gradient();
                    double[] before = gradient.toDoubles();
                    original.call(a);
                    double[] sum = gradient.toDoubles();
                    set(gradient, c -> before[c] + sum[c]);
                    return null;
                }),
                new WrongNormalization("dy is overwritten", "backward does not change inputs", "backward", (original, a) -> {
                    original.call(a);
                    set((Tensor) a[1], i -> 0);
                    return null;
                }),
                new WrongNormalization("a fixed gamma has no gradient", "gamma is the scale", "backward", (original, a) -> {
                    original.call(a);
                    if (((Normalization) original.target()).parameters().isEmpty()) {
                        set(gamma(original).gradient(), c -> 0);
                    }
                    return null;
                }),
                new WrongNormalization("a learned gamma is no parameter", "parameters have", "parameters",
                        (original, a) -> List.of()),
                new WrongNormalization("inference trains", "inference changes nothing", "infer", (original, a) -> {
                    ((Normalization) original.target()).forward((Tensor) a[0], (Tensor) a[1]);
                    return null;
                }),
                new WrongNormalization("inference looks at the batch", "does not depend on the rest", "infer", (original, a) -> {
                    original.call(a);
                    double[] y = ((Tensor) a[1]).toDoubles();
                    double mean = Arrays.stream(y).average().orElseThrow();
                    set((Tensor) a[1], i -> y[i] - mean);
                    return null;
                }),
                new WrongNormalization("NaN becomes 0", "NaN and infinity", "forward", (original, a) -> {
                    original.call(a);
                    double[] y = ((Tensor) a[1]).toDoubles();
                    set((Tensor) a[1], i -> Double.isNaN(y[i]) ? 0 : y[i]);
                    return null;
                }),
                new WrongNormalization("the running mean is not in the state", "a restored state", "restore", (original, a) -> {
                    Map<String, double[]> state = new HashMap<>();
                    ((Map<?, ?>) a[0]).forEach((name, values) -> state.put((String) name, (double[]) values));
                    state.put("running", new double[] {1});
                    return original.call(state);
                }),
                new WrongNormalization("closing leaves tensors open", "closing frees all", "close", (original, a) -> null));
    }

    private static Parameter gamma(Fault.Original original) {
        return ((Normalization) original.target()).gamma().orElseThrow();
    }

    @Override
    public String name() {
        return fault;
    }

    @Override
    public String description() {
        return fault;
    }

    @Override
    public Normalization create(Backend backend, NormalizationSpec spec) {
        return Fault.in(Normalization.class, new HostScale(backend, spec), method, wrong);
    }

    @Override
    public String toString() {
        return fault;
    }
}

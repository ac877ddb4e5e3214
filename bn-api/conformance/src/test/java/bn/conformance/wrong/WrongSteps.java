package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.after;
import static bn.conformance.wrong.Fault.set;
import static bn.conformance.wrong.Fault.withElements;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;
import java.util.Arrays;
import java.util.stream.Stream;

/** Faults of updates and of activations. */
final class WrongSteps {

    private WrongSteps() {}

    static Stream<WrongBackend> all() {
        return Stream.of(updates(), outputs(), derivatives()).flatMap(each -> each);
    }

    private static Stream<WrongBackend> updates() {
        return Stream.of(
                WrongBackend.of("Nesterov's momentum is plain momentum", "updates", "17 elements", "update", UpdateKernel.class,
                        "sgd", (original, a) -> {
                            Sgd step = (Sgd) a[3];
                            return original.call(a[0], a[1], a[2],
                                    new Sgd(step.learningRate(), step.momentum(), step.weightDecay()));
                        }),
                adam("the moments are not corrected", (original, a) -> step(original, a, (Adam) a[4], Long.MAX_VALUE)),
                adam("every step is the first", (original, a) -> step(original, a, (Adam) a[4], 1)),
                adam("the decay of AdamW goes through the moments",
                        (original, a) -> step(original, a, adam(a, false), number(a))),
                adam("the decay of Adam does not go through the moments",
                        (original, a) -> step(original, a, adam(a, true), number(a))),
                adam("eps is added before the root is taken", WrongSteps::epsInRoot),
                adam("1 - beta is computed in float32", (original, a) -> {
                    Adam step = (Adam) a[4];
                    double beta2 = 1 - (double) (1 - (float) step.beta2());
                    return step(original, a, new Adam(step.learningRate(), step.beta1(), beta2, step.eps(), step.weightDecay(),
                            step.decoupled()), number(a));
                }));
    }

    private static WrongBackend adam(String fault, Fault wrong) {
        return WrongBackend.ofOptional(fault, "updates", "Adam, 17 elements", AdamKernel.class, "adam", wrong);
    }

    private static long number(Object[] a) {
        return (long) a[5];
    }

    private static Adam adam(Object[] a, boolean decoupled) {
        Adam step = (Adam) a[4];
        return new Adam(step.learningRate(), step.beta1(), step.beta2(), step.eps(), step.weightDecay(), decoupled);
    }

    private static Object step(Fault.Original original, Object[] a, Adam step, long number) throws Throwable {
        return original.call(a[0], a[1], a[2], a[3], step, number);
    }

    private static Object epsInRoot(Fault.Original original, Object[] a) throws Throwable {
        Adam step = (Adam) a[4];
        double[] before = ((Tensor) a[0]).toDoubles();
        original.call(a);
        double[] mean = ((Tensor) a[2]).toDoubles();
        double[] variance = ((Tensor) a[3]).toDoubles();
        double kept = step.decoupled() ? 1 - step.learningRate() * step.weightDecay() : 1;
        set((Tensor) a[0],
                i -> kept * before[i] - step.learningRate() * mean[i] / (1 - Math.pow(step.beta1(), (double) number(a)))
                        / Math.sqrt(variance[i] / (1 - Math.pow(step.beta2(), (double) number(a))) + step.eps()));
        return null;
    }

    private static Stream<WrongBackend> outputs() {
        return Stream.of(
                activation("hard sigmoid has fixed parameters", "17 elements", "forward", (original, a) -> original.call(
                        is(a, Activation.Kind.HARD_SIGMOID) ? Activation.HARD_SIGMOID : a[0], a[1], a[2])),
                activation("SiLU overflows", "SILU of large numbers", "forward", after(a -> {
                    double[] y = ((Tensor) a[2]).toDoubles();
                    set((Tensor) a[2], i -> is(a, Activation.Kind.SILU) && y[i] > 1e30 ? Double.NaN : y[i]);
                })),
                activation("hard swish multiplies by 6 before it divides", "HARD_SWISH of large numbers", "forward", after(a -> {
                    double[] y = ((Tensor) a[2]).toDoubles();
                    double most = ((Tensor) a[2]).dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
                    set((Tensor) a[2], i -> is(a, Activation.Kind.HARD_SWISH) && y[i] > most / 6 ? Double.POSITIVE_INFINITY
                            : y[i]);
                })),
                activation("clipping hides NaN", "CLIP(0.0, 6.0) of large numbers", "forward", after(a -> {
                    double[] y = ((Tensor) a[2]).toDoubles();
                    set((Tensor) a[2],
                            i -> is(a, Activation.Kind.CLIP) && Double.isNaN(y[i]) ? ((Activation) a[0]).beta() : y[i]);
                })));
    }

    private static Stream<WrongBackend> derivatives() {
        return Stream.of(
                activation("the derivative of SiLU is computed from the output", "17 elements", "backward", (original, a) -> {
                    double[] z = ((Tensor) a[1]).toDoubles();
                    return !is(a, Activation.Kind.SILU) ? original.call(a)
                            : withElements(original, a, a[1], i -> z[i] / (1 + Math.exp(-z[i])));
                }),
                activation("the derivative of tanh is not squared", "17 elements", "backward", (original, a) -> {
                    double[] y = ((Tensor) a[1]).toDoubles();
                    return !is(a, Activation.Kind.TANH) ? original.call(a)
                            : withElements(original, a, a[1], i -> Math.sqrt(Math.abs(y[i])));
                }),
                activation("leaky ReLU has the slope 1 at 0", "LEAKY_RELU(0.125) at kinks", "backward",
                        (original, a) -> whereSaved(original, a, Activation.Kind.LEAKY_RELU, 0)),
                activation("clipped outputs pass the gradient", "CLIP(0.0, 6.0) at kinks", "backward",
                        (original, a) -> whereSaved(original, a, Activation.Kind.CLIP, ((Activation) a[0]).beta())),
                activation("the ends of a clip are not rounded", "parameters that the dtype rounds", "backward",
                        (original, a) -> whereSaved(original, a, Activation.Kind.CLIP, (float) ((Activation) a[0]).alpha(),
                                ((Activation) a[0]).alpha())),
                activation("hard sigmoid has a slope where it is 1", "HARD_SIGMOID(0.25, 0.5) at kinks", "backward",
                        (original, a) -> whereSaved(original, a, Activation.Kind.HARD_SIGMOID, 1)),
                activation("hard swish has a slope at -3", "HARD_SWISH at kinks", "backward",
                        (original, a) -> whereSaved(original, a, Activation.Kind.HARD_SWISH, -3)));
    }

    private static WrongBackend activation(String fault, String check, String method, Fault wrong) {
        return WrongBackend.of(fault, "activations", check, "activation", ActivationKernel.class, method, wrong);
    }

    private static boolean is(Object[] a, Activation.Kind kind) {
        return ((Activation) a[0]).kind() == kind;
    }

    /** The gradient is passed where the saved value of this kind is the given one, and not one of the others. */
    private static Object whereSaved(Fault.Original original, Object[] a, Activation.Kind kind, double value, double... others)
            throws Throwable {
        double[] saved = ((Tensor) a[1]).toDoubles();
        double[] dy = ((Tensor) a[2]).toDoubles();
        original.call(a);
        double[] dx = ((Tensor) a[3]).toDoubles();
        set((Tensor) a[3], i -> is(a, kind) && saved[i] == value && Arrays.stream(others).noneMatch(other -> other == value)
                ? dy[i] : dx[i]);
        return null;
    }
}

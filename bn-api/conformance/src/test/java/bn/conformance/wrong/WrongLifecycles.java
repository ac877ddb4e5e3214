package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.after;
import static bn.conformance.wrong.Fault.set;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.backend.Device;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.UpdateKernel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Wrong argument checks, results that are not repeatable, and faults in closing. */
final class WrongLifecycles {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private WrongLifecycles() {}

    private static Object letThrough(Fault.Original original, Object[] a) throws Throwable {
        try {
            return original.call(a);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static Stream<WrongBackend> all() {
        return Stream.of(
                WrongBackend.of("wrong arguments are let through", "arguments",
                        "activation forward of RELU rejects shared storage",
                        "activation", ActivationKernel.class, "forward", WrongLifecycles::letThrough),
                WrongBackend.ofOptional("groups that do not divide are let through", "arguments",
                        "convolution rejects groups that do not divide the outputs", ConvolutionKernel.class, "backwardInput",
                        WrongLifecycles::letThrough),
                WrongBackend.ofOptional("windows of padding alone are let through", "arguments",
                        "pooling rejects a padding of the reach", PoolingKernel.class, "forward", WrongLifecycles::letThrough),
                WrongBackend.ofOptional("channels that are not there are let through", "arguments",
                        "copy of channels rejects channels that are not there", CopyKernel.class, "copyChannels",
                        WrongLifecycles::letThrough),
                WrongBackend.of("messages name nothing", "arguments", "sgd update rejects wrong shapes", "update",
                        UpdateKernel.class, "sgd", (original, a) -> {
                            try {
                                return original.call(a);
                            } catch (IllegalArgumentException e) {
                                throw new IllegalArgumentException("invalid argument", e);
                            }
                        }),
                WrongBackend.of("results are written before arguments are checked", "arguments", "sgd update rejects null",
                        "update", UpdateKernel.class, "sgd", (original, a) -> {
                            if (a[0] != null) {
                                set((Tensor) a[0], i -> 0);
                            }
                            return original.call(a);
                        }),
                WrongBackend.of("results differ from call to call", "repeatability", "again", "update", UpdateKernel.class, "sgd",
                        after(a -> set((Tensor) a[0], i -> COUNTER.incrementAndGet()))),
                new WrongBackend("results differ from backend to backend", "repeatability", "on a fresh backend", () -> {
                    int seed = COUNTER.incrementAndGet();
                    return Fault.in(Backend.class, WrongBackend.right(), "update", (original, none) -> Fault
                            .in(UpdateKernel.class, original.call(), "sgd", after(a -> set((Tensor) a[0], i -> seed))));
                }),
                new WrongBackend("in place gives other results", "repeatability", "activation forward of RELU in place",
                        () -> Fault.in(Backend.class, WrongBackend.right(), "activation",
                                (original, none) -> Fault.in(ActivationKernel.class, original.call(), "forward", after(a -> {
                                    if (a[1] == a[2]) {
                                        set((Tensor) a[2], i -> 0);
                                    }
                                })))),
                new WrongBackend("closing twice fails", "lifecycle", "a closed backend", () -> {
                    AtomicInteger closed = new AtomicInteger();
                    return Fault.in(Backend.class, WrongBackend.right(), "close", (original, none) -> {
                        if (closed.incrementAndGet() > 1) {
                            throw new IllegalStateException("closed already");
                        }
                        return original.call();
                    });
                }),
                WrongBackend.of("a closed backend goes on", "lifecycle", "a closed backend", "close", (original, none) -> null),
                WrongBackend.of("a closed tensor goes on", "lifecycle", "a closed tensor", "allocate",
                        (original, a) -> Fault.in(Tensor.class, original.call(a), "close", (close, none) -> null)),
                WrongBackend.of("a dtype is there that the device does not have", "lifecycle", "rejects dtypes", "device",
                        (original, none) -> new Device("float64 only", "cpu", 0, Set.of(DType.FLOAT64), "none")));
    }
}

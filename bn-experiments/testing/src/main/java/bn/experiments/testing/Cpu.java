package bn.experiments.testing;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;

/** The CPU backend and the normalizations, for tests. */
public final class Cpu {

    private Cpu() {}

    /** Opens the CPU backend. */
    public static Backend open() {
        return Backends.open(BackendProvider.load(Cpu.class.getClassLoader()), "cpu", BackendOptions.DEFAULT);
    }

    /** A normalization by name. */
    public static NormalizationProvider normalization(String name) {
        return NormalizationProvider.load(Cpu.class.getClassLoader()).get(name);
    }
}

package bn.experiments.testing;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;

/** The providers that the tests run on. */
public final class Cpu {

    private Cpu() { }

    /** The CPU backend. */
    public static Backend open() {
        return Backends.open(BackendProvider.load(Cpu.class.getClassLoader()), "cpu", BackendOptions.DEFAULT);
    }

    /** A normalization by name. */
    public static NormalizationProvider normalization(String name) {
        return NormalizationProvider.load(Cpu.class.getClassLoader()).get(name);
    }
}

package bn.experiments.bench;

import bn.api.backend.Backend;

/**
 * A backend in the comparison.
 *
 * @param label what it is called in the results, for example {@code opencl:cpu}
 * @param backend open
 */
public record LabelledBackend(String label, Backend backend) { }

package bn.experiments.bench;

import bn.api.backend.Backend;

/**
 * A backend to be timed, with its label.
 *
 * @param label what it is called in the results, for example {@code opencl:cpu}
 * @param backend the open backend
 */
public record LabelledBackend(String label, Backend backend) {}

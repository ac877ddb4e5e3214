package bn.conformance.contract;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.conformance.check.Fixture;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A valid call of a kernel, which can be repeated, or made invalid.
 *
 * @param kernel words that messages about invalid arguments must contain, in lower case
 * @param method the method that is called, for the names of checks; empty if the kernel says it
 * @param arguments all tensor arguments, in the order of the action
 * @param action the call
 */
record KernelCall(String kernel, String method, List<Argument> arguments, Action action) {

    /** Calls a kernel of a backend with these tensors. */
    interface Action {
        void run(Backend backend, Tensor[] tensors);
    }

    /** Tensors for all arguments, with numbers from 0.5 to 1.5, which are valid for each of them. */
    Tensor[] tensors(Fixture fixture) {
        SplittableRandom random = new SplittableRandom(arguments.hashCode());
        Tensor[] tensors = new Tensor[arguments.size()];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = fixture.tensor(arguments.get(i).shape(), random.doubles(arguments.get(i).shape().elements(), 0.5, 1.5)
                    .toArray());
        }
        return tensors;
    }

    /** The names of all arguments. */
    List<String> names() {
        return arguments.stream().map(Argument::name).toList();
    }

    /** Index of an argument. */
    int index(String name) {
        return names().indexOf(name);
    }

    @Override
    public String toString() {
        return (kernel + " " + method).strip();
    }
}

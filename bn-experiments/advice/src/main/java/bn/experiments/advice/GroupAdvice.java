package bn.experiments.advice;

import java.util.List;

/**
 * What weight decay on a group of parameters does.
 *
 * @param group which parameters
 * @param layers their layers; empty if these are not known
 * @param effect what decay on them does
 * @param decay of the group; NaN if it is not known
 * @param result what that comes to, in numbers
 * @param basis the theorems
 */
public record GroupAdvice(ParameterRole group, List<String> layers, DecayEffect effect, double decay, String result,
        String basis) {

    static GroupAdvice of(ParameterRole role, List<String> layers, double decay, String result) {
        return new GroupAdvice(role, List.copyOf(layers), role.effect(), decay, result, role.basis());
    }
}

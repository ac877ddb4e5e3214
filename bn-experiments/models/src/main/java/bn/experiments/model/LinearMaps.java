package bn.experiments.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which linear map of a state dict is before which normalization. A state dict does not say; this is what its order and its names
 * suggest.
 *
 * <ul>
 * <li>PyTorch writes modules in the order in which they were made. The last linear map before a normalization is the one, if it has as
 * many units as the normalization has channels, and no other normalization is between them. This is wrong where modules were made in
 * another order than they compute, and where a normalization reads something else with the same number of channels, such as a sum. An
 * activation between them is not seen.
 * <li>Files of safetensors are sorted by name: then {@code bias} is before {@code weight}. There, in a parent such as
 * {@code features}, the module of the number before is the one, or the one whose name has {@code conv}, {@code fc} or {@code linear} in
 * place of {@code bn} or {@code norm}. If any such pair has different numbers of units and channels, as in networks with the
 * normalization first, names say nothing in this file, and none of them is used.
 * </ul>
 *
 * <p>A convolution of one input channel and a depthwise convolution have weights of the same shape, O x 1 x KH x KW; the first linear
 * map of a file is taken for the former, others for the latter. The weights of a transposed convolution have the units second, so
 * they match only by chance.
 */
final class LinearMaps {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final String UNIT_NAMES = "(bn|batchnorm|batch_norm|norm)";
    private static final List<String> LINEAR_NAMES = List.of("conv", "fc", "linear", "lin", "dense", "depthwise", "pointwise");

    private final Map<String, LinearMap> byPath;
    private final Map<String, LinearMap> before = new HashMap<>();
    private final boolean byNames;

    private LinearMaps(Map<String, Map<String, ModelArray>> modules) {
        byPath = linear(modules);
        byNames = modules.values().stream().anyMatch(LinearMaps::isSorted);
        if (byNames) {
            pair(modules);
        } else {
            follow(modules);
        }
    }

    static LinearMaps of(Map<String, Map<String, ModelArray>> modules) {
        return new LinearMaps(modules);
    }

    /** Whether the order of the arrays says nothing. */
    boolean byNames() {
        return byNames;
    }

    /** The linear map before a normalization, if it is known. */
    Optional<LinearMap> before(String path, int channels) {
        return Optional.ofNullable(before.get(path)).filter(map -> map.weights().get(0) == channels);
    }

    private static boolean isSorted(Map<String, ModelArray> module) {
        List<String> names = new ArrayList<>(module.keySet());
        return StateDictModule.isBatchNorm(module) && module.containsKey("weight") && module.containsKey("bias")
                && names.indexOf("bias") < names.indexOf("weight");
    }

    private static Map<String, LinearMap> linear(Map<String, Map<String, ModelArray>> modules) {
        Map<String, LinearMap> maps = new LinkedHashMap<>();
        modules.forEach((path, module) -> {
            ModelArray weights = module.get("weight");
            if (weights != null && weights.shape().size() > 1 && !weights.shape().contains(0)) {
                maps.put(path, new LinearMap(path, kind(weights.shape(), maps.isEmpty()), weights.shape()));
            }
        });
        return maps;
    }

    private static String kind(List<Integer> weights, boolean first) {
        if (weights.size() == 2) {
            return LinearMap.FULLY_CONNECTED;
        }
        return weights.get(1) == 1 && !first ? LinearMap.DEPTHWISE : LinearMap.CONVOLUTION;
    }

    private void follow(Map<String, Map<String, ModelArray>> modules) {
        LinearMap last = null;
        for (Map.Entry<String, Map<String, ModelArray>> module : modules.entrySet()) {
            if (StateDictModule.isBatchNorm(module.getValue())) {
                before.put(module.getKey(), last);
                last = null;
            } else if (byPath.containsKey(module.getKey())) {
                last = byPath.get(module.getKey());
            }
        }
    }

    private void pair(Map<String, Map<String, ModelArray>> modules) {
        Set<String> named = new HashSet<>();
        modules.forEach((path, module) -> {
            if (StateDictModule.isBatchNorm(module)) {
                Optional<LinearMap> numbered = numberBefore(path, modules.keySet());
                Optional<LinearMap> other = numbered.isPresent() ? numbered : sameName(path);
                other.ifPresent(map -> before.put(path, map));
                if (numbered.isEmpty() && other.isPresent()) {
                    named.add(path);
                }
            }
        });
        if (named.stream().anyMatch(path -> !fits(before.get(path), modules.get(path)))) {
            before.keySet().removeAll(named);
        }
    }

    private static boolean fits(LinearMap map, Map<String, ModelArray> module) {
        return module.getOrDefault(StateDictModule.VARIANCE, module.get(StateDictModule.MEAN)).shape()
                .equals(List.of(map.weights().get(0)));
    }

    /** For {@code features.4} the module {@code features.3}, or the one with the next smaller number, if it is a linear map. */
    private Optional<LinearMap> numberBefore(String path, Collection<String> paths) {
        String parent = path.substring(0, path.lastIndexOf('.') + 1);
        Optional<Integer> number = number(path.substring(parent.length()));
        return number.flatMap(own -> paths.stream().filter(each -> each.startsWith(parent))
                .flatMap(each -> number(each.substring(parent.length())).stream()).filter(each -> each < own)
                .max(Integer::compare)).map(each -> byPath.get(parent + each));
    }

    private static Optional<Integer> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /** For {@code layer1.0.bn1} the linear map {@code layer1.0.conv1}. */
    private Optional<LinearMap> sameName(String path) {
        String parent = path.substring(0, path.lastIndexOf('.') + 1);
        String own = path.substring(parent.length());
        List<LinearMap> found = LINEAR_NAMES.stream().map(linear -> own.replaceFirst(UNIT_NAMES, linear))
                .filter(name -> !name.equals(own)).map(name -> byPath.get(parent + name)).filter(map -> map != null).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}

package bn.experiments.model.pytorch;

import bn.api.BnException;
import bn.experiments.model.ModelFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds the state dict in what was saved: a dict with tensors, or one in a dict, such as {@code {'state_dict': ..., 'epoch': 3}}. Dicts
 * below a number are the state of an optimizer.
 */
final class StateDictFinder {
    private static final int DEEPEST = 3;
    /** What programs call the state dict of the network, the most usual first. */
    private static final List<String> USUAL = List.of("state_dict", "model_state_dict", "model", "net", "network", "weights",
            "module", "params", "ema", "model_ema", "state_dict_ema");

    private final ModelFile file;
    private final List<String> notes;
    private final Map<String, Map<?, ?>> found = new LinkedHashMap<>();

    /**
     * A finder.
     *
     * @param notes where it says what it chose
     */
    StateDictFinder(ModelFile file, List<String> notes) {
        this.file = file;
        this.notes = notes;
    }

    /**
     * The tensors by name.
     *
     * @throws BnException if there are none, or it is not known which are the network's
     */
    Map<String, TorchTensor> find(Object root) {
        search("", root, 0);
        if (found.isEmpty()) {
            throw new BnException(
                    file.path() + " holds no tensors by name; save the state dict: torch.save(model.state_dict(), FILE)");
        }
        String chosen = found.size() == 1 ? found.keySet().iterator().next()
                : USUAL.stream().filter(found::containsKey).findFirst().orElseThrow(() -> new BnException(file.path()
                        + " holds several state dicts (" + names(found.keySet().stream().toList())
                        + "), and it is not known which is the network's; save it alone: torch.save(model.state_dict(), FILE)"));
        if (!chosen.isEmpty()) {
            List<String> others = found.keySet().stream().filter(name -> !name.equals(chosen)).toList();
            notes.add("the state dict is '" + chosen + "'" + (others.isEmpty() ? "" : "; not read: " + names(others)));
        }
        return tensors(found.get(chosen));
    }

    private static String names(List<String> names) {
        return names.stream().map(name -> name.isEmpty() ? "the dict of the file itself" : "'" + name + "'")
                .collect(Collectors.joining(", "));
    }

    private void search(String name, Object object, int depth) {
        if (!(object instanceof Map<?, ?> map)) {
            return;
        }
        if (map.values().stream().anyMatch(TorchTensor.class::isInstance)) {
            found.put(name, map);
        } else if (depth < DEEPEST) {
            map.forEach((key, value) -> {
                if (key instanceof String text) {
                    search(name.isEmpty() ? text : name + "." + text, value, depth + 1);
                }
            });
        }
    }

    private Map<String, TorchTensor> tensors(Map<?, ?> dict) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        dict.forEach((key, value) -> {
            if (key instanceof String name && value instanceof TorchTensor tensor) {
                tensors.put(name, tensor);
            } else {
                others.add(key instanceof String name ? name : "a key that is no text");
            }
        });
        if (!others.isEmpty()) {
            notes.add("no tensors, and not read: " + names(others));
        }
        return tensors;
    }
}

package bn.experiments.study;

import bn.experiments.result.Json;
import bn.experiments.result.Provenance;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Describes the differences of two studies. */
final class StudyDifferences {
    /** Digits of a checksum that are shown. */
    private static final int SHOWN = 16;

    private StudyDifferences() {}

    /**
     * In what two protocols differ: all that decides what is measured, data by their content. Where the data's files lie does not
     * matter.
     *
     * @param between what stands between the two values
     */
    static List<String> of(Protocol first, Protocol second, String between) {
        return of(settings(first), settings(second), between);
    }

    private static List<String> of(Map<String, ?> first, Map<String, ?> second, String between) {
        List<String> differences = new ArrayList<>();
        second.forEach((name, value) -> {
            if (!Objects.equals(value, first.get(name))) {
                differences.add(name + " was " + first.get(name) + between + value);
            }
        });
        return differences;
    }

    private static Map<String, Object> settings(Protocol protocol) {
        Map<String, Object> settings = new LinkedHashMap<>();
        DatasetSummary data = protocol.data();
        settings.put("the data set", data.name());
        settings.put("the number of training examples", data.train());
        settings.put("the number of test examples", data.test());
        settings.put("the number of features", data.features());
        settings.put("the number of classes", data.classes());
        settings.put("the target", data.target());
        settings.put("the names of the classes", data.classNames());
        settings.put("whether the data are images of even size", data.poolable());
        settings.put("the SHA-256 of the data's numbers",
                data.content().substring(0, Math.min(SHOWN, data.content().length())) + "...");
        settings.put("whether it is quick", protocol.quick());
        settings.put("the first seed", protocol.firstSeed());
        settings.put("the number of seeds", protocol.seeds());
        settings.put("the backend", protocol.backend());
        settings.put("further backends", protocol.others());
        return settings;
    }

    /** In what the criteria of an experiment differ. */
    static List<String> of(Criteria first, Criteria second, String between) {
        Map<String, Criterion> one = first.asMap();
        Map<String, Criterion> other = second.asMap();
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        for (String key : keys) {
            if (!Objects.equals(one.get(key), other.get(key))) {
                differences.add("the criterion '" + key + "' was " + text(one.get(key)) + between + text(other.get(key)));
            }
        }
        return differences;
    }

    private static String text(Criterion criterion) {
        return criterion == null ? "absent" : "\"" + criterion.title() + "\": " + criterion.measure() + " "
                + criterion.side().words() + " " + criterion.value();
    }

    /**
     * In what the backends and the experiments of plug-ins differ from all those of the same name that the study had before.
     */
    static List<String> of(StudyManifest before, StudyManifest now) {
        return Stream.concat(of("backend ", before.provenance(), now.provenance(), Provenance::backend),
                of("experiment ", before.experiments(), now.experiments(), ExperimentOrigin::name)).toList();
    }

    private static <T> Stream<String> of(String kind, List<T> before, List<T> now, Function<T, String> name) {
        return now.stream().flatMap(each -> {
            List<T> same = before.stream().filter(old -> name.apply(old).equals(name.apply(each))).toList();
            return same.isEmpty() || same.contains(each) ? Stream.empty() : Stream.of(kind + name.apply(each) + ": "
                    + String.join("; ", of(fields(same.get(same.size() - 1)), fields(each), ", now ")));
        });
    }

    private static Map<String, String> fields(Object origin) {
        Map<String, String> fields = new LinkedHashMap<>();
        JsonNode tree = Json.tree(origin);
        tree.fieldNames().forEachRemaining(name -> fields.put(name, tree.get(name).asText(tree.get(name).toString())));
        return fields;
    }
}

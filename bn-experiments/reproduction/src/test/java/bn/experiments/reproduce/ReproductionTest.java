package bn.experiments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.study.Criterion;
import bn.experiments.study.DatasetSummary;
import bn.experiments.study.Experiment;
import bn.experiments.study.Protocol;
import bn.experiments.study.Study;
import bn.experiments.study.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReproductionTest {
    private static final Study STUDY = Reproduction.study();
    private static final DatasetSummary MNIST = facts(60000, 784, 10, true);
    private static final DatasetSummary SMALL = facts(600, 30, 3, false);
    private static final DatasetSummary COLOURED = facts(50000, 3072, 10, true);

    private static DatasetSummary facts(int train, int features, int classes, boolean poolable) {
        return new DatasetSummary("data", "for a test", train, train / 5, features, classes, poolable, "class",
                List.of(), "0", List.of());
    }

    static Stream<Experiment> experiments() {
        return STUDY.experiments().stream();
    }

    @Test
    void namesAreDistinct() {
        Set<String> names = new HashSet<>();
        assertTrue(STUDY.experiments().size() >= 3);
        experiments().forEach(each -> {
            assertTrue(each.name().matches("[a-z]+(-[a-z]+)*"), each.name());
            assertTrue(names.add(each.name()), each.name());
            assertTrue(each.question().endsWith("?"), each.question());
        });
    }

    /** As services they come in any order. */
    @Test
    void itsExperimentsAreFoundAsServices() {
        List<Experiment> found = Experiment.load(ReproductionTest.class.getClassLoader()).all();
        assertEquals(types(STUDY.experiments()), types(STUDY.with(found).experiments()));
    }

    private static List<Class<?>> types(List<Experiment> experiments) {
        return experiments.stream().<Class<?>>map(Object::getClass).toList();
    }

    /** A claim without a criterion that was set before, or a criterion without a reason, convinces nobody. */
    @Test
    void everyCriterionHasItsReason() {
        List<String> titles = new ArrayList<>();
        experiments().forEach(each -> {
            Map<String, Criterion> criteria = each.criteria().asMap();
            assertFalse(criteria.isEmpty(), each.name());
            criteria.forEach((key, criterion) -> {
                assertTrue(criterion.reason().length() > 20, each.name() + " " + key);
                assertFalse(criterion.statement().isBlank() || criterion.measure().isBlank(), each.name() + " " + key);
                titles.add(criterion.title());
            });
        });
        assertEquals(titles.size(), new HashSet<>(titles).size(), () -> "titles repeat: " + titles);
    }

    /** An answer that rests on a claim that nobody tests would never be given. */
    @Test
    void answersRestOnClaimsThatAreTested() {
        Set<String> titles = experiments().flatMap(each -> each.criteria().asMap().values().stream()).map(Criterion::title)
                .collect(Collectors.toSet());
        assertFalse(STUDY.answers().isEmpty());
        STUDY.answers().forEach(answer -> {
            Set<String> claims = answer.parts().stream().flatMap(part -> part.claims().stream()).collect(Collectors.toSet());
            assertFalse(claims.isEmpty(), answer.question());
            assertTrue(titles.containsAll(claims), () -> claims + " of " + titles);
        });
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void trialsCanBeToldApartOnAnyData(Experiment experiment) {
        for (DatasetSummary data : List.of(MNIST, SMALL, COLOURED)) {
            for (boolean quick : new boolean[] {true, false}) {
                Set<String> names = new HashSet<>();
                Protocol protocol = new Protocol(data, quick, 7, 2, "cpu", List.of("other"));
                List<Trial> trials = experiment.trials(protocol);
                assertFalse(trials.isEmpty(), experiment.name());
                for (Trial trial : trials) {
                    assertTrue(names.add(trial.name()), trial.name());
                    assertTrue(experiment.factors().containsAll(trial.factors().keySet()), trial.name());
                    assertTrue(trial.seed() == 7 || trial.seed() == 8, trial.name());
                }
            }
        }
    }
}

package bn.benchmarks.run;

import bn.benchmarks.task.Section;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked for.
 *
 * @param sections names of the parts to run
 * @param threads of each contestant
 * @param seed of all data
 * @param smoke whether only to show that everything works: a few short samples
 */
record Options(Set<String> sections, int threads, long seed, boolean smoke) {
    static final String START = "start";
    static final String MEMORY = "memory";

    private static final Set<String> ALL = Stream.concat(Arrays.stream(Section.values()).map(Section::label),
            Stream.of(START, MEMORY)).collect(Collectors.toCollection(LinkedHashSet::new));

    /** Fresh data each time, unless a seed is given. */
    static Options parse(String... args) {
        Set<String> sections = new LinkedHashSet<>();
        int threads = Runtime.getRuntime().availableProcessors();
        long seed = System.currentTimeMillis();
        boolean smoke = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--smoke" -> smoke = true;
                case "--threads" -> threads = (int) number(args, ++i, 1, 1024);
                case "--seed" -> seed = number(args, ++i, Long.MIN_VALUE, Long.MAX_VALUE);
                default -> {
                    if (!ALL.contains(args[i])) {
                        throw new IllegalArgumentException("there is no section or option '" + args[i] + "'; sections are "
                                + String.join(", ", ALL) + "; options are --smoke, --threads N and --seed N");
                    }
                    sections.add(args[i]);
                }
            }
        }
        return new Options(sections.isEmpty() ? ALL : sections, threads, seed, smoke);
    }

    private static long number(String[] args, int at, long least, long most) {
        String text = at < args.length ? args[at] : "";
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(args[at - 1] + " takes a whole number from " + least + " to " + most + ", got '"
                + text + "'");
    }

    boolean wants(String section) {
        return sections.contains(section);
    }
}

package bn.benchmarks.run;

import bn.benchmarks.task.BenchmarkSection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of the command line.
 *
 * @param sections names of the sections to run
 * @param threads number of threads of each contestant
 * @param seed seed of all data
 * @param before folder with the libraries of another version of bn, to be measured as well
 * @param smoke whether to take only a few short samples, to show that everything works
 */
record Options(Set<String> sections, int threads, long seed, Optional<Path> before, boolean smoke) {
    static final String START = "start";
    static final String MEMORY = "memory";
    /** Takes 8 GiB of memory and the disk, so it is run only if it is named. */
    static final String SCALE = "scale";

    private static final Set<String> ALL = Stream.concat(Arrays.stream(BenchmarkSection.values()).map(BenchmarkSection::label),
            Stream.of(START, MEMORY)).collect(Collectors.toCollection(LinkedHashSet::new));

    /** Parses the arguments. Without a seed, the data differ from run to run. */
    static Options parse(String... args) {
        Set<String> sections = new LinkedHashSet<>();
        int threads = Runtime.getRuntime().availableProcessors();
        long seed = System.currentTimeMillis();
        Optional<Path> before = Optional.empty();
        boolean smoke = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--smoke" -> smoke = true;
                case "--threads" -> threads = (int) number(args, ++i, 1, 1024);
                case "--seed" -> seed = number(args, ++i, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--before" -> before = Optional.of(folder(args, ++i));
                default -> {
                    if (!ALL.contains(args[i]) && !args[i].equals(SCALE)) {
                        throw new IllegalArgumentException("there is no section or option '" + args[i] + "'; sections are "
                                + String.join(", ", ALL) + ", " + SCALE
                                + "; options are --smoke, --threads N, --seed N and --before FOLDER");
                    }
                    sections.add(args[i]);
                }
            }
        }
        return new Options(sections.isEmpty() ? ALL : sections, threads, seed, before, smoke);
    }

    private static Path folder(String[] args, int at) {
        Path folder = Path.of(at < args.length ? args[at] : "");
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder, "bn-cpu-*.jar")) {
            if (libraries.iterator().hasNext()) {
                return folder;
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new IllegalArgumentException("--before takes the folder bn-cli/target/dist/lib of a build of bn; there is no bn-cpu"
                + " in '" + folder + "'");
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

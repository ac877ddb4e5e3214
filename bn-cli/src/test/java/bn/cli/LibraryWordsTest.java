package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.ApiRemedy;
import bn.api.Remedy;
import bn.cli.command.CommandTree;
import bn.experiments.data.DataRemedy;
import bn.experiments.model.ModelRemedy;
import bn.experiments.run.RunRemedy;
import bn.experiments.study.StudyRemedy;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The libraries speak in words of their API, and the command adds its options and commands, which are real ones. */
class LibraryWordsTest {
    private static final JavaClasses LIBRARIES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("bn.api", "bn.conformance", "bn.theory", "bn.cpu", "bn.opencl", "bn.experiments");
    private static final CommandLine COMMAND = CommandTree.whole();
    /** Options of Java, which a user of the library has too. */
    private static final Set<String> JAVA = Set.of("--add-modules");
    /** What follows the hyphens may be put together when it is said: the class file has \1 there. Names of CSS are no options. */
    private static final Pattern OPTION = Pattern.compile("(?<!\\w|var\\()--[a-z\\x01][a-z0-9-]*");
    private static final Pattern SUBCOMMAND = Pattern
            .compile("\\bbn (" + String.join("|", COMMAND.getSubcommands().keySet()) + ")\\b");

    @Test
    void theLibrariesNameNoOptionsAndNoCommands() throws IOException {
        List<String> found = new ArrayList<>();
        Set<String> modules = new TreeSet<>();
        for (JavaClass type : LIBRARIES) {
            modules.add(type.getPackageName().split("\\.", -1)[1]);
            for (String text : strings(type)) {
                if (names(text)) {
                    found.add(type.getName() + ": " + text);
                }
            }
        }
        assertEquals(List.of(), found);
        assertTrue(modules.containsAll(Set.of("api", "theory", "cpu", "opencl", "experiments")), modules::toString);
    }

    @Test
    void theRuleSeesThemInTheCommand() throws IOException {
        JavaClass hints = new ClassFileImporter().importClass(RemedyHints.class);
        List<String> named = strings(hints).stream().filter(LibraryWordsTest::names).toList();
        assertTrue(named.contains("--index COLUMNS|none") && named.contains("bn fold"), named::toString);
        assertTrue(names("--\1-decay \1 has no effect") && !names("var(--chart-\1)")
                && !names("no --add-modules jdk.incubator.vector"));
    }

    @ParameterizedTest
    @MethodSource("remedies")
    void aHintNamesWhatThereIs(Remedy remedy) {
        String hint = RemedyHints.of(remedy).orElseThrow();
        Matcher options = OPTION.matcher(hint);
        while (options.find()) {
            assertTrue(hasOption(COMMAND, options.group()), hint);
        }
        Matcher commands = Pattern.compile("\\bbn ([a-z]+)( [a-z]+)?").matcher(hint);
        while (commands.find()) {
            CommandLine command = COMMAND.getSubcommands().get(commands.group(1));
            assertTrue(command != null, hint);
            assertTrue(command.getSubcommands().isEmpty() || command.getSubcommands().containsKey(commands.group(2).strip()),
                    hint);
        }
    }

    private static Stream<Remedy> remedies() {
        return Stream.<Remedy[]>of(ApiRemedy.values(), DataRemedy.values(), RunRemedy.values(), StudyRemedy.values(),
                ModelRemedy.values())
                .flatMap(Stream::of);
    }

    @Test
    void everyRemedyOfTheLibrariesHasAHint() {
        Set<String> known = new TreeSet<>();
        remedies().forEach(remedy -> known.add(remedy.getClass().getName()));
        Set<String> all = new TreeSet<>();
        LIBRARIES.stream().filter(type -> type.isAssignableTo(Remedy.class) && !type.isInterface())
                .forEach(type -> all.add(type.getName()));
        assertEquals(all, known);
    }

    private static boolean hasOption(CommandLine command, String name) {
        return command.getCommandSpec().findOption(name) != null || command.getCommandSpec().negatedOptionsMap().containsKey(name)
                || command.getSubcommands().values().stream().anyMatch(each -> hasOption(each, name));
    }

    private static boolean names(String text) {
        return SUBCOMMAND.matcher(text).find()
                || OPTION.matcher(text).results().anyMatch(option -> !JAVA.contains(option.group()));
    }

    /** The string constants of a class file; those that are put together at run time have \1 for what is put in. */
    private static List<String> strings(JavaClass type) throws IOException {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream();
                DataInputStream in = new DataInputStream(file)) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            Map<Integer, String> texts = new HashMap<>();
            List<Integer> strings = new ArrayList<>();
            for (int index = 1; index < count; index++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts.put(index, in.readUTF());
                    case 8 -> strings.add(in.readUnsignedShort());
                    case 7, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        // A long or double takes two places.
                        index++;
                    }
                    default -> throw new IOException(type.getName() + " has a constant with tag " + tag);
                }
            }
            return strings.stream().map(texts::get).toList();
        }
    }
}

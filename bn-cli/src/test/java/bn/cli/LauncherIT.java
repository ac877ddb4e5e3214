package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleFinder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the command is started: Javas, locales, folders, users. */
class LauncherIT {
    @TempDir
    private Path scratch;

    /** A Java of which the launcher can learn its version only, or what its file says. */
    private Map<String, String> java(String version, String release) throws Exception {
        Path home = Files.createDirectories(scratch.resolve("java/bin"));
        Path java = Files.writeString(home.resolve("java"), "#!/bin/sh\n[ \"$1\" = -version ] && "
                + "echo 'openjdk version \"" + version + "\" 2020-01-01' >&2 || echo started\n");
        assertTrue(java.toFile().setExecutable(true));
        if (release != null) {
            Files.writeString(home.resolveSibling("release"), release);
        }
        return Map.of("JAVA_HOME", home.getParent().toString());
    }

    private void refused(String line, Map<String, String> environment) throws Exception {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, environment, "--version");
        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("bn: ") && result.err().contains(line), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_392, false", "11.0.2, false", "16-ea, false", "17, true", "17.0.15, true", "26-ea, true"})
    void aJavaThatIsTooOldIsNamed(String version, boolean fits) throws Exception {
        for (String release : new String[] {null, "JAVA_VERSION=\"" + version + "\"\n"}) {
            Map<String, String> environment = java(version, release);
            if (fits) {
                assertEquals("started", Launch.bn(Launch.distribution(), scratch, environment, "--version").out().strip());
            } else {
                refused("Java " + version + " (" + scratch.resolve("java/bin/java") + ") is too old: install JDK 17",
                        environment);
            }
        }
    }

    @Test
    void aJavaThatIsNotThereOrLacksModulesIsNamed() throws Exception {
        refused("JAVA_HOME is " + scratch + "/none, where there is no bin/java", Map.of("JAVA_HOME", scratch + "/none"));
        refused("lacks the module java.desktop", java("17", "JAVA_VERSION=\"17\"\nMODULES=\"java.base java.logging\"\n"));
    }

    /** The modules that the launcher asks for are all that is needed. */
    @Test
    void noOtherModulesAreNeeded() throws Exception {
        String script = Files.readString(Launch.distribution().resolve("bin/bn"));
        Matcher asked = Pattern.compile("for module in (.*); do").matcher(script);
        assertTrue(asked.find(), script);
        // The limit is for all modules, ours and libraries as well.
        String modules = ModuleFinder.of(Launch.distribution().resolve("lib")).findAll().stream()
                .map(module -> module.descriptor().name()).collect(Collectors.joining(",")) + ","
                + asked.group(1).replace(' ', ',');
        Launch.Result result = Launch.bn(Launch.distribution(), scratch,
                Map.of("BN_JAVA_OPTS", "--limit-modules=" + modules), "rate", "linear", "--train-size", "300",
                "--pool", "4");
        assertEquals(0, result.code(), result.err());
    }

    @Test
    void optionsOfTheJvmAreSplitAtSpacesOnly() throws Exception {
        refused("BN_JAVA_OPTS has quotes", Map.of("BN_JAVA_OPTS", "-Dx='a b'"));
        Launch.Result stars = Launch.bn(Launch.distribution(), scratch, Map.of("BN_JAVA_OPTS", "  -Dx=/* -Dy=$HOME  "),
                "--version");
        assertEquals(0, stars.code(), stars.err());
    }

    @Test
    void aWorkingFolderThatIsGoneIsSaid() throws Exception {
        Launch.Result result = Launch.sh(scratch, "mkdir gone; cd gone; rmdir ../gone; $BN --version");
        assertEquals(1, result.code());
        assertTrue(result.err().endsWith("bn: the working folder is not there any more: change to another\n"), result.err());
    }

    /** With class data, whose file is an option of the JVM. */
    @ParameterizedTest
    @ValueSource(strings = {"with space", "it's \"quoted\" *", "\u00fcber"})
    void theDistributionMayLieAnywhere(String name) throws Exception {
        Assumptions.assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name),
                "a locale that has the letter");
        Path copy = Launch.variant(scratch.resolve(name), jar -> true);
        Path archives = Files.createDirectories(copy.resolve("cds"));
        Files.writeString(archives.resolve("home"), copy + "\n0\n");
        Files.createFile(archives.resolve(System.getProperty("java.runtime.version") + ".jsa"));
        Path link = Files.createSymbolicLink(scratch.resolve("a link"), copy.resolve("bin/bn"));
        Launch.Result result = Launch.sh(scratch, "'./a link' --version");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("bn "), result.out());
        assertTrue(Files.isSymbolicLink(link));
    }

    /** Class data that are damaged, cut or of another kind of file: the JVM does without, where it would end or compute with them. */
    @Test
    void damagedClassDataAreNotUsed() throws Exception {
        Path copy = Launch.variant(scratch.resolve("copy"), jar -> false);
        try (Stream<Path> jars = Files.list(Launch.distribution().resolve("lib"))) {
            // Files, as class data of JDK 25 do not fit links to jars.
            for (Path jar : jars.toList()) {
                Files.copy(jar, copy.resolve("lib").resolve(jar.getFileName()));
            }
        }
        Path archive = Files.createDirectories(copy.resolve("cds")).resolve(System.getProperty("java.runtime.version") + ".jsa");
        assertEquals(0, Launch.sh(scratch, classData(copy, archive)).code());
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, whole);
        Files.writeString(archive.resolveSibling("home"), copy + "\n" + whole.length + "\n");
        // So that it is a test at all: this JVM starts only if it can use the file.
        Launch.Result used = Launch.bn(copy, scratch, Map.of("BN_JAVA_OPTS", "-Xshare:on"), "--version");
        assertEquals(0, used.code(), used.out() + used.err());

        for (int part = 0; part < 10; part++) {
            byte[] damaged = whole.clone();
            int from = (int) (whole.length * (long) part / 10);
            Arrays.fill(damaged, from, Math.min(from + 65_536, whole.length), (byte) 0x5a);
            Files.write(archive, damaged);
            starts(copy, used);
        }
        for (int length : new int[] {0, 4096, whole.length / 2, whole.length - 1}) {
            Files.write(archive, Arrays.copyOf(whole, length));
            starts(copy, used);
        }
        Files.delete(archive);
        Files.createDirectory(archive);
        starts(copy, used);
    }

    /** The command that makes class data, in the way of the build. */
    private static String classData(Path copy, Path archive) {
        return Runtime.version().feature() >= 25
                ? "JDK_JAVA_OPTIONS='\"-XX:AOTCacheOutput=" + archive + "\"' '" + copy.resolve("bin/bn") + "' --version"
                : "'" + Path.of(System.getProperty("java.home"), "bin/java")
                        + "' -XX:+UseSerialGC -Xshare:dump -XX:SharedClassListFile="
                        + Path.of(System.getProperty("bn.root"), "bn-cli/target/classes.lst") + " -XX:SharedArchiveFile='"
                        + archive
                        + "' -p '" + copy.resolve("lib") + "' -m bn.cli/bn.cli.Main";
    }

    private void starts(Path copy, Launch.Result as) throws Exception {
        Launch.Result result = Launch.bn(copy, scratch, "--version");
        assertEquals(0, result.code(), result.out() + result.err());
        assertEquals(as.out(), result.out());
        assertEquals("", result.err());
    }

    @Test
    void aColonInThePathIsRefused() throws Exception {
        Path copy = Launch.variant(scratch.resolve("a:b"), jar -> true);
        Launch.Result result = Launch.bn(copy, scratch, "--version");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("has a colon"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG=C", "LC_CTYPE=C", "LC_ALL=C.UTF-8", "LANG=xx_YY.utf8",
            "LC_ALL=xx_YY.UTF-8", ""})
    void namesOfFilesAreInUtf8(String locale) throws Exception {
        Path folder = Files.createDirectory(scratch.resolve("sub"));
        byte[] script = ("unset LC_ALL LANG LC_CTYPE; mkdir \u00e4; printf 'y,a\\n1.5,2\\n2.5,3\\n3,5.5\\n' > \u00e4/\u00f6.csv; "
                + locale
                + " $BN rate linear --dataset csv --file \u00e4/\u00f6.csv --target y --save-moments \u00e4/\u00fc.npz; "
                + "ls \u00e4").getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("script"), script);
        Launch.Result result = Launch.sh(folder, "sh ./script");
        assertTrue(result.out().startsWith("target"), result.err());
        assertTrue(result.out().endsWith("\u00f6.csv\n\u00fc.npz\n"), result.out());
    }

    /** A network that is known not to fit before it is trained, and one that is found out. */
    @ParameterizedTest
    @CsvSource({"784-2000-2000-10, the checkpoint of a network 784-2000-2000-10 needs .* GB of memory",
            "784-800-800-10, not enough memory \\(.*the limit of the heap is \\d+ MiB\\)"})
    void tooLittleMemoryIsSaidInALine(String architecture, String said) throws Exception {
        Launch.Result result = Launch.bn(Launch.distribution(), scratch, Map.of("BN_JAVA_OPTS", "-Xmx24m"), "train", "--arch",
                architecture, "--train-size", "2000", "--out", scratch.resolve("run").toString());
        assertEquals(1, result.code());
        List<String> err = result.err().lines().toList();
        assertTrue(err.get(err.size() - 1).matches("bn: " + said + ".*BN_JAVA_OPTS=-Xmx(\\d+m|\\.\\.\\.\\))"), result.err());
        assertTrue(err.stream().noneMatch(line -> line.startsWith("\tat ")), result.err());
    }

    /** A user without an entry in the system's list: HOME tells where caches are, and without it nothing is written anywhere. */
    @Test
    void aUserWithoutAnEntryHasTheHomeOfTheEnvironment() throws Exception {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/bin/setpriv")),
                "root");
        Assumptions.assumeTrue(
                Launch.sh(scratch, "setpriv --reuid=12345 --regid=12345 --clear-groups test -r \"$BN\"").code() == 0,
                "a folder that others may read");
        String as = "chmod 777 .; setpriv --reuid=12345 --regid=12345 --clear-groups env HOME=\"$PWD\" ";
        Launch.Result missing = Launch.sh(scratch, as + "$BN rate linear --dataset mnist");
        assertEquals(2, missing.code(), missing.err());
        assertTrue(missing.err().contains("no files of mnist in " + scratch + "/.cache/bn/mnist"), missing.err());
        // Not into a folder that all users share.
        Launch.Result unwritable = Launch.sh(scratch, as.replace("HOME=\"$PWD\"", "HOME=/") + "$BN verify --backend cpu");
        assertEquals(1, unwritable.code(), unwritable.err());
        assertTrue(
                unwritable.err().contains("cannot be unpacked into //.javacpp/cache, where nothing can be written; name another "
                        + "folder by BN_JAVA_OPTS=") || unwritable.err().contains("cannot be unpacked into /.javacpp/cache"),
                unwritable.err());
        Launch.Result none = Launch.sh(scratch, as.replace("HOME=\"$PWD\"", "-u HOME") + "$BN --version");
        assertEquals("bn: no home folder is known: set HOME to a folder for caches", none.err().strip());
    }
}

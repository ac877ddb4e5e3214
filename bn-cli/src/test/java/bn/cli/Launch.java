package bn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the assembled distribution, or a variant of it, as a process. */
final class Launch {
    /** For what would never end; a machine that does other things may take minutes for what needs seconds. */
    private static final long LIMIT_SECONDS = 900;

    private Launch() {}

    /** What a process left. */
    record Result(int code, String out, String err) {

        /** What it said in addition to what data it read. */
        String notes() {
            return err.lines().filter(line -> !line.startsWith("Read ")).collect(Collectors.joining("\n"));
        }
    }

    /** The distribution that the build assembled. */
    static Path distribution() {
        return Path.of(System.getProperty("bn.dist"));
    }

    /** A copy of the distribution, made of links, with only those jars whose names pass. */
    static Path variant(Path folder, Predicate<String> jar) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("bin"));
        Files.copy(distribution().resolve("bin/bn"), folder.resolve("bin/bn"), StandardCopyOption.COPY_ATTRIBUTES);
        try (Stream<Path> jars = Files.list(distribution().resolve("lib"))) {
            for (Path path : jars.filter(path -> jar.test(path.getFileName().toString())).toList()) {
                Files.createSymbolicLink(folder.resolve("lib").resolve(path.getFileName()), path);
            }
        }
        return folder;
    }

    /** Runs {@code bin/bn} of a distribution with the Java that runs the tests. */
    static Result bn(Path distribution, Path scratch, String... arguments) throws IOException, InterruptedException {
        return bn(distribution, scratch, Map.of(), arguments);
    }

    /** Likewise, with more in the environment. */
    static Result bn(Path distribution, Path scratch, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(distribution.resolve("bin/bn").toString()));
        command.addAll(List.of(arguments));
        return run(command, scratch, environment);
    }

    /** Runs a script of the shell in a folder; in it, {@code $BN} is {@code bin/bn} of the distribution. */
    static Result sh(Path folder, String script) throws IOException, InterruptedException {
        return run(List.of("sh", "-c", "cd '" + folder + "'; " + script), folder, Map.of());
    }

    /** A process that goes on. */
    static Process start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(distribution().resolve("bin/bn").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(folder.resolve("started-err.txt").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static Result run(List<String> command, Path scratch, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("BN", distribution().resolve("bin/bn").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end within " + LIMIT_SECONDS + " s");
        }
        return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                withoutAparapi(Files.readString(err)));
    }

    /** Without a line that Aparapi's native code prints wherever a platform has OpenCL 3, and that nothing turns off. */
    static String withoutAparapi(String err) {
        return err.replaceAll("(?m)^WARNING: Aparapi is running on an untested OpenCL platform version.*\\R", "");
    }
}

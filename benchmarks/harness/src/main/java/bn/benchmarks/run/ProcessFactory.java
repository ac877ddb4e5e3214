package bn.benchmarks.run;

import bn.benchmarks.task.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates the processes to measure: all with the same Java, the same JVM options and the same environment. */
final class ProcessFactory {
    private static final List<String> LIBRARIES = List.of("OPENBLAS_", "MKL_", "OMP_", "KMP_", "GOMP_", "ONEDNN_", "DNNL_",
            "NVPL_", "POCL_MAX_", "POCL_CPU_MAX_");
    private final Path home;
    private final Options options;

    /**
     * Processes of the modules in a folder.
     *
     * @param home the folder {@code benchmarks}, with all modules built
     */
    ProcessFactory(Path home, Options options) {
        this.home = home;
        this.options = options;
    }

    ProcessBuilder worker(WorkerConfig config) throws IOException {
        ProcessBuilder builder = config.program().isEmpty() ? javaWorker(config) : command(config.program());
        builder.environment().putAll(config.environment());
        Path logs = Files.createDirectories(home.resolve("target/logs"));
        return builder.redirectError(logs.resolve(config.name() + ".log").toFile());
    }

    private ProcessBuilder javaWorker(WorkerConfig config) throws IOException {
        List<String> jvm = new ArrayList<>(List.of("-Xmx3g"));
        jvm.addAll(settings());
        jvm.addAll(config.jvm());
        String classPath = config.libraries().isEmpty() ? classPath(config.module())
                : String.join(File.pathSeparator, classes(config.module()), classes("harness"),
                        config.libraries().get().resolve("*").toString());
        return java(classPath, jvm, config.main(), config.arguments());
    }

    private List<String> settings() {
        return List.of("-D" + Settings.THREADS + "=" + options.threads(), "-D" + Settings.SEED + "=" + options.seed());
    }

    /** A main class of a module that knows the settings of this run. */
    ProcessBuilder program(String module, String main, String argument) throws IOException {
        return java(classPath(module), settings(), main, List.of(argument));
    }

    /** A main class of a module. */
    ProcessBuilder program(String module, String main) throws IOException {
        return java(classPath(module), List.of(), main, List.of());
    }

    private ProcessBuilder java(String classPath, List<String> jvm, String main, List<String> arguments) {
        // The collector with the least overhead, which the command bn uses as well.
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-cp", classPath));
        command.addAll(jvm);
        command.add(main);
        command.addAll(arguments);
        return command(command);
    }

    /**
     * Any command. All libraries get the same number of threads, and OpenBLAS the timeout for spinning threads that bn sets.
     * Other environment variables of BLAS and OpenMP libraries are removed, so that each library uses its own defaults.
     */
    ProcessBuilder command(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        String threads = String.valueOf(options.threads());
        builder.environment().keySet().removeIf(name -> LIBRARIES.stream().anyMatch(name::startsWith));
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", threads, "MKL_NUM_THREADS", threads, "OPENBLAS_NUM_THREADS",
                threads, "OPENBLAS_THREAD_TIMEOUT", "4", "POCL_MAX_PTHREAD_COUNT", threads,
                "POCL_CPU_MAX_CU_COUNT", threads));
        return builder;
    }

    private String classPath(String module) throws IOException {
        return classes(module) + File.pathSeparator
                + Files.readString(home.resolve(module).resolve("target/classpath")).strip();
    }

    private String classes(String module) {
        return home.resolve(module).resolve("target/classes").toString();
    }
}

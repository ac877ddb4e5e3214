package bn.experiments.result;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that tries to lock a file and, if it can, keeps it locked until it is closed. */
final class OtherProcess implements AutoCloseable {
    private static final String PROGRAM = """
            import java.nio.channels.*;
            import java.nio.file.*;
            public class Lock {
                public static void main(String[] args) throws Exception {
                    FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    System.out.println(channel.tryLock() != null);
                    System.in.read();
                }
            }
            """;

    private final Process process;
    private final boolean locked;

    OtherProcess(Path scratch, Path file) throws IOException {
        Path program = Files.writeString(scratch.resolve("Lock.java"), PROGRAM);
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), program.toString(),
                file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        locked = Boolean.parseBoolean(out.readLine());
    }

    boolean locked() {
        return locked;
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

package bn.cli;

import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.plugin.Plugins;
import bn.experiments.data.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs command lines in this process, and writes the files that they read. */
final class InProcess {
    private InProcess() {}

    static Launch.Result bn(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, 80);
        int code = Main.run(Host.LAUNCHER, arguments, console, Interruption.never(), new Plugins());
        return new Launch.Result(code, out.toString(), err.toString());
    }

    /** A .npy file; its path. */
    static String npy(Path file, double[] values, int... shape) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, values, shape);
        }
        return file.toString();
    }
}

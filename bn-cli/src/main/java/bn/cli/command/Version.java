package bn.cli.command;

import bn.experiments.result.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit of this program, and the JVM. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"bn " + ProgramVersion.text(),
                "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")};
    }
}

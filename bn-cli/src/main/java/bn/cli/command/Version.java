package bn.cli.command;

import bn.experiments.result.Provenance;
import picocli.CommandLine.IVersionProvider;

/** The version of the module. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"bn " + Provenance.version(Version.class),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")};
    }
}

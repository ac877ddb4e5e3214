package bn.cli.command;

import bn.api.spi.Origin;
import picocli.CommandLine.IVersionProvider;

/** The version of the module. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"bn " + Origin.of(Version.class).version(),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")};
    }
}

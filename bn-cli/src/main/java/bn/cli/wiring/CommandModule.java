package bn.cli.wiring;

import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Named;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.plugin.Plugins;
import bn.experiments.data.catalog.DataFolders;
import bn.experiments.model.ModelFormat;
import bn.experiments.reproduce.Reproduction;
import bn.experiments.study.Experiment;
import bn.experiments.study.Study;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/** What is injected into commands: the console, and the providers on the module path, the class path and in the plug-in folder. */
public final class CommandModule extends AbstractModule {
    private final Optional<Path> folder;
    private final Plugins plugins;
    private final Console console;
    private final Interruption interruption;
    private final CommandText text;

    /** The wiring of one command line. */
    public CommandModule(Optional<Path> folder, Plugins plugins, Console console, Interruption interruption, CommandText text) {
        this.folder = folder;
        this.plugins = plugins;
        this.console = console;
        this.interruption = interruption;
        this.text = text;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(Console.class).toInstance(console);
        bind(Interruption.class).toInstance(interruption);
        bind(CommandText.class).toInstance(text);
        bind(DataFolders.class).toInstance(DataFolders.ofProcess());
        bind(Locations.class).toInstance(Locations.LOCAL);
        bind(TrialExecutors.class).toInstance(TrialExecutors.LOCAL);
    }

    @Provides
    @Singleton
    ClassLoader providerLoader() {
        return plugins.load(folder);
    }

    @Provides
    @Singleton
    Providers<BackendProvider> backends(ClassLoader loader) {
        return noted(BackendProvider.load(loader, type -> plugins.refusal(Plugins.BACKEND, type)));
    }

    @Provides
    @Singleton
    Providers<NormalizationProvider> normalizations(ClassLoader loader) {
        return noted(NormalizationProvider.load(loader, type -> plugins.refusal(Plugins.NORMALIZATION, type)));
    }

    @Provides
    @Singleton
    Providers<Experiment> experiments(ClassLoader loader) {
        return noted(Experiment.load(loader, type -> plugins.refusal(Plugins.EXPERIMENT, type)));
    }

    @Provides
    @Singleton
    Providers<ModelFormat> modelFormats(ClassLoader loader) {
        return noted(ModelFormat.load(loader, type -> plugins.refusal(Plugins.MODEL_FORMAT, type)));
    }

    @Provides
    @Singleton
    Study study(Providers<Experiment> experiments) {
        return Reproduction.study().with(experiments.all());
    }

    /** Notes which providers were found and cannot be used, whichever the command then uses. */
    private <P extends Named> Providers<P> noted(Providers<P> providers) {
        providers.failures().forEach(failure -> console.note("bn: " + failure));
        return providers;
    }
}

package bn.experiments.reproduce;

import bn.experiments.data.Dataset;
import bn.experiments.report.Claim;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Setting;
import bn.experiments.report.Verdict;
import bn.experiments.result.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All experiments, and the report of what they found. */
public final class Reproduction {

    private Reproduction() { }

    /** The experiments, in the order in which the report tells them. */
    public static List<Experiment> experiments() {
        return List.of(new Identity(), new Equivalence(), new DataDependence(), new Noise(), new Depth());
    }

    /**
     * The report of all sections.
     *
     * @param command the command line that makes it again
     */
    public static Report report(List<Section> sections, Conditions conditions, String command) {
        List<Claim> claims = sections.stream().flatMap(section -> section.claims().stream()).toList();
        long supported = claims.stream().filter(claim -> claim.verdict() == Verdict.SUPPORTED).count();
        Dataset dataset = conditions.dataset();
        return new Report("How batch normalization tunes the regularization rate",
                "Main claims of the theory of Annamalai and Thakur (2022), tested on " + dataset.name() + ": " + supported + " of "
                + claims.size() + " supported.", sections, command,
                List.of(new Setting("data set", dataset.name() + ": " + dataset.description()),
                        new Setting("training examples", String.valueOf(dataset.train().count())),
                        new Setting("size", conditions.scale().name().toLowerCase(Locale.ROOT)),
                        new Setting("seed", String.valueOf(conditions.seed()))),
                provenance(dataset, Provenance.of(conditions.backend())));
    }

    /** Where numbers come from, as a report shows it: versions, machine, and checksums of the data. */
    public static List<Setting> provenance(Dataset dataset, Provenance provenance) {
        List<Setting> settings = new ArrayList<>(List.of(
                new Setting("bn", provenance.bn()),
                new Setting("backend", provenance.backend() + " " + provenance.backendVersion() + ", module "
                        + provenance.backendModule()),
                new Setting("device", provenance.device()),
                new Setting("software", provenance.software()),
                new Setting("Java", provenance.java()),
                new Setting("system", provenance.system())));
        dataset.files().forEach(source -> settings.add(new Setting(source.name(), "SHA-256 " + source.sha256())));
        return settings;
    }
}

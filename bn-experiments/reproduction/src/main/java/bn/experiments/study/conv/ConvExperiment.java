package bn.experiments.study.conv;

import bn.api.DType;
import bn.experiments.architecture.NamedArchitecture;
import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/** T1, T2, T3 and T13 at every step of training LeNet and ResNets: over seeds, dtypes and backends. */
public final class ConvExperiment extends AbstractExperiment {
    static final Factor<NamedArchitecture> NETWORK = Factor.of("network", NamedArchitecture::text);
    static final Factor<String> BACKEND = Factor.of(Trial.BACKEND);
    static final Factor<DType> DTYPE = Factor.of("dtype", DType::label);

    /** The experiment. */
    public ConvExperiment() {
        super("conv", "Convolutions: constraint, gradient, rates and streams",
                "Do the identities of the theory hold for convolutions and residual networks, at every step of training?",
                List.of("network", Trial.BACKEND, "dtype", "layer"));
    }

    /** Those with shortcuts A (no parameters) and B (1 x 1 convolutions). */
    static List<NamedArchitecture> networks(Protocol protocol) {
        return protocol.quick() ? List.of(NamedArchitecture.LENET, NamedArchitecture.RESNET8, NamedArchitecture.RESNET8_B)
                : List.of(NamedArchitecture.LENET, NamedArchitecture.RESNET8, NamedArchitecture.RESNET8_B,
                        NamedArchitecture.RESNET20, NamedArchitecture.RESNET20_B);
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(NETWORK, networks(protocol)).over(BACKEND, protocol.backends())
                .over(DTYPE, DType.values()).cost(at -> cost(at.get(NETWORK)) * ConvTrial.steps(protocol))
                .measure(ConvTrial::run);
    }

    /** Of a step: nearly all of it is what the host computes. */
    private static double cost(NamedArchitecture network) {
        return switch (network) {
            case LENET -> 0.1;
            case RESNET20, RESNET20_B -> 1.5;
            default -> 0.5;
        };
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return new ConvReport(evidence).findings();
    }
}

package bn.experiments.reproduce;

import bn.experiments.report.Theorem;
import bn.experiments.study.Answer;
import bn.experiments.study.Answer.Part;
import bn.experiments.study.Study;
import bn.experiments.study.batch.BatchSizeExperiment;
import bn.experiments.study.choice.ChoiceExperiment;
import bn.experiments.study.conv.ConvExperiment;
import bn.experiments.study.data.DataExperiment;
import bn.experiments.study.decay.DecayExperiment;
import bn.experiments.study.depth.DepthExperiment;
import bn.experiments.study.dynamics.DynamicsExperiment;
import bn.experiments.study.folding.FoldingExperiment;
import bn.experiments.study.head.HeadExperiment;
import bn.experiments.study.identity.ConstraintExperiment;
import bn.experiments.study.identity.EquivalenceExperiment;
import bn.experiments.study.identity.GradientIdentityExperiment;
import bn.experiments.study.noise.NoiseExperiment;
import bn.experiments.study.slimming.SlimmingExperiment;
import java.util.List;

/** The study of the claims of Annamalai and Thakur (2022), and of what follows from them. */
public final class Reproduction {

    private static final String TITLE = "How batch normalization tunes the regularization rate";
    private static final String COVER = "data";
    private static final List<Answer> ANSWERS = List.of(
            new Answer("Is batch norm a regularizer?", List.of(new Part(
                    List.of("T2 gradient identity, float32", "T2 gradient identity, float64", "T1 constraint, float32",
                            "T1 constraint, float64", "T7 equivalence"),
                    "Yes. At every step it adds the gradient of a penalty on the weights, (λ/2) v·Sv, with S the covariance of the "
                            + "inputs. Softmax regression with that penalty instead has the same solution, if no rate λ is negative.",
                    "Not as this run measured it: a check of the instrument failed.",
                    "This run does not say."))),
            new Answer("Is its rate a good one?", List.of(
                    new Part(List.of("Tuned near the best data-weighted rate"),
                            "In linear regression its test loss is near that of the best rate.",
                            "Not in general: in linear regression other rates have a lower test loss.",
                            "Not decided for linear regression on these data."),
                    new Part(List.of("Tuned rate follows the best one, label noise"),
                            "It follows the best rate when labels become noisier.",
                            "With noisier labels it falls, as the inputs explain less, and does not follow the best rate.",
                            "Whether it follows the best rate when labels become noisier is open."))),
            new Answer("What should I do?", List.of(
                    Part.always("Read the rates off: λ = −(∂L/∂γ)/γ."),
                    new Part(List.of("T5 and T8, decay of γ and of the layer above"),
                            "Choose the weight decay of the last γ and of the layer above on purpose: after training it is the rate.",
                            "Do not take the weight decay of γ for the rate: here it was not.",
                            "Whether the weight decay of γ becomes the rate is open here."),
                    new Part(List.of("The rates keep the test loss of batch norm", "The rates keep the accuracy of batch norm"),
                            "If you fold batch norm and train on, add the penalty with these rates.",
                            "Do not fold batch norm and train on: the penalty with its rates does not keep what batch norm does.",
                            "Whether that penalty can replace batch norm is open here."))),
            new Answer("Should weight decay act on γ and β?", List.of(
                    new Part(List.of("T17 decay of inner γ and β is a learning rate",
                            "T17 decay of inner γ and β is no rate of the last ones"),
                            "Where another batch norm follows, it is a learning rate and regularizes nothing.",
                            "Where another batch norm follows, it is not only a learning rate here.",
                            "Whether it is only a learning rate where another batch norm follows is open here."),
                    new Part(List.of("Decay of γ and β matters, SGD"),
                            "On all parameters, instead of on the weights alone, it changes the test loss by more than 5 %.",
                            "On all parameters, instead of on the weights alone, it changes the test loss by less than 5 %.",
                            "Whether it changes the test loss by more than 5 % is open here."))));
    private static final List<String> LIMITS = List.of(
            "One data set at a time, and small networks: dense layers, one residual network where weight decay is placed, and "
                    + "a few steps of LeNet and of residual networks of up to 20 layers where identities are checked. Nothing here is about attention or large models.",
            "The claims are about rates and where they come from. That a tuned rate is a good rate does not follow from any of them; "
                    + "the experiment on choosing asks that, for the problems that it solves.",
            "Intervals are over seeds: which examples are drawn, initial weights, order, noise. They do not cover other data sets, other "
                    + "architectures or other optimizers. Seeds draw from one pool: the larger their samples, the more examples they share, so that "
                    + "the intervals are for other draws from this pool, not for another pool. Within an experiment the verdicts are corrected for the number of findings (Holm 1979), over all experiments they are not.",
            "Exact claims (T1, T2, T3, T8, T13, folding) hold for every network by algebra; that they hold here shows that the kernels compute "
                    + "what the theory speaks of, not that the theory matters.",
            "The statements of the theory were derived for this project from the abstract of the paper; its authors answer for none of "
                    + "them.");

    private Reproduction() {}

    /** All its experiments, in the order in which the report tells them. */
    public static Study study() {
        return new Study(TITLE, ANSWERS, COVER, List.of(
                new GradientIdentityExperiment(),
                new ConstraintExperiment(),
                new EquivalenceExperiment(),
                new ConvExperiment(),
                new DataExperiment(),
                new NoiseExperiment(),
                new ChoiceExperiment(),
                new DepthExperiment(),
                new BatchSizeExperiment(),
                new FoldingExperiment(),
                new DynamicsExperiment(),
                new DecayExperiment(),
                new SlimmingExperiment(),
                new HeadExperiment()), theory(), LIMITS);
    }

    private static List<Theorem> theory() {
        return List.of(
                new Theorem("T1 Constraint",
                        "With v = γ w / s the effective weights, v·Sv = γ² (1 − ε / s²): training under batch "
                                + "norm is training v on, or with ε > 0 inside, this ellipsoid."),
                new Theorem("T2 Gradient identity", "∂L/∂w = (γ/s)(g + λ Sv) with λ = −v·g / γ²: at every step, batch norm "
                        + "back-propagates the gradient of the network without it plus that of a data-weighted penalty (λ/2) v·Sv."),
                new Theorem("T3 Reading the rate off", "λ = −(∂L/∂γ) / γ, for every unit, from any backward pass."),
                new Theorem("T4 Linear regression",
                        "1 + λ = sd(y) R / γ, with R the multiple correlation: the rate is set by how much "
                                + "of the target the data explain."),
                new Theorem("T5 Learned gamma",
                        "With weight decay μ on a learned γ, λ = μ at a stationary point; without, λ = 0."),
                new Theorem("T6 Noise",
                        "Noise on the inputs turns S into Sₛ + Sₙ; the penalty splits into a signal and a noise part, and "
                                + "each direction is shrunk by a Wiener filter times 1 / (1 + λ)."),
                new Theorem("T7 Classification",
                        "At the optimum of softmax regression with batch norm, the problem without it and with its "
                                + "rates as constants has the same solution, if no rate is negative."),
                new Theorem("T8 Depth", "In a layer that ReLU and another batch norm (ε = 0) follow, Σ γ² λ = Σ β ∂L/∂β: it "
                        + "redistributes the rate among its units; the last layer carries the net rate."),
                new Theorem("T9 Finite batches",
                        "The statistics of a batch of M examples add a term of order 1/M to the expected loss; the "
                                + "full first-order form has six terms and, with several channels, cross terms; Luo et al. (2019) have two."),
                new Theorem("T10 Length and direction",
                        "For SGD of rate η with weight decay κ, ‖w‖⁴ settles at η E‖ĝ‖² / (2κ), and each "
                                + "step turns w by √(2ηκ), with ĝ the gradient at length 1; momentum changes both."),
                new Theorem("T11 Taking it out",
                        "Folded into the weights, batch norm leaves the same outputs; the penalty (λ/2) v·Sv with "
                                + "the rates read off keeps its pull."),
                new Theorem("T12 Convolutions",
                        "A channel of a convolution is a unit whose inputs are the patches that its weights multiply, one for each "
                                + "example and position: T1 to T3 hold for it."),
                new Theorem("T13 Streams",
                        "For each channel, Σ γ²λ over all normalized layers that write it is Σ β ∂L/∂β plus what the layers that read "
                                + "it let through: −Σ W'·∂L/∂W'. In a residual network many layers write the same channel."),
                new Theorem("T15 L1 on gamma",
                        "With a penalty s Σ|γ| and weight decay μ on γ, λ = μ + s/|γ| at rest: L1 is the larger "
                                + "part where |γ| < s/μ. A channel stays at γ = 0 while |∂L/∂γ| is at most s."),
                new Theorem("T16 Optimizers",
                        "For AdamW with weight decay κ, λ = κ (√v̂ + ε) at rest, v̂ the running mean of squared "
                                + "gradients of γ, and each step turns w by √(2ηκ (1 − β₁) / (1 + β₁))."),
                new Theorem("T17 Inner scales",
                        "Where only normalized linear maps read a layer, its γ and β are one vector whose length the "
                                + "loss does not see: T10 holds for it, and weight decay of it is an effective learning rate."));
    }
}

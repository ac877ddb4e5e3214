package bn.experiments.study.choice;

import java.util.Locale;

/** Rates of which one number is to be chosen. */
enum PenaltyFamily {
    /** BN's rates at a gamma that all classes share: each class has its own. */
    TUNED("tuned (γ)") {
        @Override
        double best(LinearFits fit, HeldOut by) {
            return Math.max(0, by.bestScale(fit.tuned(1)));
        }

        @Override
        LinearPredictor at(LinearFits fit, double knob) {
            return fit.tuned(knob);
        }
    },
    /** A data-weighted penalty of one rate for all classes, as the factor 1 / (1 + lambda) that it leaves of least squares. */
    WEIGHTED("data-weighted (λ)") {
        @Override
        double best(LinearFits fit, HeldOut by) {
            return Math.max(0, by.bestScale(fit.weighted(1)));
        }

        @Override
        LinearPredictor at(LinearFits fit, double knob) {
            return fit.weighted(knob);
        }
    },
    /** A plain ridge of one rate for all classes. */
    RIDGE("ridge (a)") {
        @Override
        double best(LinearFits fit, HeldOut by) {
            return fit.bestRidge(rate -> by.loss(fit.ridge(rate)));
        }

        @Override
        LinearPredictor at(LinearFits fit, double knob) {
            return fit.ridge(knob);
        }
    };

    private final String label;

    PenaltyFamily(String label) {
        this.label = label;
    }

    /**
     * The knob of the least loss on held-out examples. The first two are exact, the loss being a quadratic of the knob; 0, an
     * infinite rate, if they had better not be told anything.
     */
    abstract double best(LinearFits fit, HeldOut by);

    /** The prediction at a knob. */
    abstract LinearPredictor at(LinearFits fit, double knob);

    /** What it is called, with its knob. */
    String label() {
        return label;
    }

    /** Its level among the observations. */
    String level() {
        return name().toLowerCase(Locale.ROOT);
    }
}

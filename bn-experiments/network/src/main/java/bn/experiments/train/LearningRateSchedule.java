package bn.experiments.train;

import bn.api.InvalidRequestException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the learning rate changes from step to step. With a warm-up of W steps the rate grows linearly from 1/W of the plan's to the
 * plan's; the schedule starts after it.
 *
 * @param kind the form
 * @param warmupEpochs epochs of the warm-up, at least 0
 * @param stepEpochs for {@link Kind#STEP}: epochs between two changes, at least 1
 * @param stepFactor for {@link Kind#STEP}: what the rate is multiplied by at a change, above 0 and below 1
 */
public record LearningRateSchedule(Kind kind, int warmupEpochs, int stepEpochs, double stepFactor) {
    /** One cycle: the fraction of the steps in which the rate grows, and its start and end as fractions of the largest rate. */
    private static final double RISE = 0.3;
    private static final double START = 1.0 / 25;
    private static final double END = START * 1e-4;
    private static final Pattern TEXT = Pattern.compile(
            "(?<kind>[a-z-]+)(, times (?<factor>[^ ]+) every (?<every>\\d+) epochs| over \\d+ epochs)?"
                    + "(, after a warm-up of (?<warmup>\\d+) epochs)?");

    /** The forms of schedules; their names are those of PyTorch. */
    public enum Kind {
        /** The same rate at every step. */
        CONSTANT,
        /** Multiplied by a factor every few epochs (PyTorch's StepLR). */
        STEP,
        /** Half a period of a cosine, from the plan's rate to 0 (Loshchilov and Hutter 2017; CosineAnnealingLR). */
        COSINE,
        /** From 1/25 of the plan's rate up to it in 30 % of the steps, then down to 1/25 of 1e-4, both by cosines (OneCycleLR). */
        ONE_CYCLE;

        /** The name in options, such as {@code one-cycle}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The kind with this name.
         *
         * @throws InvalidRequestException if there is none
         */
        public static Kind of(String text) {
            return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst()
                    .orElseThrow(() -> new InvalidRequestException("'" + text + "' is no learning-rate schedule; there are "
                            + Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", "))));
        }
    }

    /** The same rate at every step. */
    public static final LearningRateSchedule NONE = new LearningRateSchedule(Kind.CONSTANT, 0, 1, 0.1);

    /** Checks the ranges. */
    public LearningRateSchedule {
        if (warmupEpochs < 0) {
            throw new InvalidRequestException("the warm-up has at least 0 epochs, got " + warmupEpochs);
        }
        if (stepEpochs < 1 || !(stepFactor > 0 && stepFactor < 1)) {
            throw new InvalidRequestException(
                    "a step schedule multiplies by a factor between 0 and 1 after at least 1 epoch, got "
                            + stepFactor + " after " + stepEpochs);
        }
    }

    /**
     * Checks that the schedule does not end before its warm-up.
     *
     * @throws InvalidRequestException if it does
     */
    public void check(int epochs) {
        if (warmupEpochs > 0 && warmupEpochs >= epochs) {
            throw new InvalidRequestException("a warm-up of " + warmupEpochs + " epochs leaves nothing of " + epochs
                    + " epochs; make it shorter");
        }
    }

    /**
     * The rate of a step as a fraction of the plan's.
     *
     * @param step number of steps before it
     * @param stepsPerEpoch number of steps in an epoch
     * @param epochs of the plan
     */
    public double factor(long step, int stepsPerEpoch, int epochs) {
        long warmup = (long) warmupEpochs * stepsPerEpoch;
        if (step < warmup) {
            return (step + 1.0) / warmup;
        }
        long after = step - warmup;
        long steps = (long) epochs * stepsPerEpoch - warmup;
        return switch (kind) {
            case CONSTANT -> 1;
            case STEP -> Math.pow(stepFactor, (int) (after / ((long) stepEpochs * stepsPerEpoch)));
            case COSINE -> between(1, 0, (double) after / steps);
            case ONE_CYCLE -> oneCycle(after, steps);
        };
    }

    private static double oneCycle(long step, long steps) {
        double highest = RISE * steps - 1;
        return step <= highest ? between(START, 1, step / highest) : between(1, END, (step - highest) / (steps - 1 - highest));
    }

    private static double between(double from, double to, double done) {
        return to + (from - to) * (1 + Math.cos(Math.PI * done)) / 2;
    }

    /** In words; it tells everything that decides the rates. */
    public String text(int epochs) {
        String warmup = warmupEpochs == 0 ? "" : ", after a warm-up of " + warmupEpochs + " epochs";
        return switch (kind) {
            case CONSTANT -> kind.text() + warmup;
            case STEP -> kind.text() + ", times " + stepFactor + " every " + stepEpochs + " epochs" + warmup;
            default -> kind.text() + " over " + epochs + " epochs" + warmup;
        };
    }

    /**
     * The schedule of a {@link #text}.
     *
     * @throws InvalidRequestException if it is none
     */
    public static LearningRateSchedule parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new InvalidRequestException("'" + text + "' is no text of a learning-rate schedule");
        }
        Kind kind = Kind.of(parts.group("kind"));
        return new LearningRateSchedule(kind, parts.group("warmup") == null ? 0 : Integer.parseInt(parts.group("warmup")),
                parts.group("every") == null ? NONE.stepEpochs() : Integer.parseInt(parts.group("every")),
                parts.group("factor") == null ? NONE.stepFactor() : Double.parseDouble(parts.group("factor")));
    }
}

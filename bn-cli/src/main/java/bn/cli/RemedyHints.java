package bn.cli;

import bn.api.ApiRemedy;
import bn.api.BnException;
import bn.api.Remedy;
import bn.experiments.data.DataRemedy;
import bn.experiments.model.ModelRemedy;
import bn.experiments.run.RunRemedy;
import bn.experiments.study.StudyRemedy;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options and commands for what the libraries advise: their messages are in words of the API and name neither. */
final class RemedyHints {
    private RemedyHints() {}

    /** The message of a failure with the options and commands that help, if there are some. */
    static String message(BnException failure) {
        String hints = failure.remedies().stream().flatMap(remedy -> of(remedy).stream()).collect(Collectors.joining(", "));
        return failure.getMessage() + (hints.isEmpty() ? "" : " (" + hints + ")");
    }

    /** The option or command for a remedy; empty for one that this command does not know. */
    static Optional<String> of(Remedy remedy) {
        return Optional.ofNullable(remedy instanceof ApiRemedy api ? of(api) : remedy instanceof DataRemedy data ? of(data)
                : remedy instanceof RunRemedy run ? of(run) : remedy instanceof StudyRemedy study ? of(study)
                : remedy instanceof ModelRemedy model ? of(model) : null);
    }

    // Each switch has all constants of its enum: a new one does not compile without its hint.

    private static String of(ApiRemedy remedy) {
        return switch (remedy) {
            case PROVIDER_MODULE -> "or --plugins DIR";
            case FLOAT64 -> "--dtype f64";
            case JAVA_MEMORY -> "BN_JAVA_OPTS=-Xmx...";
        };
    }

    private static String of(DataRemedy remedy) {
        return switch (remedy) {
            case DATASET -> "--dataset NAME";
            case FOLDER -> "--data-dir DIR";
            case DOWNLOAD -> "bn data fetch NAME";
            case ONLINE -> "leave out --offline";
            case FILE -> "--file FILE";
            case TARGET -> "--target COLUMN";
            case TARGETS_FILE -> "--targets FILE";
            case TASK -> "--target-kind class|number";
            case HEADER -> "--header or --no-header";
            case DELIMITER -> "--delimiter C";
            case INDEX -> "--index COLUMNS|none";
            case POOLING -> "--pool P";
            case STREAMING -> "bn rate linear without --test-fraction and --compare";
        };
    }

    private static String of(RunRemedy remedy) {
        return switch (remedy) {
            case OTHER_FOLDER -> "--out DIR";
            case RESUME -> "--resume";
            case TRAIN -> "bn train";
            case FOLD -> "bn fold";
            case NO_RATES -> "--rates none";
            case ARCHITECTURE -> "leave out --arch";
            case NORMALIZATION -> "--norm NAME";
            case AFFINE -> "leave out --gamma and --no-affine";
            case GAMMA_DECAY -> "--gamma-decay";
            case GAMMA_L1 -> "--gamma-l1";
            case BETA_DECAY -> "--beta-decay";
            case BIAS_DECAY -> "--bias-decay";
            case UNNORMALIZED_DECAY -> "--weight-decay, --unnormalized-decay";
        };
    }

    private static String of(ModelRemedy remedy) {
        return switch (remedy) {
            case ARCHITECTURE -> "--arch NAME|FILE";
            case IMAGES -> "--images CxHxW";
            case OPSET -> "--opset N";
        };
    }

    private static String of(StudyRemedy remedy) {
        return switch (remedy) {
            case NEW_STUDY -> "bn reproduce --out DIR";
            case OTHER_FOLDER -> "--out DIR";
            case PROTOCOL -> "--quick, --seed N, --seeds K";
            case EXPERIMENT -> "bn run NAME";
        };
    }
}

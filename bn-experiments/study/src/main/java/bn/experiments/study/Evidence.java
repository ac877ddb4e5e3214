package bn.experiments.study;

import bn.experiments.report.Claim;
import java.util.Map;

/**
 * What the report of an experiment is made from.
 *
 * @param results what was measured
 * @param criteria what the claims are judged by
 * @param protocol what decided what was measured
 */
public record Evidence(Results results, Criteria criteria, Protocol protocol) {

    /** The same criteria and protocol, with the results at a level of a factor. */
    public Evidence where(String factor, Object level) {
        return new Evidence(results.where(factor, level), criteria, protocol);
    }

    /** {@link Criteria#judge(String, Estimate)}. */
    public Claim judge(String key, Estimate estimate) {
        return criteria.judge(key, estimate);
    }

    /** {@link Criteria#judgeAll}. */
    public Claim judgeAll(String key, Map<String, Estimate> estimates) {
        return criteria.judgeAll(key, estimates);
    }

    /** {@link Criteria#judge(String, double)}. */
    public Claim judge(String key, double worst) {
        return criteria.judge(key, worst);
    }

    /** {@link Criteria#notApplicable}. */
    public Claim notApplicable(String key, String reason) {
        return criteria.notApplicable(key, reason);
    }
}

package bn.experiments.study;

import bn.experiments.report.Block;
import bn.experiments.report.Claim;
import java.util.List;

/**
 * What an experiment found.
 *
 * @param protocol what was done, one paragraph each
 * @param claims each judged by its criterion
 * @param blocks figures and tables, in reading order
 * @param meaning what it means, one paragraph each
 */
public record Findings(List<String> protocol, List<Claim> claims, List<Block> blocks, List<String> meaning) {}

package bn.experiments.reproduce;

import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import java.util.List;

/** What a part of an experiment found. */
record Finding(List<Claim> claims, Figure figure) { }

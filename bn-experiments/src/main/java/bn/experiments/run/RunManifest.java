package bn.experiments.run;

import bn.api.spi.Origin;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.result.Provenance;
import java.util.List;
import java.util.Map;

/**
 * What is needed to repeat a training run exactly.
 *
 * @param command the command line, if it was started by one
 * @param settings the plan, by the names of the command's options
 * @param rateExamples on how many training examples the rates were measured, at most
 * @param dataset name of the data set
 * @param description what the data set is
 * @param trainExamples number of training examples
 * @param testExamples number of test examples
 * @param sources where the data came from, with checksums of the contents
 * @param provenance what computed it
 * @param normalization where the normalization of the settings comes from
 * @param epochsDone epochs that the files beside this one hold
 */
public record RunManifest(String command, Map<String, Object> settings, int rateExamples, String dataset, String description,
        int trainExamples, int testExamples, List<DataFile> sources, Provenance provenance,
        Origin normalization, int epochsDone) { }

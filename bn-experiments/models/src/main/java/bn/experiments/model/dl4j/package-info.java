/** Networks of Deeplearning4j: its zip files of a configuration and one array of all parameters. */
package bn.experiments.model.dl4j;

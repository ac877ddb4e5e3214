/** Result files: written to a temporary file and renamed, so that no reader and no interruption meets half of one. */
package bn.experiments.result;

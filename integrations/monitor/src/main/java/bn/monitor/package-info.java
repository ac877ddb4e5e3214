/**
 * The writer of monitor folders: the rates of the batch normalizations of a training run, read step by step in another
 * framework's training loop. {@code bn watch} and {@code bn report} read the folder; its format is that of docs/monitoring.md.
 * All numbers are float64.
 */
@org.jspecify.annotations.NullMarked
package bn.monitor;

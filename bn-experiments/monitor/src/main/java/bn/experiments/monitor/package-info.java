/**
 * Runs as their folders have them ({@code docs/monitoring.md}): {@link bn.experiments.monitor.RunFolder} reads a folder,
 * {@link bn.experiments.monitor.Sentences} says what its numbers mean, {@link bn.experiments.monitor.Snapshot} writes JSON.
 */
package bn.experiments.monitor;

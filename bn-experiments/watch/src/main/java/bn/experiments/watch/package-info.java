/** Training runs on a page of this machine while they go on. */
package bn.experiments.watch;

/** How much of what batch norm gives returns without it when only the last layer is held down. */
package bn.experiments.study.head;

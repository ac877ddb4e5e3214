/** What networks consist of: operations, their shapes, and the architectures that have a name. No tensors. */
package bn.experiments.architecture;

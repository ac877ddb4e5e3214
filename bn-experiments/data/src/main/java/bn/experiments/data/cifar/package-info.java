/** The binary version of CIFAR-10: colour images, each stored as one byte for the label followed by three planes of pixels. */
package bn.experiments.data.cifar;

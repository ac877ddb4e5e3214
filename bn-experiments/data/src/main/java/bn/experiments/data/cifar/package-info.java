/** The binary version of CIFAR-10: files of colour images, each one label byte and three planes of pixels. */
package bn.experiments.data.cifar;

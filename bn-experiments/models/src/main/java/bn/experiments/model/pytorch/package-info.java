/**
 * Files of PyTorch's {@code torch.save}: zip archives and the older form. They hold pickles, which Python runs when it loads them. They are
 * never run here: {@link bn.experiments.model.pytorch.PickleReader} knows containers, numbers, texts and tensors, and refuses all else.
 */
package bn.experiments.model.pytorch;

package bn.experiments.model.pytorch;

import bn.experiments.model.ArrayLayout;

/** A view of a storage. */
record TorchTensor(TorchStorage storage, ArrayLayout layout) {}

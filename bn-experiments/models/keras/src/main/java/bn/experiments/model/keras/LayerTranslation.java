package bn.experiments.model.keras;

import bn.api.kernel.Pooling;

/** Translates a layer to nodes, by its class. */
final class LayerTranslation {
    /** The slope of LeakyReLU where nothing is said. */
    private static final double LEAKY_SLOPE = 0.3;

    private LayerTranslation() {}

    /**
     * The value that a layer gives.
     *
     * @throws NoGraphException if it is not computed here
     */
    static Value of(LayerScope scope) {
        KerasLayer layer = scope.layer();
        if (layer.text("data_format", "channels_last").equals("channels_first")) {
            throw scope.refused("has its channels first; only channels last is read, which is Keras' default");
        }
        return switch (layer.className()) {
            case "Conv2D", "Convolution2D" -> LinearLayers.convolution(scope);
            case "DepthwiseConv2D" -> LinearLayers.depthwise(scope);
            case "SeparableConv2D", "SeparableConvolution2D" -> LinearLayers.separable(scope);
            case "Dense" -> LinearLayers.dense(scope);
            case "BatchNormalization", "SyncBatchNormalization" -> ChannelLayers.batchNorm(scope);
            case "Rescaling" -> ChannelLayers.rescaling(scope);
            case "Normalization" -> ChannelLayers.normalization(scope);
            case "Activation" -> Activations.add(scope, scope.name(), layer.config().path("activation"), scope.input());
            case "ReLU" -> scope.addActivation(scope.name(), Activations.relu(scope), scope.input());
            case "LeakyReLU" -> scope.addActivation(scope.name(),
                    Activations.leaky(scope, scope.number("negative_slope", scope.number("alpha", LEAKY_SLOPE))), scope.input());
            case "Softmax" -> Activations.softmax(scope, scope.input());
            case "Add" -> MergeLayers.add(scope);
            case "Multiply" -> MergeLayers.multiply(scope);
            case "Concatenate" -> MergeLayers.concatenate(scope);
            case "MaxPooling2D", "MaxPool2D" -> PoolingLayers.pooling(scope, Pooling.MAX);
            case "AveragePooling2D", "AvgPool2D" -> PoolingLayers.pooling(scope, Pooling.AVERAGE);
            case "GlobalAveragePooling2D" -> PoolingLayers.globalAverage(scope);
            case "GlobalMaxPooling2D" -> PoolingLayers.globalMax(scope);
            case "Flatten" -> ShapeLayers.flatten(scope);
            case "Reshape" -> ShapeLayers.reshape(scope);
            case "ZeroPadding2D" -> ShapeLayers.zeroPadding(scope);
            // These do something in training alone.
            case "Dropout", "SpatialDropout2D", "GaussianDropout", "AlphaDropout", "GaussianNoise", "ActivityRegularization",
                    "RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast" ->
                scope.input();
            default -> throw scope.refused("is not computed here");
        };
    }
}

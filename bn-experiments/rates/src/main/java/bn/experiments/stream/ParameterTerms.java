package bn.experiments.stream;

import bn.api.norm.Parameter;

/** The products of a parameter's numbers and their gradients, summed for each channel of a stream. */
final class ParameterTerms {
    private final Parameter parameter;
    private final double[] values;
    private final int[] channels;
    /** How many numbers in a row belong to one channel. */
    private final int run;

    /**
     * The terms of a parameter with its present values.
     *
     * @param channels the channel of each part of the parameter, whose parts have one length; -1 for none
     */
    ParameterTerms(Parameter parameter, int[] channels) {
        this.parameter = parameter;
        values = parameter.value().toDoubles();
        this.channels = channels;
        run = values.length / channels.length;
    }

    /** Adds the products to the sums of the channels, and their absolute values to the scales. */
    void add(StreamGradients gradients, double[] sums, double[] scales) {
        add(values, gradients.gradient(parameter), sums, scales);
    }

    /**
     * The same with values that are multiplied first.
     *
     * @param factors one for each number of the parameter
     */
    void add(StreamGradients gradients, double[] factors, double[] sums, double[] scales) {
        double[] products = new double[values.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = factors[i] * values[i];
        }
        add(products, gradients.gradient(parameter), sums, scales);
    }

    private void add(double[] factors, double[] gradient, double[] sums, double[] scales) {
        for (int part = 0; part < channels.length; part++) {
            if (channels[part] < 0) {
                continue;
            }
            double sum = 0;
            double scale = 0;
            for (int i = part * run; i < (part + 1) * run; i++) {
                double product = factors[i] * gradient[i];
                sum += product;
                scale += Math.abs(product);
            }
            sums[channels[part]] += sum;
            scales[channels[part]] += scale;
        }
    }
}

package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The architectures that have a name. Each takes images of any size that its poolings allow. */
public enum NamedArchitecture {
    /** LeNet-5 with batch norm and ReLU (after LeCun et al. 1998). */
    LENET(classes -> new LeNet(classes)::build),
    /** VGG-11 with batch norm for small images (after Simonyan and Zisserman 2015). */
    VGG11(classes -> new Vgg(classes)::build),
    /** ResNets for small images with shortcuts A (He et al. 2016): 6n + 2 layers. */
    RESNET8(classes -> new ResNet(1, false, classes)::build),
    RESNET20(classes -> new ResNet(3, false, classes)::build),
    RESNET32(classes -> new ResNet(5, false, classes)::build),
    RESNET56(classes -> new ResNet(9, false, classes)::build),
    /** The same with shortcuts B: 1 x 1 convolutions where the shape changes. */
    RESNET8_B(classes -> new ResNet(1, true, classes)::build),
    RESNET20_B(classes -> new ResNet(3, true, classes)::build),
    RESNET32_B(classes -> new ResNet(5, true, classes)::build),
    RESNET56_B(classes -> new ResNet(9, true, classes)::build),
    /** A ResNet with normalization and ReLU before the convolutions (He et al. 2016, "Identity mappings"), shortcuts A. */
    PRERESNET20(classes -> new PreActivationResNet(3, classes)::build),
    /** A small MobileNetV2 (Sandler et al. 2018) for small images. */
    MOBILENETV2_SMALL(classes -> new MobileNetV2(classes)::build);

    /** Builds an architecture for images C x H x W. */
    interface Plan {
        Architecture build(String text, Shape input);
    }

    private final IntFunction<Plan> plans;

    NamedArchitecture(IntFunction<Plan> plans) {
        this.plans = plans;
    }

    /** Its name, for example {@code resnet20-b}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one with this name. */
    public static Optional<NamedArchitecture> of(String name) {
        return Arrays.stream(values()).filter(each -> each.text().equals(name)).findFirst();
    }

    /**
     * The architecture for images of this shape, C x H x W, and this number of outputs.
     *
     * @throws InvalidRequestException if it does not take such images
     */
    public Architecture of(Shape images, int outputs) {
        return plans.apply(outputs).build(text() + ":" + images + "-" + outputs, images);
    }

    /** Reads {@code resnet20:3x32x32-10}. */
    static Architecture parse(String text) {
        String[] parts = text.split(":", 2);
        NamedArchitecture named = of(parts[0]).orElseThrow(() -> new InvalidRequestException("'" + text
                + "' is not an architecture: there is none with the name '" + parts[0] + "'; there are " + names()));
        String[] ends = parts[1].split("-", 2);
        try {
            List<Integer> sizes = new ArrayList<>();
            for (String size : ends[0].split("x", -1)) {
                sizes.add(Integer.parseInt(size));
            }
            int outputs = ends.length == 2 ? Integer.parseInt(ends[1]) : 0;
            if (sizes.size() == 3 && outputs > 0 && sizes.stream().allMatch(size -> size > 0)) {
                return named.of(Shape.of(sizes.get(0), sizes.get(1), sizes.get(2)), outputs);
            }
        } catch (NumberFormatException e) {
            // As if there were too few numbers.
        }
        throw new InvalidRequestException("'" + text + "' is not an architecture: after the name come the size of the images and "
                + "the number of outputs, for example " + parts[0] + ":3x32x32-10");
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(NamedArchitecture::text).collect(Collectors.joining(", "));
    }
}

package bn.experiments.data.fetch;

import bn.api.InvalidRequestException;
import java.net.URI;
import java.util.List;

/**
 * The data sets that can be downloaded. The file sizes are those listed by TensorFlow Datasets; for MNIST, those of the contents.
 */
public final class DataSources {
    /** The classic handwritten digits. Mirrors compress the files differently, so the checksums are those of the contents. */
    public static final DataSource MNIST = new DataSource("mnist",
            "MNIST: 28 x 28 grey images of handwritten digits, 60000 to train and 10000 to test",
            "Creative Commons Attribution-ShareAlike 3.0; copyright Yann LeCun and Corinna Cortes",
            "Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits (1998)",
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            idx(Checksum.ofContent(47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                    Checksum.ofContent(60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                    Checksum.ofContent(7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                    Checksum.ofContent(10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
            mirrors("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"));

    /**
     * Images of clothing. The checksums are from the authors' README. Their web site has no HTTPS, but the bucket behind it does.
     */
    public static final DataSource FASHION_MNIST = new DataSource("fashion-mnist",
            "Fashion-MNIST: 28 x 28 grey images of clothing, 60000 to train and 10000 to test",
            "MIT; copyright Zalando SE",
            "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms, "
                    + "arXiv 1708.07747 (2017)",
            List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
            idx(Checksum.md5(26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                    Checksum.md5(29_515, "25c81989df183df01b3e8a0aad5dffbe"),
                    Checksum.md5(4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
                    Checksum.md5(5_148, "bb300cfdad3c16e7a12a480ee83cd310")),
            mirrors("https://fashion-mnist.s3.eu-central-1.amazonaws.com/",
                    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"));

    /** Characters from old Japanese books. The authors publish no checksums; these are from TensorFlow Datasets. */
    public static final DataSource KMNIST = new DataSource("kmnist",
            "Kuzushiji-MNIST: 28 x 28 grey images of cursive hiragana, 60000 to train and 10000 to test",
            "Creative Commons Attribution-ShareAlike 4.0; KMNIST Dataset (created by CODH), adapted from Kuzushiji Dataset "
                    + "(created by NIJL and others), doi:10.20676/00000341",
            "T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha: Deep Learning for Classical Japanese "
                    + "Literature, arXiv 1812.01718 (2018)",
            List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
            idx(Checksum.sha256(18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
                    Checksum.sha256(29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
                    Checksum.sha256(3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
                    Checksum.sha256(5_120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
            mirrors("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"));

    /** Small photographs. The checksum is from the author's web page. */
    public static final DataSource CIFAR10 = new DataSource("cifar10",
            "CIFAR-10: 32 x 32 colour photographs of animals and vehicles, 50000 to train and 10000 to test",
            "none given; the author asks to be cited",
            "A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images (2009)",
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
            List.of(new SourceFile("cifar-10-binary.tar.gz", Checksum.md5(170_052_171, "c32a1d4ab5d03f1284b67883e8d87530"))),
            mirrors("https://www.cs.toronto.edu/~kriz/"));

    private DataSources() {}

    /** All data sets. */
    public static List<DataSource> all() {
        return List.of(MNIST, FASHION_MNIST, KMNIST, CIFAR10);
    }

    /**
     * The data set with a name.
     *
     * @throws InvalidRequestException if there is none; the message lists all names
     */
    public static DataSource named(String name) {
        return all().stream().filter(source -> source.name().equals(name)).findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "no data set '" + name + "' to fetch; there are "
                                + String.join(", ", all().stream().map(DataSource::name).toList())));
    }

    private static List<SourceFile> idx(Checksum trainImages, Checksum trainLabels, Checksum testImages, Checksum testLabels) {
        return List.of(new SourceFile("train-images-idx3-ubyte.gz", trainImages),
                new SourceFile("train-labels-idx1-ubyte.gz", trainLabels),
                new SourceFile("t10k-images-idx3-ubyte.gz", testImages),
                new SourceFile("t10k-labels-idx1-ubyte.gz", testLabels));
    }

    private static List<URI> mirrors(String... addresses) {
        return List.of(addresses).stream().map(URI::create).toList();
    }
}

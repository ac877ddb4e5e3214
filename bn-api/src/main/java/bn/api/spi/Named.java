package bn.api.spi;

/** Something that is looked up by name. */
public interface Named {

    /** The name, unique among its kind: words of lower-case letters and digits, joined by hyphens; not {@code auto}. */
    String name();

    /** One line on what it is. */
    String description();
}

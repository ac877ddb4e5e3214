package bn.api.spi;

/** Something that is looked up by name. */
public interface Named {

    /** The name, unique among its kind: lower-case letters, digits and single hyphens between them; not {@code auto}. */
    String name();

    /** A description of one line. */
    String description();
}

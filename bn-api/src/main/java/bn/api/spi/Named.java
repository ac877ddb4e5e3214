package bn.api.spi;

/** Something that is looked up by name. */
public interface Named {

    /** The name: lower case letters, digits and hyphens, unique among its kind. */
    String name();
}

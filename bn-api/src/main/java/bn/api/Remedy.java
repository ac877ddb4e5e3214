package bn.api;

import java.io.Serializable;

/**
 * What the user can do about a failure, as a value. The message says the same in words of the API; a program with other words for it,
 * such as a command with options, adds them. Implemented by enums, one for each area of the library.
 */
public interface Remedy extends Serializable {}

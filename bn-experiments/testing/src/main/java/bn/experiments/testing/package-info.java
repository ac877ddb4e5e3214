/** What the tests of several modules share: the backend and the normalizations that they run on. */
package bn.experiments.testing;

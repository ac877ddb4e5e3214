/** Finding providers: loads them one by one, keeps those that fail to load as failures, looks one up by name. */
package bn.api.spi;

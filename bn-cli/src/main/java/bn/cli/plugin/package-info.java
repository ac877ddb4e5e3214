/** Plug-ins: a folder of jars as a module layer, and what they do before they are trusted. */
package bn.cli.plugin;

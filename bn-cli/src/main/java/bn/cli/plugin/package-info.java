/** Plug-ins: a folder of jars as a module layer, whose providers are first tried in a process of their own. */
package bn.cli.plugin;

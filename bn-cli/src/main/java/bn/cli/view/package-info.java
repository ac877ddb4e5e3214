/** What commands show of their results: tables and sentences for the console, CSV, JSON and reports. */
package bn.cli.view;

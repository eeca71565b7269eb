package io.penstock.jdbc.shell;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param statement the statements to run, if they were given as an argument
 * @param file the file to read them from; "-" is standard input
 * @param url the JDBC URL
 * @param data the gateway's data folder, which holds the URL
 * @param output how to print rows
 * @param help whether only help is wanted
 */
record ShellOptions(
    @Nullable String statement,
    @Nullable String file,
    @Nullable String url,
    @Nullable Path data,
    OutputFormat output,
    boolean help) {

  static final String USAGE =
      """
      usage: penstock sql ["STATEMENT" | -f FILE] [--url JDBC_URL | --data DIR]
                          [--output table|csv|json]

        STATEMENT   one or more SQL statements, separated by ;
        -f FILE     read them from a file (- is standard input)
        --url URL   jdbc:penstock://host:port[/catalog[.schema]][?user=...&password=...]
        --data DIR  the data folder of a gateway on this machine
        --output F  table (default), csv (RFC 4180) or json (one object per line)

      Without a statement the shell is interactive. Without --url and --data the environment
      variable PENSTOCK_URL is used.
      """;

  /** How to print rows. */
  enum OutputFormat {
    TABLE,
    CSV,
    JSON
  }

  static ShellOptions parse(String... arguments) throws UsageException {
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
    String statement = null;
    String file = null;
    String url = null;
    Path data = null;
    OutputFormat output = OutputFormat.TABLE;
    boolean help = false;
    while (!rest.isEmpty()) {
      String argument = rest.removeFirst();
      switch (argument) {
        case "-h", "--help" -> help = true;
        case "-f", "--file" -> file = valueOf(argument, rest);
        case "--url" -> url = valueOf(argument, rest);
        case "--data" -> data = Path.of(valueOf(argument, rest));
        case "--output", "-o" -> output = format(valueOf(argument, rest));
        default -> {
          if (argument.matches("-\\S+")) {
            throw new UsageException("Unknown option " + argument);
          }
          if (statement != null) {
            throw new UsageException("More than one statement argument: quote it as one");
          }
          statement = argument;
        }
      }
    }
    if (statement != null && file != null) {
      throw new UsageException("Give either a statement or -f, not both");
    }
    if (url != null && data != null) {
      throw new UsageException("Give either --url or --data, not both");
    }
    return new ShellOptions(statement, file, url, data, output, help);
  }

  private static String valueOf(String option, Deque<String> rest) throws UsageException {
    String value = rest.pollFirst();
    if (value == null) {
      throw new UsageException(option + " needs a value");
    }
    return value;
  }

  private static OutputFormat format(String name) throws UsageException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "table" -> OutputFormat.TABLE;
      case "csv" -> OutputFormat.CSV;
      case "json" -> OutputFormat.JSON;
      default -> throw new UsageException("--output is table, csv or json, not " + name);
    };
  }
}

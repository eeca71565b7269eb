package io.penstock.execution.spark;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The command line of {@link Main}.
 *
 * @param cores tasks that run at the same time
 * @param scratch folder for spilled data; a temporary one that goes with the process if absent
 * @param train warm up thoroughly and end, to record the class-data-sharing archive
 */
record EngineOptions(int cores, Optional<Path> scratch, boolean train) {
  EngineOptions {
    if (cores < 1) {
      throw new IllegalArgumentException("--cores must be at least 1");
    }
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if one is unknown or malformed; the message is for a person
   */
  static EngineOptions parse(String... args) {
    int cores = Runtime.getRuntime().availableProcessors();
    Optional<Path> scratch = Optional.empty();
    boolean train = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--cores" -> cores = number(args[i], value(args, ++i));
        case "--scratch" -> scratch = Optional.of(Path.of(value(args, ++i)));
        case "--train" -> train = true;
        default ->
            throw new IllegalArgumentException(
                "unknown argument " + args[i] + "; known are --cores, --scratch, --train");
      }
    }
    return new EngineOptions(cores, scratch, train);
  }

  private static String value(String[] args, int index) {
    if (index >= args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " needs a number, not " + value, e);
    }
  }
}

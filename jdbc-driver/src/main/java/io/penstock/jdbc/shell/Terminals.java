package io.penstock.jdbc.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells terminals from files and pipes. */
final class Terminals {

  private Terminals() {}

  static boolean isInput() {
    return isTerminal(0);
  }

  static boolean isErrorOutput() {
    return isTerminal(2);
  }

  /** Linux knows each stream; elsewhere the JVM only knows about input and output together. */
  private static boolean isTerminal(int stream) {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    Path link = Path.of("/proc/self/fd/" + stream);
    if (!Files.exists(link)) {
      return hasConsole();
    }
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return hasConsole();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on a console is always there: then assume so
  private static boolean hasConsole() {
    return System.console() != null;
  }
}

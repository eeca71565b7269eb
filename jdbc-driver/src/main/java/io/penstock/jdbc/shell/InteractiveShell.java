package io.penstock.jdbc.shell;

import io.penstock.jdbc.PenstockConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads statements from a terminal, with history, editing and completion. */
final class InteractiveShell {

  private static final String HELP =
      """
      Statements end with ; and may span lines. Ctrl-C cancels the running query or drops the
      input, Ctrl-D, exit or quit leaves. Tab completes catalog, schema, table and column names.
      SHOW TABLES; DESCRIBE t; EXPLAIN SELECT ...; USE catalog.schema; SET penstock.lane = spark;
      """;

  private final PenstockConnection connection;
  private final StatementRunner runner;

  InteractiveShell(PenstockConnection connection, StatementRunner runner) {
    this.connection = connection;
    this.runner = runner;
  }

  int run() throws IOException, OutputClosedException {
    try (Terminal terminal = TerminalBuilder.builder().name("penstock").system(true).build()) {
      terminal.handle(Terminal.Signal.INT, signal -> runner.cancel());
      LineReader reader =
          LineReaderBuilder.builder()
              .appName("penstock")
              .terminal(terminal)
              .parser(new StatementParser())
              .completer(new NameCompleter(connection))
              .variable(LineReader.HISTORY_FILE, historyFile())
              .variable(LineReader.SECONDARY_PROMPT_PATTERN, "      ...> ")
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      terminal.writer().println("Connected. Type help for help.");
      while (readAndRun(reader, terminal.writer())) {
        terminal.writer().flush();
      }
      return 0;
    }
  }

  /** Returns false when the user leaves. */
  private boolean readAndRun(LineReader reader, PrintWriter out) throws OutputClosedException {
    String input;
    try {
      input = reader.readLine("penstock> ");
    } catch (UserInterruptException e) {
      return true;
    } catch (EndOfFileException e) {
      return false;
    }
    switch (input.strip().replaceAll(";+$", "").strip().toLowerCase(Locale.ROOT)) {
      case "exit", "quit" -> {
        return false;
      }
      case "help" -> {
        out.print(HELP);
        out.flush();
      }
      default -> {
        for (String statement : StatementText.of(input).all()) {
          if (!runner.run(statement)) {
            break;
          }
        }
      }
    }
    return true;
  }

  /** The XDG state folder if there is one, else the home folder. */
  private static Path historyFile() throws IOException {
    String state = System.getenv("XDG_STATE_HOME");
    if (state != null && !state.isBlank()) {
      Path folder = Path.of(state, "penstock");
      Files.createDirectories(folder);
      return folder.resolve("history");
    }
    String home = System.getenv("HOME");
    return Path.of(home == null ? System.getProperty("user.home") : home, ".penstock_history");
  }
}

package io.penstock.jdbc.shell;

import io.penstock.jdbc.PenstockConnection;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code penstock sql}: runs statements and prints their rows on standard output, everything else
 * on standard error. Exit code 0 if all went well, else 1.
 */
public final class Main {

  private static final int BUFFER_BYTES = 1 << 16;

  private Main() {}

  /** The command; see {@code --help}. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(
            new java.io.BufferedOutputStream(
                new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
            false,
            StandardCharsets.UTF_8);
    PrintStream messages =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = run(arguments, out, messages);
    out.flush();
    System.exit(code);
  }

  static int run(String[] arguments, PrintStream out, PrintStream messages) {
    try {
      ShellOptions options = ShellOptions.parse(arguments);
      if (options.help()) {
        out.print(ShellOptions.USAGE);
        return 0;
      }
      String text = statements(options);
      String url = Endpoint.url(options, System.getenv());
      return run(options, url, text, out, messages);
    } catch (UsageException e) {
      messages.println("penstock sql: " + e.getMessage());
      messages.println("Try: penstock sql --help");
      return 1;
    }
  }

  private static @Nullable String statements(ShellOptions options) throws UsageException {
    if (options.statement() != null) {
      return options.statement();
    }
    String file = options.file();
    try {
      if (file != null && !file.equals("-")) {
        return Files.readString(Path.of(file));
      }
      return file != null || !Terminals.isInput()
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : null;
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e.getMessage());
    }
  }

  private static int run(
      ShellOptions options,
      String url,
      @Nullable String text,
      PrintStream out,
      PrintStream messages) {
    try (Connection connection = DriverManager.getConnection(url)) {
      PenstockConnection penstock = connection.unwrap(PenstockConnection.class);
      StatementRunner runner =
          new StatementRunner(
              penstock,
              ResultWriter.of(options.output()),
              out,
              messages,
              Terminals.isErrorOutput());
      if (text == null) {
        return new InteractiveShell(penstock, runner).run();
      }
      return runAll(runner, StatementText.of(text).all());
    } catch (SQLException e) {
      messages.println(ErrorText.of(e, ""));
      return 1;
    } catch (IOException e) {
      messages.println("penstock sql: the terminal cannot be used: " + e.getMessage());
      return 1;
    } catch (OutputClosedException e) {
      return 0;
    }
  }

  /** Stops at the first error. Ctrl-C cancels the query at the server before the program ends. */
  private static int runAll(StatementRunner runner, List<String> statements)
      throws OutputClosedException {
    Thread canceler = new Thread(runner::cancel, "penstock-sql-cancel");
    Runtime.getRuntime().addShutdownHook(canceler);
    for (String statement : statements) {
      if (!runner.run(statement)) {
        return 1;
      }
    }
    return 0;
  }
}

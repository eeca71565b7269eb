package io.penstock.endtoend;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One statement of a golden file. The file's form: comments and the statement's text up to a line
 * that ends with a semicolon (of a script, to a line {@code END;}), then the answer in lines that
 * begin with {@code -->}: {@code ok}, the columns and the rows, or the error's condition, SQLSTATE
 * and message. A SELECT's rows are sorted unless it has an ORDER BY. {@code --# columns a, b} in
 * front of a statement shows only these columns; {@code --# parameters 1, x} gives it values, which
 * are whole numbers or strings; {@code --# while it runs DELETE FROM t} sends another statement in
 * another session once it has tasks, and shows what that answered, too.
 *
 * @param head blank lines and comments in front of the text
 * @param text without its semicolon
 */
record GoldenStatement(String head, String text) {
  private static final String ANSWER = "-->";
  private static final String COLUMNS = "--# columns ";
  private static final String PARAMETERS = "--# parameters ";
  private static final String MEANWHILE = "--# while it runs ";
  private static final Pattern HAS_TASKS = Pattern.compile("state=RUNNING, .*tasksTotal=[1-9]");
  private static final Duration START_WAIT = Duration.ofMinutes(1);
  private static final int MAX_ROWS = 100;
  private static final Pattern SCRIPT = Pattern.compile("^(\\w+: |EXPLAIN )?BEGIN\\b");
  private static final Pattern QUERY_ID = Pattern.compile(" Query id: [-0-9a-f]{36}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern MILLIS = Pattern.compile("\"timestamp\":\\d{13}");
  private static final Pattern NOW =
      Pattern.compile("20[2-9]\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");

  static List<GoldenStatement> read(String file) {
    List<GoldenStatement> statements = new ArrayList<>();
    StringBuilder head = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (String line : file.split("\n", -1)) {
      if (line.startsWith(ANSWER)) {
        continue;
      }
      if (text.isEmpty() && (line.isBlank() || line.startsWith("--"))) {
        head.append(line).append('\n');
      } else if (line.endsWith(";") && (line.equals("END;") || !SCRIPT.matcher(text).find())) {
        text.append(line, 0, line.length() - 1);
        statements.add(new GoldenStatement(head.toString(), text.toString()));
        head.setLength(0);
        text.setLength(0);
      } else {
        text.append(line).append('\n');
      }
    }
    if (!text.isEmpty()) {
      throw new IllegalArgumentException("no semicolon at the end of " + text);
    }
    return statements;
  }

  /**
   * The statement with the answer that it gets now.
   *
   * @param others opens another session
   * @param folder whose path is written as FOLDER, both ways; in messages, unique ids and times of
   *     these days are masked
   */
  String run(Connection connection, Callable<Connection> others, Path folder) throws Exception {
    for (String line : head.split("\n")) {
      if (line.startsWith(MEANWHILE)) {
        return run(connection, others, line.substring(MEANWHILE.length()), folder);
      }
    }
    return run(connection, folder);
  }

  private String run(
      Connection connection, Callable<Connection> others, String meanwhile, Path folder)
      throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<String> change =
          thread.submit(
              () -> {
                awaitTasks(connection);
                try (Connection other = others.call()) {
                  return new GoldenStatement("", meanwhile).run(other, folder);
                }
              });
      String seen = run(connection, folder);
      String other = change.get(START_WAIT.toSeconds(), TimeUnit.SECONDS);
      return seen + other.substring(other.indexOf(ANSWER)).replace(ANSWER, ANSWER + " meanwhile:");
    } finally {
      thread.shutdownNow();
    }
  }

  /** The driver is one shaded jar, whose classes are not there when this is compiled. */
  private static void awaitTasks(Connection connection) throws Exception {
    Class<?> type = Class.forName("io.penstock.jdbc.PenstockConnection");
    Method progress = type.getMethod("progress");
    long end = System.nanoTime() + START_WAIT.toNanos();
    String seen = "";
    while (!HAS_TASKS.matcher(seen).find()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the statement has not started: " + seen);
      }
      TimeUnit.MILLISECONDS.sleep(20);
      seen = progress.invoke(connection.unwrap(type)).toString();
    }
  }

  private String run(Connection connection, Path folder) {
    StringBuilder answer = new StringBuilder();
    String sql = text.replace("FOLDER", folder.toString());
    List<String> parameters = said(PARAMETERS);
    try (Statement statement =
        parameters.isEmpty() ? connection.createStatement() : connection.prepareStatement(sql)) {
      boolean rows =
          statement instanceof PreparedStatement prepared
              ? execute(prepared, parameters)
              : statement.execute(sql);
      if (rows) {
        try (ResultSet result = statement.getResultSet()) {
          rows(result).forEach(line -> answer.append(ANSWER).append(' ').append(line).append('\n'));
        }
      } else {
        answer.append(ANSWER).append(" ok\n");
      }
    } catch (SQLException e) {
      String message = QUERY_ID.matcher(String.valueOf(e.getMessage())).replaceAll("");
      message = UUID.matcher(message).replaceAll("UUID");
      message = NOW.matcher(message).replaceAll("NOW");
      message = MILLIS.matcher(message).replaceAll("\"timestamp\":NOW");
      for (String line : message.split("\n")) {
        answer.append(ANSWER).append(" ! ").append(line.stripTrailing()).append('\n');
      }
    }
    String shown = answer.toString().replace(folder.toString(), "FOLDER");
    return head + text + ";\n" + shown;
  }

  private static boolean execute(PreparedStatement statement, List<String> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      String value = parameters.get(i);
      if (value.matches("-?\\d+")) {
        statement.setInt(i + 1, Integer.parseInt(value));
      } else {
        statement.setString(i + 1, value);
      }
    }
    return statement.execute();
  }

  private List<String> rows(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<Integer> shown = new ArrayList<>();
    List<String> header = new ArrayList<>();
    List<String> wanted = said(COLUMNS);
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (wanted.isEmpty() || wanted.contains(columns.getColumnLabel(i))) {
        shown.add(i);
        header.add(columns.getColumnLabel(i) + " " + columns.getColumnTypeName(i));
      }
    }
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      List<String> values = new ArrayList<>();
      for (int column : shown) {
        values.add(String.valueOf(result.getString(column)).replace("\n", "\\n"));
      }
      rows.add(String.join(" | ", values));
    }
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.startsWith("SELECT") && !upper.contains("ORDER BY")) {
      rows.sort(null);
    }
    List<String> lines = new ArrayList<>();
    lines.add("[" + String.join(", ", header) + "]");
    lines.addAll(rows.subList(0, Math.min(MAX_ROWS, rows.size())));
    if (rows.size() > MAX_ROWS) {
      lines.add("... " + rows.size() + " rows");
    }
    return lines;
  }

  /** What the head says behind such words. */
  private List<String> said(String words) {
    for (String line : head.split("\n")) {
      if (line.startsWith(words)) {
        return List.of(line.substring(words.length()).split(", "));
      }
    }
    return List.of();
  }
}

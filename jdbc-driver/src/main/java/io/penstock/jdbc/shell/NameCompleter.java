package io.penstock.jdbc.shell;

import io.penstock.jdbc.PenstockConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes the names of schemas, tables and columns; the catalog is read again every minute. */
final class NameCompleter implements Completer {

  private static final System.Logger LOG = System.getLogger(NameCompleter.class.getName());
  private static final long REFRESH_NANOS = 60_000_000_000L;

  private final PenstockConnection connection;
  private Set<String> names = Set.of();
  private long readAt;

  NameCompleter(PenstockConnection connection) {
    this.connection = connection;
    this.readAt = System.nanoTime() - REFRESH_NANOS;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (System.nanoTime() - readAt >= REFRESH_NANOS) {
      refresh();
    }
    String prefix = line.word().toLowerCase(Locale.ROOT);
    for (String name : names) {
      if (name.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        candidates.add(new Candidate(name, name, null, null, null, null, false));
      }
    }
  }

  private void refresh() {
    readAt = System.nanoTime();
    Set<String> found = new TreeSet<>();
    try (ResultSet columns = connection.getMetaData().getColumns(null, null, "%", "%")) {
      while (columns.next()) {
        add(found, columns.getString("TABLE_SCHEM"));
        add(found, columns.getString("TABLE_NAME"));
        add(found, columns.getString("COLUMN_NAME"));
      }
      names = found;
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "The catalog cannot be read for completion", e);
    }
  }

  private static void add(Set<String> names, @org.jspecify.annotations.Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }
}

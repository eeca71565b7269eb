package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file under {@code golden} is a session: statements, each with what a user of the JDBC
 * driver sees. With {@code -Dgolden.update=true} the files are written anew, to be reviewed as
 * diffs; {@code -Dgolden.only=copy.*} runs those whose names match.
 */
class GoldenSqlIT {
  private static final Path FILES = Path.of("src/test/resources/golden");

  @TempDir static Path folder;
  private static ServerProcess server;

  @BeforeAll
  static void starts() throws IOException {
    Path lake = Files.createDirectory(folder.resolve("lake"));
    SmallLake.tpch(lake);
    Path files = Files.createDirectory(folder.resolve("files"));
    write(files.resolve("csv/a.csv"), "id,name\n1,one\n2,two\n");
    write(files.resolve("csv/b.csv"), "id,name\n3,three\n");
    write(files.resolve("json/a.json"), "{\"id\": 1, \"tags\": [\"x\"]}\n{\"id\": 2}\n");
    write(files.resolve("days/day=2024-01-02/a.csv"), "7\n");
    Path parquet = Files.createDirectory(files.resolve("parquet"));
    try (Stream<Path> region = Files.list(lake.resolve("tpch/region"))) {
      for (Path file : region.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        Files.copy(file, parquet.resolve(file.getFileName()));
      }
    }
    Path config = folder.resolve("penstock.properties");
    Files.writeString(config, "lake.external_folders=" + files);
    server = ServerProcess.start(lake, folder.resolve("data"), "--config", config.toString());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      String only = System.getProperty("golden.only", ".*");
      return files
          .filter(file -> file.getFileName().toString().matches(only))
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aFileIsLoadedOnceHoweverManyCopyItAtOnce() throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE copied (id INT, name STRING)");
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<String>> copies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          copies.add(threads.submit(GoldenSqlIT::copy));
        }
        List<String> outcomes = new ArrayList<>();
        for (Future<String> copy : copies) {
          outcomes.add(copy.get(5, TimeUnit.MINUTES));
        }
        assertThat(outcomes).containsOnlyOnce("3 rows").isSubsetOf("3 rows", "0 rows", "40001");
      } finally {
        threads.shutdownNow();
      }
      assertThat(TpchIT.column(statement, "SELECT count(*) FROM copied")).containsExactly("3");
    }
  }

  /** The rows that were loaded, or the SQLSTATE. */
  private static String copy() throws SQLException {
    String files = folder.resolve("files/csv").toString();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "COPY INTO copied FROM '"
                    + files
                    + "' FILEFORMAT = CSV FORMAT_OPTIONS ('header' = 'true')")) {
      rows.next();
      return rows.getLong("num_inserted_rows") + " rows";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void answersAsRecorded(Path file) throws Exception {
    String recorded = Files.readString(file, StandardCharsets.UTF_8);
    StringBuilder seen = new StringBuilder();
    try (Connection connection = server.connect()) {
      for (GoldenStatement statement : GoldenStatement.read(recorded)) {
        seen.append(statement.run(connection, server::connect, folder));
      }
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, seen, StandardCharsets.UTF_8);
    }
    assertThat(seen.toString()).isEqualTo(recorded);
  }
}

package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong, and what the person in front of it is told. The session lives on. */
class ErrorsIT {
  @TempDir private static Path folder;
  private static ServerProcess server;
  private static Connection connection;

  @BeforeAll
  static void startsAServerOverALakeWithBrokenTables() throws Exception {
    Path lake = folder.resolve("lake");
    SmallLake.tpch(lake);
    copyLog(lake, "nation", "damaged", "{\"commitInfo\":{}}\n{\"metaData\": garbage");
    copyLog(
        lake,
        "nation",
        "future",
        Files.readString(lake.resolve("tpch/nation/_delta_log/00000000000000000000.json"))
            .replaceFirst(
                "\"protocol\":\\{[^}]*\\}",
                "\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
                    + "\"readerFeatures\":[\"timeWarp\"],\"writerFeatures\":[\"timeWarp\"]}"));
    server = ServerProcess.start(lake, folder.resolve("data"));
    connection = server.connect();
  }

  private static void copyLog(Path lake, String from, String to, String text) throws Exception {
    Path log = Files.createDirectories(lake.resolve("tpch").resolve(to).resolve("_delta_log"));
    Files.writeString(log.resolve("00000000000000000000.json"), text);
    assertThat(lake.resolve("tpch").resolve(from)).isDirectory();
  }

  @AfterAll
  static void stops() throws Exception {
    connection.close();
    server.close();
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        Arguments.of("SELEC 1", "42601", "PARSE_SYNTAX_ERROR", "line 1, column 1"),
        Arguments.of("SELECT (1\n  FROM nation", "42601", "PARSE_SYNTAX_ERROR", "line 2, column 3"),
        Arguments.of("SELECT * FROM lineitm", "42P01", "Did you mean", "line 1, column 15"),
        Arguments.of("SELECT * FROM nope.t", "42704", "SCHEMA_NOT_FOUND", "nope"),
        Arguments.of("SELECT * FROM nope.tpch.nation", "42P08", "CATALOG_NOT_FOUND", "nope"),
        Arguments.of("SELECT n_nam FROM nation", "42703", "n_name", "line 1, column 8"),
        Arguments.of(
            "SELECT n_name FROM nation a JOIN nation b ON a.n_nationkey = b.n_nationkey",
            "42704",
            "AMBIGUOUS_REFERENCE",
            "line 1, column 8"),
        Arguments.of("SELECT true + DATE '2020-01-01'", "42K09", "DATATYPE_MISMATCH", "column"),
        Arguments.of("SELECT nosuch(1)", "42883", "UNRESOLVED_ROUTINE", "line 1, column 8"),
        Arguments.of("SELECT 1 / 0", "22012", "DIVIDE_BY_ZERO", "line 1, column 8"),
        Arguments.of(
            "SELECT n_nationkey / (n_regionkey - n_regionkey) FROM nation",
            "22012",
            "DIVIDE_BY_ZERO",
            "line 1, column 8"),
        Arguments.of("SELECT CAST('abc' AS INT)", "22018", "CAST_INVALID_INPUT", "'abc'"),
        Arguments.of(
            "SELECT CAST(n_name AS INT) FROM nation", "22018", "CAST_INVALID_INPUT", "INT"),
        Arguments.of("SELECT 2147483647 + 1", "22003", "ARITHMETIC_OVERFLOW", "overflow"),
        Arguments.of("SELECT 'a\u0000b'", "42000", "NUL character", "line 1, column 10"),
        Arguments.of("SELECT 'open", "42601", "PARSE_SYNTAX_ERROR", "line 1, column 8"),
        Arguments.of("SELECT 1; SELECT 2", "42", "one statement", "line 1, column 11"),
        Arguments.of("", "42", "empty", ""),
        Arguments.of("DROP TABLE nations", "42P01", "TABLE_OR_VIEW_NOT_FOUND", "Did you mean"),
        Arguments.of("SET penstock.lane = log", "22023", "INVALID_SETTING", "auto, spark"),
        Arguments.of("SELECT * FROM damaged", "58030", "TABLE_LOG_DAMAGED", "damaged"),
        Arguments.of("SELECT * FROM future", "56038", "UNSUPPORTED_TABLE_FEATURE", "timeWarp"),
        Arguments.of("SELECT * FROM delta.`/etc`", "42501", "LOCATION_NOT_ALLOWED", "/etc"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void tellsWhatIsWrongAndLivesOn(String sql, String state, String first, String second)
      throws Exception {
    try (Statement statement = connection.createStatement()) {
      SQLException e =
          catchThrowableOfType(SQLException.class, () -> TpchIT.column(statement, sql));
      assertThat((Throwable) e).as(sql).isNotNull();
      assertThat(e.getSQLState()).as(e.getMessage()).startsWith(state);
      assertThat(e.getMessage())
          .contains(first)
          .contains(second)
          .contains("SQLSTATE: " + e.getSQLState())
          .doesNotContain("Exception", "\tat ", folder.toString());
      assertThat(TpchIT.column(statement, "SELECT 1")).containsExactly("1");
    }
  }

  @Test
  void connectionsOfOneUserHaveSessionsOfTheirOwn() throws Exception {
    try (Connection first = server.connect();
        Statement one = first.createStatement()) {
      one.execute("SET TIME ZONE 'Asia/Tokyo'");
      one.execute("USE default");
      try (Connection second = server.connect();
          Statement two = second.createStatement()) {
        assertThat(TpchIT.column(two, "SELECT current_timezone()")).containsExactly("UTC");
        assertThat(TpchIT.column(two, "SELECT current_schema()")).containsExactly("tpch");
      }
      assertThat(TpchIT.column(one, "SELECT current_timezone()")).containsExactly("Asia/Tokyo");
      assertThat(TpchIT.column(one, "SELECT current_schema()")).containsExactly("default");
    }
  }

  @Test
  void aStatementOfAMegabyteRunsOrIsRefusedCleanly() throws Exception {
    StringBuilder list = new StringBuilder("SELECT count(*) FROM nation WHERE n_name IN ('x'");
    while (list.length() < 1 << 20) {
      list.append(",'value number ").append(list.length()).append('\'');
    }
    StringBuilder deep = new StringBuilder("SELECT 1");
    while (deep.length() < 1 << 20) {
      deep.append("+1");
    }
    String comment = "SELECT 1 /* " + "x".repeat(1 << 20) + " */";
    try (Statement statement = connection.createStatement()) {
      assertThat(TpchIT.column(statement, list.append(')').toString())).containsExactly("0");
      assertThat(TpchIT.column(statement, comment)).containsExactly("1");
      assertThatThrownBy(() -> TpchIT.column(statement, deep.toString()))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("54001"));
      assertThatThrownBy(() -> TpchIT.column(statement, "SELECT '" + "x".repeat(5 << 20) + "'"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("54000"));
      assertThat(TpchIT.column(statement, "SELECT 1")).containsExactly("1");
    }
  }

  @Test
  void refusesAWrongPassword() {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    "jdbc:penstock://127.0.0.1:"
                        + server.flightPort()
                        + "?user=penstock&password=wrong"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"));
  }

  @Test
  void saysWhenNobodyListens() {
    assertThatThrownBy(
            () -> DriverManager.getConnection("jdbc:penstock://127.0.0.1:1?user=a&password=b"))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("08001");
              assertThat(e.getMessage()).contains("127.0.0.1:1");
            });
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    Path output = folder.resolve("taken.out");
    Process process =
        ServerProcess.launch(
            folder.resolve("lake"),
            folder.resolve("data-taken"),
            output,
            List.of(),
            "--flight-port",
            Integer.toString(server.flightPort()));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .contains("port " + server.flightPort(), "--flight-port")
        .doesNotContain("\tat ");
  }

  @Test
  void aSecondServerOnTheSameDataFolderIsRefused() throws Exception {
    Path output = folder.resolve("second.out");
    Process process =
        ServerProcess.launch(folder.resolve("lake"), folder.resolve("data"), output, List.of());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output)).contains("Another server uses the data folder");
    try (Statement statement = connection.createStatement()) {
      assertThat(TpchIT.column(statement, "SELECT 1")).containsExactly("1");
    }
  }

  @Test
  void aLakeWithoutPermissionIsNamed() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    // permission bits do not bind root, unless it gives that capability up
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> prefix =
        root ? List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search") : List.of();
    Path data = folder.resolve("data-closed");
    Path output = folder.resolve("closed.out");
    Process process = ServerProcess.launch(closed, data, output, prefix);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output)).contains("permission").doesNotContain("\tat ");
  }
}

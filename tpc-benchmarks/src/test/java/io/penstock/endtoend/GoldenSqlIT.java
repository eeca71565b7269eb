package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file under {@code golden} is a session: statements, each with what a user of the JDBC
 * driver sees. With {@code -Dgolden.update=true} the files are written anew, to be reviewed as
 * diffs.
 */
class GoldenSqlIT {
  private static final Path FILES = Path.of("src/test/resources/golden");

  @TempDir static Path folder;
  private static ServerProcess server;

  @BeforeAll
  static void starts() throws IOException {
    Path lake = Files.createDirectory(folder.resolve("lake"));
    SmallLake.tpch(lake);
    server = ServerProcess.start(lake, folder.resolve("data"));
  }

  @AfterAll
  static void stops() {
    server.close();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void answersAsRecorded(Path file) throws IOException, SQLException {
    String recorded = Files.readString(file, StandardCharsets.UTF_8);
    StringBuilder seen = new StringBuilder();
    try (Connection connection = server.connect()) {
      for (GoldenStatement statement : GoldenStatement.read(recorded)) {
        seen.append(statement.run(connection, folder));
      }
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, seen, StandardCharsets.UTF_8);
    }
    assertThat(seen.toString()).isEqualTo(recorded);
  }
}

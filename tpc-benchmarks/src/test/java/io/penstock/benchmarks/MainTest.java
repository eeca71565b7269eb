package io.penstock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands; the server is a DuckDB file with the lake's tables as views. */
class MainTest {
  @TempDir Path temp;

  @Test
  void wrongUsageAndFailuresHaveExitCodesOfTheirOwn() {
    assertThat(Main.run("generate", "tpch")).isEqualTo(2);
    assertThat(Main.run("generate", "tpch", "--lake", "x", "--scale", "abc")).isEqualTo(2);
    assertThat(Main.run("generate", "tpcx", "--lake", temp.toString())).isEqualTo(1);
    assertThat(Main.run("check", "--url", "jdbc:none:", "--lake", temp.toString())).isEqualTo(1);
  }

  @Test
  void generatesChecksAndMeasures() throws Exception {
    String lake = temp.resolve("lake").toString();
    assertThat(Main.run("generate", "tpch", "--scale", "0.001", "--lake", lake)).isZero();
    assertThat(Main.run("generate", "tpch", "--scale", "0.001", "--lake", lake)).isZero();
    assertThat(Main.run("generate", "tpch", "--scale", "0.002", "--lake", lake)).isEqualTo(1);

    String url = "jdbc:duckdb:" + temp.resolve("server.duckdb");
    serve(url, lake, "lineitem");
    assertThat(Main.run("check", "--url", url, "--lake", lake)).isZero();

    Path out = temp.resolve("samples.json");
    assertThat(
            Main.run(
                "pipe",
                "--url",
                url,
                "--lake",
                lake,
                "--scale",
                "0.001",
                "--runs",
                "2",
                "--only",
                "catalog,read,close",
                "--out",
                out.toString()))
        .isZero();
    assertThat(Files.readString(out))
        .contains("\"getColumns.busy.ns\": [", "\"earlyClose.close.ns\": [", "\"fullRead.ns\": [")
        .contains("\"fullRead.rows\": [6005, 6005]");
    assertThat(Main.run("pipe", "--url", url, "--lake", lake, "--scale", "1")).isEqualTo(1);

    serve(url, lake, "orders");
    assertThat(Main.run("check", "--url", url, "--lake", lake)).isEqualTo(1);
  }

  /** Serves the lake; the view "lineitem" reads the files of another table if so told. */
  private static void serve(String url, String lake, String lineitem) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists tpch");
      for (String table :
          "customer lineitem nation orders part partsupp region supplier".split(" ")) {
        String folder = table.equals("lineitem") ? lineitem : table;
        statement.execute(
            "create or replace view tpch."
                + table
                + " as from '"
                + lake
                + "/tpch/"
                + folder
                + "/*.parquet'");
      }
    }
  }
}

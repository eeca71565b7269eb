package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The tables that the corpus reads and does not make: those of Spark's SQLQueryTestSuite, as Delta
 * tables in the schema default of a lake, written by plain Spark. Both sides read the same files.
 */
final class CorpusTables {
  private static final String TENK_COLUMNS =
      "unique1 INT, unique2 INT, two INT, four INT, ten INT, twenty INT, hundred INT, thousand INT,"
          + " twothousand INT, fivethous INT, tenthous INT, odd INT, even INT, stringu1 STRING,"
          + " stringu2 STRING, string4 STRING";

  private static final Map<String, String> QUERIES =
      Map.of(
          "testdata",
              "SELECT CAST(id AS INT) AS key, CAST(id AS STRING) AS value FROM range(1, 101)",
          "arraydata",
              "SELECT * FROM VALUES (array(1, 2, 3), array(array(1, 2, 3))),"
                  + " (array(2, 3, 4), array(array(2, 3, 4))) AS t(arraycol, nestedarraycol)",
          "mapdata",
              "SELECT * FROM VALUES (map(1, 'a1', 2, 'b1', 3, 'c1', 4, 'd1', 5, 'e1')),"
                  + " (map(1, 'a2', 2, 'b2', 3, 'c2', 4, 'd2')), (map(1, 'a3', 2, 'b3', 3, 'c3')),"
                  + " (map(1, 'a4', 2, 'b4')), (map(1, 'a5')) AS t(mapcol)");

  /** A table of a tab-separated file: its columns and the file. */
  private record TextTable(String columns, String file) {}

  private static final Map<String, TextTable> TEXTS =
      Map.of(
          "aggtest", new TextTable("a INT, b FLOAT", "agg.data"),
          "onek", new TextTable(TENK_COLUMNS, "onek.data"),
          "tenk1", new TextTable(TENK_COLUMNS, "tenk.data"));

  private CorpusTables() {}

  /**
   * Makes the tables in a new lake; plain Spark has them registered then.
   *
   * @param texts with the tests jar of spark-sql unpacked
   */
  static void make(PlainSparkProcess spark, Path texts, Path lake) {
    QUERIES.forEach((table, query) -> make(spark, lake, table, query));
    TEXTS.forEach(
        (table, text) -> {
          Path file = texts.resolve("test-data/postgresql").resolve(text.file()).toAbsolutePath();
          if (!Files.exists(file)) {
            throw new ToolException(
                Code.INVALID_PARAMETER_VALUE, file + " is not there; the build unpacks it.");
          }
          spark.run(
              "CREATE TEMPORARY VIEW "
                  + table
                  + "_text ("
                  + text.columns()
                  + ") USING csv OPTIONS (path '"
                  + file
                  + "', delimiter '\t')");
          make(spark, lake, table, "SELECT * FROM " + table + "_text");
        });
  }

  private static void make(PlainSparkProcess spark, Path lake, String table, String query) {
    Path folder = lake.resolve("default").resolve(table);
    spark.run("CREATE TABLE " + table + " USING delta LOCATION '" + folder + "' AS " + query);
  }
}

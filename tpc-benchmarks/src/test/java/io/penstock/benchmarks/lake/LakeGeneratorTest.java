package io.penstock.benchmarks.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeGeneratorTest {
  private static final List<String> TABLES =
      List.of("customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier");

  @TempDir Path temp;
  Path lake;

  @BeforeEach
  void putBlanksIntoTheName() {
    lake = temp.resolve("a lake");
  }

  @Test
  void makesEveryTableWithTheRowsOfTheSpecification() throws SQLException {
    GeneratedLake made = generate("0.01", false);

    assertThat(made.made()).containsExactlyInAnyOrderElementsOf(TABLES);
    assertThat(made.rows()).isEqualTo(86_805);
    assertThat(rowsOf("customer")).isEqualTo(1_500);
    assertThat(rowsOf("lineitem")).isEqualTo(60_175);
    assertThat(rowsOf("nation")).isEqualTo(25);
    assertThat(rowsOf("orders")).isEqualTo(15_000);
    assertThat(rowsOf("part")).isEqualTo(2_000);
    assertThat(rowsOf("partsupp")).isEqualTo(8_000);
    assertThat(rowsOf("region")).isEqualTo(5);
    assertThat(rowsOf("supplier")).isEqualTo(100);
  }

  @Test
  void writesDecimalsDatesIntegersAndStringsAsSuch() throws SQLException {
    generate("0.001", false);

    assertThat(
            query(
                "select l_orderkey, l_partkey, l_linenumber, l_quantity, l_discount,"
                    + " l_extendedprice, l_shipdate, l_shipmode from "
                    + files("lineitem")
                    + " where l_orderkey = 1 and l_linenumber = 1"))
        .containsExactly("1|156|1|17.00|0.04|17954.55|1996-03-13|TRUCK");
    assertThat(query("describe select * from " + files("lineitem")).toString())
        .contains("l_orderkey|BIGINT", "l_linenumber|INTEGER", "l_tax|DECIMAL(15,2)")
        .contains("l_receiptdate|DATE", "l_comment|VARCHAR");
    assertThat(query("describe select * from " + files("orders")).toString())
        .contains("o_custkey|BIGINT", "o_shippriority|INTEGER", "o_totalprice|DECIMAL(15,2)");
    assertThat(query("describe select * from " + files("part")).toString())
        .contains("p_size|INTEGER");
  }

  @Test
  void writesBigTablesAsSeveralFilesWithStatisticsInTheLog() throws IOException {
    generate("0.001", false);

    Path log = lake.resolve("tpch/lineitem/_delta_log/00000000000000000000.json");
    List<String> adds =
        Files.readAllLines(log).stream().filter(line -> line.startsWith("{\"add\"")).toList();
    assertThat(adds).hasSize(4);
    assertThat(adds)
        .allSatisfy(
            add ->
                assertThat(add.replace("\\", ""))
                    .matches(".*\"path\":\"[0-9a-f-]+\\.parquet\".*")
                    .containsPattern("\"numRecords\":\\d{4}")
                    .containsPattern("minValues.*\"l_quantity\":1.00")
                    .containsPattern("minValues.*\"l_shipdate\":\"1992-\\d\\d-\\d\\d\"")
                    .containsPattern("maxValues.*\"l_shipmode\":\"TRUCK\"")
                    .containsPattern("nullCount.*\"l_comment\":0"));
    assertThat(Files.readString(log))
        .contains("\"minReaderVersion\":1,\"minWriterVersion\":2")
        .contains("\"penstock.tpch.scale\":\"0.001\"");
  }

  @Test
  void leavesNothingButTablesBehind() throws IOException {
    generate("0.001", false);

    assertThat(list(lake)).containsExactly("tpch");
    assertThat(list(lake.resolve("tpch"))).containsExactlyElementsOf(TABLES);
    assertThat(list(lake.resolve("tpch/region")))
        .hasSize(2)
        .allMatch(name -> name.equals("_delta_log") || name.endsWith(".parquet"));
    assertThat(list(lake.resolve("tpch/region/_delta_log")))
        .containsExactly("00000000000000000000.json");
  }

  @Test
  void keepsAWholeTableOfTheSameScale() throws IOException {
    generate("0.001", false);
    List<Path> before = Benchmark.TPCH.table(lake, "orders").activeFiles();

    GeneratedLake again = generate("0.0010", false);

    assertThat(again.made()).isEmpty();
    assertThat(again.kept()).containsExactlyInAnyOrderElementsOf(TABLES);
    assertThat(Benchmark.TPCH.table(lake, "orders").activeFiles()).isEqualTo(before);
  }

  @Test
  void refusesAnotherScaleUnlessToldToReplace() throws SQLException {
    generate("0.001", false);

    assertThatThrownBy(() -> generate("0.002", false))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("has scale 0.001, not 0.002")
        .hasMessageContaining("--replace");
    assertThat(rowsOf("orders")).isEqualTo(1_500);

    generate("0.002", true);
    assertThat(rowsOf("orders")).isEqualTo(3_000);
    assertThat(query("select count(*) from read_parquet('" + lake + "/tpch/orders/*.parquet')"))
        .containsExactly("3000");
  }

  @Test
  void leavesNoTableWhenItFailsInTheMiddleAndTheNextRunCompletes() throws Exception {
    AtomicInteger batches = new AtomicInteger();

    assertThatThrownBy(
            () ->
                generate(
                    "0.01",
                    (table, rows) -> {
                      if (batches.incrementAndGet() == 3) {
                        throw new UncheckedIOException(
                            new IOException("write failed: No space left on device"));
                      }
                    }))
        .isInstanceOfSatisfying(
            ToolException.class, e -> assertThat(e.code()).isEqualTo(Code.DISK_FULL))
        .hasMessageContaining("The whole lake takes about");
    assertThat(list(lake.resolve("tpch"))).isEmpty();

    assertThat(generate("0.01", false).made()).hasSize(8);
    assertThat(rowsOf("lineitem")).isEqualTo(60_175);
  }

  @Test
  void keepsFinishedTablesWhenALaterOneFails() throws Exception {
    assertThatThrownBy(
            () ->
                generate(
                    "0.001",
                    (table, rows) -> {
                      if (table.equals("region")) {
                        waitForCommit("supplier");
                        throw new IllegalStateException("broken");
                      }
                    }))
        .hasMessage("broken");

    assertThat(list(lake.resolve("tpch")))
        .contains("lineitem", "supplier")
        .doesNotContain("region");
    GeneratedLake rest = generate("0.001", false);
    assertThat(rest.made()).contains("region").doesNotContain("lineitem", "supplier");
  }

  @Test
  void removesWhatAKilledRunLeft() throws Exception {
    Path folder = lake.resolve("tpch/customer");
    new TableFolder(new LakeTable(Benchmark.TPCH, folder)).open();
    Files.createDirectories(folder.resolve("_delta_log"));
    Files.writeString(folder.resolve("left-over.parquet"), "half a file");

    assertThat(generate("0.001", false).made()).contains("customer");
    assertThat(list(folder)).doesNotContain("left-over.parquet");
  }

  @Test
  void stopsSoonAndCleansUpWhenTold() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    LakeGenerator generator =
        new LakeGenerator(
            request("0.01", false),
            (table, rows) -> {
              started.countDown();
              awaitQuietly(stopping);
            });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                generator.generate();
              } catch (ToolException e) {
                thrown.set(e);
              }
            });
    thread.start();
    started.await();
    Thread stopper = new Thread(() -> generator.stop(Duration.ofSeconds(20)));
    stopper.start();
    while (stopper.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    stopping.countDown();
    thread.join();
    stopper.join();

    assertThat(thrown.get())
        .isInstanceOfSatisfying(
            ToolException.class, e -> assertThat(e.code()).isEqualTo(Code.INTERRUPTED));
    assertThat(list(lake.resolve("tpch"))).isEmpty();
  }

  @Test
  void doesNotTouchFilesThatItDidNotMake() throws IOException {
    Path foreign = lake.resolve("tpch/part/mine.parquet");
    Files.createDirectories(foreign.getParent());
    Files.writeString(foreign, "precious");

    assertThatThrownBy(() -> generate("0.001", true))
        .isInstanceOfSatisfying(
            ToolException.class, e -> assertThat(e.code()).isEqualTo(Code.LAKE_NOT_USABLE))
        .hasMessageContaining("were not made by this tool");
    assertThat(foreign).hasContent("precious");
    assertThat(list(lake.resolve("tpch"))).containsExactly("part");
  }

  @Test
  void doesNotTouchADeltaTableThatItDidNotMake() throws IOException {
    generate("0.001", false);
    Path log = lake.resolve("tpch/part/_delta_log/00000000000000000000.json");
    Files.writeString(log, Files.readString(log).replace("\"penstock.tpch.scale\":\"0.001\"", ""));

    assertThatThrownBy(() -> generate("0.002", true))
        .hasMessageContaining("is a Delta table that this tool did not make");
    assertThat(Benchmark.TPCH.table(lake, "part").activeFiles()).hasSize(1);
  }

  @Test
  void refusesALakeThatIsAFile() throws IOException {
    Files.writeString(lake, "");

    assertThatThrownBy(() -> generate("0.001", false))
        .isInstanceOfSatisfying(
            ToolException.class, e -> assertThat(e.code()).isEqualTo(Code.LAKE_NOT_USABLE))
        .hasMessageContaining("is a file");
  }

  @Test
  void refusesAFolderThatMayNotBeWritten() throws IOException {
    Files.createDirectory(
        lake, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    assumeFalse(Files.isWritable(lake), "this user may write everywhere");

    assertThatThrownBy(() -> generate("0.001", false))
        .isInstanceOfSatisfying(
            ToolException.class, e -> assertThat(e.code()).isEqualTo(Code.STORAGE_ACCESS_DENIED))
        .hasMessageContaining("no permission");
  }

  @Test
  void refusesWhatCannotFit() {
    assertThatThrownBy(() -> generate("10000", false))
        .isInstanceOfSatisfying(
            ToolException.class, e -> assertThat(e.code()).isEqualTo(Code.DISK_FULL))
        .hasMessageContaining("needs about 3,4")
        .hasMessageContaining("MB are free there");
  }

  @Test
  void refusesScalesThatTheGeneratorCannotMake() {
    assertThatThrownBy(() -> request("0", false)).hasMessageContaining("between 0.001 and 10000");
    assertThatThrownBy(() -> request("-1", false)).hasMessageContaining("not -1");
  }

  private GenerationRequest request(String scale, boolean replace) {
    return new GenerationRequest(Benchmark.TPCH, new BigDecimal(scale), lake, replace, 2);
  }

  private GeneratedLake generate(String scale, boolean replace) {
    return new LakeGenerator(request(scale, replace), (table, rows) -> {}).generate();
  }

  private GeneratedLake generate(String scale, LakeGenerator.RowListener listener) {
    return new LakeGenerator(request(scale, false), listener).generate();
  }

  private void waitForCommit(String table) {
    while (!Benchmark.TPCH.table(lake, table).exists()) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String files(String table) {
    return "read_parquet("
        + Benchmark.TPCH.table(lake, table).activeFiles().stream().map(f -> "'" + f + "'").toList()
        + ")";
  }

  private long rowsOf(String table) throws SQLException {
    return Long.parseLong(query("select count(*) from " + files(table)).get(0));
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

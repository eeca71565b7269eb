package io.penstock.jdbc.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.jdbc.FakeServer;
import io.penstock.jdbc.QueryProgress;
import io.penstock.jdbc.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class MainTest {

  private static final Schema SALES =
      new Schema(
          List.of(
              Samples.field("city", ArrowType.Utf8.INSTANCE),
              Samples.field("amount", new ArrowType.Decimal(15, 2, 128))));

  @TempDir Path folder;

  private FakeServer server;
  private VectorSchemaRoot sales;
  private String out;
  private String messages;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    server.progress =
        "{\"id\":\"q\",\"state\":\"FINISHED\",\"lane\":\"spark\",\"elapsedMillis\":1}";
    sales = VectorSchemaRoot.create(SALES, server.allocator);
    String[] cities = {"Köln", "東京", null, "a \"b\", c\nd"};
    for (int i = 0; i < cities.length; i++) {
      if (cities[i] != null) {
        ((VarCharVector) sales.getVector(0)).setSafe(i, cities[i].getBytes(StandardCharsets.UTF_8));
        ((DecimalVector) sales.getVector(1))
            .setSafe(
                i,
                new BigDecimal("12.50")
                    .pow(1 + i, java.math.MathContext.DECIMAL32)
                    .setScale(2, java.math.RoundingMode.HALF_UP));
      }
    }
    sales.setRowCount(cities.length);
    server.answer("select sales", sales);
    server.answer("select many", Samples.NUMBERS, server.numbers(30, 1000));
    server.fail(
        "select a,\n  b frm t",
        FakeServer.failure(
            CallStatus.INVALID_ARGUMENT,
            "[PARSE_SYNTAX_ERROR] Syntax error at 'frm' (line 2, column 5) SQLSTATE: 42601",
            "x-penstock-sqlstate",
            "42601",
            "x-penstock-line",
            "2",
            "x-penstock-column",
            "5"));
  }

  @AfterEach
  void stop() throws Exception {
    sales.close();
    server.close();
  }

  private int run(String... arguments) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream messageBytes = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(outBytes, false, StandardCharsets.UTF_8);
    int code =
        Main.run(arguments, outStream, new PrintStream(messageBytes, true, StandardCharsets.UTF_8));
    outStream.flush();
    out = outBytes.toString(StandardCharsets.UTF_8);
    messages = messageBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  @Test
  void printsAnAlignedTable() {
    assertThat(run("select sales", "--url", server.url())).isZero();
    assertThat(out)
        .isEqualTo(
            """
             city     |   amount
            ----------+----------
             Köln     |    12.50
             東京     |   156.25
             NULL     |     NULL
             a "b", c | 24414.06
             d        |
            """);
    assertThat(messages).matches("4 rows in \\d+\\.\\d{3} s \\(lane spark\\)\n");
  }

  @Test
  void printsCsv() {
    assertThat(run("select sales;", "--url", server.url(), "--output", "csv")).isZero();
    assertThat(out)
        .isEqualTo(
            "city,amount\r\nKöln,12.50\r\n東京,156.25\r\n,\r\n\"a \"\"b\"\", c\nd\",24414.06\r\n");
  }

  @Test
  void printsJsonLines() {
    assertThat(run("select sales", "--url", server.url(), "--output", "json")).isZero();
    assertThat(out.lines())
        .containsExactly(
            "{\"city\":\"Köln\",\"amount\":12.50}",
            "{\"city\":\"東京\",\"amount\":156.25}",
            "{\"city\":null,\"amount\":null}",
            "{\"city\":\"a \\\"b\\\", c\\nd\",\"amount\":24414.06}");
  }

  @Test
  void printsEveryTypeInEveryFormat() throws Exception {
    try (VectorSchemaRoot all = Samples.allTypes(server.allocator)) {
      server.answer("all", all);
      for (String format : List.of("table", "csv", "json")) {
        assertThat(run("all", "--url", server.url(), "--output", format)).as(messages).isZero();
      }
      assertThat(out).contains("\"list\":[1,null,3],\"struct\":{\"a\":7,\"b\":\"say \\\"x\\\"\"}");
      assertThat(out).contains("\"ts\":\"2024-07-05 06:11:12.123456\"");
    }
  }

  @Test
  void cutsNoRowsOff() {
    for (String format : List.of("table", "csv", "json")) {
      assertThat(run("select many", "--url", server.url(), "--output", format)).isZero();
      assertThat(out.lines().count()).isBetween(30_000L, 30_002L);
      assertThat(out).contains("29999");
      assertThat(messages).startsWith("30000 rows in");
    }
  }

  @Test
  void showsWhereAStatementIsWrong() {
    assertThat(run("select a,\n  b frm t", "--url", server.url())).isEqualTo(1);
    assertThat(messages)
        .isEqualTo(
            """
            error: [PARSE_SYNTAX_ERROR] Syntax error at 'frm' (line 2, column 5) SQLSTATE: 42601
                b frm t
                  ^
            """);
  }

  @Test
  void runsAFileUntilTheFirstError() throws Exception {
    Path file = folder.resolve("q.sql");
    Files.writeString(file, "select sales;\nselect a,\n  b frm t;\nselect many;\n");
    assertThat(run("-f", file.toString(), "--url", server.url())).isEqualTo(1);
    assertThat(out).contains("Köln").doesNotContain("29999");
  }

  @Test
  void findsTheGatewayByItsDataFolder() throws Exception {
    Files.writeString(
        folder.resolve("endpoints.json"), "{\"jdbc\": \"" + server.url() + "\", \"flight\": 1}");
    assertThat(run("select sales", "--data", folder.toString())).as(messages).isZero();
    assertThat(run("select sales", "--data", folder.resolve("no").toString())).isEqualTo(1);
    assertThat(messages).contains("no gateway has been started");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    assertThat(run("select 1", "--output", "xml", "--url", "x")).isEqualTo(1);
    assertThat(messages).contains("--output is table, csv or json, not xml");
    assertThat(run("--ur")).isEqualTo(1);
    assertThat(messages).contains("Unknown option --ur");
    assertThat(run("--url")).isEqualTo(1);
    assertThat(messages).contains("--url needs a value");
    assertThat(run("select 1", "-f", "x")).isEqualTo(1);
    assertThat(run("select 1", "--url", "jdbc:penstock://127.0.0.1:1")).isEqualTo(1);
    assertThat(messages).contains("error: Cannot connect to 127.0.0.1:1").contains("08001");
    assertThat(run("--help")).isZero();
    assertThat(out).startsWith("usage: penstock sql");
  }

  @Test
  void describesProgress() {
    assertThat(ProgressLine.describe(QueryProgress.NONE, 1_500_000_000L))
        .isEqualTo("starting, 1.5 s");
    assertThat(
            ProgressLine.describe(
                new QueryProgress("q", QueryProgress.State.RUNNING, "spark", 1, 3, 8, 0),
                2_000_000_000L))
        .isEqualTo("running on spark, tasks 3/8, 2.0 s");
  }

  @Test
  void leavesNothingOpenWhenTheReaderGoesAway() throws Exception {
    PrintStream broken =
        new PrintStream(
            new java.io.OutputStream() {
              @Override
              public void write(int b) throws java.io.IOException {
                throw new java.io.IOException("Broken pipe");
              }
            });
    server.answer("endless", Samples.NUMBERS, server.numbers(Integer.MAX_VALUE, 1000));
    List<String> arguments = new ArrayList<>(List.of("endless", "--url", server.url()));
    int code =
        Main.run(
            arguments.toArray(String[]::new), broken, new PrintStream(new ByteArrayOutputStream()));
    assertThat(code).isZero();
  }
}

package io.penstock.planner.pruning;

import static io.penstock.planner.pruning.PruningLake.file;
import static io.penstock.planner.pruning.PruningLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.planner.DeltaLogs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, by what the log says of each. */
class FileIndexTest {
  @TempDir Path folder;
  private PruningLake lake;

  @BeforeEach
  void open() throws Exception {
    lake = new PruningLake(folder);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  private List<String> where(String condition) {
    return lake.files("t", "SELECT 1 FROM t WHERE " + condition);
  }

  @Test
  void integersAreComparedWithAllNumbers() {
    lake.table(
        "t", List.of("i int"), List.of(), range("a", "i", "0", "9"), range("b", "i", "10", "19"));
    assertThat(where("i = 9")).containsExactly("a");
    assertThat(where("9 >= i")).containsExactly("a");
    assertThat(where("i > 9")).containsExactly("b");
    assertThat(where("i > 9.5")).containsExactly("b");
    assertThat(where("i > 9.5D")).containsExactly("b");
    assertThat(where("i BETWEEN 10 AND 12")).containsExactly("b");
    assertThat(where("i NOT BETWEEN -1 AND 9")).containsExactly("b");
    assertThat(where("i IN (1, 2, 30)")).containsExactly("a");
    assertThat(where("i NOT IN (1, 2)")).containsExactly("a", "b");
    assertThat(where("NOT (i < 10)")).containsExactly("b");
    assertThat(where("i < 10 AND i > 9")).isEmpty();
    assertThat(where("i < 3 OR i = 100")).containsExactly("a");
    assertThat(where("i <=> 10")).containsExactly("b");
    assertThat(where("NOT (i <=> 10)")).containsExactly("a", "b");
    assertThat(where("i = NULL")).isEmpty();
    assertThat(where("i IS NULL")).isEmpty();
    assertThat(where("i IS NOT NULL")).containsExactly("a", "b");
    assertThat(where("(i = 3) IS TRUE")).containsExactly("a");
    assertThat(where("(i = 3) IS NOT TRUE")).containsExactly("a", "b");
    assertThat(where("false")).isEmpty();
    assertThat(where("i + 1 = 3")).containsExactly("a", "b");
    assertThat(where("CAST(i AS BIGINT) = 3")).containsExactly("a");
    assertThat(where("CAST(i AS STRING) = '3'")).containsExactly("a", "b");
    assertThat(where("i = ?")).containsExactly("a", "b");
  }

  @Test
  void whatIsMissingMayBeAnything() {
    lake.table(
        "t",
        List.of("i int"),
        List.of(),
        file("none", ""),
        file("count", "{\"numRecords\":3}"),
        file("garbage", "{\"numRecords\":3,"),
        file("low", "{\"numRecords\":3,\"minValues\":{\"i\":5}}"),
        file("text", "{\"numRecords\":3,\"minValues\":{\"i\":\"5\"},\"maxValues\":{\"i\":\"5\"}}"),
        file("nulls", "{\"numRecords\":3,\"nullCount\":{\"i\":3}}"),
        file("some", "{\"numRecords\":3,\"nullCount\":{\"i\":2}}"));
    assertThat(where("i = 1")).containsExactly("count", "garbage", "none", "some", "text");
    assertThat(where("i IS NULL"))
        .containsExactly("count", "garbage", "low", "none", "nulls", "some", "text");
    assertThat(where("i IS NOT NULL"))
        .containsExactly("count", "garbage", "low", "none", "some", "text");
    assertThat(where("i <=> NULL")).contains("nulls");
    assertThat(where("NOT (i = 1)")).doesNotContain("nulls").contains("low");
  }

  @Test
  void stringsMayBeCut() {
    String cut = "x".repeat(32);
    lake.table(
        "t",
        List.of("s string"),
        List.of(),
        range("a", "s", "\"a\"", "\"b\""),
        range("x", "s", "\"" + cut + "\"", "\"" + cut + "\""),
        range("high", "s", "\"\uffff\"", "\"\ud83d\ude00\""));
    assertThat(where("s = 'b'")).containsExactly("a");
    assertThat(where("s = 'ba'")).isEmpty();
    assertThat(where("s = '" + cut + "yyy'")).containsExactly("x");
    assertThat(where("s > '" + cut + "'")).containsExactly("high", "x");
    assertThat(where("s < 'a'")).isEmpty();
    assertThat(where("s LIKE 'b%'")).containsExactly("a");
    assertThat(where("s LIKE 'a_'")).containsExactly("a");
    assertThat(where("s LIKE 'xxxx%y'")).containsExactly("x");
    assertThat(where("s NOT LIKE 'b%'")).containsExactly("a", "high", "x");
    assertThat(where("s LIKE '%b'")).containsExactly("a", "high", "x");
    assertThat(where("s >= '\ud83d\ude00'")).containsExactly("high");
    assertThat(where("s = 5")).containsExactly("a", "high", "x");
  }

  @Test
  void nanIsAboveAllNumbers() {
    lake.table(
        "t",
        List.of("f double", "g float"),
        List.of(),
        range("a", "f", "1.0", "2.0"),
        range("b", "f", "3.0", "\"NaN\""),
        range("zero", "f", "-0.0", "0.0"),
        range("g", "g", "0.1", "0.1"));
    assertThat(where("f > 5")).containsExactly("a", "b", "g", "zero");
    assertThat(where("f < 3")).containsExactly("a", "g", "zero");
    assertThat(where("f = 1.5")).containsExactly("a", "g");
    assertThat(where("f = 0")).containsExactly("g", "zero");
    assertThat(where("f = -0.0D")).containsExactly("g", "zero");
    assertThat(where("g = 0.1")).contains("g");
    assertThat(where("g = CAST(0.1 AS FLOAT)")).contains("g");
    assertThat(where("g < 0.1")).doesNotContain("nothing");
    assertThat(where("g < 0.05")).doesNotContain("g");
  }

  @Test
  void timestampsAreCutToMillisecondsAndZonesVary() {
    lake.table(
        "t",
        List.of("ts timestamp", "n timestamp_ntz"),
        List.of(),
        range("a", "ts", "\"2024-01-01T00:00:00.000Z\"", "\"2024-01-10T12:00:00.000+02:00\""),
        range("b", "ts", "\"2024-02-01T00:00:00.000Z\"", "\"2024-02-10T00:00:00.000Z\""),
        range("c", "n", "\"2024-01-01T00:00:00.000\"", "\"2024-01-01T00:00:00.123\""));
    assertThat(where("ts = TIMESTAMP '2024-01-11 03:59:59'")).containsExactly("a", "c");
    assertThat(where("ts = TIMESTAMP '2024-01-11 04:00:01'")).containsExactly("c");
    assertThat(where("ts >= '2024-01-15'")).containsExactly("b", "c");
    assertThat(where("ts < DATE '2024-01-15'")).containsExactly("a", "c");
    assertThat(where("CAST(ts AS DATE) = DATE '2024-02-03'")).containsExactly("b", "c");
    assertThat(where("n = '2024-01-01 00:00:00.123999'")).contains("c");
    assertThat(where("n = '2024-01-01 00:00:00.124001'")).doesNotContain("c");
    assertThat(where("n < DATE '2024-01-01'")).doesNotContain("c");
    assertThat(where("n = TIMESTAMP '2030-01-01 00:00:00'")).contains("c");
    assertThat(where("ts = '2024-01-01 00:00:00 America/Los_Angeles'"))
        .containsExactly("a", "b", "c");
  }

  @Test
  void datesMoveByIntervals() {
    lake.table(
        "t",
        List.of("d date"),
        List.of(),
        range("a", "d", "\"2024-01-01\"", "\"2024-01-31\""),
        range("b", "d", "\"2024-02-01\"", "\"2024-02-29\""),
        range("old", "d", "\"0001-01-01\"", "\"1500-01-01\""));
    assertThat(where("d >= DATE '2023-12-31' + INTERVAL '1' DAY AND d < DATE '2024-02-01'"))
        .containsExactly("a", "old");
    assertThat(where("d = DATE '2024-03-29' - INTERVAL '1' MONTH")).containsExactly("b", "old");
    assertThat(where("d = '2024-01-05'")).containsExactly("a", "old");
    assertThat(where("d = TIMESTAMP '2024-02-15 00:00:00'")).containsExactly("b", "old");
    assertThat(where("d = 'no day'")).containsExactly("a", "b", "old");
  }

  @Test
  void decimalsOfManyDigitsAreInexact() {
    lake.table(
        "t",
        List.of("d decimal(38,18)", "e decimal(5,2)"),
        List.of(),
        range("a", "d", "12345678901234567.1", "12345678901234567.1"),
        range("b", "e", "1.00", "1.50"));
    assertThat(where("d = 12345678901234567.11")).containsExactly("a", "b");
    assertThat(where("d = 12345678901234667.11")).containsExactly("b");
    assertThat(where("e = 1.50")).containsExactly("a", "b");
    assertThat(where("e = 1.51")).containsExactly("a");
    assertThat(where("e > 2")).containsExactly("a");
    assertThat(where("e > 1e9")).containsExactly("a");
  }

  @Test
  void fieldsOfStructsHaveBounds() {
    lake.table(
        "t",
        List.of(
            "st {\"type\":\"struct\",\"fields\":[{\"name\":\"x\",\"type\":\"integer\","
                + "\"nullable\":true,\"metadata\":{}}]}"),
        List.of(),
        file(
            "a",
            "{\"numRecords\":2,\"minValues\":{\"st\":{\"x\":1}},\"maxValues\":{\"st\":{\"x\":2}},"
                + "\"nullCount\":{\"st\":{\"x\":0}}}"),
        file("b", "{\"numRecords\":2,\"nullCount\":{\"st\":{\"x\":2}}}"));
    assertThat(where("st.x = 2")).containsExactly("a");
    assertThat(where("st.x IS NULL")).containsExactly("b");
    assertThat(where("st IS NULL")).containsExactly("a", "b");
  }

  @Test
  void partitionsHaveOneValue() {
    lake.table(
        "t",
        List.of("i int", "p string", "n int", "b boolean"),
        List.of("p", "n", "b"),
        file("a", "", "{\"p\":\"x\",\"n\":\"1\",\"b\":\"true\"}"),
        file("b", "", "{\"p\":\"y\",\"n\":null,\"b\":\"false\"}"),
        file("c", "", "{\"p\":null,\"n\":\"2\",\"b\":null}"),
        file("empty", "", "{\"p\":\"\",\"n\":\"\",\"b\":\"\"}"),
        file("hive", "", "{\"p\":\"__HIVE_DEFAULT_PARTITION__\",\"n\":\"1.5\",\"b\":\"1\"}"));
    assertThat(where("p = 'x'")).containsExactly("a", "empty", "hive");
    assertThat(where("p IS NULL")).containsExactly("c", "empty", "hive");
    assertThat(where("p <> 'x'")).containsExactly("b", "empty", "hive");
    assertThat(where("n = 1")).containsExactly("a", "empty", "hive");
    assertThat(where("n IS NULL")).containsExactly("b", "empty", "hive");
    assertThat(where("b")).containsExactly("a", "empty", "hive");
    assertThat(where("NOT b")).containsExactly("b", "empty", "hive");
    assertThat(where("b IS NOT TRUE AND p IS NOT NULL")).containsExactly("b", "empty", "hive");
  }

  @Test
  void statisticsOfMappedColumnsHavePhysicalNames() {
    String metadata = "{\"delta.columnMapping.id\":1,\"delta.columnMapping.physicalName\":\"c-1\"}";
    lake.table(
        "t",
        DeltaLogs.protocol(2, 5),
        List.of("i int"),
        "{\"delta.columnMapping.mode\":\"name\",\"delta.columnMapping.maxColumnId\":\"1\"}",
        "[]");
    DeltaLogs.commit(
        folder.resolve("lake/s/t"),
        1,
        List.of(
            DeltaLogs.metadata(
                List.of(DeltaLogs.field("i", "\"integer\"", true, metadata)),
                "{\"delta.columnMapping.mode\":\"name\",\"delta.columnMapping.maxColumnId\":\"1\"}",
                "[]"),
            range("a", "c-1", "1", "2"),
            range("b", "i", "1", "2"),
            range("c", "c-1", "3", "4")));
    assertThat(where("i = 3")).containsExactly("b", "c");
  }

  @Test
  void paddedAndCollatedStringsAreNotCompared() {
    lake.table("t", List.of("x int"), List.of());
    DeltaLogs.commit(
        folder.resolve("lake/s/t"),
        1,
        List.of(
            DeltaLogs.metadata(
                List.of(
                    DeltaLogs.field(
                        "c", "\"string\"", true, "{\"__CHAR_VARCHAR_TYPE_STRING\":\"char(5)\"}"),
                    DeltaLogs.field(
                        "v", "\"string\"", true, "{\"__CHAR_VARCHAR_TYPE_STRING\":\"varchar(5)\"}"),
                    DeltaLogs.field(
                        "l",
                        "\"string\"",
                        true,
                        "{\"__COLLATIONS\":{\"l\":\"spark.UTF8_LCASE\"}}")),
                "{}",
                "[]"),
            file(
                "a",
                "{\"numRecords\":2,\"minValues\":{\"c\":\"a\",\"v\":\"a\",\"l\":\"a\"},"
                    + "\"maxValues\":{\"c\":\"a\",\"v\":\"a\",\"l\":\"a\"},"
                    + "\"nullCount\":{\"c\":0,\"v\":0,\"l\":0}}")));
    assertThat(where("c = 'a    '")).containsExactly("a");
    assertThat(where("c IS NULL")).isEmpty();
    assertThat(where("l = 'A'")).containsExactly("a");
    assertThat(where("v = 'b'")).isEmpty();
  }
}

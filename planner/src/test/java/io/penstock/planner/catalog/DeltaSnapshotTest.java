package io.penstock.planner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.delta.kernel.TableManager;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.DeltaLogs;
import io.penstock.planner.types.SparkTypeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaSnapshotTest {
  private static final TableName NAME = new TableName("lake", "s", "t");

  @TempDir Path table;
  private final SnapshotCache cache = new SnapshotCache();

  @Test
  void typesAreSparks() {
    DeltaLogs.create(
        table,
        List.of(
            "b boolean",
            "i8 tinyint",
            "i16 smallint",
            "i32 int not null",
            "i64 bigint",
            "f float",
            "d double",
            "dec decimal(38,18)",
            "s string",
            "bin binary",
            "day date",
            "ts timestamp",
            "ntz timestamp_ntz",
            "a {\"type\":\"array\",\"elementType\":\"integer\",\"containsNull\":false}",
            "m {\"type\":\"map\",\"keyType\":\"string\",\"valueType\":\"long\","
                + "\"valueContainsNull\":true}",
            "st {\"type\":\"struct\",\"fields\":[{\"name\":\"x\",\"type\":\"date\","
                + "\"nullable\":false,\"metadata\":{}}]}"));
    DeltaSnapshot snapshot = snapshot();
    assertThat(
            snapshot.schema().getFields().stream()
                .map(SparkTypeText::of)
                .collect(Collectors.joining(" ")))
        .isEqualTo(
            "boolean tinyint smallint int bigint float double decimal(38,18) string binary date"
                + " timestamp timestamp_ntz array<int> map<string,bigint> struct<x:date>");
    assertThat(snapshot.schema().toString())
        .contains(
            "i32: Int(32, true) not null",
            "ts: Timestamp(MICROSECOND, UTC)",
            "ntz: Timestamp(MICROSECOND, null)",
            "a: List<element: Int(32, true) not null>",
            "m: Map(false)<entries: Struct<key: Utf8 not null, value: Int(64, true)> not null>",
            "st: Struct<x: Date(DAY) not null>");
  }

  @Test
  void rowsAreThoseThatAreNotDeleted() {
    String vector =
        ",\"deletionVector\":{\"storageType\":\"u\",\"pathOrInlineDv\":\"ab^-aqEH.-t@S}K{vb[*k^\","
            + "\"offset\":4,\"sizeInBytes\":40,\"cardinality\":6}";
    DeltaLogs.commit(
        table,
        0,
        List.of(
            DeltaLogs.features("deletionVectors"),
            DeltaLogs.metadata(List.of("a int")),
            DeltaLogs.add("a.parquet", 100, "{\\\"numRecords\\\":10}", ""),
            DeltaLogs.add("b.parquet", 50, "{\\\"numRecords\\\":20}", "")));
    DeltaLogs.commit(
        table,
        1,
        List.of(
            DeltaLogs.remove("a.parquet"),
            DeltaLogs.add(
                "a.parquet",
                100,
                "{\\\"minValues\\\":{\\\"numRecords\\\":99},\\\"numRecords\\\":10}",
                vector)));
    assertThat(snapshot().totals())
        .isEqualTo(new TableSnapshot.FileTotals(2, 150, java.util.OptionalLong.of(24)));
  }

  @Test
  void rowsAreUnknownIfOneFileDoesNotCountThem() {
    DeltaLogs.create(
        table, List.of("a int"), DeltaLogs.add("a", 1, 10), DeltaLogs.add("b", 2, "", ""));
    assertThat(snapshot().totals().files()).isEqualTo(2);
    assertThat(snapshot().totals().rows()).isEmpty();
  }

  @Test
  void mappedColumnsHaveTheirLogicalNames() {
    String mapping =
        "{\"comment\":\"c\",\"delta.columnMapping.id\":1,"
            + "\"delta.columnMapping.physicalName\":\"col-77\"}";
    DeltaLogs.commit(
        table,
        0,
        List.of(
            DeltaLogs.protocol(2, 5),
            DeltaLogs.metadata(
                List.of(DeltaLogs.field("full name", "\"string\"", true, mapping)),
                "{\"delta.columnMapping.mode\":\"name\",\"delta.columnMapping.maxColumnId\":\"1\"}",
                "[\"full name\"]")));
    DeltaSnapshot snapshot = snapshot();
    assertThat(snapshot.schema().getFields().get(0).getName()).isEqualTo("full name");
    assertThat(snapshot.schema().getFields().get(0).getMetadata()).containsEntry("comment", "c");
    assertThat(snapshot.partitionColumns()).containsExactly("full name");
    assertThat(snapshot.properties()).containsEntry("delta.columnMapping.mode", "name");
  }

  @Test
  void readsFromACheckpointOn() throws IOException {
    DeltaLogs.create(table, List.of("a int"), DeltaLogs.add("f0", 10, 1));
    DeltaLogs.commit(table, 1, List.of(DeltaLogs.add("f1", 20, 2)));
    var engine = DefaultEngine.create(new WritableFileIO());
    TableManager.loadSnapshot(table.toString()).build(engine).writeCheckpoint(engine);
    DeltaLogs.commit(table, 2, List.of(DeltaLogs.add("f2", 40, 4)));
    Files.delete(table.resolve("_delta_log/00000000000000000000.json"));
    DeltaSnapshot snapshot = snapshot();
    assertThat(snapshot.pin().version()).isEqualTo(2);
    assertThat(snapshot.totals())
        .isEqualTo(new TableSnapshot.FileTotals(3, 70, java.util.OptionalLong.of(7)));
  }

  @Test
  void garbageInTheNewestCommitIsNamed() {
    DeltaLogs.create(table, List.of("a int"));
    DeltaLogs.commit(table, 1, List.of("{\"add\":{\"path\":\"x\", oops"));
    assertDamaged("line 1 of the commit of version 1 is not valid JSON");
  }

  @Test
  void aCommitCutShortIsNamed() {
    DeltaLogs.create(table, List.of("a int"));
    DeltaLogs.commit(table, 1, List.of(DeltaLogs.add("f", 1, 1), "{\"add\":{\"pa"));
    assertDamaged("line 2 of the commit of version 1");
  }

  @Test
  void garbageInAnOldCommitIsNamed() {
    DeltaLogs.create(table, List.of("a int"));
    DeltaLogs.commit(table, 1, List.of("not json"));
    DeltaLogs.commit(
        table, 2, List.of(DeltaLogs.protocol(1, 2), DeltaLogs.metadata(List.of("a int"))));
    assertDamaged("commit of version 1");
  }

  @Test
  void anEmptyCommitIsNamed() {
    DeltaLogs.commit(table, 0, List.of(""));
    assertDamaged("the commit of version 0 is empty");
  }

  @Test
  void aMissingCommitIsNamed() throws IOException {
    DeltaLogs.create(table, List.of("a int"));
    DeltaLogs.commit(table, 1, List.of(DeltaLogs.add("f", 1, 1)));
    DeltaLogs.commit(table, 2, List.of(DeltaLogs.add("g", 1, 1)));
    Files.delete(table.resolve("_delta_log/00000000000000000001.json"));
    assertDamaged("the commit of version 1 is missing");
  }

  @Test
  void aMissingPartOfACheckpointIsNamed() throws IOException {
    DeltaLogs.commit(table, 10, List.of(DeltaLogs.add("f", 1, 1)));
    Files.writeString(
        table.resolve("_delta_log/00000000000000000010.checkpoint.0000000001.0000000002.parquet"),
        "PAR1");
    assertDamaged("the checkpoint of version 10 lacks part 2 of 2");
  }

  @Test
  void anUnreadableCheckpointIsNamed() throws IOException {
    DeltaLogs.commit(table, 10, List.of(DeltaLogs.add("f", 1, 1)));
    Files.writeString(
        table.resolve("_delta_log/00000000000000000010.checkpoint.parquet"), "garbage");
    assertDamaged("version 10");
  }

  @Test
  void unsupportedFeaturesAreNamed() {
    DeltaLogs.commit(
        table,
        0,
        List.of(
            DeltaLogs.features("deletionVectors", "hyperCompression"),
            DeltaLogs.metadata(List.of("a int"))));
    Failure failure = failure();
    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_TABLE_FEATURE);
    assertThat(failure.message())
        .isEqualTo(
            "Table lake.s.t cannot be read: it uses the table feature hyperCompression, which is"
                + " not supported.");
  }

  @Test
  void unsupportedProtocolVersionsAreNamed() {
    DeltaLogs.commit(
        table, 0, List.of(DeltaLogs.protocol(9, 9), DeltaLogs.metadata(List.of("a int"))));
    Failure failure = failure();
    assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_TABLE_FEATURE);
    assertThat(failure.message()).contains("reader protocol version 9");
  }

  private void assertDamaged(String what) {
    Failure failure = failure();
    assertThat(failure.code()).as(failure.display()).isEqualTo(ErrorCode.TABLE_LOG_DAMAGED);
    assertThat(failure.message())
        .contains("lake.s.t", what)
        .doesNotContain(table.toString(), "Exception");
  }

  private DeltaSnapshot snapshot() {
    return cache.newest(NAME, LocalFileIO.uri(table));
  }

  private Failure failure() {
    PenstockException e = catchThrowableOfType(PenstockException.class, () -> snapshot().totals());
    return e.failure();
  }
}

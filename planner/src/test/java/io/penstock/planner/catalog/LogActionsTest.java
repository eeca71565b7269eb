package io.penstock.planner.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.TableFiles;
import io.penstock.execution.api.TableName;
import io.penstock.planner.DeltaLogs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogActionsTest {
  private static final String VECTOR =
      ",\"deletionVector\":{\"storageType\":\"u\",\"pathOrInlineDv\":\"ab^-aqEH.-t@S}K{vb[*k^\","
          + "\"offset\":4,\"sizeInBytes\":40,\"cardinality\":6}";

  @TempDir Path table;

  private Optional<TableFiles> files() {
    DeltaSnapshot snapshot =
        new SnapshotCache().newest(new TableName("lake", "s", "t"), LocalFileIO.uri(table));
    return snapshot.reading(snapshot.files().orElseThrow().files());
  }

  @Test
  void actionsAreThoseOfTheLog() {
    DeltaLogs.commit(
        table,
        0,
        List.of(
            DeltaLogs.features("deletionVectors"),
            DeltaLogs.metadata(
                List.of(DeltaLogs.fieldOf("a int"), DeltaLogs.fieldOf("p string")),
                "{\"delta.enableDeletionVectors\":\"true\"}",
                "[\"p\"]"),
            DeltaLogs.add("x%20y.parquet", 100, "{\\\"numRecords\\\":10}", VECTOR)
                .replace("\"partitionValues\":{}", "\"partitionValues\":{\"p\":null}")));
    TableFiles files = files().orElseThrow();
    assertThat(files.protocol()).isEqualTo(DeltaLogs.features("deletionVectors"));
    assertThat(files.metadata())
        .contains("\"partitionColumns\":[\"p\"]")
        .contains("\"configuration\":{\"delta.enableDeletionVectors\":\"true\"}")
        .contains("\"schemaString\":\"{\\\"type\\\":\\\"struct\\\"");
    assertThat(files.adds())
        .containsExactly(
            "{\"add\":{\"path\":\"x%20y.parquet\",\"partitionValues\":{\"p\":null},\"size\":100,"
                + "\"modificationTime\":1700000000000,\"dataChange\":false"
                + VECTOR
                + "}}");
  }

  @Test
  void oldProtocolsHaveNoFeatures() {
    DeltaLogs.create(table, List.of("a int"));
    assertThat(files().orElseThrow().protocol()).isEqualTo(DeltaLogs.protocol(1, 2));
    assertThat(files().orElseThrow().adds()).isEmpty();
  }

  @Test
  void someTablesAreLeftToTheEngine() {
    DeltaLogs.commit(
        table,
        0,
        List.of(
            DeltaLogs.features("deletionVectors")
                .replace(
                    "\"writerFeatures\":[",
                    "\"writerFeatures\":[\"rowTracking\",\"domainMetadata\","),
            DeltaLogs.metadata(List.of("a int"))));
    assertThat(files()).isEmpty();
  }

  @Test
  void manyFilesAreLeftToTheEngine() {
    List<String> adds = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      adds.add(DeltaLogs.add("f" + i, 1, 1));
    }
    DeltaLogs.create(table, List.of("a int"), adds.toArray(String[]::new));
    assertThat(files()).isEmpty();
  }
}

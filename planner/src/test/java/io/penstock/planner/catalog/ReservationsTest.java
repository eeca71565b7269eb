package io.penstock.planner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.DeltaLogs;
import io.penstock.planner.catalog.CatalogChange.CreateSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationsTest {
  private static final List<String> COLUMNS = List.of("id bigint");

  @TempDir Path folder;
  private Path lake;
  private Path external;
  private LakeCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    lake = Files.createDirectory(folder.resolve("lake"));
    external = Files.createDirectory(folder.resolve("external"));
    catalog = reopened();
    catalog.apply(new CreateSchema("lake", "s", false, Optional.empty(), Map.of()));
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void aNameIsThereOnceItsTableIsCommitted() {
    NewTable table = catalog.reserve(name("t"), Optional.empty());
    assertThat(table.managed()).isTrue();
    assertThat(path(table)).isEqualTo(lake.resolve("s").resolve("t"));
    assertThat(catalog.find(name("t"))).isEmpty();
    assertThat(catalog.tables("lake", "s")).isEmpty();
    DeltaLogs.create(path(table), COLUMNS);
    assertThat(catalog.find(name("T")).map(CatalogObject::name)).contains(name("t"));
    assertThat(catalog.snapshot(name("t")).pin().version()).isZero();
    catalog.created(table);
    catalog.created(table);
    assertThat(catalog.tables("lake", "s")).containsExactly(name("t"));
    assertThat(((CatalogObject.Table) catalog.require(name("t"))).managed()).isTrue();
  }

  @Test
  void anAbandonedNameIsFreeAgain() throws IOException {
    NewTable table = catalog.reserve(name("t"), Optional.empty());
    Files.createDirectories(path(table).resolve("_delta_log"));
    Files.writeString(path(table).resolve("part-0.parquet"), "x");
    catalog.abandon(table);
    assertThat(path(table)).doesNotExist();
    assertThat(catalog.find(name("t"))).isEmpty();
    assertThat(path(catalog.reserve(name("t"), Optional.empty()))).isEqualTo(path(table));
  }

  @Test
  void aTableThatWasCommittedAfterAllIsNotAbandoned() {
    NewTable table = catalog.reserve(name("t"), Optional.empty());
    DeltaLogs.create(path(table), COLUMNS);
    catalog.abandon(table);
    assertThat(catalog.find(name("t"))).isPresent();
  }

  @Test
  void aNameCannotBeKeptTwice() {
    NewTable table = catalog.reserve(name("t"), Optional.empty());
    assertThat(refusal(name("T"), Optional.empty()))
        .isEqualTo(ErrorCode.TABLE_CREATION_IN_PROGRESS);
    DeltaLogs.create(path(table), COLUMNS);
    assertThat(refusal(name("T"), Optional.empty()))
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS);
  }

  @Test
  void aCrashBeforeTheCommitLeavesNothing() throws IOException {
    NewTable table = catalog.reserve(name("t"), Optional.empty());
    Files.createDirectories(path(table).resolve("_delta_log"));
    Files.writeString(path(table).resolve("part-0.parquet"), "x");
    catalog.close();
    catalog = reopened();
    assertThat(catalog.find(name("t"))).isEmpty();
    assertThat(catalog.tables("lake", "s")).isEmpty();
    NewTable again = catalog.reserve(name("t"), Optional.empty());
    assertThat(path(again)).isEqualTo(path(table)).doesNotExist();
  }

  @Test
  void aCrashAfterTheCommitLeavesTheTable() {
    NewTable table = catalog.reserve(name("t"), Optional.of(external.resolve("x").toString()));
    DeltaLogs.create(path(table), COLUMNS);
    catalog.close();
    catalog = reopened();
    assertThat(catalog.snapshot(name("t")).pin().location()).isEqualTo(table.location());
    assertThat(refusal(name("t"), Optional.empty()))
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS);
  }

  @Test
  void aTableThatWasThereIsAdoptedOnlyAtTheEnd() {
    DeltaLogs.create(external.resolve("old"), COLUMNS);
    Optional<String> location = Optional.of("file://" + external.resolve("old"));
    NewTable table = catalog.reserve(name("t"), location);
    assertThat(table.managed()).isFalse();
    assertThat(catalog.find(name("t"))).isEmpty();
    catalog.close();
    catalog = reopened();
    assertThat(catalog.find(name("t"))).isEmpty();
    catalog.abandon(catalog.reserve(name("t"), location));
    assertThat(external.resolve("old").resolve("_delta_log")).exists();
    assertThat(catalog.find(name("t"))).isEmpty();
    catalog.created(catalog.reserve(name("t"), location));
    assertThat(catalog.find(name("t"))).isPresent();
  }

  @Test
  void aManagedFolderIsAlwaysNew() throws IOException {
    Files.createDirectories(lake.resolve("s").resolve("t"));
    NewTable table = catalog.reserve(name("t"), Optional.empty());
    assertThat(path(table).getFileName().toString()).startsWith("t__");
    assertThat(path(table).getParent()).isEqualTo(lake.resolve("s"));
    DeltaLogs.create(path(table), COLUMNS);
    catalog.created(table);
    assertThat(catalog.tables("lake", "s")).containsExactly(name("t"));
  }

  @Test
  void aManagedFolderIsNotInsideAnotherTable() {
    DeltaLogs.create(lake.resolve("s"), COLUMNS);
    NewTable table = catalog.reserve(name("t"), Optional.empty());
    assertThat(path(table).getParent().getFileName().toString()).startsWith("s__");
  }

  @Test
  void aPathIsATablesOrAFilesIfItIsInsideTheAllowedFolders() throws IOException {
    Path table = external.resolve("Some table");
    DeltaLogs.create(table, COLUMNS);
    assertThat(catalog.find(path("DELTA", table.toString())))
        .hasValueSatisfying(found -> assertThat(found).isInstanceOf(CatalogObject.Table.class));
    assertThat(catalog.snapshot(path("delta", table.toString())).pin().version()).isZero();
    assertThat(catalog.find(path("delta", external + "/nothing"))).isEmpty();
    String files = external + "/days/day=*/{a,b}[0-9].csv";
    assertThat(catalog.find(path("csv", files)))
        .contains(new CatalogObject.Files(path("csv", files), files));
    Files.createSymbolicLink(external.resolve("link"), folder);
    for (String location :
        List.of(
            folder.resolve("elsewhere").toString(),
            folder + "/*/x",
            external + "/../elsewhere",
            external + "/link/elsewhere/*",
            external + "/*/../x",
            external + "/{../elsewhere,x}/y",
            folder.resolve("data").toString(),
            folder.resolve("data") + "/*",
            "relative/x",
            "s3a://bucket/x")) {
      assertThatThrownBy(() -> catalog.find(path("json", location)))
          .as(location)
          .isInstanceOfSatisfying(
              PenstockException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCATION_NOT_ALLOWED));
    }
    assertThatThrownBy(() -> catalog.find(path("parquet", table + "/*.parquet")))
        .hasMessageContaining("in a Delta table's folder");
  }

  private static TableName path(String format, String path) {
    return new TableName("lake", format, path);
  }

  @Test
  void aLocationIsInsideTheAllowedFolders() throws IOException {
    Files.createSymbolicLink(external.resolve("link"), folder);
    for (String location :
        List.of(
            folder.resolve("elsewhere").toString(),
            external.toString(),
            external + "/../elsewhere",
            external + "/link/elsewhere",
            folder.resolve("data") + "/x",
            external.resolve("hidden") + "/x",
            "relative/x",
            "",
            "s3a://bucket/x",
            "file://host/x")) {
      assertThat(refusal(name("t"), Optional.of(location)))
          .as(location)
          .isEqualTo(ErrorCode.LOCATION_NOT_ALLOWED);
    }
    for (String location :
        List.of(external + "/a/b", "file:" + lake + "/free", "file://" + lake + "/x")) {
      catalog.abandon(catalog.reserve(name("t"), Optional.of(location)));
    }
  }

  @Test
  void aLocationIsNotInsideOrAroundAnotherTable() {
    DeltaLogs.create(lake.resolve("s").resolve("other"), COLUMNS);
    DeltaLogs.create(external.resolve("unknown"), COLUMNS);
    NewTable running = catalog.reserve(name("r"), Optional.of(external + "/run/r"));
    for (String location :
        List.of(
            lake + "/s",
            lake + "/s/other",
            lake + "/s/other/inside",
            external + "/unknown/inside",
            external + "/run",
            external + "/run/r")) {
      assertThat(refusal(name("t"), Optional.of(location)))
          .as(location)
          .isEqualTo(ErrorCode.LOCATION_OVERLAP);
    }
    catalog.abandon(running);
  }

  @Test
  void namesThatAreNoneAreRefused() {
    for (String bad : List.of("", "a.b", "a/b", "a b", "..", "a\\b", "a\tb", "x".repeat(256))) {
      assertThat(refusal(name(bad), Optional.empty()))
          .as(bad)
          .isEqualTo(ErrorCode.INVALID_SCHEMA_OR_RELATION_NAME);
    }
    assertThat(refusal(new TableName("lake", "nowhere", "t"), Optional.empty()))
        .isEqualTo(ErrorCode.SCHEMA_NOT_FOUND);
  }

  /** The data folder is in an allowed one, to see that it is not allowed all the same. */
  private LakeCatalog reopened() {
    return LakeCatalog.open(
        lake, external.resolve("hidden").resolve("control.db"), List.of(external));
  }

  private ErrorCode refusal(TableName name, Optional<String> location) {
    PenstockException e =
        catchThrowableOfType(PenstockException.class, () -> catalog.reserve(name, location));
    assertThat(e).as("%s at %s", name, location).isNotNull();
    return e.code();
  }

  private static Path path(NewTable table) {
    return LocalFileIO.path(table.location());
  }

  private static TableName name(String table) {
    return new TableName("lake", "s", table);
  }
}

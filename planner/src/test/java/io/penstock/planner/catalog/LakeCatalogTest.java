package io.penstock.planner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.DeltaLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCatalogTest {
  private static final List<String> COLUMNS = List.of("id bigint", "name string");

  @TempDir Path folder;
  private Path lake;
  private LakeCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    lake = Files.createDirectory(folder.resolve("lake"));
    catalog = LakeCatalog.open(lake, folder.resolve("data").resolve("control.db"));
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void anEmptyLakeHasTheDefaultSchema() {
    assertThat(catalog.catalogs()).containsExactly("lake");
    assertThat(catalog.defaultCatalog()).isEqualTo("lake");
    assertThat(catalog.schemas("LAKE")).containsExactly("default");
    assertThat(catalog.tables("lake", "Default")).isEmpty();
  }

  @Test
  void findsTablesInSchemasAndRightUnderTheLake() {
    DeltaLogs.create(lake.resolve("sales").resolve("Orders"), COLUMNS);
    DeltaLogs.create(lake.resolve("top"), COLUMNS);
    DeltaLogs.create(lake.resolve("default").resolve("inner"), COLUMNS);
    assertThat(catalog.find(name("sales", "orders")).map(CatalogObject::name))
        .contains(name("sales", "Orders"));
    assertThat(catalog.schemas("lake")).containsExactly("default", "sales");
    assertThat(catalog.tables("lake", "default"))
        .containsExactly(name("default", "inner"), name("default", "top"));
    TableSnapshot snapshot = catalog.snapshot(name("SALES", "ORDERS"));
    assertThat(snapshot.pin().name()).isEqualTo(name("sales", "Orders"));
    assertThat(snapshot.pin().location()).startsWith("file:/").endsWith("/lake/sales/Orders");
  }

  @Test
  void aFolderIsATableOnceItsLogHoldsACommit() throws IOException {
    Path table = lake.resolve("s").resolve("t");
    Files.createDirectories(table.resolve("_delta_log").resolve("_commits"));
    Files.writeString(table.resolve("part-0.parquet"), "x");
    Files.writeString(table.resolve("_delta_log").resolve(".00000000000000000000.json.tmp"), "{}");
    assertThat(catalog.find(name("s", "t"))).isEmpty();
    assertThat(catalog.schemas("lake")).containsExactly("default");
    DeltaLogs.create(table, COLUMNS);
    assertThat(catalog.find(name("s", "t"))).isPresent();
  }

  @Test
  void namesThatBeginWithADotOrUnderscoreAreSkipped() {
    DeltaLogs.create(lake.resolve("s").resolve("_t"), COLUMNS);
    DeltaLogs.create(lake.resolve(".s").resolve("t"), COLUMNS);
    DeltaLogs.create(lake.resolve("_top"), COLUMNS);
    assertThat(catalog.find(name("s", "_t"))).isEmpty();
    assertThat(catalog.schemas("lake")).containsExactly("default");
  }

  @Test
  void ofTwoSpellingsTheFirstByCodeUnitsWins() throws IOException {
    DeltaLogs.create(lake.resolve("s").resolve("table"), COLUMNS);
    DeltaLogs.create(lake.resolve("s").resolve("TABLE"), COLUMNS, DeltaLogs.add("a", 7, 1));
    boolean caseSensitive = Files.list(lake.resolve("s")).count() == 2;
    assumeFalse(!caseSensitive, "the file system has one name for both");
    assertThat(catalog.find(name("s", "Table")).map(CatalogObject::name))
        .contains(name("s", "TABLE"));
    assertThat(catalog.snapshot(name("s", "table")).totals().bytes()).isEqualTo(7);
  }

  @Test
  void removedTablesDisappear() throws IOException {
    DeltaLogs.create(lake.resolve("s").resolve("t"), COLUMNS);
    assertThat(catalog.snapshot(name("s", "t")).pin().version()).isZero();
    deleteTree(lake.resolve("s"));
    Failure failure = failure(name("s", "t"));
    assertThat(failure.code()).isIn(ErrorCode.TABLE_OR_VIEW_NOT_FOUND, ErrorCode.SCHEMA_NOT_FOUND);
    assertThat(catalog.find(name("s", "t"))).isEmpty();
    assertThat(catalog.schemas("lake")).containsExactly("default");
  }

  @Test
  void aNewVersionIsSeenAtOnce() {
    Path table = lake.resolve("s").resolve("t");
    DeltaLogs.create(table, COLUMNS, DeltaLogs.add("a", 10, 3));
    assertThat(catalog.snapshot(name("s", "t")).totals().files()).isEqualTo(1);
    DeltaLogs.commit(table, 1, List.of(DeltaLogs.add("b", 20, 4)));
    TableSnapshot second = catalog.snapshot(name("s", "t"));
    assertThat(second.pin().version()).isEqualTo(1);
    assertThat(second.totals().bytes()).isEqualTo(30);
    assertThat(second.totals().rows()).hasValue(7);
    assertThat(catalog.snapshot(name("s", "t"))).isSameAs(second);
  }

  @Test
  void aRecreatedTableIsNoticed() throws IOException {
    Path table = lake.resolve("s").resolve("t");
    DeltaLogs.create(table, List.of("a int"));
    assertThat(catalog.snapshot(name("s", "t")).schema().getFields().get(0).getName())
        .isEqualTo("a");
    deleteTree(table);
    DeltaLogs.create(table, List.of("b int"));
    assertThat(catalog.snapshot(name("s", "t")).schema().getFields().get(0).getName())
        .isEqualTo("b");
  }

  @Test
  void unknownNamesComeWithASuggestion() {
    DeltaLogs.create(lake.resolve("sales").resolve("orders"), COLUMNS);
    assertThat(failure(name("sales", "orderz")).message())
        .isEqualTo("Table lake.sales.orderz not found. Did you mean lake.sales.orders?");
    assertThat(failure(name("default", "orders")).message())
        .isEqualTo("Table lake.default.orders not found. Did you mean lake.sales.orders?");
    Failure schema = failure(name("sale", "orders"));
    assertThat(schema.code()).isEqualTo(ErrorCode.SCHEMA_NOT_FOUND);
    assertThat(schema.message()).contains("Did you mean sales?");
    Failure catalogFailure = failure(new TableName("sea", "sales", "orders"));
    assertThat(catalogFailure.code()).isEqualTo(ErrorCode.CATALOG_NOT_FOUND);
  }

  @Test
  void aLakeThatIsNotThereIsRefusedAtOpen() {
    PenstockException e =
        catchThrowableOfType(
            PenstockException.class,
            () -> LakeCatalog.open(folder.resolve("nowhere"), folder.resolve("other.db")));
    assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    assertThat(e.failure().message()).contains("does not exist").doesNotContain("nowhere");
  }

  @Test
  void aLakeWithoutPermissionIsRefusedAtOpen() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    forbid(closed);
    PenstockException e =
        catchThrowableOfType(
            PenstockException.class, () -> LakeCatalog.open(closed, folder.resolve("other.db")));
    assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_ACCESS_DENIED);
    assertThat(e.failure().message()).contains("No permission").doesNotContain("closed");
  }

  @Test
  void aTableWithoutPermissionSaysSo() throws IOException {
    Path table = lake.resolve("s").resolve("t");
    DeltaLogs.create(table, COLUMNS);
    forbid(table.resolve("_delta_log"));
    Failure failure = failure(name("s", "t"));
    assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_ACCESS_DENIED);
    assertThat(failure.message()).contains("lake.s.t");
  }

  /** Permissions do not bind a superuser, so there is nothing to test then. */
  private static void forbid(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(path), "runs as a superuser");
  }

  private Failure failure(TableName name) {
    return catchThrowableOfType(PenstockException.class, () -> catalog.snapshot(name)).failure();
  }

  private static TableName name(String schema, String table) {
    return new TableName("lake", schema, table);
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}

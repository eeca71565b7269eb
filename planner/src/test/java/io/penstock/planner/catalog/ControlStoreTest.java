package io.penstock.planner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.DeltaLogs;
import io.penstock.planner.catalog.StoredNames.Provenance;
import io.penstock.planner.catalog.StoredNames.StoredSchema;
import io.penstock.planner.catalog.StoredNames.StoredTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlStoreTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("data").resolve("control.db");
  }

  @Test
  void everyMigrationIsWrittenDownOnce() throws Exception {
    ControlStore.open(file).close();
    ControlStore.open(file).close();
    assertThat(number("SELECT count(*) FROM schema_migrations"))
        .isEqualTo(ControlStoreMigrations.newest());
    assertThat(number("SELECT max(version) FROM schema_migrations"))
        .isEqualTo(ControlStoreMigrations.newest());
  }

  @Test
  void aStoreOfANewerProgramIsRefused() throws Exception {
    ControlStore.open(file).close();
    execute("INSERT INTO schema_migrations VALUES (99, '2030-01-01')");
    PenstockException e =
        catchThrowableOfType(PenstockException.class, () -> ControlStore.open(file));
    assertThat(e.failure().message()).contains("version 99", "Use the program that wrote it");
  }

  @Test
  void aFileThatIsNoStoreIsRefused() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "this is not a database, whatever its name says. ".repeat(50));
    PenstockException e =
        catchThrowableOfType(PenstockException.class, () -> ControlStore.open(file));
    assertThat(e.failure().message()).startsWith("The control store failed while opening it");
  }

  @Test
  void namesAreThereAfterARestart() {
    StoredTable orders = table("Sales", "Orders", "file:/lake/Sales/Orders");
    try (ControlStore store = ControlStore.open(file)) {
      store.update(rows -> rows.replaceDiscovered("lake", "default", List.of(orders)));
    }
    try (ControlStore store = ControlStore.open(file)) {
      assertThat(store.read().tables()).containsExactly(orders);
      assertThat(schemas(store)).containsExactly("default", "Sales");
    }
  }

  @Test
  void discoveredTablesFollowTheFolders() {
    try (ControlStore store = ControlStore.open(file)) {
      List<StoredTable> found =
          List.of(table("a", "t", "file:/l/a/t"), table("b", "t", "file:/l/b/t"));
      store.update(rows -> rows.replaceDiscovered("lake", "default", found));
      StoredTable moved = table("a", "T", "file:/l2/a/T");
      store.update(rows -> rows.replaceDiscovered("lake", "default", List.of(moved)));
      assertThat(store.read().tables()).containsExactly(moved);
      assertThat(schemas(store)).containsExactly("a", "default");
    }
  }

  @Test
  void registeredTablesStayAndAreServed() throws Exception {
    Path lake = Files.createDirectory(folder.resolve("lake"));
    Path elsewhere = folder.resolve("elsewhere");
    DeltaLogs.create(elsewhere, List.of("a int"));
    LakeCatalog.open(lake, file).close();
    execute(
        "INSERT INTO tables (schema_id, name, name_key, location, provenance, created_at)"
            + " SELECT id, 'Far', 'far', '"
            + elsewhere.toUri()
            + "', 'registered', '2026-01-01' FROM schemas");
    try (LakeCatalog catalog = LakeCatalog.open(lake, file)) {
      TableName far = new TableName("lake", "default", "Far");
      assertThat(catalog.tables("lake", "default")).containsExactly(far);
      assertThat(catalog.snapshot(far).schema().getFields()).hasSize(1);
    }
  }

  private static List<String> schemas(ControlStore store) {
    return store.read().schemas().stream().map(StoredSchema::name).toList();
  }

  private static StoredTable table(String schema, String name, String location) {
    return new StoredTable(
        new TableName("lake", schema, name), location, Provenance.DISCOVERED, false);
  }

  private long number(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}

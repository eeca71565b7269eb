package io.penstock.planner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.DeltaLogs;
import io.penstock.planner.catalog.CatalogChange.ChangeSchemaProperties;
import io.penstock.planner.catalog.CatalogChange.ChangeViewProperties;
import io.penstock.planner.catalog.CatalogChange.ChangeViewQuery;
import io.penstock.planner.catalog.CatalogChange.CommentOnCatalog;
import io.penstock.planner.catalog.CatalogChange.CommentOnSchema;
import io.penstock.planner.catalog.CatalogChange.CreateCatalog;
import io.penstock.planner.catalog.CatalogChange.CreateSchema;
import io.penstock.planner.catalog.CatalogChange.CreateView;
import io.penstock.planner.catalog.CatalogChange.DropCatalog;
import io.penstock.planner.catalog.CatalogChange.DropSchema;
import io.penstock.planner.catalog.CatalogChange.DropTable;
import io.penstock.planner.catalog.CatalogChange.DropView;
import io.penstock.planner.catalog.CatalogChange.IfThere;
import io.penstock.planner.catalog.CatalogChange.RenameTable;
import io.penstock.planner.catalog.CatalogChange.RenameView;
import io.penstock.planner.catalog.CatalogChange.UndropTable;
import io.penstock.planner.catalog.CatalogChange.UndropTableById;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogChangesTest {
  private static final List<String> COLUMNS = List.of("id bigint");
  private static final Optional<String> NONE = Optional.empty();

  @TempDir Path folder;
  private Path lake;
  private LakeCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    lake = Files.createDirectory(folder.resolve("lake"));
    reopen();
    DeltaLogs.create(lake.resolve("s").resolve("found"), COLUMNS);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void aDroppedTableIsGoneAtOnceAndIsNotFoundAgain() {
    assertThat(catalog.find(name("found"))).isPresent();
    catalog.apply(new DropTable(name("FOUND"), false, false));
    assertThat(catalog.find(name("found"))).isEmpty();
    reopen();
    assertThat(catalog.find(name("found"))).isEmpty();
    assertThat(catalog.schemas("lake")).containsExactly("default", "s");
    assertThat(lake.resolve("s").resolve("found").resolve("_delta_log")).exists();
    assertThat(failure(new DropTable(name("found"), false, false)).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND);
    catalog.apply(new DropTable(name("found"), true, false));
  }

  @Test
  void theLatestDroppedTableComesBack() {
    NewTable first = table("t");
    catalog.apply(new DropTable(name("t"), false, false));
    NewTable second = table("t");
    assertThat(second.location()).isNotEqualTo(first.location());
    assertThat(failure(new UndropTable(name("t"))).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS);
    catalog.apply(new DropTable(name("t"), false, false));
    List<DroppedTable> dropped = catalog.dropped("lake", "s");
    assertThat(dropped).hasSize(2).allMatch(DroppedTable::managed);
    catalog.apply(new UndropTable(name("T")));
    assertThat(catalog.snapshot(name("t")).pin().location()).isEqualTo(second.location());
    catalog.apply(new RenameTable(name("t"), name("u")));
    catalog.apply(new UndropTableById(dropped.get(1).id()));
    assertThat(catalog.snapshot(name("t")).pin().location()).isEqualTo(first.location());
    assertThat(catalog.dropped("lake", "s")).isEmpty();
    assertThat(failure(new UndropTable(name("never"))).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND);
  }

  @Test
  void filesOfAManagedTableGoAfterSevenDays() throws Exception {
    NewTable managed = table("t");
    NewTable kept = table("kept");
    catalog.apply(new DropTable(name("t"), false, false));
    catalog.apply(new DropTable(name("kept"), false, false));
    catalog.apply(new DropTable(name("found"), false, false));
    execute("UPDATE dropped_tables SET dropped_at = 0 WHERE name <> 'kept'");
    reopen();
    assertThat(catalog.dropped("lake", "s"))
        .extracting(DroppedTable::name)
        .containsExactly(name("kept"));
    assertThat(failure(new UndropTable(name("t"))).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND);
    try (ControlStore store = ControlStore.open(store())) {
      new DroppedFolders(store).removeDue();
    }
    assertThat(LocalFileIO.path(managed.location())).doesNotExist();
    assertThat(LocalFileIO.path(kept.location())).exists();
    assertThat(lake.resolve("s").resolve("found")).exists();
    assertThat(catalog.find(name("found"))).isEmpty();
  }

  @Test
  void aPurgedTableDoesNotComeBack() {
    table("t");
    catalog.apply(new DropTable(name("t"), false, true));
    assertThat(catalog.dropped("lake", "s")).isEmpty();
    assertThat(failure(new UndropTable(name("t"))).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND);
  }

  @Test
  void renamesWithinACatalog() {
    catalog.apply(new RenameTable(name("found"), new TableName("lake", "default", "Renamed")));
    assertThat(catalog.find(name("found"))).isEmpty();
    TableName renamed = new TableName("lake", "default", "Renamed");
    assertThat(catalog.snapshot(renamed).pin().location()).endsWith("/lake/s/found");
    reopen();
    assertThat(catalog.find(name("found"))).isEmpty();
    assertThat(catalog.tables("lake", "default")).containsExactly(renamed);
    catalog.apply(new RenameTable(renamed, new TableName("lake", "default", "RENAMED")));
    table("t");
    assertThat(failure(new RenameTable(renamed, name("t"))).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS);
    assertThat(failure(new RenameTable(name("nope"), name("x"))).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND);
    assertThat(failure(new RenameTable(renamed, new TableName("lake", "no", "x"))).code())
        .isEqualTo(ErrorCode.SCHEMA_NOT_FOUND);
  }

  @Test
  void makesAndDropsSchemas() {
    Map<String, String> properties = Map.of("a", "b");
    catalog.apply(new CreateSchema("LAKE", "New", false, Optional.of("mine"), properties));
    SchemaDescription schema = catalog.describe("lake", "new");
    assertThat(schema.schema()).isEqualTo("New");
    assertThat(schema.comment()).contains("mine");
    assertThat(schema.properties()).isEqualTo(properties);
    assertThat(schema.location()).endsWith("/lake/New");
    assertThat(failure(new CreateSchema("lake", "NEW", false, NONE, Map.of())).code())
        .isEqualTo(ErrorCode.SCHEMA_ALREADY_EXISTS);
    catalog.apply(new CreateSchema("lake", "NEW", true, NONE, Map.of()));
    catalog.apply(new ChangeSchemaProperties("lake", "new", Map.of("c", "d"), Set.of("a")));
    catalog.apply(new CommentOnSchema("lake", "new", NONE));
    assertThat(catalog.describe("lake", "new").properties()).isEqualTo(Map.of("c", "d"));
    assertThat(catalog.describe("lake", "new").comment()).isEmpty();
    reopen();
    assertThat(catalog.schemas("lake")).containsExactly("default", "New", "s");
    catalog.apply(new DropSchema("lake", "new", false, false));
    assertThat(failure(new DropSchema("lake", "new", false, false)).code())
        .isEqualTo(ErrorCode.SCHEMA_NOT_FOUND);
    catalog.apply(new DropSchema("lake", "new", true, false));
    assertThat(failure(new DropSchema("lake", "default", false, true)).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
  }

  @Test
  void aSchemaThatHoldsSomethingIsDroppedWithCascadeOnly() {
    catalog.apply(new CreateView(name("v"), view("select 1"), IfThere.FAIL));
    Failure failure = failure(new DropSchema("lake", "s", false, false));
    assertThat(failure.code()).isEqualTo(ErrorCode.SCHEMA_NOT_EMPTY);
    assertThat(failure.sqlState()).isEqualTo("2BP01");
    NewTable running = catalog.reserve(name("r"), NONE);
    assertThat(failure(new DropSchema("lake", "s", false, true)).code())
        .isEqualTo(ErrorCode.TABLE_CREATION_IN_PROGRESS);
    catalog.abandon(running);
    catalog.apply(new DropSchema("lake", "s", false, true));
    assertThat(catalog.schemas("lake")).containsExactly("default");
    catalog.apply(new CreateSchema("lake", "s", false, NONE, Map.of()));
    assertThat(catalog.tables("lake", "s")).isEmpty();
    assertThat(catalog.views("lake", "s")).isEmpty();
    catalog.apply(new UndropTable(name("found")));
    assertThat(catalog.tables("lake", "s")).containsExactly(name("found"));
  }

  @Test
  void makesAndDropsCatalogs() {
    catalog.apply(new CreateCatalog("second", false, NONE, Optional.of("more")));
    assertThat(catalog.catalogs()).containsExactly("lake", "second");
    assertThat(catalog.schemas("second")).containsExactly("default");
    assertThat(catalog.describe("second").comment()).contains("more");
    assertThat(catalog.describe("second").location()).endsWith("/lake/.catalogs/second");
    assertThat(failure(new CreateCatalog("SECOND", false, NONE, NONE)).code())
        .isEqualTo(ErrorCode.CATALOG_ALREADY_EXISTS);
    catalog.apply(new CreateCatalog("SECOND", true, NONE, NONE));
    catalog.apply(new CommentOnCatalog("second", Optional.of("other")));
    assertThat(catalog.describe("second").comment()).contains("other");
    TableName name = new TableName("second", "default", "t");
    NewTable table = catalog.reserve(name, NONE);
    DeltaLogs.create(LocalFileIO.path(table.location()), COLUMNS);
    catalog.created(table);
    reopen();
    assertThat(catalog.snapshot(name).pin().location())
        .endsWith("/lake/.catalogs/second/default/t");
    assertThat(failure(new RenameTable(name, name("t"))).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
    assertThat(failure(new DropCatalog("second", false, false)).code())
        .isEqualTo(ErrorCode.CATALOG_NOT_EMPTY);
    catalog.apply(new DropCatalog("second", false, true));
    assertThat(catalog.catalogs()).containsExactly("lake");
    assertThat(failure(new DropCatalog("second", false, true)).code())
        .isEqualTo(ErrorCode.CATALOG_NOT_FOUND);
    catalog.apply(new DropCatalog("second", true, true));
    assertThat(failure(new DropCatalog("lake", false, true)).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
    catalog.apply(new CreateCatalog("second", false, NONE, NONE));
    assertThat(catalog.tables("second", "default")).isEmpty();
    assertThat(failure(new CreateCatalog("third", false, Optional.of(lake + "/x"), NONE)).code())
        .isEqualTo(ErrorCode.LOCATION_NOT_ALLOWED);
  }

  @Test
  void keepsViewsBesideTables() {
    ViewDefinition definition = view("select id from found");
    catalog.apply(new CreateView(name("v"), definition, IfThere.FAIL));
    reopen();
    assertThat(catalog.require(name("V"))).isEqualTo(new CatalogObject.View(name("v"), definition));
    assertThat(catalog.views("lake", "s")).containsExactly(name("v"));
    assertThat(catalog.tables("lake", "s")).containsExactly(name("found"));
    assertThat(failure(new CreateView(name("V"), definition, IfThere.FAIL)).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS);
    assertThat(failure(new CreateView(name("found"), definition, IfThere.REPLACE)).condition())
        .isEqualTo("EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE");
    catalog.apply(new CreateView(name("v"), view("select 2"), IfThere.KEEP));
    assertThat(text("v")).isEqualTo("select id from found");
    catalog.apply(new ChangeViewProperties(name("v"), Map.of("k", "w"), Set.of("p")));
    catalog.apply(new ChangeViewQuery(name("v"), view("select 3")));
    assertThat(text("v")).isEqualTo("select 3");
    assertThat(((CatalogObject.View) catalog.require(name("v"))).definition().properties())
        .isEqualTo(Map.of("k", "w"));
    catalog.apply(new CreateView(name("v"), view("select 4"), IfThere.REPLACE));
    catalog.apply(new RenameView(name("v"), name("w")));
    assertThat(catalog.views("lake", "s")).containsExactly(name("w"));
    assertThat(failure(new RenameView(name("found"), name("x"))).condition())
        .isEqualTo("EXPECT_VIEW_NOT_TABLE.USE_ALTER_TABLE");
    assertThat(failure(new RenameTable(name("w"), name("x"))).condition())
        .isEqualTo("EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW");
    assertThat(failure(new DropTable(name("w"), true, false)).code())
        .isEqualTo(ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE);
    assertThat(failure(new DropView(name("found"), true)).code())
        .isEqualTo(ErrorCode.WRONG_COMMAND_FOR_OBJECT_TYPE);
    catalog.apply(new DropView(name("w"), false));
    assertThat(catalog.views("lake", "s")).isEmpty();
    catalog.apply(new DropView(name("w"), true));
    assertThat(failure(new DropView(name("w"), false)).code())
        .isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND);
  }

  @Test
  void aViewWinsOverAFolderOfItsName() {
    catalog.apply(new CreateView(name("late"), view("select 1"), IfThere.FAIL));
    DeltaLogs.create(lake.resolve("s").resolve("late"), COLUMNS);
    reopen();
    assertThat(catalog.require(name("late"))).isInstanceOf(CatalogObject.View.class);
    assertThat(catalog.tables("lake", "s")).containsExactly(name("found"));
  }

  private String text(String view) {
    return ((CatalogObject.View) catalog.require(name(view))).definition().text();
  }

  private NewTable table(String name) {
    NewTable table = catalog.reserve(name(name), NONE);
    DeltaLogs.create(LocalFileIO.path(table.location()), COLUMNS);
    catalog.created(table);
    return table;
  }

  private static ViewDefinition view(String text) {
    Schema columns = new Schema(List.of(Field.nullable("id", new ArrowType.Int(64, true))));
    return new ViewDefinition(
        text,
        "lake",
        "s",
        List.of("id"),
        columns,
        Optional.of("c"),
        Map.of("p", "q"),
        Optional.empty());
  }

  private Failure failure(CatalogChange change) {
    PenstockException e =
        catchThrowableOfType(PenstockException.class, () -> catalog.apply(change));
    assertThat(e).as(change.toString()).isNotNull();
    return e.failure();
  }

  private Path store() {
    return folder.resolve("data").resolve("control.db");
  }

  private void reopen() {
    if (catalog != null) {
      catalog.close();
    }
    catalog = LakeCatalog.open(lake, store());
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static TableName name(String table) {
    return new TableName("lake", "s", table);
  }
}

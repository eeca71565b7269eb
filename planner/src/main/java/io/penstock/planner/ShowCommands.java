package io.penstock.planner;

import io.penstock.execution.api.TableName;
import io.penstock.planner.CommandNames.SchemaName;
import io.penstock.planner.PlannedCommand.Answer;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.catalog.CatalogObject;
import io.penstock.planner.catalog.DroppedTable;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.classify.Statement.QualifiedName;
import io.penstock.planner.classify.TokenReader;
import io.penstock.planner.functions.SparkOperatorTable;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.lexer.Token;
import io.penstock.planner.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlFunction;

/** SHOW, with Spark's columns; but for SHOW CATALOGS and SHOW SCHEMAS. */
final class ShowCommands {
  /** A row of SHOW TABLES and its like. */
  private record Listed(String schema, String name, boolean temporary, CatalogObject object) {}

  private final CommandNames names;
  private final Catalog catalog;
  private final TokenReader reader;
  private final Function<SqlText, PlannedStatement> planQuery;

  ShowCommands(
      CommandNames names, TokenReader reader, Function<SqlText, PlannedStatement> planQuery) {
    this.names = names;
    this.catalog = names.catalog();
    this.reader = reader;
    this.planQuery = planQuery;
  }

  /** After SHOW. */
  PlannedStatement show() {
    int offset = reader.offset();
    if (reader.takeAll("TABLES", "DROPPED")) {
      return tablesDropped();
    }
    if (reader.take("TABLES")) {
      return tables();
    }
    if (reader.takeAll("TABLE", "EXTENDED")) {
      return tableExtended();
    }
    if (reader.take("VIEWS")) {
      return views();
    }
    if (reader.take("COLUMNS")) {
      return columns();
    }
    if (reader.takeAll("CREATE", "TABLE")) {
      return createTable();
    }
    if (reader.take("TBLPROPERTIES")) {
      return properties();
    }
    if (reader.take("PARTITIONS")) {
      return partitions();
    }
    if (reader.takeAll("CURRENT", "SCHEMA") || reader.takeAll("CURRENT", "NAMESPACE")) {
      reader.expectEnd();
      return AnswerRows.texts("catalog", "namespace")
          .row(names.context().catalog(), names.context().schema())
          .answer();
    }
    boolean user = reader.take("USER");
    if (!user) {
      reader.takeAny("SYSTEM", "ALL");
    }
    if (reader.take("FUNCTIONS")) {
      return functions(user);
    }
    throw names.unsupported(offset, "This kind of SHOW is not supported.");
  }

  private Answer tables() {
    Optional<QualifiedName> schema = in(2);
    Optional<String> pattern = pattern();
    reader.expectEnd();
    AnswerRows rows =
        AnswerRows.of(
            AnswerRows.text("namespace"),
            AnswerRows.text("tableName"),
            AnswerRows.flag("isTemporary"));
    listed(schema, pattern, false).forEach(l -> rows.row(l.schema(), l.name(), l.temporary()));
    return rows.answer();
  }

  private Answer views() {
    Optional<QualifiedName> schema = in(2);
    Optional<String> pattern = pattern();
    reader.expectEnd();
    AnswerRows rows =
        AnswerRows.of(
            AnswerRows.text("namespace"),
            AnswerRows.text("viewName"),
            AnswerRows.flag("isTemporary"));
    listed(schema, pattern, true).forEach(l -> rows.row(l.schema(), l.name(), l.temporary()));
    return rows.answer();
  }

  private Answer tableExtended() {
    Optional<QualifiedName> schema = in(2);
    reader.require("LIKE");
    Optional<String> pattern = Optional.of(reader.string("a pattern in quotes"));
    int offset = reader.offset();
    if (reader.take("PARTITION")) {
      throw names.unsupported(
          offset, "A Delta table's partitions have no description of their own.");
    }
    reader.expectEnd();
    AnswerRows rows =
        AnswerRows.of(
            AnswerRows.text("namespace"),
            AnswerRows.text("tableName"),
            AnswerRows.flag("isTemporary"),
            AnswerRows.text("information"));
    for (Listed listed : listed(schema, pattern, false)) {
      String information = new RelationDescription(catalog, listed.object()).information();
      rows.row(listed.schema(), listed.name(), listed.temporary(), information);
    }
    return rows.answer();
  }

  private List<Listed> listed(
      Optional<QualifiedName> asked, Optional<String> pattern, boolean viewsOnly) {
    SchemaName schema = names.schema(asked);
    List<TableName> all = new ArrayList<>();
    if (!viewsOnly) {
      all.addAll(located(asked, () -> catalog.tables(schema.catalog(), schema.schema())));
    }
    all.addAll(located(asked, () -> catalog.views(schema.catalog(), schema.schema())));
    all.sort(Comparator.comparing(n -> n.table().toLowerCase(Locale.ROOT)));
    List<Listed> listed = new ArrayList<>();
    for (TableName name : NamePattern.filter(pattern, all, TableName::table)) {
      // What was dropped since it was listed is left out.
      catalog
          .find(name)
          .ifPresent(o -> listed.add(new Listed(name.schema(), name.table(), false, o)));
    }
    List<TemporaryView> temporary =
        NamePattern.filter(pattern, names.context().temporaryViews(), TemporaryView::name);
    temporary.stream()
        .sorted(Comparator.comparing(v -> v.name().toLowerCase(Locale.ROOT)))
        .forEach(v -> listed.add(new Listed("", v.name(), true, v.view())));
    return listed;
  }

  private <T> T located(Optional<QualifiedName> name, Supplier<T> lookup) {
    return name.isPresent() ? names.located(name.get(), lookup) : lookup.get();
  }

  private Answer tablesDropped() {
    Optional<QualifiedName> schema = in(2);
    long limit = Long.MAX_VALUE;
    if (reader.take("LIMIT")) {
      Token number =
          reader
              .peek()
              .filter(t -> t.kind() == Kind.NUMBER && t.text().chars().allMatch(Character::isDigit))
              .filter(t -> t.text().length() < 18)
              .orElseThrow(() -> reader.expected("a whole number"));
      reader.skip();
      limit = Long.parseLong(number.text());
    }
    reader.expectEnd();
    SchemaName in = names.schema(schema);
    AnswerRows rows =
        AnswerRows.texts(
            "catalogName", "schemaName", "tableName", "tableId", "tableType", "deletedAt");
    List<DroppedTable> dropped = located(schema, () -> catalog.dropped(in.catalog(), in.schema()));
    dropped.stream()
        .limit(limit)
        .forEach(
            t ->
                rows.row(
                    t.name().catalog(),
                    t.name().schema(),
                    t.name().table(),
                    t.id(),
                    t.managed() ? "MANAGED" : "EXTERNAL",
                    t.droppedAt().toString()));
    return rows.answer();
  }

  private Answer columns() {
    if (!reader.take("IN") && !reader.take("FROM")) {
      throw reader.expected("IN and the name of a table");
    }
    QualifiedName table = reader.name(3);
    Optional<QualifiedName> schema = in(2);
    reader.expectEnd();
    QualifiedName name =
        schema
            .map(
                s -> {
                  List<String> parts = new ArrayList<>(s.parts());
                  parts.add(table.parts().get(table.parts().size() - 1));
                  return new QualifiedName(parts, table.offset());
                })
            .orElse(table);
    boolean conflict =
        schema.isPresent()
            && table.parts().size() > 1
            && !names.table(table).schema().equalsIgnoreCase(names.schema(schema.get()).schema());
    if (conflict) {
      throw names.refusal(
          table.offset(),
          "SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE",
          "42K05",
          "The table is said to be in two schemas: "
              + names.table(table).schema()
              + " and "
              + names.schema(schema.get()).schema()
              + ".");
    }
    AnswerRows rows = AnswerRows.texts("col_name");
    relation(name).columns().forEach(field -> rows.row(field.getName()));
    return rows.answer();
  }

  private Answer createTable() {
    QualifiedName name = reader.name(3);
    int offset = reader.offset();
    if (reader.takeAll("AS", "SERDE")) {
      throw names.unsupported(offset, "A Delta table has no SerDe.");
    }
    reader.expectEnd();
    return AnswerRows.texts("createtab_stmt").row(relation(name).createStatement()).answer();
  }

  private Answer properties() {
    QualifiedName name = reader.name(3);
    Optional<String> key = Optional.empty();
    if (reader.peekSymbol(0, "(")) {
      Map<String, String> keys = PropertyLists.keys(reader);
      key = keys.keySet().stream().findFirst();
    }
    reader.expectEnd();
    RelationDescription relation = relation(name);
    Map<String, String> properties = new TreeMap<>(relation.properties());
    AnswerRows rows = AnswerRows.texts("key", "value");
    if (key.isPresent()) {
      String value = properties.get(key.get());
      return rows.row(
              key.get(),
              value == null
                  ? "Table " + relation.name() + " does not have property: " + key.get()
                  : value)
          .answer();
    }
    properties.forEach(rows::row);
    return rows.answer();
  }

  /** The distinct values of the partition columns, which only the rows' files tell. */
  private PlannedStatement partitions() {
    QualifiedName name = reader.name(3);
    int offset = reader.offset();
    if (reader.take("PARTITION")) {
      throw names.unsupported(
          offset, "SHOW PARTITIONS takes no PARTITION. SELECT DISTINCT ... WHERE does.");
    }
    reader.expectEnd();
    TableSnapshot table = names.located(name, () -> catalog.snapshot(names.table(name)));
    List<String> columns = table.partitionColumns();
    if (columns.isEmpty()) {
      throw names.refusal(
          name.offset(),
          "INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY",
          "42601",
          "Table " + table.pin().name().toSql() + " is not partitioned.");
    }
    String list =
        columns.stream()
            .map(c -> "`" + c.replace("`", "``") + "`")
            .collect(Collectors.joining(", "));
    return planQuery.apply(
        SqlText.of(
            "SELECT DISTINCT "
                + list
                + " FROM "
                + table.pin().name().toSql()
                + " ORDER BY "
                + list));
  }

  /** Functions of users have full names. */
  private Answer functions(boolean userOnly) {
    Optional<QualifiedName> schema = in(2);
    SchemaName in = names.schema(schema);
    List<CatalogFunction> own = located(schema, () -> catalog.functions(in.catalog(), in.schema()));
    boolean like = reader.take("LIKE");
    Optional<String> pattern = Optional.empty();
    if (!reader.isAtEnd()) {
      Token token = reader.peek().orElseThrow();
      pattern =
          Optional.of(
              token.kind() == Kind.STRING
                  ? reader.string("a pattern in quotes")
                  : String.join(".", reader.name(3).parts()));
    } else if (like) {
      throw reader.expected("a pattern in quotes");
    }
    reader.expectEnd();
    TreeSet<String> functions = new TreeSet<>();
    if (!userOnly) {
      SparkOperatorTable.instance().getOperatorList().stream()
          .filter(SqlFunction.class::isInstance)
          .forEach(f -> functions.add(f.getName().toLowerCase(Locale.ROOT)));
    }
    AnswerRows rows = AnswerRows.texts("function");
    NamePattern.filter(pattern, List.copyOf(functions), f -> f).forEach(rows::row);
    NamePattern.filter(pattern, own, f -> f.name().table())
        .forEach(f -> rows.row(f.name().toSql()));
    return rows.answer();
  }

  private RelationDescription relation(QualifiedName name) {
    return RelationDescription.find(names, name);
  }

  private Optional<QualifiedName> in(int maxParts) {
    return reader.takeAny("IN", "FROM") ? Optional.of(reader.name(maxParts)) : Optional.empty();
  }

  private Optional<String> pattern() {
    boolean like = reader.take("LIKE");
    boolean string = reader.peek().filter(t -> t.kind() == Kind.STRING).isPresent();
    return like || string ? Optional.of(reader.string("a pattern in quotes")) : Optional.empty();
  }
}

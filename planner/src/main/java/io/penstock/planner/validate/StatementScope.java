package io.penstock.planner.validate;

import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.Suggestions;
import io.penstock.planner.catalog.TableSnapshot;
import io.penstock.planner.functions.SparkOperatorTable;
import io.penstock.planner.validate.ValidationErrors.NameScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** The names that one statement could have meant: its tables' columns and its own aliases. */
final class StatementScope implements NameScope {
  private final Catalog catalog;
  private final String currentCatalog;
  private final String currentSchema;
  private final StatementTables tables;
  private final Set<String> aliases = new LinkedHashSet<>();

  StatementScope(
      Catalog catalog, String currentCatalog, String currentSchema, StatementTables tables) {
    this.catalog = catalog;
    this.currentCatalog = currentCatalog;
    this.currentSchema = currentSchema;
    this.tables = tables;
  }

  /** Takes note of the aliases in a query. */
  void collectAliases(SqlNode query) {
    query.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            boolean named = call.getKind() == SqlKind.AS || call.getKind() == SqlKind.WITH_ITEM;
            int alias = call.getKind() == SqlKind.AS ? 1 : 0;
            if (named && call.operand(alias) instanceof SqlIdentifier name) {
              aliases.add(name.getSimple());
            }
            for (int i = 2; call.getKind() == SqlKind.AS && i < call.operandCount(); i++) {
              aliases.add(((SqlIdentifier) call.operand(i)).getSimple());
            }
            return super.visit(call);
          }
        });
  }

  @Override
  public void lookUp(List<String> names) {
    catalog.snapshot(ValidationErrors.qualified(names, currentCatalog, currentSchema, catalog));
  }

  @Override
  public boolean hasColumn(String name) {
    return columns().stream().anyMatch(name::equalsIgnoreCase);
  }

  @Override
  public String nearColumn(String name) {
    return question(name, columns());
  }

  private Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>(aliases);
    for (TableSnapshot table : tables.snapshots()) {
      table.schema().getFields().stream().map(Field::getName).forEach(columns::add);
    }
    return columns;
  }

  @Override
  public String nearAlias(String name) {
    Set<String> names = new LinkedHashSet<>(aliases);
    tables.snapshots().forEach(t -> names.add(t.pin().name().table()));
    return question(name, names);
  }

  @Override
  public String nearFunction(String name) {
    Set<String> functions = new LinkedHashSet<>();
    SparkOperatorTable.instance().getOperatorList().stream()
        .filter(SqlFunction.class::isInstance)
        .forEach(f -> functions.add(f.getName().toLowerCase(Locale.ROOT)));
    return question(name, functions);
  }

  private static String question(String name, Set<String> candidates) {
    return Suggestions.closest(name, candidates).map(n -> " Did you mean " + n + "?").orElse("");
  }
}

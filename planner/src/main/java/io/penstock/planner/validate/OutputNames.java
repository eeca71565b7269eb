package io.penstock.planner.validate;

import io.penstock.planner.validate.ValidatedQuery.OutputName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Names of select lists as the author wrote them. The validator makes names unique and gives some
 * to expressions; in Spark two columns of a result may have one name. Not thread-safe.
 */
final class OutputNames {
  /** How Calcite calls what has no name. */
  private static final String NAMELESS = "EXPR$";

  private static final Set<String> NILADIC =
      Set.of("CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_USER", "LOCALTIMESTAMP", "USER");

  private final IdentityHashMap<SqlSelect, List<Item>> items = new IdentityHashMap<>();
  private final IdentityHashMap<SqlSelect, List<OutputName>> lists = new IdentityHashMap<>();

  /**
   * What stands in a select list before the validator has expanded it.
   *
   * @param replaced the names of the columns that a star has other values for, by their lower case
   */
  private record Item(boolean star, OutputName name, Map<String, String> replaced) {}

  /**
   * Takes note of all select lists as they were parsed: validation changes identifiers in place.
   */
  void noteAll(SqlNode query) {
    query.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlSelect select) {
              note(select, select.getSelectList());
            }
            return super.visit(call);
          }
        });
  }

  /** Takes note of a select list, unless that was done before. */
  void note(SqlSelect select, SqlNodeList selectList) {
    if (!items.containsKey(select)) {
      items.put(select, items(selectList));
    }
  }

  private static List<Item> items(SqlNodeList selectList) {
    List<Item> items = new ArrayList<>();
    for (SqlNode item : selectList) {
      boolean star =
          (item instanceof SqlIdentifier identifier && identifier.isStar())
              || item instanceof SqlStarExclude
              || item instanceof SqlStarReplace;
      items.add(new Item(star, star ? new OutputName("*", false) : name(item), replaced(item)));
    }
    return items;
  }

  private static Map<String, String> replaced(SqlNode item) {
    Map<String, String> replaced = new HashMap<>();
    if (item instanceof SqlStarReplace star) {
      for (SqlNode value : star.getReplaceList()) {
        String name = name(value).name();
        replaced.put(name.toLowerCase(Locale.ROOT), name);
      }
    }
    return replaced;
  }

  /** Gives the columns of a noted select list their names, once its stars have been expanded. */
  void expand(SqlSelect select, SqlNodeList expanded) {
    List<Item> items = this.items.getOrDefault(select, List.of());
    List<OutputName> names = new ArrayList<>();
    Optional<List<OutputName>> inner = singleSource(select).flatMap(this::of);
    int at = 0;
    for (int i = 0; i < items.size(); i++) {
      if (!items.get(i).star()) {
        names.add(items.get(i).name());
        at++;
        continue;
      }
      int width = width(items, i, expanded, at);
      boolean all = inner.isPresent() && inner.get().size() == width;
      for (int k = 0; k < width; k++) {
        String replaced = replaced(items.get(i), expanded.get(at + k));
        names.add(
            replaced != null
                ? new OutputName(replaced, true)
                : all ? inner.get().get(k) : expandedName(expanded, at + k));
      }
      at += width;
    }
    lists.put(select, names);
  }

  /** The name of a column that a star has another value for; null for any other. */
  private static @Nullable String replaced(Item star, SqlNode expanded) {
    return expanded.getKind() == SqlKind.AS
        ? star.replaced().get(name(expanded).name().toLowerCase(Locale.ROOT))
        : null;
  }

  /** How many columns a star stands for: expanded items keep the star's position. */
  private static int width(List<Item> items, int star, SqlNodeList expanded, int at) {
    long stars = items.stream().filter(Item::star).count();
    if (stars == 1) {
      return expanded.size() - (items.size() - 1);
    }
    int end = at;
    while (end < expanded.size()
        && expanded.get(end).getParserPosition().equals(expanded.get(at).getParserPosition())) {
      end++;
    }
    int following = items.size() - star - 1;
    return Math.min(end, expanded.size() - following) - at;
  }

  /** The names of a validated query's columns; empty if they are those of its row type. */
  Optional<List<OutputName>> of(SqlNode query) {
    if (query instanceof SqlSelect select) {
      return Optional.ofNullable(lists.get(select));
    }
    if (query instanceof SqlOrderBy orderBy) {
      return of(orderBy.query);
    }
    if (query instanceof SqlWith with) {
      return of(with.body);
    }
    if (query.getKind().belongsTo(SqlKind.SET_QUERY)) {
      return of(((SqlCall) query).operand(0));
    }
    if (query.getKind() == SqlKind.VALUES) {
      return Optional.of(values((SqlCall) query));
    }
    return Optional.empty();
  }

  /** A field's name when nothing better is known. */
  static OutputName ofField(String name, int ordinal) {
    return name.startsWith(NAMELESS)
        ? new OutputName("col" + (ordinal + 1), false)
        : new OutputName(name, true);
  }

  private static List<OutputName> values(SqlCall values) {
    SqlNode row = values.operand(0);
    int width = row instanceof SqlCall call ? call.operandCount() : 1;
    List<OutputName> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      names.add(new OutputName("col" + (i + 1), false));
    }
    return names;
  }

  /** The query that is all of a FROM clause, if its columns are not renamed. */
  private static Optional<SqlNode> singleSource(SqlSelect select) {
    SqlNode from = select.getFrom();
    if (from != null && from.getKind() == SqlKind.AS && ((SqlCall) from).operandCount() == 2) {
      from = ((SqlCall) from).operand(0);
    }
    return Optional.ofNullable(from).filter(f -> f.isA(SqlKind.QUERY));
  }

  private static OutputName name(SqlNode item) {
    if (item.getKind() == SqlKind.AS) {
      SqlNode alias = ((SqlCall) item).operand(1);
      return new OutputName(((SqlIdentifier) alias).getSimple(), true);
    }
    if (item instanceof SqlIdentifier identifier) {
      String name = identifier.names.get(identifier.names.size() - 1);
      boolean function =
          identifier.isSimple()
              && !identifier.isComponentQuoted(0)
              && NILADIC.contains(name.toUpperCase(Locale.ROOT));
      return function
          ? new OutputName(name.toLowerCase(Locale.ROOT) + "()", false)
          : new OutputName(name, true);
    }
    if (item.getKind() == SqlKind.CAST
        && ((SqlCall) item).operand(0) instanceof SqlIdentifier column) {
      // Spark names a cast of a column after the column.
      return new OutputName(column.names.get(column.names.size() - 1), false);
    }
    return new OutputName(PrettyNames.of(item), false);
  }

  private static OutputName expandedName(SqlNodeList items, int index) {
    SqlNode column = column(items.get(index));
    OutputName name = name(column);
    boolean own = !name.name().startsWith(NAMELESS) && !isNumbered(items, column);
    return own ? name : new OutputName(name.name(), false);
  }

  private static SqlNode column(SqlNode item) {
    return item.getKind() == SqlKind.AS && ((SqlCall) item).operand(0) instanceof SqlIdentifier
        ? ((SqlCall) item).operand(0)
        : item;
  }

  /** Whether Calcite may have put a number behind the name, as a sub-query has it twice. */
  private static boolean isNumbered(SqlNodeList items, SqlNode column) {
    if (!(column instanceof SqlIdentifier numbered)) {
      return false;
    }
    List<String> names = new ArrayList<>(numbered.names);
    int last = names.size() - 1;
    String name = names.get(last);
    for (int end = name.length() - 1; end > 0 && Character.isDigit(name.charAt(end)); end--) {
      names.set(last, name.substring(0, end));
      for (SqlNode item : items) {
        if (column(item) instanceof SqlIdentifier other && other.names.equals(names)) {
          return true;
        }
      }
    }
    return false;
  }
}

package io.penstock.planner.functions;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Our operators, and behind them those of Calcite's libraries whose names we do not define.
 * Immutable and thread-safe.
 */
public final class SparkOperatorTable implements SqlOperatorTable {
  private static final SparkOperatorTable INSTANCE = new SparkOperatorTable();

  private final SqlOperatorTable own;
  private final SqlOperatorTable libraries;
  private final Set<String> functions = new HashSet<>();
  private final Set<String> operators = new HashSet<>();

  private SparkOperatorTable() {
    List<SqlOperator> all = new ArrayList<>(SparkOperators.all());
    all.addAll(SparkFunctions.all());
    own = SqlOperatorTables.of(all);
    libraries =
        SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
            EnumSet.of(
                SqlLibrary.STANDARD, SqlLibrary.SPARK, SqlLibrary.HIVE, SqlLibrary.POSTGRESQL));
    for (SqlOperator operator : all) {
      (operator instanceof SqlFunction ? functions : operators).add(key(operator));
    }
  }

  public static SparkOperatorTable instance() {
    return INSTANCE;
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher nameMatcher) {
    // Of whatever category: the grammar's own calls ask for that of the operator they stand for.
    own.lookupOperatorOverloads(name, null, syntax, found, nameMatcher);
    List<SqlOperator> others = new ArrayList<>();
    libraries.lookupOperatorOverloads(name, category, syntax, others, nameMatcher);
    for (SqlOperator operator : others) {
      Set<String> ours = operator instanceof SqlFunction ? functions : operators;
      if (!ours.contains(key(operator))) {
        found.add(operator);
      }
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    List<SqlOperator> all = new ArrayList<>(own.getOperatorList());
    all.addAll(libraries.getOperatorList());
    return all;
  }

  private static String key(SqlOperator operator) {
    String name = operator.getName().toUpperCase(Locale.ROOT);
    // The minus of a difference is not that of a negative number.
    return operator.getSyntax() == SqlSyntax.PREFIX ? "prefix " + name : name;
  }
}

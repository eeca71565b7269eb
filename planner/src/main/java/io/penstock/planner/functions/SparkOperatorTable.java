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
 * Spark's functions by their signatures, our operators, and behind them those of Calcite's
 * operators whose names we do not define, and the few functions that the grammar itself calls.
 * Immutable and thread-safe.
 */
public final class SparkOperatorTable implements SqlOperatorTable {
  /** They have a syntax of their own, for which the parser calls Calcite's operator. */
  private static final Set<String> OF_GRAMMAR =
      Set.of("cast", "case", "count", "grouping", "grouping_id");

  /** Calcite's functions that stand for Spark's: those of the grammar, and no others. */
  private static final Set<String> STANDARD =
      Set.of("CASE", "COUNT", "GROUPING_ID", "ROW", "ITEM", "EXISTS");

  private static final SparkOperatorTable INSTANCE = new SparkOperatorTable();

  private final SqlOperatorTable own;
  private final SqlOperatorTable libraries;
  private final Set<String> functions = new HashSet<>();
  private final Set<String> operators = new HashSet<>();

  private SparkOperatorTable() {
    List<SqlOperator> all = new ArrayList<>(SparkOperators.all());
    for (Signature signature : SparkSignatures.all()) {
      if (!OF_GRAMMAR.contains(signature.name())
          && Character.isLetter(signature.name().charAt(0))) {
        all.add(HigherOrderFunction.of(signature).orElseGet(() -> operator(signature)));
      }
    }
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

  private static SqlOperator operator(Signature signature) {
    return switch (signature.kind()) {
      case AGGREGATE, ORDERED_SET, WINDOW -> new SparkAggregate(signature);
      case SCALAR, GENERATOR, UNKNOWN -> new SparkFunction(signature);
    };
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
    others.stream().filter(this::isNeeded).forEach(found::add);
  }

  /** An operator of whose name we have none, or a function that the grammar calls. */
  private boolean isNeeded(SqlOperator library) {
    return library instanceof SqlFunction
        ? STANDARD.contains(key(library))
        : !operators.contains(key(library));
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    List<SqlOperator> all = new ArrayList<>(own.getOperatorList());
    libraries.getOperatorList().stream().filter(this::isNeeded).forEach(all::add);
    return all;
  }

  private static String key(SqlOperator operator) {
    String name = operator.getName().toUpperCase(Locale.ROOT);
    // The minus of a difference is not that of a negative number.
    return operator.getSyntax() == SqlSyntax.PREFIX ? "prefix " + name : name;
  }
}

package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/**
 * The arguments of a function that reads data files: a path, and by name {@code format}, {@code
 * schema} and the options of Spark's reader; all of them literals.
 *
 * @param format lower case
 * @param schema column definitions as in CREATE TABLE
 * @param options by their names as written
 */
record FileArguments(
    String path, String format, Optional<String> schema, Map<String, String> options) {
  static final String READ_FILES = "read_files";

  /** What the source of COPY INTO is called in the text that the planner makes of it. */
  static final String COPY_SOURCE = "copy_into_source";

  /**
   * Options that only Databricks has, and without which the result is another; and those that would
   * make Spark look elsewhere than at the path that was checked.
   */
  private static final Set<String> REFUSED =
      Set.of(
          "paths",
          "basepath",
          "__globpaths__",
          "schemahints",
          "rescueddatacolumn",
          "schemaevolutionmode",
          "infercolumntypes",
          "partitioncolumns",
          "singlevariantcolumn",
          "usestrictglobber");

  private static final Set<String> FORMATS = Set.of("csv", "json", "orc", "parquet", "text");

  FileArguments {
    options = Map.copyOf(options);
  }

  static boolean takes(String function) {
    String name = function.toLowerCase(Locale.ROOT);
    return name.equals(READ_FILES) || name.equals(COPY_SOURCE);
  }

  static boolean isCopySource(QueryPlan<?> node) {
    return node instanceof UnresolvedTableValuedFunction function
        && function.name().last().equalsIgnoreCase(COPY_SOURCE);
  }

  /**
   * @throws PenstockException UNSUPPORTED_FEATURE, INVALID_PARAMETER_VALUE
   */
  static FileArguments of(String function, Seq<Expression> arguments) {
    String path = null;
    Map<String, String> named = new LinkedHashMap<>();
    Iterator<Expression> iterator = arguments.iterator();
    while (iterator.hasNext()) {
      Expression argument = iterator.next();
      if (!(argument instanceof NamedArgumentExpression pair)) {
        if (path != null) {
          throw invalid(function + " takes one path; its other arguments have names.");
        }
        path = text(function, "the path", argument);
      } else if (pair.key().equalsIgnoreCase("path")) {
        path = text(function, "the path", pair.value());
      } else {
        named.put(pair.key(), text(function, pair.key(), pair.value()));
      }
    }
    if (path == null) {
      throw invalid(function + " needs a path, a literal, as its first argument.");
    }
    String format = take(named, "format");
    if (format == null) {
      throw invalid(function + " needs the files' format: format => 'csv', or json, parquet ...");
    }
    if (!FORMATS.contains(format.toLowerCase(Locale.ROOT))) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "Files of format " + format + " cannot be read; csv, json, orc, parquet and text can.");
    }
    Optional<String> schema = Optional.ofNullable(take(named, "schema"));
    for (String option : named.keySet()) {
      if (REFUSED.contains(option.toLowerCase(Locale.ROOT))) {
        throw new PenstockException(
            ErrorCode.UNSUPPORTED_FEATURE, "The option " + option + " is not available.");
      }
    }
    return new FileArguments(path, format.toLowerCase(Locale.ROOT), schema, named);
  }

  private static @Nullable String take(Map<String, String> named, String key) {
    for (String name : named.keySet()) {
      if (name.equalsIgnoreCase(key)) {
        return named.remove(name);
      }
    }
    return null;
  }

  private static String text(String function, String what, Expression value) {
    if (value instanceof Literal literal && literal.value() != null) {
      return literal.value().toString();
    }
    throw invalid(function + " takes literals: " + what + " is another expression.");
  }

  private static PenstockException invalid(String message) {
    return new PenstockException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}

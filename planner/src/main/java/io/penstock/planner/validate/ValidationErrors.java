package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.lexer.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Says what Calcite found wrong in the author's terms: Spark's conditions, the author's places. */
final class ValidationErrors {
  private static final int MAX_QUOTED_LENGTH = 80;

  /** Of a rule's message; {@code $1} and so on are the groups of its pattern. */
  private record Rule(Pattern pattern, ErrorCode code, String message) {
    static Rule of(String pattern, ErrorCode code, String message) {
      return new Rule(Pattern.compile(pattern, Pattern.DOTALL), code, message);
    }
  }

  private static final Pattern NO_OBJECT =
      Pattern.compile("(Object|Table) '.*' not found( within '.*')?(; did you mean .*)?");
  private static final Pattern NO_COLUMN =
      Pattern.compile("Column '(.*?)' not found in (any table|table '(.*?)')(; did you mean .*)?");

  /** Of a name that is only its own alias. */
  private static final Pattern NO_OTHER_COLUMN =
      Pattern.compile("The definition of column '(.*?)' depends on itself.*", Pattern.DOTALL);

  private static final Pattern NO_QUALIFIER =
      Pattern.compile("Table '(.*?)' not found(; did you mean .*)?");
  private static final Pattern NO_FUNCTION =
      Pattern.compile("No match found for function signature (.*?)\\(.*", Pattern.DOTALL);

  /** Calcite's messages that tell which condition it is; the first that matches counts. */
  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "Column '(.*?)' is ambiguous",
              ErrorCode.AMBIGUOUS_REFERENCE,
              "Column $1 could come from more than one table. Write the table or its alias before"
                  + " it, as in t.$1."),
          Rule.of(
              "Invalid number of arguments to function '(.*?)'.*",
              ErrorCode.WRONG_NUM_ARGS,
              "Function $1 does not take that many arguments."),
          Rule.of(
              "Expression '(.*)' is not being grouped",
              ErrorCode.MISSING_AGGREGATION,
              "$1 is neither grouped nor aggregated. Add it to GROUP BY, or use an aggregate such"
                  + " as any_value($1)."),
          Rule.of(
              "Cannot apply '(.*?)' to arguments of type '(.*?)'\\. Supported.*",
              ErrorCode.DATATYPE_MISMATCH,
              "$1 cannot be applied to $2. Cast an operand."),
          Rule.of(
              "Cannot infer return type for (.*?); operand types: \\[(.*)\\]",
              ErrorCode.DATATYPE_MISMATCH,
              "$1 cannot be applied to operands of types $2. Cast an operand."),
          Rule.of(
              "Cast function cannot convert value of type (.*) to type (.*)",
              ErrorCode.DATATYPE_MISMATCH,
              "A value of type $1 cannot be cast to $2."),
          Rule.of(
              "Type mismatch in column (\\d+) of (.*)",
              ErrorCode.DATATYPE_MISMATCH,
              "Column $1 has types in the two sides of $2 that do not go together. Cast one."),
          Rule.of(
              "ROW type does not have a field named '(.*?)': .*",
              ErrorCode.UNRESOLVED_COLUMN,
              "The struct has no field $1."),
          Rule.of(
              "Column count mismatch in (.*)",
              ErrorCode.INVALID_STATEMENT,
              "The two sides of $1 have different numbers of columns."),
          Rule.of(
              "(.*) clause must be a condition",
              ErrorCode.DATATYPE_MISMATCH,
              "The condition of $1 must be a BOOLEAN."),
          Rule.of(
              "Illegal mixing of types in CASE or COALESCE statement",
              ErrorCode.DATATYPE_MISMATCH,
              "The branches of CASE or COALESCE have types that do not go together. Cast them."),
          Rule.of(
              "(Values (passed|in).* must have compatible types.*)",
              ErrorCode.DATATYPE_MISMATCH,
              "The values compared here have types that do not go together. Cast them."),
          Rule.of(
              "Unknown (?:datatype name|identifier) '(.*?)'",
              ErrorCode.UNSUPPORTED_FEATURE,
              "There is no data type $1."),
          Rule.of(
              "Aggregate expression is illegal in (.*?)( clause)?( of .*)?",
              ErrorCode.INVALID_STATEMENT,
              "An aggregate function is not allowed in $1. Use HAVING, or aggregate in a"
                  + " sub-query."),
          Rule.of(
              "Invalid type '(.*?)' in ORDER BY clause of '(.*?)' function.*",
              ErrorCode.UNSUPPORTED_FEATURE,
              "$2 cannot be planned over values of type $1."),
          Rule.of(
              "Param '(.*?)' not found in lambda expression.*",
              ErrorCode.UNSUPPORTED_FEATURE,
              "$1 is no parameter of the function here; other names in its body cannot be planned."),
          Rule.of(
              "Aggregate expressions cannot be nested",
              ErrorCode.INVALID_STATEMENT,
              "An aggregate function cannot be the argument of another. Aggregate in a"
                  + " sub-query."));

  private final SqlText text;
  private final NameScope scope;

  ValidationErrors(SqlText text, NameScope scope) {
    this.text = text;
    this.scope = scope;
  }

  /** The first part of a name of which no table was found, if that is what was wrong. */
  Optional<String> unknownTable(CalciteContextException failure) {
    Matcher qualifier = NO_QUALIFIER.matcher(message(failure));
    if (!qualifier.matches()) {
      return Optional.empty();
    }
    String name = qualifier.group(1);
    int dot = name.indexOf('.');
    return Optional.of(dot < 0 ? name : name.substring(0, dot));
  }

  /** The column that was not found, if that is what was wrong. */
  Optional<String> unknownColumn(CalciteContextException failure) {
    Matcher column = NO_COLUMN.matcher(message(failure));
    return column.matches() ? Optional.of(column.group(1)) : Optional.empty();
  }

  /** A query that the validator refused. */
  PenstockException invalid(CalciteContextException failure, SqlNode query) {
    int offset = text.offset(failure.getPosLine(), failure.getPosColumn());
    if (failure.getCause() instanceof PenstockException known) {
      return new PenstockException(known.failure().at(text.position(offset)), failure);
    }
    String message = message(failure);
    if (NO_OBJECT.matcher(message).matches()) {
      Optional<SqlIdentifier> table =
          IdentifierFinder.find(query, failure.getPosLine(), failure.getPosColumn());
      boolean isTable = table.isPresent() && !message.startsWith("Table ");
      if (isTable) {
        return noTable(table.get(), offset, failure);
      }
    }
    Matcher column = NO_COLUMN.matcher(message);
    if (column.matches()) {
      return noColumn(column.group(1), offset, failure);
    }
    Matcher itself = NO_OTHER_COLUMN.matcher(message);
    if (itself.matches()) {
      return noColumn(itself.group(1), offset, failure);
    }
    Matcher qualifier = NO_QUALIFIER.matcher(message);
    if (qualifier.matches()) {
      String name = qualifier.group(1);
      if (scope.hasColumn(name)) {
        return at(
            offset,
            ErrorCode.UNSUPPORTED_FEATURE,
            "All fields of the column " + name + " cannot be planned yet.",
            failure);
      }
      return at(
          offset,
          ErrorCode.UNRESOLVED_COLUMN,
          "No table or alias " + name + " is in scope here." + scope.nearAlias(name),
          failure);
    }
    Matcher function = NO_FUNCTION.matcher(message);
    if (function.matches()) {
      return noFunction(function.group(1), offset, failure);
    }
    return byRule(message, offset, failure);
  }

  private PenstockException byRule(String message, int offset, Exception failure) {
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern().matcher(message);
      if (matcher.matches()) {
        String told = rule.message();
        for (int group = matcher.groupCount(); group > 0; group--) {
          told = told.replace("$" + group, readable(matcher.group(group)));
        }
        return at(offset, rule.code(), told, failure);
      }
    }
    return at(offset, ErrorCode.INVALID_STATEMENT, readable(message) + ".", failure);
  }

  private PenstockException noTable(SqlIdentifier table, int offset, Exception failure) {
    try {
      scope.lookUp(table.names);
    } catch (PenstockException e) {
      return new PenstockException(e.failure().at(text.position(offset)), e);
    }
    return at(
        offset,
        ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
        "Table " + String.join(".", table.names) + " not found.",
        failure);
  }

  private PenstockException noColumn(String name, int offset, Exception failure) {
    return at(
        offset,
        ErrorCode.UNRESOLVED_COLUMN,
        "Column " + name + " not found." + scope.nearColumn(name),
        failure);
  }

  private PenstockException noFunction(String name, int offset, Exception failure) {
    String lower = name.toLowerCase(Locale.ROOT).replace("`", "");
    return at(
        offset,
        ErrorCode.UNRESOLVED_ROUTINE,
        "Function " + lower + " is not known." + scope.nearFunction(lower),
        failure);
  }

  private static String message(CalciteContextException failure) {
    Throwable cause = failure.getCause();
    return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
  }

  /** Calcite's types and names in Spark's words. */
  private static String readable(@Nullable String text) {
    return text == null
        ? ""
        : shortened(
            text.replace("`", "")
                .replaceAll("<|>", "")
                .replaceAll(" CHARACTER SET \"[^\"]*\"( COLLATE \"[^\"]*\")?", "")
                .replace("TIMESTAMP_WITH_LOCAL_TIME_ZONE(6)", "TIMESTAMP")
                .replace("TIMESTAMP(6)", "TIMESTAMP_NTZ")
                .replace("VARCHAR", "STRING")
                .replace("INTEGER", "INT")
                .replace("REAL", "FLOAT"));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_QUOTED_LENGTH
        ? text
        : text.substring(0, MAX_QUOTED_LENGTH - 3) + "...";
  }

  private PenstockException at(int offset, ErrorCode code, String message, Exception cause) {
    return new PenstockException(Failure.of(code, message).at(text.position(offset)), cause);
  }

  /** The names that an author may have meant. */
  interface NameScope {
    /**
     * Looks a table's name up as the statement would.
     *
     * @throws PenstockException that says what of it does not exist
     */
    void lookUp(List<String> names);

    /** Whether a table or a sub-query of the statement may have a column of this name. */
    boolean hasColumn(String name);

    /** " Did you mean ...?", or nothing. */
    String nearColumn(String name);

    String nearAlias(String name);

    String nearFunction(String name);
  }

  static TableName qualified(List<String> names, String catalog, String schema, Catalog lake) {
    return switch (names.size()) {
      case 1 -> new TableName(catalog, schema, names.get(0));
      case 2 -> new TableName(catalog, names.get(0), names.get(1));
      case 3 -> new TableName(names.get(0), names.get(1), names.get(2));
      default ->
          throw new PenstockException(
              ErrorCode.TABLE_OR_VIEW_NOT_FOUND,
              "Table "
                  + String.join(".", names)
                  + " not found: a name has at most three parts, as in "
                  + lake.defaultCatalog()
                  + "."
                  + lake.defaultSchema()
                  + ".t.");
    };
  }
}

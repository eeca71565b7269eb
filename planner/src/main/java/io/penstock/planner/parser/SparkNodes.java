package io.penstock.planner.parser;

import com.google.common.collect.ImmutableList;
import io.penstock.planner.functions.GeneratorFunction;
import io.penstock.planner.functions.IntegerOperators;
import io.penstock.planner.functions.RangeFunction;
import io.penstock.planner.functions.SparkCast;
import io.penstock.planner.functions.UnitFunctions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Makes Calcite's nodes of what the grammar finds. */
final class SparkNodes {
  /** How Spark calls an inline table without a name. */
  private static final String INLINE_TABLE = "values";

  /** Functions that are called without brackets. */
  private static final Set<String> NILADIC =
      Set.of("CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_USER", "LOCALTIMESTAMP");

  /** Of files that Spark reads by their path. */
  private static final Set<String> FORMATS =
      Set.of("DELTA", "PARQUET", "CSV", "JSON", "ORC", "TEXT", "AVRO", "XML", "BINARYFILE");

  private static final Set<SqlKind> PREDICATES =
      EnumSet.of(
          SqlKind.AND,
          SqlKind.OR,
          SqlKind.NOT,
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM,
          SqlKind.BETWEEN,
          SqlKind.IN,
          SqlKind.NOT_IN,
          SqlKind.EXISTS,
          SqlKind.LIKE,
          SqlKind.RLIKE,
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.IS_TRUE,
          SqlKind.IS_NOT_TRUE,
          SqlKind.IS_FALSE,
          SqlKind.IS_NOT_FALSE,
          SqlKind.IS_UNKNOWN);

  private static final String NO_STEP = "[]";
  private static final Pattern PATH = Pattern.compile("\\$(\\.\\w+|\\[\\d+]|\\['[^'\"\\\\]+'])+");
  private static final Pattern PART = Pattern.compile("\\w+|`[^`]+`");
  private static final Pattern NAME = Pattern.compile("(?:" + PART + ")(?:\\.(?:" + PART + "))*");

  private static final Map<String, SqlOperator> BINARY =
      Map.ofEntries(
          Map.entry("=", SqlStdOperatorTable.EQUALS),
          Map.entry("==", SqlStdOperatorTable.EQUALS),
          Map.entry("<>", SqlStdOperatorTable.NOT_EQUALS),
          Map.entry("!=", SqlStdOperatorTable.NOT_EQUALS),
          Map.entry("<", SqlStdOperatorTable.LESS_THAN),
          Map.entry("<=", SqlStdOperatorTable.LESS_THAN_OR_EQUAL),
          Map.entry(">", SqlStdOperatorTable.GREATER_THAN),
          Map.entry(">=", SqlStdOperatorTable.GREATER_THAN_OR_EQUAL),
          Map.entry("<=>", SqlLibraryOperators.NULL_SAFE_EQUAL),
          Map.entry("+", SqlStdOperatorTable.PLUS),
          Map.entry("-", SqlStdOperatorTable.MINUS),
          Map.entry("*", SqlStdOperatorTable.MULTIPLY),
          Map.entry("/", SqlStdOperatorTable.DIVIDE),
          Map.entry("%", SqlStdOperatorTable.PERCENT_REMAINDER),
          Map.entry("||", SqlStdOperatorTable.CONCAT));

  private SparkNodes() {}

  static SqlIdentifier name(SparkToken token) {
    return simple(token.name(), token.position().withQuoting(token.isQuoted()));
  }

  /** Keeps whether the name stands in back-ticks, as Calcite's simpler constructor does not. */
  private static SqlIdentifier simple(String name, SqlParserPos at) {
    return new SqlIdentifier(List.of(name), null, at, List.of(at));
  }

  static SqlIdentifier dotted(SqlIdentifier name, SqlIdentifier part) {
    List<String> names = new ArrayList<>(name.names);
    names.addAll(part.names);
    List<SqlParserPos> positions = new ArrayList<>();
    for (SqlIdentifier each : List.of(name, part)) {
      for (int i = 0; i < each.names.size(); i++) {
        positions.add(each.getComponentParserPosition(i));
      }
    }
    return new SqlIdentifier(
        names, null, name.getParserPosition().plus(part.getParserPosition()), positions);
  }

  /**
   * A reference to a column. Calcite takes more words for functions without brackets than Spark
   * does: all but those that Spark knows are as if in back-ticks.
   */
  static SqlIdentifier column(SqlIdentifier name) {
    boolean function =
        name.isSimple()
            && !name.isComponentQuoted(0)
            && NILADIC.contains(name.getSimple().toUpperCase(Locale.ROOT));
    return function || !name.isSimple()
        ? name
        : simple(name.getSimple(), name.getParserPosition().withQuoting(true));
  }

  static SqlIdentifier allOf(SqlIdentifier table, SqlParserPos star) {
    List<String> names = new ArrayList<>(table.names);
    names.add("");
    List<SqlParserPos> positions = new ArrayList<>();
    for (int i = 0; i < table.names.size(); i++) {
      positions.add(table.getComponentParserPosition(i));
    }
    positions.add(star);
    return SqlIdentifier.star(names, table.getParserPosition().plus(star), positions);
  }

  static SqlNode star(SqlIdentifier star, @Nullable SqlNodeList except) {
    return except == null
        ? star
        : new SqlStarExclude(
            star.getParserPosition().plus(except.getParserPosition()), star, except);
  }

  static boolean haveDuplicates(List<SqlNode> commonTables) {
    Set<String> names = new HashSet<>();
    for (SqlNode table : commonTables) {
      if (!names.add(((SqlWithItem) table).name.getSimple().toUpperCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /** Stands for ALL in ORDER BY ALL. */
  static SqlIdentifier allColumns(SqlParserPos at) {
    return new AllColumns(at);
  }

  static SqlNodeList groupByAll(SqlParserPos at) {
    return new SqlNodeList(List.of(new AllColumns(at)), at);
  }

  static SqlNodeList distinct(SqlParserPos at) {
    return new SqlNodeList(List.of(SqlSelectKeyword.DISTINCT.symbol(at)), at);
  }

  static SqlNode selectAll(SqlParserPos at, @Nullable Source from) {
    return new SqlSelect(
        at,
        SqlNodeList.EMPTY,
        new SqlNodeList(List.of(SqlIdentifier.star(at)), at),
        from == null ? null : from.relation(),
        from == null ? null : where(from.demands(), null),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Whether Calcite takes it for LIMIT or OFFSET. */
  static boolean isRowCount(SqlNode count) {
    return count instanceof SqlDynamicParam
        || (count instanceof SqlNumericLiteral number
            && number.isInteger()
            && number.bigDecimalValue().signum() >= 0);
  }

  /** Spark casts what HAVING has unless it is a predicate; a cast of a BOOLEAN does nothing. */
  static SqlNode having(SqlNode condition) {
    boolean predicate =
        condition.isA(PREDICATES)
            || (condition instanceof SqlLiteral literal
                && literal.getTypeName() == SqlTypeName.BOOLEAN);
    if (predicate) {
      return condition;
    }
    SqlParserPos at = condition.getParserPosition();
    SqlDataTypeSpec type =
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.BOOLEAN, at), at);
    return SparkCast.CAST.createCall(at, condition, type);
  }

  static SqlOperator setOperator(String word, boolean all) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "UNION" -> all ? SqlStdOperatorTable.UNION_ALL : SqlStdOperatorTable.UNION;
      case "INTERSECT" -> all ? SqlStdOperatorTable.INTERSECT_ALL : SqlStdOperatorTable.INTERSECT;
      default -> all ? SqlStdOperatorTable.EXCEPT_ALL : SqlStdOperatorTable.EXCEPT;
    };
  }

  /** GROUP BY with ROLLUP, CUBE or GROUPING SETS behind it. */
  static SqlNodeList grouping(SqlOperator operator, SqlNodeList items, SqlParserPos at) {
    return new SqlNodeList(List.of(operator.createCall(at, items.getList())), at);
  }

  /** An item of GROUP BY: a name for it has no use. */
  static SqlNode groupingSet(SqlNode item) {
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }

  static SqlNode commaJoin(SqlNode left, SqlNode right) {
    return join(left, false, JoinType.COMMA, left.getParserPosition(), right, null, null);
  }

  static SqlNode join(
      SqlNode left,
      boolean natural,
      JoinType type,
      SqlParserPos at,
      SqlNode right,
      @Nullable SqlNode on,
      @Nullable SqlNodeList using) {
    SqlNode condition = on != null ? on : using;
    JoinConditionType conditionType =
        on != null
            ? JoinConditionType.ON
            : using != null ? JoinConditionType.USING : JoinConditionType.NONE;
    JoinType known = type;
    if (condition == null && !natural) {
      if (type == JoinType.INNER) {
        known = JoinType.CROSS;
      } else if (type != JoinType.CROSS && type != JoinType.COMMA) {
        // Spark allows any join without a condition.
        condition = SqlLiteral.createBoolean(true, at);
        conditionType = JoinConditionType.ON;
      }
    } else if (type == JoinType.CROSS) {
      known = JoinType.INNER;
    }
    return new SqlJoin(
        left.getParserPosition().plus(right.getParserPosition()),
        left,
        SqlLiteral.createBoolean(natural, at),
        known.symbol(at),
        right,
        conditionType.symbol(at),
        condition);
  }

  /** A condition that holds where all demands and it do. */
  static @Nullable SqlNode where(List<SqlNode> demands, @Nullable SqlNode condition) {
    SqlNode all = condition;
    for (SqlNode demand : demands) {
      SqlParserPos at = demand.getParserPosition();
      all = all == null ? demand : SqlStdOperatorTable.AND.createCall(at, all, demand);
    }
    return all;
  }

  /**
   * What a semi or anti join demands of its left side's rows: that there is, or is not, a row on
   * the right which meets the condition. Null if USING is there and the left side has no name.
   */
  static @Nullable SqlNode demand(
      JoinType type,
      SqlNode left,
      SqlNode right,
      @Nullable SqlNode on,
      @Nullable SqlNodeList using) {
    SqlParserPos at = right.getParserPosition();
    SqlNode condition = on;
    if (using != null) {
      condition = equalColumns(left, right, using);
      if (condition == null) {
        return null;
      }
    }
    SqlNode matches =
        new SqlSelect(
            at,
            SqlNodeList.EMPTY,
            new SqlNodeList(List.of(SqlLiteral.createExactNumeric("1", at)), at),
            right,
            condition,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    SqlNode exists = SqlStdOperatorTable.EXISTS.createCall(at, matches);
    return type == JoinType.LEFT_ANTI_JOIN
        ? SqlStdOperatorTable.NOT.createCall(at, exists)
        : exists;
  }

  private static @Nullable SqlNode equalColumns(SqlNode left, SqlNode right, SqlNodeList columns) {
    SqlIdentifier leftName = relationName(left);
    SqlIdentifier rightName = relationName(right);
    if (leftName == null
        || rightName == null
        || leftName.getSimple().equalsIgnoreCase(rightName.getSimple())) {
      return null;
    }
    List<SqlNode> equal = new ArrayList<>();
    for (SqlNode column : columns) {
      equal.add(
          SqlStdOperatorTable.EQUALS.createCall(
              column.getParserPosition(),
              dotted(leftName, (SqlIdentifier) column),
              dotted(rightName, (SqlIdentifier) column)));
    }
    return where(equal, null);
  }

  /** The name by which columns of a relation are called; null if it is a join or has none. */
  private static @Nullable SqlIdentifier relationName(SqlNode relation) {
    if (relation.getKind() == SqlKind.AS) {
      return ((SqlCall) relation).operand(1);
    }
    if (relation instanceof SqlIdentifier table) {
      int last = table.names.size() - 1;
      return simple(table.names.get(last), table.getComponentParserPosition(last));
    }
    return null;
  }

  /** A format and a path, as in {@code delta.`/data/sales`}. */
  static boolean isPath(SqlIdentifier table) {
    return table.names.size() == 2
        && FORMATS.contains(table.names.get(0).toUpperCase(Locale.ROOT))
        && table.isComponentQuoted(1);
  }

  static SqlNode subQuery(SqlNode query, boolean lateral, SqlParserPos at) {
    return lateral ? SqlStdOperatorTable.LATERAL.createCall(at, query) : query;
  }

  /** A relation whose columns can be called by their names, as those of VALUES alone cannot. */
  static SqlNode withNames(SqlNode relation) {
    if (relation.getKind() == SqlKind.VALUES) {
      return inlineTable(relation, null, null, true);
    }
    return relation.getKind() == SqlKind.AS
            && ((SqlCall) relation).operandCount() == 2
            && ((SqlCall) relation).operand(0).getKind() == SqlKind.VALUES
        ? inlineTable(((SqlCall) relation).operand(0), ((SqlCall) relation).operand(1), null, true)
        : relation;
  }

  static SqlNode commonTable(SqlNode query) {
    return query.getKind() == SqlKind.VALUES
        ? selectAll(query.getParserPosition(), new Source(withNames(query), List.of()))
        : query;
  }

  static SqlNode aliased(SqlNode relation, SqlIdentifier name, @Nullable SqlNodeList columns) {
    List<SqlNode> operands = new ArrayList<>(List.of(relation, name));
    if (columns != null) {
      operands.addAll(columns.getList());
    }
    SqlNode last = operands.get(operands.size() - 1);
    return SqlStdOperatorTable.AS.createCall(
        relation.getParserPosition().plus(last.getParserPosition()), operands);
  }

  static SqlNode range(SqlNodeList operands, SqlParserPos at) {
    return SqlStdOperatorTable.COLLECTION_TABLE.createCall(
        at, RangeFunction.INSTANCE.createCall(at, operands.getList()));
  }

  /** A function that gives rows, in FROM; null if there is no plan for it. */
  static @Nullable SqlNode generator(
      SqlIdentifier name, SqlNodeList arguments, boolean lateral, SqlParserPos at) {
    Optional<GeneratorFunction> function =
        name.isSimple() ? GeneratorFunction.of(name.getSimple()) : Optional.empty();
    if (function.isEmpty()) {
      return null;
    }
    List<SqlNode> values = new ArrayList<>();
    for (SqlNode argument : arguments) {
      boolean named = argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
      if (named && !function.get().hasParameter(((SqlCall) argument).operand(1).toString())) {
        return null;
      }
      values.add(named ? ((SqlCall) argument).operand(0) : argument);
    }
    SqlNode table =
        SqlStdOperatorTable.COLLECTION_TABLE.createCall(at, function.get().createCall(at, values));
    return lateral ? SqlStdOperatorTable.LATERAL.createCall(at, table) : table;
  }

  /** The function that gives a row of NULLs where another gives none. */
  static SqlIdentifier outer(SqlIdentifier function) {
    return function.isSimple()
        ? new SqlIdentifier(function.getSimple() + "_outer", function.getParserPosition())
        : function;
  }

  /** What LATERAL VIEW puts beside each row; its columns may have names where it has none. */
  static SqlNode lateralView(
      SqlNode view, @Nullable SqlIdentifier name, List<SqlNode> columns, SqlParserPos at) {
    if (name == null && columns.isEmpty()) {
      return view;
    }
    return aliased(
        view,
        name == null ? new SqlIdentifier("lateral view", at) : name,
        columns.isEmpty() ? null : new SqlNodeList(columns, at));
  }

  /** A field of a VARIANT's object, as a step of a path. */
  static String pathStep(String field) {
    return field.matches("\\w+") ? "." + field : "['" + field + "']";
  }

  /** An index or a field in brackets; a step that no path has for another expression. */
  static String pathStep(SqlNode index) {
    if (index instanceof SqlNumericLiteral number && number.isInteger()) {
      return "[" + number.toValue() + "]";
    }
    return index instanceof SqlLiteral text && SqlTypeName.CHAR_TYPES.contains(text.getTypeName())
        ? "['" + text.getValueAs(String.class) + "']"
        : NO_STEP;
  }

  /** What is at a path of a VARIANT; null if the path cannot be written so. */
  static @Nullable SqlNode variantGet(SqlNode value, String path, SqlParserPos at) {
    if (!PATH.matcher(path).matches()) {
      return null;
    }
    SqlNode text = SqlLiteral.createCharString(path, at);
    return call(new SqlIdentifier("variant_get", at), null, List.of(value, text), at);
  }

  static SqlNode collate(SqlNode value, SqlIdentifier collation, SqlParserPos at) {
    SqlNode name =
        SqlLiteral.createCharString(
            String.join(".", collation.names), collation.getParserPosition());
    return call(new SqlIdentifier("collate", at), null, List.of(value, name), at);
  }

  /** The name that a constant text spells; null if it is another expression. */
  static @Nullable SqlIdentifier spelled(SqlNode text, SqlParserPos at) {
    String name = constantText(text);
    if (name == null || !NAME.matcher(name).matches()) {
      return null;
    }
    List<String> names =
        PART.matcher(name).results().map(part -> part.group().replace("`", "")).toList();
    return new SqlIdentifier(names, null, at, Collections.nCopies(names.size(), at));
  }

  private static @Nullable String constantText(SqlNode text) {
    if (text instanceof SqlCall call && call.getOperator().equals(SqlStdOperatorTable.CONCAT)) {
      String left = constantText(call.operand(0));
      String right = constantText(call.operand(1));
      return left == null || right == null ? null : left + right;
    }
    return text instanceof SqlLiteral literal
            && SqlTypeName.CHAR_TYPES.contains(literal.getTypeName())
        ? literal.getValueAs(String.class)
        : null;
  }

  /** A row of an inline table. */
  static SqlNode row(SqlNode row) {
    return row.getKind() == SqlKind.ROW
        ? row
        : SqlStdOperatorTable.ROW.createCall(row.getParserPosition(), row);
  }

  static SqlNode inlineTable(
      SqlNode values, @Nullable SqlIdentifier name, @Nullable SqlNodeList columns, boolean inFrom) {
    if (!inFrom && name == null) {
      return values;
    }
    SqlParserPos at = values.getParserPosition();
    SqlIdentifier alias = name == null ? new SqlIdentifier(INLINE_TABLE, at) : name;
    SqlCall first = ((SqlCall) values).operand(0);
    SqlNodeList names =
        columns != null
            ? columns
            : new SqlNodeList(
                IntStream.rangeClosed(1, first.operandCount())
                    .mapToObj(i -> new SqlIdentifier("col" + i, at))
                    .toList(),
                at);
    SqlNode table = aliased(values, alias, names);
    return inFrom ? table : selectAll(table.getParserPosition(), new Source(table, List.of()));
  }

  /** A field of a value: Spark takes its name in brackets as well, and so does Calcite. */
  static SqlNode field(SqlNode value, SqlIdentifier field, SqlParserPos at) {
    return SqlStdOperatorTable.ITEM.createCall(
        at, value, SqlLiteral.createCharString(field.getSimple(), field.getParserPosition()));
  }

  static SqlNode is(SqlNode value, String truth, boolean not, SqlParserPos at) {
    SqlOperator operator =
        switch (truth.toUpperCase(Locale.ROOT)) {
          case "TRUE" -> not ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE;
          case "FALSE" -> not ? SqlStdOperatorTable.IS_NOT_FALSE : SqlStdOperatorTable.IS_FALSE;
          case "UNKNOWN" ->
              not ? SqlStdOperatorTable.IS_NOT_UNKNOWN : SqlStdOperatorTable.IS_UNKNOWN;
          default -> not ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL;
        };
    return operator.createCall(at, value);
  }

  static SqlNode in(SqlNode value, SqlNode members, boolean not, SqlParserPos list) {
    SqlNode set = members instanceof SqlNodeList many ? new SqlNodeList(many, list) : members;
    return (not ? SqlStdOperatorTable.NOT_IN : SqlStdOperatorTable.IN)
        .createCall(value.getParserPosition().plus(list), value, set);
  }

  static SqlNode like(
      String word,
      SqlNode value,
      SqlNode pattern,
      @Nullable SqlNode escape,
      boolean not,
      SqlParserPos at) {
    SqlOperator operator =
        switch (word.toUpperCase(Locale.ROOT)) {
          case "LIKE" -> not ? SqlStdOperatorTable.NOT_LIKE : SqlStdOperatorTable.LIKE;
          case "ILIKE" -> not ? SqlLibraryOperators.NOT_ILIKE : SqlLibraryOperators.ILIKE;
          default -> not ? SqlLibraryOperators.NOT_RLIKE : SqlLibraryOperators.RLIKE;
        };
    return escape == null
        ? operator.createCall(at, value, pattern)
        : operator.createCall(at, value, pattern, escape);
  }

  /** LIKE ANY is a disjunction of LIKEs, LIKE ALL a conjunction. */
  static SqlNode likeList(
      String word,
      SqlNode value,
      SqlNodeList patterns,
      String quantifier,
      boolean not,
      SqlParserPos at) {
    boolean all = quantifier.equalsIgnoreCase("ALL");
    SqlNode result = like(word, value, patterns.get(0), null, not, at);
    for (SqlNode pattern : patterns.subList(1, patterns.size())) {
      SqlNode copy = value.accept(new NodeCopy());
      SqlNode next = like(word, copy, pattern, null, not, at);
      result =
          (all ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR).createCall(at, result, next);
    }
    return result;
  }

  static SqlOperator binary(String symbol) {
    SqlOperator operator = BINARY.get(symbol);
    return operator != null ? operator : IntegerOperators.binary(symbol);
  }

  static SqlNode unary(String sign, SqlNode operand, SqlParserPos at) {
    return switch (sign) {
      case "-" -> SqlStdOperatorTable.UNARY_MINUS.createCall(at, operand);
      case "+" -> SqlStdOperatorTable.UNARY_PLUS.createCall(at, operand);
      default -> IntegerOperators.BIT_NOT.createCall(at, operand);
    };
  }

  /** A query in brackets that stands for a value. */
  static SqlNode scalar(SqlNode query, SqlParserPos at) {
    return query.clone(at);
  }

  static SqlNode bracketed(SqlNode value, SqlParserPos at) {
    return value instanceof SqlIdentifier ? value : value.clone(at);
  }

  static SqlNode caseOf(
      @Nullable SqlNode value,
      List<SqlNode> whens,
      List<SqlNode> thens,
      @Nullable SqlNode otherwise,
      SqlParserPos at) {
    return SqlCase.createSwitched(
        at, value, new SqlNodeList(whens, at), new SqlNodeList(thens, at), otherwise);
  }

  /** As Spark's own parser has it: a function of the field's name. */
  static SqlNode extract(SqlIdentifier field, SqlNode source, SqlParserPos at) {
    SqlNode name = SqlLiteral.createCharString(field.getSimple(), field.getParserPosition());
    return call(new SqlIdentifier("extract", at), null, List.of(name, source), at);
  }

  static SqlNode trim(String side, @Nullable SqlNode what, SqlNode source, SqlParserPos at) {
    SqlTrimFunction.Flag flag = SqlTrimFunction.Flag.valueOf(side.toUpperCase(Locale.ROOT));
    return SqlStdOperatorTable.TRIM.createCall(
        at, flag.symbol(at), what == null ? SqlLiteral.createCharString(" ", at) : what, source);
  }

  /** DATEADD and its like; the last operand if there is no such unit. */
  static SqlNode unitFunction(
      String name, String unit, SqlNode first, SqlNode second, SqlParserPos at) {
    return UnitFunctions.of(name, unit)
        .<SqlNode>map(function -> function.createCall(at, first, second))
        .orElse(second);
  }

  /** A call in which arguments may have names, as those of STRUCT; null if no such is known. */
  static @Nullable SqlCall namedCall(
      SqlIdentifier name,
      @Nullable SqlLiteral quantifier,
      List<SqlNode> arguments,
      SqlParserPos at) {
    if (arguments.stream().noneMatch(argument -> argument.getKind() == SqlKind.AS)) {
      return call(name, quantifier, arguments, at);
    }
    if (quantifier != null || !name.isSimple() || !name.getSimple().equalsIgnoreCase("STRUCT")) {
      return null;
    }
    List<SqlNode> fields = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      SqlNode argument = arguments.get(i);
      boolean named = argument.getKind() == SqlKind.AS;
      SqlNode value = named ? ((SqlCall) argument).operand(0) : argument;
      SqlNode field = named ? ((SqlCall) argument).operand(1) : value;
      if (value instanceof SqlStarExclude
          || (value instanceof SqlIdentifier column && column.isStar())) {
        return null;
      }
      String text =
          field instanceof SqlIdentifier column
              ? column.names.get(column.names.size() - 1)
              : "col" + (i + 1);
      fields.add(SqlLiteral.createCharString(text, field.getParserPosition()));
      fields.add(value);
    }
    return call(new SqlIdentifier("named_struct", at), null, fields, at);
  }

  static SqlCall call(
      SqlIdentifier name,
      @Nullable SqlLiteral quantifier,
      List<SqlNode> arguments,
      SqlParserPos at) {
    boolean trim = name.isSimple() && name.getSimple().equalsIgnoreCase("TRIM");
    if (trim && arguments.size() == 1) {
      return (SqlCall) trim("BOTH", null, arguments.get(0), at);
    }
    return new SqlUnresolvedFunction(
            name, null, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION)
        .createCall(quantifier, at, arguments.toArray(new SqlNode[0]));
  }

  static SqlNode window(
      @Nullable SqlIdentifier base,
      SqlNodeList partition,
      SqlNodeList order,
      @Nullable String unit,
      @Nullable SqlNode from,
      @Nullable SqlNode to,
      SqlParserPos at) {
    boolean rows = unit != null && unit.equalsIgnoreCase("ROWS");
    return SqlWindow.create(
        null, base, partition, order, SqlLiteral.createBoolean(rows, at), from, to, null, at);
  }

  static SqlNode named(SqlNode window, SqlIdentifier name) {
    ((SqlWindow) window).setDeclName(name);
    return window;
  }

  /** A literal with its type before it; an identifier if it cannot be planned. */
  static SqlNode typedLiteral(String type, String text, SqlParserPos at) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "DATE" -> DateLiterals.date(text, at);
      case "TIMESTAMP", "TIMESTAMP_LTZ" -> DateLiterals.timestamp(text, true, at);
      case "TIMESTAMP_NTZ" -> DateLiterals.timestamp(text, false, at);
      case "TIME" -> DateLiterals.time(text, at);
      case "X" -> DateLiterals.binary(text, at);
      default -> new SqlIdentifier(ImmutableList.of(type), at);
    };
  }
}

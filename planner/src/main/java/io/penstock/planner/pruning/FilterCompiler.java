package io.penstock.planner.pruning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes predicates on files of conditions on rows. What it does not know for sure may be anything.
 * Types meet as Spark's ANSI coercion lets them.
 */
final class FilterCompiler {
  private final ColumnOperands columns;

  FilterCompiler(FileIndex index, List<String> fields) {
    this.columns = new ColumnOperands(index, fields);
  }

  FilePredicate compile(RexNode node) {
    if (node instanceof RexLiteral literal) {
      return literal(literal);
    }
    if (!(node instanceof RexCall call)) {
      return isTrue(node);
    }
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case AND -> FilePredicate.and(compileAll(operands));
      case OR -> or(compileAll(operands));
      case NOT -> compile(operands.get(0)).map(Outcomes::not);
      case IS_TRUE -> compile(operands.get(0)).map(o -> Outcomes.isOneOf(o, Outcomes.TRUE));
      case IS_FALSE -> compile(operands.get(0)).map(o -> Outcomes.isOneOf(o, Outcomes.FALSE));
      case IS_NOT_TRUE ->
          compile(operands.get(0)).map(o -> Outcomes.isOneOf(o, Outcomes.FALSE | Outcomes.NULL));
      case IS_NOT_FALSE ->
          compile(operands.get(0)).map(o -> Outcomes.isOneOf(o, Outcomes.TRUE | Outcomes.NULL));
      case IS_NULL -> isNull(operands.get(0));
      case IS_NOT_NULL -> isNull(operands.get(0)).map(Outcomes::not);
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(call.getKind(), operands.get(0), operands.get(1));
      case IS_NOT_DISTINCT_FROM -> isSame(operands.get(0), operands.get(1));
      // NOT LIKE and ILIKE are of this kind too.
      case LIKE ->
          call.getOperator().getName().equals("LIKE") ? like(operands) : FilePredicate.UNKNOWN;
      default -> FilePredicate.UNKNOWN;
    };
  }

  private List<FilePredicate> compileAll(List<RexNode> nodes) {
    return nodes.stream().map(this::compile).toList();
  }

  private static FilePredicate literal(RexLiteral literal) {
    if (literal.getType().getSqlTypeName() != SqlTypeName.BOOLEAN) {
      return literal.isNull() ? file -> Outcomes.NULL : FilePredicate.UNKNOWN;
    }
    Boolean value = literal.isNull() ? null : literal.getValueAs(Boolean.class);
    int outcomes = value == null ? Outcomes.NULL : value ? Outcomes.TRUE : Outcomes.FALSE;
    return file -> outcomes;
  }

  private FilePredicate isTrue(RexNode node) {
    Bounds column = columns.of(node);
    return column == null || column.domain() != Domain.BOOLEAN
        ? FilePredicate.UNKNOWN
        : new Comparison(SqlKind.EQUALS, column, true, true);
  }

  /** Tests of one column for many values become one. */
  private static FilePredicate or(List<FilePredicate> alternatives) {
    Map<Bounds, TreeSet<Object>> values = new LinkedHashMap<>();
    List<FilePredicate> rest = new ArrayList<>();
    for (FilePredicate alternative : alternatives) {
      if (alternative instanceof Comparison comparison && comparison.isMembership()) {
        values
            .computeIfAbsent(comparison.bounds(), b -> new TreeSet<>(Constant::compare))
            .add(comparison.low());
      } else {
        rest.add(alternative);
      }
    }
    values.forEach((bounds, set) -> rest.add(Comparison.oneOf(bounds, set)));
    return FilePredicate.or(rest);
  }

  private FilePredicate isNull(RexNode node) {
    Constant constant = Constants.of(node);
    if (constant != null) {
      int outcomes = constant.isNull() ? Outcomes.TRUE : Outcomes.FALSE;
      return file -> outcomes;
    }
    Bounds column = columns.of(node);
    return column == null
        ? FilePredicate.UNKNOWN
        : file -> Outcomes.of(column.mayHaveNulls(file), column.mayHaveValues(file), false);
  }

  private FilePredicate isSame(RexNode left, RexNode right) {
    Constant constant = Constants.of(right);
    if (constant == null) {
      return Constants.of(left) == null ? FilePredicate.UNKNOWN : isSame(right, left);
    }
    return constant.isNull()
        ? isNull(left)
        : comparison(SqlKind.EQUALS, left, right).map(o -> Outcomes.isOneOf(o, Outcomes.TRUE));
  }

  private FilePredicate comparison(SqlKind operator, RexNode left, RexNode right) {
    Constant constant = Constants.of(right);
    if (constant == null) {
      return Constants.of(left) == null
          ? FilePredicate.UNKNOWN
          : comparison(operator.reverse(), right, left);
    }
    if (constant.isNull()) {
      return file -> Outcomes.NULL;
    }
    Bounds column = columns.of(left);
    return column == null
        ? FilePredicate.UNKNOWN
        : comparison(operator, column, left.getType(), constant);
  }

  private static FilePredicate comparison(
      SqlKind operator, Bounds column, RelDataType type, Constant constant) {
    Constant value = constant;
    Bounds bounds = column;
    switch (column.domain()) {
      case NUMBER -> {
        if (constant.domain() == Domain.DOUBLE) {
          bounds = ColumnOperands.toDouble(column);
        } else if (!meet(type, constant)) {
          return FilePredicate.UNKNOWN;
        }
      }
      case DOUBLE -> value = floating(type, constant);
      case DATE -> {
        if (constant.domain() == Domain.INSTANT) {
          bounds = ColumnOperands.toInstant(column);
        } else if (constant.domain() == Domain.LOCAL) {
          bounds = ColumnOperands.toLocal(column);
        } else {
          value = Constants.toDate(constant);
        }
      }
      case INSTANT -> value = Constants.toInstant(constant);
      case LOCAL -> value = Constants.toLocal(constant);
      case TEXT, BOOLEAN -> {}
    }
    Object low = value == null || value.domain() != bounds.domain() ? null : value.low();
    Object high = value == null ? null : value.high();
    return low == null || high == null
        ? FilePredicate.UNKNOWN
        : new Comparison(operator, bounds, low, high);
  }

  /** Whether a decimal type holds both, so that they are compared as they are. */
  private static boolean meet(RelDataType type, Constant constant) {
    if (!(constant.low() instanceof BigDecimal number)) {
      return false;
    }
    int scale = Math.max(ColumnOperands.scale(type), Math.max(0, number.scale()));
    int digits =
        Math.max(
            ColumnOperands.precision(type) - ColumnOperands.scale(type),
            number.precision() - number.scale());
    return digits + scale <= 38;
  }

  /** Numbers become doubles beside floating columns; or floats, if whole beside a float. */
  private static @Nullable Constant floating(RelDataType type, Constant constant) {
    if (!(constant.low() instanceof BigDecimal number)) {
      return constant;
    }
    double value = number.doubleValue();
    boolean same = type.getSqlTypeName() == SqlTypeName.DOUBLE || number.scale() > 0;
    return same || (double) (float) value == value ? Constant.of(value) : null;
  }

  /** A pattern's beginning bounds what it matches. */
  private FilePredicate like(List<RexNode> operands) {
    Bounds column = columns.of(operands.get(0));
    Constant pattern = Constants.of(operands.get(1));
    Constant escape = operands.size() > 2 ? Constants.of(operands.get(2)) : null;
    if (column == null
        || column.domain() != Domain.TEXT
        || pattern == null
        || !(pattern.low() instanceof Text text)
        || (operands.size() > 2 && (escape == null || !(escape.low() instanceof Text)))) {
      return FilePredicate.UNKNOWN;
    }
    String stops = "%_\\" + (escape == null ? "" : escape.low());
    String all = text.toString();
    int end = 0;
    while (end < all.length() && stops.indexOf(all.charAt(end)) < 0) {
      end++;
    }
    String prefix = all.substring(0, end);
    if (prefix.isEmpty() || !Text.isWellFormed(prefix)) {
      return FilePredicate.UNKNOWN;
    }
    return new Comparison(SqlKind.EQUALS, column, Text.of(prefix), Text.endOf(prefix));
  }
}

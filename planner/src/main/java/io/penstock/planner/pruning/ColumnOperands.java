package io.penstock.planner.pruning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Bounds of columns, of their fields, and of casts that keep their order and never fail. */
final class ColumnOperands {
  private static final List<SqlTypeName> INTEGERS =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

  private final FileIndex index;
  private final List<String> fields;
  private final Map<RexNode, Bounds> casts = new HashMap<>();

  /**
   * @param fields the columns' names by their position in the table
   */
  ColumnOperands(FileIndex index, List<String> fields) {
    this.index = index;
    this.fields = fields;
  }

  /** The bounds of an expression; null if nothing is known of it. */
  @Nullable Bounds of(RexNode node) {
    if (node instanceof RexCall call) {
      boolean cast = call.getKind() == SqlKind.CAST && call.getOperands().size() == 1;
      if (!cast) {
        return null;
      }
      Bounds known = casts.get(node);
      if (known != null) {
        return known;
      }
      RexNode operand = call.getOperands().get(0);
      Bounds column = of(operand);
      Bounds bounds = column == null ? null : cast(column, operand.getType(), call.getType());
      if (bounds != null) {
        casts.put(node, bounds);
      }
      return bounds;
    }
    List<String> path = path(node);
    return path == null ? null : index.bounds(path);
  }

  private @Nullable List<String> path(RexNode node) {
    if (node instanceof RexInputRef column) {
      return List.of(fields.get(column.getIndex()));
    }
    if (node instanceof RexFieldAccess field) {
      List<String> parent = path(field.getReferenceExpr());
      if (parent != null) {
        List<String> path = new ArrayList<>(parent);
        path.add(field.getField().getName());
        return path;
      }
    }
    return null;
  }

  private static @Nullable Bounds cast(Bounds column, RelDataType from, RelDataType to) {
    SqlTypeName source = from.getSqlTypeName();
    SqlTypeName target = to.getSqlTypeName();
    return switch (column.domain()) {
      case NUMBER ->
          target == SqlTypeName.DOUBLE
              ? toDouble(column)
              : isNumber(to) && holds(to, from) ? column : null;
      case DOUBLE -> target == source || target == SqlTypeName.DOUBLE ? column : null;
      case TEXT -> target == SqlTypeName.VARCHAR ? column : null;
      case DATE ->
          switch (target) {
            case DATE -> column;
            case TIMESTAMP -> toLocal(column);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> toInstant(column);
            default -> null;
          };
      case INSTANT ->
          target == source ? column : target == SqlTypeName.DATE ? toDate(column) : null;
      case LOCAL ->
          target == source
              ? column
              : target == SqlTypeName.DATE
                  ? column.map(Domain.DATE, ColumnOperands::day, ColumnOperands::day)
                  : null;
      case BOOLEAN -> target == source ? column : null;
    };
  }

  private static boolean isNumber(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.DECIMAL || INTEGERS.contains(type.getSqlTypeName());
  }

  private static boolean holds(RelDataType wide, RelDataType narrow) {
    if (wide.getSqlTypeName() != SqlTypeName.DECIMAL) {
      return INTEGERS.contains(narrow.getSqlTypeName())
          && INTEGERS.indexOf(wide.getSqlTypeName()) >= INTEGERS.indexOf(narrow.getSqlTypeName());
    }
    return scale(wide) >= scale(narrow)
        && precision(wide) - scale(wide) >= precision(narrow) - scale(narrow);
  }

  /** Of a decimal, or of the one that holds an integer type. */
  static int precision(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INTEGER -> 10;
      case BIGINT -> 20;
      default -> type.getPrecision();
    };
  }

  static int scale(RelDataType type) {
    return INTEGERS.contains(type.getSqlTypeName()) ? 0 : Math.max(0, type.getScale());
  }

  static Bounds toDouble(Bounds numbers) {
    return numbers.map(
        Domain.DOUBLE,
        value -> ((BigDecimal) value).doubleValue(),
        value -> ((BigDecimal) value).doubleValue());
  }

  static Bounds toLocal(Bounds dates) {
    return dates.map(
        Domain.LOCAL, day -> Constant.midnight((Long) day), day -> Constant.midnight((Long) day));
  }

  /** Midnight in any time zone. */
  static Bounds toInstant(Bounds dates) {
    return dates.map(
        Domain.INSTANT,
        day -> Constant.midnight((Long) day) - LogValues.MAX_OFFSET_MICROS,
        day -> Constant.midnight((Long) day) + LogValues.MAX_OFFSET_MICROS);
  }

  /** The day in any time zone. */
  private static Bounds toDate(Bounds instants) {
    return instants.map(
        Domain.DATE,
        micros -> day((Long) micros - LogValues.MAX_OFFSET_MICROS),
        micros -> day((Long) micros + LogValues.MAX_OFFSET_MICROS));
  }

  private static Object day(Object micros) {
    return Constant.day((Long) micros);
  }
}

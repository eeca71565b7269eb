package io.penstock.planner.functions;

import io.penstock.planner.types.SparkTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Types of collections that depend on how their parts are named, or on more than two of them. */
final class CollectionTypes {
  static final SqlReturnTypeInference MAP =
      call -> {
        RelDataType key = widest(call, 0, 2);
        RelDataType value = widest(call, 1, 2);
        return key == null || value == null
            ? null
            : call.getTypeFactory().createMapType(key, value);
      };

  /** A column in a struct keeps its name. */
  static final SqlReturnTypeInference STRUCT =
      call -> {
        RelDataTypeFactory.Builder struct = struct(call);
        for (int i = 0; i < call.getOperandCount(); i++) {
          int number = i + 1;
          String name = Arguments.columnName(call, i).orElseGet(() -> "col" + number);
          struct.add(name, call.getOperandType(i));
        }
        return struct.build();
      };

  static final SqlReturnTypeInference NAMED_STRUCT =
      call -> {
        RelDataTypeFactory.Builder struct = struct(call);
        for (int i = 0; i + 1 < call.getOperandCount(); i += 2) {
          Optional<String> name = Arguments.text(call, i);
          if (name.isEmpty()) {
            return null;
          }
          struct.add(name.get(), call.getOperandType(i + 1));
        }
        return struct.build();
      };

  /** An array of structs with one field for each array. */
  static final SqlReturnTypeInference ZIPPED =
      call -> {
        RelDataTypeFactory.Builder struct = struct(call);
        for (int i = 0; i < call.getOperandCount(); i++) {
          int number = i;
          RelDataType element = call.getOperandType(i).getComponentType();
          String name = Arguments.columnName(call, i).orElseGet(() -> String.valueOf(number));
          struct.add(name, orNull(call, element));
        }
        return call.getTypeFactory().createArrayType(struct.build(), -1);
      };

  /** Arrays give an array and binaries a binary; all else is text. */
  static final SqlReturnTypeInference CONCATENATION =
      call -> {
        List<RelDataType> types = call.collectOperandTypes();
        boolean arrays = types.stream().anyMatch(t -> t.getComponentType() != null);
        return arrays ? call.getTypeFactory().leastRestrictive(types) : textOrBinary(call, types);
      };

  /** elt: the values after the number are all binaries, or text. */
  static final SqlReturnTypeInference CHOSEN =
      call -> {
        List<RelDataType> types = call.collectOperandTypes();
        return textOrBinary(call, types.subList(1, types.size()));
      };

  /** lpad, rpad: a binary padded with nothing or a binary stays one. */
  static final SqlReturnTypeInference PADDED =
      call -> {
        List<RelDataType> types = new ArrayList<>(call.collectOperandTypes());
        if (types.size() > 1) {
          types.remove(1);
        }
        return textOrBinary(call, types);
      };

  /**
   * decode: a text, or of many arguments every second from the third on, and the last, which
   * without one is a string's NULL.
   */
  static final SqlReturnTypeInference DECODED =
      call -> {
        List<RelDataType> types = call.collectOperandTypes();
        if (types.size() == 2) {
          return call.getTypeFactory().createSqlType(SqlTypeName.VARCHAR);
        }
        List<RelDataType> results = new ArrayList<>();
        for (int i = 2; i < types.size(); i += 2) {
          results.add(types.get(i));
        }
        results.add(
            types.size() % 2 == 0
                ? types.get(types.size() - 1)
                : call.getTypeFactory().createSqlType(SqlTypeName.VARCHAR));
        return results.isEmpty() ? null : call.getTypeFactory().leastRestrictive(results);
      };

  /** The array of what the elements of two meet in. */
  static final SqlReturnTypeInference BOTH_ARRAYS =
      call -> extended(call, call.getOperandType(call.getOperandCount() - 1).getComponentType());

  /** The array of what its elements and the last argument meet in. */
  static final SqlReturnTypeInference ARRAY_AND_ELEMENT =
      call -> extended(call, call.getOperandType(call.getOperandCount() - 1));

  /** Elements meet as outside of ANSI mode, where an integer and a FLOAT are a FLOAT. */
  private static @Nullable RelDataType extended(
      SqlOperatorBinding call, @Nullable RelDataType other) {
    RelDataType first = call.getOperandType(0).getComponentType();
    if (first == null || other == null || call.getOperandCount() < 2) {
      return null;
    }
    boolean isFloat = isFloatAndInteger(first, other) || isFloatAndInteger(other, first);
    RelDataType element =
        isFloat
            ? call.getTypeFactory().createSqlType(SqlTypeName.REAL)
            : call.getTypeFactory().leastRestrictive(List.of(first, other));
    return element == null ? null : call.getTypeFactory().createArrayType(element, -1);
  }

  private static boolean isFloatAndInteger(RelDataType a, RelDataType b) {
    return TypeKind.of(a) == TypeKind.FLOAT && SparkTypes.isInteger(b);
  }

  private static RelDataType textOrBinary(SqlOperatorBinding call, List<RelDataType> types) {
    boolean binaries = types.stream().allMatch(t -> TypeKind.of(t) == TypeKind.BINARY);
    return call.getTypeFactory()
        .createSqlType(binaries && !types.isEmpty() ? SqlTypeName.VARBINARY : SqlTypeName.VARCHAR);
  }

  private CollectionTypes() {}

  private static RelDataTypeFactory.Builder struct(SqlOperatorBinding call) {
    return call.getTypeFactory().builder();
  }

  private static RelDataType orNull(SqlOperatorBinding call, @Nullable RelDataType type) {
    return type == null
        ? call.getTypeFactory().createSqlType(SqlTypeName.NULL)
        : call.getTypeFactory().createTypeWithNullability(type, true);
  }

  private static @Nullable RelDataType widest(SqlOperatorBinding call, int from, int step) {
    List<RelDataType> types = new ArrayList<>();
    for (int i = from; i < call.getOperandCount(); i += step) {
      types.add(call.getOperandType(i));
    }
    return types.isEmpty()
        ? call.getTypeFactory().createSqlType(SqlTypeName.NULL)
        : call.getTypeFactory().leastRestrictive(types);
  }
}

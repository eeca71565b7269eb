package io.penstock.planner.functions;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Types of collections and of what is in them. */
final class ElementTypes {
  /** An array's element or a map's value, perhaps NULL. */
  static final SqlReturnTypeInference ELEMENT =
      binding -> {
        RelDataType collection = binding.getOperandType(0);
        RelDataType value = collection.getValueType();
        return orNull(binding, value == null ? collection.getComponentType() : value);
      };

  static final SqlReturnTypeInference KEYS =
      binding -> arrayOf(binding, binding.getOperandType(0).getKeyType());
  static final SqlReturnTypeInference VALUES =
      binding -> arrayOf(binding, binding.getOperandType(0).getValueType());

  static final SqlReturnTypeInference ARRAY = binding -> arrayOf(binding, widest(binding, 0, 1));
  static final SqlReturnTypeInference MAP =
      binding -> {
        RelDataType key = widest(binding, 0, 2);
        RelDataType value = widest(binding, 1, 2);
        return key == null || value == null
            ? null
            : binding.getTypeFactory().createMapType(key, value);
      };

  static final SqlReturnTypeInference STRUCT =
      binding -> {
        RelDataTypeFactory.Builder struct = binding.getTypeFactory().builder();
        for (int i = 0; i < binding.getOperandCount(); i++) {
          struct.add(fieldName(binding, i), binding.getOperandType(i));
        }
        return struct.build();
      };
  static final SqlReturnTypeInference NAMED_STRUCT =
      binding -> {
        RelDataTypeFactory.Builder struct = binding.getTypeFactory().builder();
        for (int i = 0; i + 1 < binding.getOperandCount(); i += 2) {
          String name = binding.getOperandLiteralValue(i, String.class);
          struct.add(name == null ? "col" + (i / 2 + 1) : name, binding.getOperandType(i + 1));
        }
        return struct.build();
      };

  /** One level of arrays less. */
  static final SqlReturnTypeInference FLATTENED =
      binding -> {
        RelDataType inner = binding.getOperandType(0).getComponentType();
        return inner == null || inner.getComponentType() == null ? null : inner;
      };

  private ElementTypes() {}

  /** A column in a struct keeps its name. */
  private static String fieldName(SqlOperatorBinding binding, int operand) {
    return binding instanceof SqlCallBinding call
            && call.operand(operand) instanceof SqlIdentifier column
        ? column.names.get(column.names.size() - 1)
        : "col" + (operand + 1);
  }

  private static @Nullable RelDataType widest(SqlOperatorBinding binding, int from, int step) {
    List<RelDataType> types = new ArrayList<>();
    for (int i = from; i < binding.getOperandCount(); i += step) {
      types.add(binding.getOperandType(i));
    }
    return types.isEmpty()
        ? binding.getTypeFactory().createSqlType(SqlTypeName.NULL)
        : binding.getTypeFactory().leastRestrictive(types);
  }

  private static @Nullable RelDataType arrayOf(
      SqlOperatorBinding binding, @Nullable RelDataType element) {
    return element == null ? null : binding.getTypeFactory().createArrayType(element, -1);
  }

  private static @Nullable RelDataType orNull(
      SqlOperatorBinding binding, @Nullable RelDataType type) {
    return type == null ? null : binding.getTypeFactory().createTypeWithNullability(type, true);
  }
}

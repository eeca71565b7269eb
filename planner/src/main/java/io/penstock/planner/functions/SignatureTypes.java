package io.penstock.planner.functions;

import io.penstock.planner.functions.Signature.Case;
import io.penstock.planner.functions.Signature.Nulls;
import io.penstock.planner.types.SparkTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The type of a call's result, by its function's signature. */
final class SignatureTypes implements SqlReturnTypeInference {
  /** The probes' arguments may all be NULL, so that they do not tell. */
  private static final Set<String> NULL_IF_ALL_ARE = Set.of("coalesce");

  private final Signature signature;

  SignatureTypes(Signature signature) {
    this.signature = signature;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    SqlOperatorBinding call = arguments(signature, binding);
    if (hasUnknown(call)) {
      return unknown(call);
    }
    RelDataType type = of(signature, call);
    if (type == null) {
      throw Misuse.unsupported(signature, call).at(binding);
    }
    return type;
  }

  /** The call with all that counts as its arguments. */
  static SqlOperatorBinding arguments(Signature signature, SqlOperatorBinding binding) {
    return signature.kind() == Signature.Kind.ORDERED_SET
        ? new OrderedSetBinding(binding)
        : binding;
  }

  /** Whether an argument is of no known type yet: the parameter of a function in a first pass. */
  static boolean hasUnknown(SqlOperatorBinding call) {
    return call.collectOperandTypes().stream()
        .anyMatch(type -> type.getSqlTypeName() == SqlTypeName.ANY);
  }

  static RelDataType unknown(SqlOperatorBinding call) {
    RelDataTypeFactory factory = call.getTypeFactory();
    return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.ANY), true);
  }

  /** Null if the signature has no type for these arguments. */
  static @Nullable RelDataType of(Signature signature, SqlOperatorBinding call) {
    List<TypeKind> kinds = new ArrayList<>();
    for (int i = 0; i < call.getOperandCount(); i++) {
      kinds.add(TypeKind.of(call.getOperandType(i)));
    }
    for (Case one : signature.cases()) {
      if (one.applies(kinds)) {
        RelDataType type = ResultType.of(one.result(), call);
        return type == null
            ? null
            : call.getTypeFactory()
                .createTypeWithNullability(
                    type, SparkTypes.isNull(type) || isNullable(signature, call));
      }
    }
    return null;
  }

  private static boolean isNullable(Signature signature, SqlOperatorBinding call) {
    Nulls nulls = NULL_IF_ALL_ARE.contains(signature.name()) ? Nulls.ALL : signature.nulls();
    return switch (nulls) {
      case NEVER -> false;
      case ALWAYS -> true;
      case ANY -> call.collectOperandTypes().stream().anyMatch(SignatureTypes::isNullable);
      case ALL -> call.collectOperandTypes().stream().allMatch(SignatureTypes::isNullable);
    };
  }

  private static boolean isNullable(RelDataType type) {
    return type.isNullable() || SparkTypes.isNull(type);
  }
}

package io.penstock.planner.functions;

import io.penstock.planner.functions.Signature.Kind;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlWithinGroupOperator.PercentileDiscCallBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/**
 * Checks a call against a signature. It casts nothing: the engine's own coercion applies to what
 * the author wrote. What Spark would refuse for certain is an error under Spark's condition; what
 * is not known is not supported.
 */
final class SignatureOperands implements SqlOperandTypeChecker {
  private final Signature signature;

  SignatureOperands(Signature signature) {
    this.signature = signature;
  }

  /** Any number here, so that the check below can tell what is wrong. */
  @Override
  public SqlOperandCountRange getOperandCountRange() {
    // The grammar's TRIM has three operands and is Calcite's.
    return signature.name().equals("trim")
        ? SqlOperandCountRanges.between(1, 2)
        : SqlOperandCountRanges.any();
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    Optional<Misuse> misuse = misuse(binding);
    if (misuse.isPresent() && throwOnFailure) {
      throw misuse.get().at(binding);
    }
    return misuse.isEmpty();
  }

  private Optional<Misuse> misuse(SqlCallBinding binding) {
    if (signature.kind() == Kind.UNKNOWN || signature.kind() == Kind.GENERATOR) {
      return Optional.of(Misuse.notPlanned(signature));
    }
    if (signature.kind() == Kind.ORDERED_SET && !(binding instanceof PercentileDiscCallBinding)) {
      return Optional.of(Misuse.notPlanned(signature));
    }
    SqlOperatorBinding call = SignatureTypes.arguments(signature, binding);
    int count = call.getOperandCount();
    if (!signature.takes(count)) {
      return Optional.of(Misuse.wrongCount(signature, count));
    }
    if (SignatureTypes.hasUnknown(call)) {
      return Optional.empty();
    }
    for (int i = 0; i < count; i++) {
      RelDataType type = call.getOperandType(i);
      if (!signature.accepts(i, TypeKind.of(type))) {
        int argument = i;
        return Optional.of(
            signature
                .mismatch()
                .filter(condition -> TypeKind.of(type) != TypeKind.OTHER)
                .map(condition -> Misuse.mismatch(signature, condition, argument, type))
                .orElseGet(() -> Misuse.unsupported(signature, call)));
      }
    }
    return Optional.empty();
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String operatorName) {
    return signature.name() + "(...)";
  }
}

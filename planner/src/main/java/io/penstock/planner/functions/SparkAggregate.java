package io.penstock.planner.functions;

import io.penstock.planner.functions.Signature.Kind;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Optionality;

/**
 * One of Spark's aggregate functions, also over a window. It is none of Calcite's own on purpose:
 * those are rewritten on the way to a plan (SUM over a window becomes a CASE, AVG a quotient).
 */
final class SparkAggregate extends SqlAggFunction {
  /** They look at other rows by their place, whatever the frame. */
  private static final Set<String> UNFRAMED =
      Set.of(
          "row_number", "rank", "dense_rank", "ntile", "percent_rank", "cume_dist", "lag", "lead");

  private final Signature signature;

  SparkAggregate(Signature signature) {
    super(
        signature.name().toUpperCase(Locale.ROOT),
        null,
        kind(signature),
        new SignatureTypes(signature),
        Operands.LIKE_FIRST_KNOWN,
        new SignatureOperands(signature),
        SqlFunctionCategory.SYSTEM,
        false,
        signature.kind() == Kind.WINDOW,
        signature.kind() == Kind.ORDERED_SET ? Optionality.MANDATORY : Optionality.OPTIONAL);
    this.signature = signature;
  }

  /** By these kinds Calcite knows that the type depends on what the group is ordered by. */
  private static SqlKind kind(Signature signature) {
    if (signature.kind() != Kind.ORDERED_SET) {
      return SqlKind.OTHER_FUNCTION;
    }
    return signature.name().equals("percentile_cont")
        ? SqlKind.PERCENTILE_CONT
        : SqlKind.PERCENTILE_DISC;
  }

  @Override
  public boolean isPercentile() {
    return signature.kind() == Kind.ORDERED_SET;
  }

  @Override
  public boolean allowsNullTreatment() {
    return true;
  }

  @Override
  public boolean allowsFraming() {
    return !UNFRAMED.contains(signature.name());
  }

  @Override
  public Optionality getDistinctOptionality() {
    return Optionality.OPTIONAL;
  }
}

package io.penstock.execution.spark;

import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Names that an expression gives: {@code IDENTIFIER('a' || 'b')}. */
final class IdentifierClause {
  private IdentifierClause() {}

  /** The plan with its name; of an expression that is not constant nobody knows the value yet. */
  static Optional<LogicalPlan> plan(PlanWithUnresolvedIdentifier named, ParserInterface parser)
      throws ParseException {
    Expression name = named.identifierExpr();
    Object value = name.resolved() && name.foldable() ? name.eval(null) : null;
    return value == null
        ? Optional.empty()
        : Optional.of(
            named
                .planBuilder()
                .apply(parser.parseMultipartIdentifier(value.toString()), named.children()));
  }

  /** A statement whose command stands where it is looked for: Spark wraps CREATE TABLE whole. */
  static LogicalPlan unwrapped(LogicalPlan parsed, ParserInterface parser) throws ParseException {
    LogicalPlan plan = parsed;
    while (plan instanceof PlanWithUnresolvedIdentifier named) {
      Optional<LogicalPlan> inner = plan(named, parser);
      if (inner.isEmpty()) {
        break;
      }
      plan = inner.get();
    }
    return plan;
  }
}

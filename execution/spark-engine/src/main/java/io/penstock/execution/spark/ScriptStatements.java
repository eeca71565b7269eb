package io.penstock.execution.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SimpleCaseStatement;
import org.apache.spark.sql.catalyst.plans.logical.SingleStatement;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What there is in a parsed script. Spark's own walk over such a plan passes over handlers, the
 * ELSE of a CASE, and the root of every statement.
 */
final class ScriptStatements {
  private ScriptStatements() {}

  /** Every statement, condition and query of the script, as parsed. */
  static List<LogicalPlan> of(CompoundBody script) {
    List<LogicalPlan> found = new ArrayList<>();
    collect(script, found);
    return found;
  }

  private static void collect(LogicalPlan node, List<LogicalPlan> found) {
    statement(node).ifPresent(found::add);
    if (node instanceof SimpleCaseStatement choice) {
      found.add(operands(choice));
    }
    parts(node).forEach(part -> collect(part, found));
  }

  /** What a CASE compares, as the query that Spark makes of it when it runs. */
  private static LogicalPlan operands(SimpleCaseStatement choice) {
    List<NamedExpression> operands = new ArrayList<>();
    operands.add(new UnresolvedAlias(choice.caseVariableExpression(), Option.empty()));
    for (Expression operand : CollectionConverters.asJava(choice.conditionExpressions())) {
      operands.add(new UnresolvedAlias(operand, Option.empty()));
    }
    return new Project(CollectionConverters.asScala(operands).toSeq(), new OneRowRelation());
  }

  /** The statement of Spark's at a place of a script; empty if there is control flow. */
  static Optional<LogicalPlan> statement(LogicalPlan node) {
    return node instanceof SingleStatement single
        ? Optional.of(single.parsedPlan())
        : Optional.empty();
  }

  /** What a block has from its BEGIN to its END, without handlers. */
  static List<LogicalPlan> inOrder(CompoundBody block) {
    List<LogicalPlan> statements = new ArrayList<>();
    CollectionConverters.asJava(block.collection())
        .forEach(statement -> statements.add((LogicalPlan) statement));
    return statements;
  }

  /** What a piece of a script consists of; none for a statement of Spark's. */
  static List<LogicalPlan> parts(LogicalPlan node) {
    List<LogicalPlan> parts = new ArrayList<>();
    if (node instanceof CompoundBody block) {
      parts.addAll(CollectionConverters.asJava(block.handlers()));
      parts.addAll(inOrder(block));
    } else if (node instanceof SimpleCaseStatement choice) {
      parts.addAll(CollectionConverters.asJava(choice.conditionalBodies()));
      if (choice.elseBody().isDefined()) {
        parts.add(choice.elseBody().get());
      }
    } else if (!(node instanceof SingleStatement)) {
      parts.addAll(CollectionConverters.asJava(node.children()));
    }
    return parts;
  }
}

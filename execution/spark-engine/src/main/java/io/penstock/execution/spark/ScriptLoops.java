package io.penstock.execution.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.CompoundPlanStatement;
import org.apache.spark.sql.catalyst.plans.logical.ExceptionHandler;
import org.apache.spark.sql.catalyst.plans.logical.ForStatement;
import org.apache.spark.sql.catalyst.plans.logical.IfElseStatement;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.LoopStatement;
import org.apache.spark.sql.catalyst.plans.logical.RepeatStatement;
import org.apache.spark.sql.catalyst.plans.logical.SearchedCaseStatement;
import org.apache.spark.sql.catalyst.plans.logical.SimpleCaseStatement;
import org.apache.spark.sql.catalyst.plans.logical.SingleStatement;
import org.apache.spark.sql.catalyst.plans.logical.WhileStatement;
import scala.Option;
import scala.Some;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Puts a pause at the head of each loop's body. A script may loop for ever without a Spark job, so
 * that cancelling its jobs does not end it; at a pause, which Spark takes for a query and hands
 * out, its runner can.
 */
final class ScriptLoops {
  private static final LogicalPlan PAUSE =
      LocalRelation.fromExternalRows(
          CollectionConverters.asScala(List.<Attribute>of()).toSeq(),
          CollectionConverters.asScala(List.<Row>of()).toSeq());

  private ScriptLoops() {}

  /** Whether a query of the script is none of its author's. */
  static boolean isPause(LogicalPlan parsed) {
    return parsed == PAUSE;
  }

  /** The same script with pauses. */
  static CompoundBody withPauses(CompoundBody body) {
    return new CompoundBody(
        all(body.collection()),
        body.label(),
        body.isScope(),
        handlers(body.handlers()),
        body.conditions());
  }

  private static CompoundBody paused(CompoundBody loopBody) {
    CompoundBody body = withPauses(loopBody);
    List<CompoundPlanStatement> statements = new ArrayList<>();
    statements.add(new SingleStatement(PAUSE));
    statements.addAll(CollectionConverters.asJava(body.collection()));
    return new CompoundBody(
        seq(statements), body.label(), body.isScope(), body.handlers(), body.conditions());
  }

  private static CompoundPlanStatement withPauses(CompoundPlanStatement node) {
    if (node instanceof CompoundBody body) {
      return withPauses(body);
    } else if (node instanceof WhileStatement loop) {
      return new WhileStatement(loop.condition(), paused(loop.body()), loop.label());
    } else if (node instanceof RepeatStatement loop) {
      return new RepeatStatement(loop.condition(), paused(loop.body()), loop.label());
    } else if (node instanceof LoopStatement loop) {
      return new LoopStatement(paused(loop.body()), loop.label());
    } else if (node instanceof ForStatement loop) {
      return new ForStatement(loop.query(), loop.variableName(), paused(loop.body()), loop.label());
    } else if (node instanceof IfElseStatement choice) {
      return new IfElseStatement(
          choice.conditions(), bodies(choice.conditionalBodies()), body(choice.elseBody()));
    } else if (node instanceof SearchedCaseStatement choice) {
      return new SearchedCaseStatement(
          choice.conditions(), bodies(choice.conditionalBodies()), body(choice.elseBody()));
    } else if (node instanceof SimpleCaseStatement choice) {
      return new SimpleCaseStatement(
          choice.caseVariableExpression(),
          choice.conditionExpressions(),
          bodies(choice.conditionalBodies()),
          body(choice.elseBody()));
    }
    return node;
  }

  private static Seq<CompoundPlanStatement> all(Seq<CompoundPlanStatement> nodes) {
    List<CompoundPlanStatement> all = new ArrayList<>();
    CollectionConverters.asJava(nodes).forEach(node -> all.add(withPauses(node)));
    return seq(all);
  }

  private static Seq<CompoundBody> bodies(Seq<CompoundBody> nodes) {
    List<CompoundBody> all = new ArrayList<>();
    CollectionConverters.asJava(nodes).forEach(node -> all.add(withPauses(node)));
    return seq(all);
  }

  private static Option<CompoundBody> body(Option<CompoundBody> node) {
    return node.isDefined() ? new Some<>(withPauses(node.get())) : node;
  }

  private static Seq<ExceptionHandler> handlers(Seq<ExceptionHandler> nodes) {
    List<ExceptionHandler> all = new ArrayList<>();
    CollectionConverters.asJava(nodes)
        .forEach(
            node ->
                all.add(
                    new ExceptionHandler(
                        node.exceptionHandlerTriggers(),
                        withPauses(node.body()),
                        node.handlerType())));
    return seq(all);
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}

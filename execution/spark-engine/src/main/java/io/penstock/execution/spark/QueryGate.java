package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.delta.files.TahoeLogFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.collection.Iterator;

/**
 * Lets only queries over pinned tables through: once after parsing, before Spark could run
 * anything, and once after analysis, when every relation is known.
 */
final class QueryGate {
  /** Plan nodes of an analysed query that read nothing from outside. */
  private static final Set<String> SOURCELESS_LEAVES =
      Set.of(
          "OneRowRelation",
          "LocalRelation",
          "Range",
          "CTERelationRef",
          "UnionLoopRef",
          "EmptyRelation",
          "ResolvedInlineTable");

  private static final Set<String> STATEMENT_NODES =
      Set.of("CompoundBody", "ExecuteImmediateQuery", "UnresolvedExecuteImmediate");

  /** Each level costs the parser stack and, worse, memory that grows with the square. */
  private static final int MAX_NESTING = 400;

  private QueryGate() {}

  /**
   * Refuses texts that the parser could not take; counted roughly, brackets in literals too.
   *
   * @throws PenstockException STATEMENT_TOO_COMPLEX
   */
  static void checkText(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth > MAX_NESTING) {
        throw new PenstockException(
            ErrorCode.STATEMENT_TOO_COMPLEX,
            "The statement nests brackets more than " + MAX_NESTING + " deep.");
      }
    }
  }

  /**
   * Refuses what is not a query, and syntax that reaches past the pins.
   *
   * @throws PenstockException UNSUPPORTED_FEATURE
   */
  static void checkParsed(LogicalPlan plan) {
    visit(plan, QueryGate::checkParsedNode, expression -> {});
  }

  /**
   * Refuses relations that are not pinned tables.
   *
   * @throws PenstockException UNSUPPORTED_FEATURE
   */
  static void checkAnalysed(LogicalPlan plan) {
    visit(plan, QueryGate::checkAnalysedNode, QueryGate::checkExpression);
  }

  private static void checkParsedNode(QueryPlan<?> node) {
    if (node instanceof Command
        || node instanceof ParsedStatement
        || STATEMENT_NODES.contains(node.nodeName())) {
      throw unsupported("Only queries can be run here, not " + node.nodeName() + ".");
    } else if (node instanceof ScriptTransformation) {
      throw unsupported("TRANSFORM runs programs and is not available.");
    } else if (node instanceof RelationTimeTravel) {
      throw unsupported("Reading another version of a table is not available yet.");
    } else if (node instanceof UnresolvedRelation relation
        && (relation.isStreaming() || !relation.options().isEmpty())) {
      throw unsupported("Streaming and options on a table are not available.");
    } else if (node instanceof UnresolvedTableValuedFunction function
        && function.name().last().toLowerCase(Locale.ROOT).startsWith("table_changes")) {
      throw unsupported("Function table_changes is not available yet.");
    }
  }

  private static void checkAnalysedNode(QueryPlan<?> node) {
    if (!node.children().isEmpty() || SOURCELESS_LEAVES.contains(node.nodeName())) {
      return;
    }
    boolean pinned =
        node instanceof LogicalRelation relation
            && relation.relation() instanceof HadoopFsRelation files
            && files.location() instanceof TahoeLogFileIndex index
            && index.isTimeTravelQuery();
    if (!pinned) {
      throw unsupported("The statement reads something that is not a table of the catalog.");
    }
  }

  private static void checkExpression(Expression expression) {
    if (expression instanceof CallMethodViaReflection) {
      throw unsupported("Calling Java methods is not available.");
    }
  }

  private interface NodeCheck {
    void check(QueryPlan<?> node);
  }

  private interface ExpressionCheck {
    void check(Expression expression);
  }

  /** The plan with its subqueries and common table expressions. */
  private static void visit(QueryPlan<?> node, NodeCheck nodes, ExpressionCheck expressions) {
    nodes.check(node);
    visitAll(node.children(), nodes, expressions);
    visitAll(node.innerChildren(), nodes, expressions);
    Iterator<Expression> own = node.expressions().iterator();
    while (own.hasNext()) {
      visitExpression(own.next(), nodes, expressions);
    }
  }

  private static void visitAll(
      scala.collection.immutable.Seq<?> children, NodeCheck nodes, ExpressionCheck expressions) {
    Iterator<?> iterator = children.iterator();
    while (iterator.hasNext()) {
      if (iterator.next() instanceof QueryPlan<?> child) {
        visit(child, nodes, expressions);
      }
    }
  }

  private static void visitExpression(
      Expression expression, NodeCheck nodes, ExpressionCheck expressions) {
    expressions.check(expression);
    Iterator<Expression> children = expression.children().iterator();
    while (children.hasNext()) {
      visitExpression(children.next(), nodes, expressions);
    }
    Iterator<?> inner = expression.innerChildren().iterator();
    while (inner.hasNext()) {
      if (inner.next() instanceof TreeNode<?> child && child instanceof QueryPlan<?> plan) {
        visit(plan, nodes, expressions);
      }
    }
  }

  private static PenstockException unsupported(String message) {
    return new PenstockException(ErrorCode.UNSUPPORTED_FEATURE, message);
  }
}

package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.catalyst.plans.logical.CreateTableAsSelect;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OverwriteByExpression;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ReplaceTable;
import org.apache.spark.sql.catalyst.plans.logical.ReplaceTableAsSelect;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.TableSpecBase;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedTableSpec;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.delta.commands.cdc.CDCReader.DeltaCDFRelation;
import org.apache.spark.sql.delta.files.TahoeLogFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.sources.BaseRelation;
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
      Set.of(
          "Call",
          "CompoundBody",
          "ExecuteImmediateQuery",
          "InsertIntoDir",
          "UnresolvedExecuteImmediate");

  /** What may be done to a target, by the names of Spark's and Delta's parsed statements. */
  private static final Set<String> COMMANDS =
      Set.of(
          "InsertIntoStatement",
          "OverwriteByExpression",
          "UpdateTable",
          "DeleteFromTable",
          "MergeIntoTable",
          "CreateTable",
          "CreateTableAsSelect",
          "ReplaceTable",
          "ReplaceTableAsSelect",
          "CloneTableStatement",
          "RestoreTableStatement",
          "OptimizeTableCommand",
          "VacuumTableCommand",
          "DeltaReorgTable",
          "AddColumns",
          "DropColumns",
          "RenameColumn",
          "AlterColumns",
          "ReplaceColumns",
          "SetTableProperties",
          "UnsetTableProperties",
          "CommentOnTable",
          "AnalyzeTable",
          "AnalyzeColumn",
          "CreateTableLikeCommand",
          "AlterTableAddConstraint",
          "AlterTableDropConstraint",
          "AddConstraint",
          "DropConstraint",
          "AlterTableDropFeature",
          "AlterTableClusterBy",
          "AlterTableSyncIdentity",
          "DescribeDeltaHistory",
          "DescribeDeltaDetailCommand");

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
   * Refuses statements that an engine does not run, and syntax that reaches past the pins.
   *
   * @param mayChange whether the statement has a target
   * @return what kind of statement it is
   * @throws PenstockException UNSUPPORTED_FEATURE
   */
  static Analysis.Kind checkParsed(LogicalPlan plan, boolean mayChange) {
    LogicalPlan root = root(plan);
    if (SessionDeclarations.isOne(root)) {
      visitOthers(plan, root);
      return Analysis.Kind.DECLARATION;
    }
    if (!mayChange || !isCommand(root)) {
      visit(plan, QueryGate::checkParsedNode, expression -> {});
      return Analysis.Kind.QUERY;
    }
    checkProvider(root);
    visitOthers(plan, root);
    return root instanceof InsertIntoStatement || root instanceof OverwriteByExpression
        ? Analysis.Kind.INSERT
        : Analysis.Kind.COMMAND;
  }

  /** A statement without the common table expressions in front of it. */
  static LogicalPlan root(LogicalPlan plan) {
    LogicalPlan root = plan;
    while (root instanceof UnresolvedWith with) {
      root = with.child();
    }
    return root;
  }

  /** Whether it may be done to a target. */
  static boolean isCommand(LogicalPlan root) {
    return COMMANDS.contains(root.nodeName());
  }

  /** All but the command itself. */
  private static void visitOthers(LogicalPlan plan, LogicalPlan command) {
    visit(
        plan,
        node -> {
          if (node != command
              && !(command instanceof InsertIntoStatement && FileArguments.isCopySource(node))) {
            checkParsedNode(node);
          }
        },
        expression -> {});
  }

  private static void checkProvider(LogicalPlan root) {
    TableSpecBase spec =
        root instanceof CreateTable create
            ? create.tableSpec()
            : root instanceof CreateTableAsSelect create
                ? create.tableSpec()
                : root instanceof ReplaceTable replace
                    ? replace.tableSpec()
                    : root instanceof ReplaceTableAsSelect replace ? replace.tableSpec() : null;
    boolean replaces = root instanceof ReplaceTable || root instanceof ReplaceTableAsSelect;
    if (replaces && spec instanceof UnresolvedTableSpec table && table.constraints().nonEmpty()) {
      // Spark forgets them on the way, without a word
      throw unsupported(
          "A statement that may replace a table cannot bring constraints. Add them by ALTER TABLE"
              + " ... ADD CONSTRAINT.");
    }
    if (spec != null
        && spec.provider().isDefined()
        && !spec.provider().get().equalsIgnoreCase("delta")) {
      throw unsupported(
          "Tables are Delta tables: USING " + spec.provider().get() + " is not available.");
    }
  }

  /**
   * Refuses relations that are neither pinned tables nor targets.
   *
   * @param pins the statement's
   * @throws PenstockException UNSUPPORTED_FEATURE
   */
  static void checkAnalysed(LogicalPlan plan, List<TablePin> pins) {
    Set<String> targets = new HashSet<>();
    boolean files = false;
    for (TablePin pin : pins) {
      files |= pin.isFiles();
      if (pin.isTarget()) {
        targets.add(new Path(pin.location()).toUri().getPath());
      }
    }
    boolean readsFiles = files;
    visit(plan, node -> checkAnalysedNode(node, targets, readsFiles), QueryGate::checkExpression);
  }

  private static void checkParsedNode(QueryPlan<?> node) {
    if (node instanceof Command
        || node instanceof ParsedStatement
        || STATEMENT_NODES.contains(node.nodeName())) {
      throw unsupported("Only queries can be run here, not " + node.nodeName() + ".");
    } else if (node instanceof ScriptTransformation) {
      throw unsupported("TRANSFORM runs programs and is not available.");
    } else if (node.nodeName().startsWith("UnresolvedPathBased")) {
      throw unsupported("Tables are named by the catalog, not by a path.");
    } else if (node instanceof UnresolvedRelation relation
        && (relation.isStreaming() || hasOptions(relation))) {
      throw unsupported("Streaming and options on a table are not available.");
    } else if (FileArguments.isCopySource(node)) {
      throw copySource();
    } else if (node instanceof UnresolvedTableValuedFunction function
        && function.name().last().toLowerCase(Locale.ROOT).startsWith("table_changes_")) {
      throw unsupported("Function " + function.name().last() + " reads a path; use table_changes.");
    }
  }

  private static PenstockException copySource() {
    return unsupported(FileArguments.COPY_SOURCE + " is for COPY INTO alone.");
  }

  /** Refuses the files of a COPY INTO also in an INSERT. */
  static void checkNoCopy(LogicalPlan plan) {
    visit(
        plan,
        node -> {
          if (FileArguments.isCopySource(node)) {
            throw copySource();
          }
        },
        expression -> {});
  }

  /** Spark itself marks what is to be changed. */
  private static boolean hasOptions(UnresolvedRelation relation) {
    return relation.options().keySet().stream()
        .anyMatch(key -> !key.equals(UnresolvedRelation.REQUIRED_WRITE_PRIVILEGES()));
  }

  private static void checkAnalysedNode(
      QueryPlan<?> node, Set<String> targets, boolean readsFiles) {
    if (!node.children().isEmpty() || SOURCELESS_LEAVES.contains(node.nodeName())) {
      return;
    }
    if (!(node instanceof LogicalRelation relation
        && (isKnown(relation.relation(), targets)
            || (readsFiles && DataFiles.isOne(relation.relation()))))) {
      throw unsupported("The statement reads something that is not a table of the catalog.");
    }
  }

  private static boolean isKnown(BaseRelation relation, Set<String> targets) {
    if (relation instanceof HadoopFsRelation files && files.location() instanceof ResolvedFiles) {
      return true;
    }
    if (relation instanceof HadoopFsRelation files
        && files.location() instanceof TahoeLogFileIndex index) {
      return index.isTimeTravelQuery() || targets.contains(index.path().toUri().getPath());
    }
    return relation instanceof DeltaCDFRelation changes
        && targets.contains(
            changes.snapshotWithSchemaMode().snapshot().deltaLog().dataPath().toUri().getPath());
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

package io.penstock.execution.spark;

import io.penstock.execution.api.StatementOutline;
import io.penstock.execution.api.TableReference;
import io.penstock.execution.api.TableReference.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TimeTravel;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.catalog.CatalogUtils;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.CloneTableStatement;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.catalyst.plans.logical.CreateTableAsSelect;
import org.apache.spark.sql.catalyst.plans.logical.CreateUserDefinedFunction;
import org.apache.spark.sql.catalyst.plans.logical.DeleteFromTable;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MergeIntoTable;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.OverwriteByExpression;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.ReplaceTable;
import org.apache.spark.sql.catalyst.plans.logical.ReplaceTableAsSelect;
import org.apache.spark.sql.catalyst.plans.logical.RestoreTableStatement;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.TableSpecBase;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedTableSpec;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.UpdateTable;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.execution.command.CreateTableLikeCommand;
import org.apache.spark.sql.internal.SessionState;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple3;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Finds the table names in a parsed statement or script. One instance per statement; not
 * thread-safe.
 */
final class Outlines {
  private final ParserInterface parser;
  private final SessionState session;
  private final List<TableReference> references = new ArrayList<>();
  private final Set<String> functions = new LinkedHashSet<>();

  private Outlines(SessionState session) {
    this.parser = session.sqlParser();
    this.session = session;
  }

  /**
   * @param session parses names that stand in string literals, and knows Spark's functions
   * @param text that the plan was parsed from
   */
  static StatementOutline of(LogicalPlan parsed, SessionState session, String text)
      throws ParseException {
    Outlines outlines = new Outlines(session);
    if (parsed instanceof CreateUserDefinedFunction create) {
      return outlines.ofBody(create, text);
    }
    outlines.visit(parsed, Set.of());
    return outlines.outline(command(parsed), text, 0);
  }

  /**
   * @param source what the plan was parsed from
   * @param offset of the source in the whole text; negative if that is not known
   */
  private StatementOutline outline(Optional<String> command, String source, int offset) {
    return new StatementOutline(
        command,
        references.stream().map(r -> moved(inUnits(r, source), offset)).toList(),
        List.copyOf(functions));
  }

  /** A function's body is kept as text, which stands somewhere behind its head. */
  private StatementOutline ofBody(CreateUserDefinedFunction create, String text)
      throws ParseException {
    String body = "";
    if (create.queryText().isDefined()) {
      body = create.queryText().get();
      visit(parser.parsePlan(body), Set.of());
    } else if (create.exprText().isDefined()) {
      body = create.exprText().get();
      visit(
          new Project(
              CollectionConverters.asScala(
                      List.<NamedExpression>of(
                          new UnresolvedAlias(parser.parseExpression(body), Option.empty())))
                  .toSeq(),
              new OneRowRelation()),
          Set.of());
    }
    return outline(Optional.of(create.nodeName()), body, text.lastIndexOf(body));
  }

  private static TableReference moved(TableReference reference, int by) {
    return reference.start() < 0 || by < 0
        ? new TableReference(reference.parts(), reference.use(), -1, -1, reference.location())
        : new TableReference(
            reference.parts(),
            reference.use(),
            reference.start() + by,
            reference.end() + by,
            reference.location());
  }

  /** The functions in a node's own expressions; those of queries in them are other nodes'. */
  private void addFunctions(QueryPlan<?> node) {
    Iterator<Expression> own = node.expressions().iterator();
    while (own.hasNext()) {
      addFunctions(own.next());
    }
    if (node instanceof UnresolvedTableValuedFunction function) {
      addFunction(function.name());
    }
  }

  private void addFunctions(Expression expression) {
    if (expression instanceof UnresolvedFunction function) {
      addFunction(function.nameParts());
    }
    Iterator<Expression> children = expression.children().iterator();
    while (children.hasNext()) {
      addFunctions(children.next());
    }
  }

  private void addFunction(scala.collection.immutable.Seq<String> name) {
    FunctionIdentifier identifier = new FunctionIdentifier(name.last());
    if (name.size() == 1
        && !session.functionRegistry().functionExists(identifier)
        && !session.tableFunctionRegistry().functionExists(identifier)) {
      functions.add(name.last());
    }
  }

  /** Spark counts code points, and the end is inclusive. */
  private static TableReference inUnits(TableReference reference, String text) {
    if (reference.start() < 0
        || reference.end() < reference.start()
        || reference.end() >= text.codePointCount(0, text.length())) {
      return new TableReference(reference.parts(), reference.use(), -1, -1, reference.location());
    }
    return new TableReference(
        reference.parts(),
        reference.use(),
        text.offsetByCodePoints(0, reference.start()),
        text.offsetByCodePoints(0, reference.end() + 1),
        reference.location());
  }

  private static Optional<String> command(LogicalPlan parsed) {
    LogicalPlan plan = QueryGate.root(parsed);
    return plan instanceof Command
            || plan instanceof ParsedStatement
            || SessionDeclarations.isOne(plan)
        ? Optional.of(plan.nodeName())
        : Optional.empty();
  }

  /**
   * @param hidden lower-case names of common table expressions in scope
   */
  private void visit(QueryPlan<?> node, Set<String> hidden) throws ParseException {
    addFunctions(node);
    if (node instanceof CompoundBody script) {
      for (LogicalPlan statement : ScriptStatements.of(script)) {
        visit(statement, hidden);
      }
    } else if (node instanceof UnresolvedWith with) {
      visitWith(with, hidden);
    } else if (node instanceof UnresolvedRelation relation) {
      if (relation.multipartIdentifier().size() > 1
          || !hidden.contains(key(relation.multipartIdentifier().head()))) {
        add(relation, relation.multipartIdentifier(), Use.READ, null);
      }
    } else if (node instanceof RelationTimeTravel travel) {
      visit(travel.relation(), hidden);
    } else if (node instanceof TimeTravel travel) {
      visit(travel.relation(), hidden);
    } else if (node instanceof PlanWithUnresolvedIdentifier named) {
      visitNamed(named, hidden);
    } else if (node instanceof UnresolvedTable table) {
      add(table, table.multipartIdentifier(), Use.CHANGE, null);
    } else if (node instanceof UnresolvedTableOrView table) {
      add(table, table.multipartIdentifier(), Use.CHANGE, null);
    } else if (!visitCommand(node, hidden)) {
      visitChildren(node, hidden);
    }
  }

  private void visitNamed(PlanWithUnresolvedIdentifier named, Set<String> hidden)
      throws ParseException {
    Optional<LogicalPlan> plan = IdentifierClause.plan(named, parser);
    if (plan.isPresent()) {
      visit(plan.get(), hidden);
    } else {
      visitChildren(named, hidden);
    }
  }

  private void visitWith(UnresolvedWith with, Set<String> outer) throws ParseException {
    Set<String> names = new HashSet<>(outer);
    Iterator<Tuple3<String, SubqueryAlias, scala.Option<Object>>> relations =
        with.cteRelations().iterator();
    while (relations.hasNext()) {
      Tuple3<String, SubqueryAlias, scala.Option<Object>> relation = relations.next();
      Set<String> seen = new HashSet<>(names);
      if (with.allowRecursion()) {
        seen.add(key(relation._1()));
      }
      visit(relation._2(), seen);
      names.add(key(relation._1()));
    }
    visit(with.child(), names);
  }

  /** The commands that name a table otherwise than as one of {@link UnresolvedTable}. */
  private boolean visitCommand(QueryPlan<?> node, Set<String> hidden) throws ParseException {
    if (node instanceof InsertIntoStatement insert) {
      addTarget(insert.table());
      visit(insert.query(), hidden);
    } else if (node instanceof OverwriteByExpression overwrite) {
      addTarget((LogicalPlan) overwrite.table());
      visit(overwrite.query(), hidden);
      visitSubqueries(node, hidden);
    } else if (node instanceof UpdateTable update) {
      addTarget(update.table());
      visitSubqueries(node, hidden);
    } else if (node instanceof DeleteFromTable delete) {
      addTarget(delete.table());
      visitSubqueries(node, hidden);
    } else if (node instanceof MergeIntoTable merge) {
      addTarget(merge.targetTable());
      visit(merge.sourceTable(), hidden);
      visitSubqueries(node, hidden);
    } else if (node instanceof CloneTableStatement clone) {
      addClone(clone);
      visit(clone.source(), hidden);
    } else if (node instanceof RestoreTableStatement restore) {
      addTarget(restore.table().relation());
    } else if (node instanceof CreateTable create) {
      addNew(
          create.name(),
          create.ignoreIfExists() ? Use.CREATE_IF_MISSING : Use.CREATE,
          create.tableSpec());
    } else if (node instanceof CreateTableAsSelect create) {
      addNew(
          create.name(),
          create.ignoreIfExists() ? Use.CREATE_IF_MISSING : Use.CREATE,
          create.tableSpec());
      visit(create.query(), hidden);
    } else if (node instanceof ReplaceTable replace) {
      addNew(
          replace.name(),
          replace.orCreate() ? Use.CREATE_OR_REPLACE : Use.REPLACE,
          replace.tableSpec());
    } else if (node instanceof ReplaceTableAsSelect replace) {
      addNew(
          replace.name(),
          replace.orCreate() ? Use.CREATE_OR_REPLACE : Use.REPLACE,
          replace.tableSpec());
      visit(replace.query(), hidden);
    } else if (node instanceof CreateTableLikeCommand like) {
      addLike(like);
    } else if (node instanceof UnresolvedTableValuedFunction function) {
      addChanges(function);
      addFiles(function);
      visitChildren(node, hidden);
    } else {
      return false;
    }
    return true;
  }

  private void addTarget(LogicalPlan target) throws ParseException {
    LogicalPlan table = target;
    while (table instanceof SubqueryAlias alias) {
      table = alias.child();
    }
    table = IdentifierClause.unwrapped(table, parser);
    if (table instanceof UnresolvedRelation relation) {
      add(relation, relation.multipartIdentifier(), Use.CHANGE, null);
    } else {
      visit(table, Set.of());
    }
  }

  private void addNew(LogicalPlan name, Use use, TableSpecBase spec) {
    if (name instanceof UnresolvedIdentifier identifier) {
      String location =
          spec instanceof UnresolvedTableSpec table && table.location().isDefined()
              ? table.location().get()
              : null;
      add(identifier, identifier.nameParts(), use, location);
    }
  }

  private void addClone(CloneTableStatement clone) {
    Use use =
        clone.ifNotExists()
            ? Use.CREATE_IF_MISSING
            : clone.isReplaceCommand()
                ? clone.isCreateCommand() ? Use.CREATE_OR_REPLACE : Use.REPLACE
                : Use.CREATE;
    if (clone.target() instanceof UnresolvedRelation relation) {
      add(
          relation,
          relation.multipartIdentifier(),
          use,
          clone.targetLocation().isDefined() ? clone.targetLocation().get() : null);
    }
  }

  private void addLike(CreateTableLikeCommand like) {
    Use use = like.ifNotExists() ? Use.CREATE_IF_MISSING : Use.CREATE;
    Optional<String> location =
        like.fileFormat().locationUri().isDefined()
            ? Optional.of(CatalogUtils.URIToString(like.fileFormat().locationUri().get()))
            : Optional.empty();
    references.add(
        new TableReference(parts(like.targetTable().nameParts()), use, -1, -1, location));
    references.add(
        new TableReference(
            parts(like.sourceTable().nameParts()), Use.READ, -1, -1, Optional.empty()));
  }

  /** {@code table_changes('name', ...)} reads a table's log up to its newest version. */
  private void addChanges(UnresolvedTableValuedFunction function) throws ParseException {
    boolean first = function.functionArgs().nonEmpty();
    if (key(function.name().last()).equals("table_changes")
        && first
        && function.functionArgs().head() instanceof Literal literal
        && literal.value() != null) {
      add(function, parser.parseMultipartIdentifier(literal.value().toString()), Use.CHANGE, null);
    }
  }

  /** {@code read_files('path', format => ...)} reads what {@code format.`path`} does. */
  private void addFiles(UnresolvedTableValuedFunction function) {
    if (FileArguments.takes(function.name().last())) {
      FileArguments files = FileArguments.of(function.name().last(), function.functionArgs());
      references.add(
          new TableReference(
              List.of(files.format(), files.path()), Use.READ, -1, -1, Optional.empty()));
    }
  }

  private void add(
      TreeNode<?> node,
      scala.collection.immutable.Seq<String> name,
      Use use,
      @Nullable String location) {
    references.add(
        new TableReference(
            parts(name),
            use,
            index(node.origin().startIndex()),
            index(node.origin().stopIndex()),
            Optional.ofNullable(location)));
  }

  private static List<String> parts(scala.collection.immutable.Seq<String> name) {
    return List.copyOf(CollectionConverters.asJava(name));
  }

  private static int index(scala.Option<Object> index) {
    return index.isDefined() ? (Integer) index.get() : -1;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void visitChildren(QueryPlan<?> node, Set<String> hidden) throws ParseException {
    visitAll(node.children(), hidden);
    visitSubqueries(node, hidden);
  }

  /** A plan's inner children are the queries in its expressions. */
  private void visitSubqueries(QueryPlan<?> node, Set<String> hidden) throws ParseException {
    visitAll(node.innerChildren(), hidden);
  }

  private void visitAll(scala.collection.immutable.Seq<?> nodes, Set<String> hidden)
      throws ParseException {
    Iterator<?> iterator = nodes.iterator();
    while (iterator.hasNext()) {
      if (iterator.next() instanceof QueryPlan<?> plan) {
        visit(plan, hidden);
      }
    }
  }
}

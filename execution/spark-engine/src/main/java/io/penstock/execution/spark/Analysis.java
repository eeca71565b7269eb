package io.penstock.execution.spark;

import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.TablePin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.PosParameterizedQuery;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SetVariable;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.CommandExecutionMode$;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.ArrowUtils$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A statement as Spark understands it, before it runs.
 *
 * @param kind what running it means
 * @param execution analysed
 * @param schema of the result
 * @param own how to carry it out, if not by Spark
 */
record Analysis(Kind kind, QueryExecution execution, Schema schema, Optional<TableCommand> own) {

  private static final LogicalPlan NOTHING =
      LocalRelation.fromExternalRows(
          CollectionConverters.asScala(List.<Attribute>of()).toSeq(),
          CollectionConverters.asScala(List.<Row>of()).toSeq());

  enum Kind {
    QUERY,
    /** A command that gives rows of its own, or none. */
    COMMAND,
    /** Changes variables or functions of the client's session. */
    DECLARATION,
    /** An INSERT: its rows are counted from its commit. */
    INSERT
  }

  /** The statement, or the script, as Spark's parser reads it. */
  static LogicalPlan parse(ExecutableQuery query, SparkSession session) throws ParseException {
    QueryGate.checkText(query.text());
    ParserInterface parser = session.sessionState().sqlParser();
    return IdentifierClause.unwrapped(parser.parsePlan(query.text()), parser);
  }

  /**
   * Analyses; runs nothing. The session is the thread's own.
   *
   * @param parsed no script, which Spark would run to analyse it
   * @throws Exception as Spark and {@link QueryGate} reject the statement
   */
  static Analysis of(LogicalPlan parsed, ExecutableQuery query, SparkSession session)
      throws Exception {
    Kind kind = QueryGate.checkParsed(parsed, query.pins().stream().anyMatch(TablePin::isTarget));
    Optional<TableCommand> unknown =
        kind == Kind.COMMAND ? TableCommand.parsed(parsed, query.pins()) : Optional.empty();
    LogicalPlan plan =
        unknown.isPresent() ? NOTHING : bind(SessionDeclarations.ofSession(parsed), query);
    QueryExecution execution =
        session.sessionState().executePlan(plan, CommandExecutionMode$.MODULE$.ALL());
    execution.assertAnalyzed();
    if (kind == Kind.DECLARATION) {
      SessionDeclarations.check(session, parsed);
    }
    if (kind == Kind.QUERY || parsed instanceof SetVariable) {
      QueryGate.checkAnalysed(execution.analyzed(), query.pins());
    }
    Schema schema = schema(kind, execution, session);
    Optional<TableCommand> own =
        unknown.isPresent() ? unknown : TableCommand.analysed(execution.analyzed(), query.pins());
    return new Analysis(kind, execution, schema, own);
  }

  /** What has been analysed and gives these rows. */
  static Analysis ofRows(QueryExecution rows, SparkSession session) {
    return new Analysis(Kind.QUERY, rows, schema(Kind.QUERY, rows, session), Optional.empty());
  }

  /** No rows, and no columns. */
  static Analysis ofNothing(SparkSession session) {
    return ofRows(
        session.sessionState().executePlan(NOTHING, CommandExecutionMode$.MODULE$.ALL()), session);
  }

  private static Schema schema(Kind kind, QueryExecution execution, SparkSession session) {
    return switch (kind) {
      case INSERT -> InsertedRows.SCHEMA;
      case DECLARATION -> SessionDeclarations.SCHEMA;
      default ->
          ArrowUtils$.MODULE$.toArrowSchema(
              execution.analyzed().schema(),
              session.sessionState().conf().sessionLocalTimeZone(),
              false,
              false);
    };
  }

  /**
   * Binds the parameters to the plan, as {@code SparkSession.sql(text, args)} did before 4.1: there
   * it hands them to the parser, and Delta's parser (4.4.0) drops them.
   */
  private static LogicalPlan bind(LogicalPlan parsed, ExecutableQuery query) {
    if (query.parameters().isEmpty()) {
      return parsed;
    }
    List<Expression> values = new ArrayList<>();
    for (Object value : query.parameters()) {
      values.add(Literal$.MODULE$.apply(value));
    }
    return new PosParameterizedQuery(parsed, CollectionConverters.asScala(values).toSeq());
  }
}

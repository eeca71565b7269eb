package io.penstock.planner.dialect;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Writes plans as Spark SQL. Stateless. */
public final class PlanUnparser {
  /** For the column of a literal that is empty, after which Spark would name it. */
  private static final String NO_NAME = "_";

  private PlanUnparser() {}

  /**
   * A query with the plan's meaning.
   *
   * @param names of its columns; a name that is there already gets a number, for Spark cannot sort
   *     by an ambiguous one
   * @throws PenstockException UNSUPPORTED_FEATURE if the plan has no text in Spark's dialect
   */
  public static String unparse(RelRoot plan, List<String> names) {
    checkLaterals(plan.rel);
    RelNode named = FieldsOfValues.asCalls(renamed(plan.project(), unique(names)));
    SqlNode statement;
    try {
      statement = new RelToSqlConverter(EngineSqlDialect.INSTANCE).visitRoot(named).asStatement();
    } catch (RuntimeException | AssertionError e) {
      // Calcite's converter has no error of its own for a plan that it cannot write.
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "The plan of this statement cannot be written as Spark SQL yet."
              + " SET penstock.engine_text = original sends the statement as it is.",
          e);
    }
    checkParameters(statement);
    return statement
        .toSqlString(
            c ->
                c.withDialect(EngineSqlDialect.INSTANCE)
                    .withAlwaysUseParentheses(false)
                    .withSelectListItemsOnSeparateLines(false)
                    .withUpdateSetListNewline(false)
                    .withIndentation(0))
        .getSql();
  }

  /** Calcite writes every lateral join as an inner one. */
  private static void checkLaterals(RelNode node) {
    if (node instanceof Correlate correlate && correlate.getJoinType() != JoinRelType.INNER) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "An outer lateral join cannot be written as Spark SQL yet."
              + " SET penstock.engine_text = original sends the statement as it is.");
    }
    node.getInputs().forEach(PlanUnparser::checkLaterals);
    node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            checkLaterals(subQuery.rel);
            return super.visitSubQuery(subQuery);
          }
        });
  }

  private static List<String> unique(List<String> names) {
    Set<String> taken = new HashSet<>();
    List<String> unique = new ArrayList<>();
    for (String name : names) {
      String candidate = name.isEmpty() ? NO_NAME : name;
      for (int i = 1; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
        candidate = (name.isEmpty() ? NO_NAME : name) + "_" + i;
      }
      unique.add(candidate);
    }
    return unique;
  }

  /** Renames below a sort where that is possible: a projection above it would hide the order. */
  private static RelNode renamed(RelNode plan, List<String> names) {
    if (plan instanceof Sort sort) {
      return sort.copy(sort.getTraitSet(), List.of(renamed(sort.getInput(), names)));
    }
    if (plan instanceof Project project) {
      return LogicalProject.create(
          project.getInput(), List.of(), project.getProjects(), names, Set.of());
    }
    return LogicalProject.create(
        plan,
        List.of(),
        plan.getCluster().getRexBuilder().identityProjects(plan.getRowType()),
        names,
        Set.of());
  }

  /** Values are bound by position, so each parameter must be there once, in order. */
  private static void checkParameters(SqlNode statement) {
    List<Integer> found = new ArrayList<>();
    statement.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            found.add(parameter.getIndex());
            return null;
          }
        });
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) != i) {
        throw new PenstockException(
            ErrorCode.UNSUPPORTED_FEATURE,
            "The plan of this statement uses its parameters in another order."
                + " SET penstock.engine_text = original sends the statement as it is.");
      }
    }
  }
}

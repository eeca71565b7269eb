package io.penstock.execution.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/**
 * A plan whose rows are columns of a vectorised scan and nothing else: its batches can be copied
 * column by column.
 *
 * @param scan the columnar child
 * @param ordinals for each output column, its place in the scan's batches
 */
record ColumnarSource(SparkPlan scan, List<Integer> ordinals) {

  RDD<ColumnarBatch> rdd() {
    return scan.executeColumnar();
  }

  /** The plan as a columnar source, or null if it computes anything. */
  static @Nullable ColumnarSource of(SparkPlan plan) {
    if (!plan.output().forall(attribute -> ColumnWriter.supports(attribute.dataType()))) {
      return null;
    }
    List<ExprId> wanted = ids(plan.output());
    SparkPlan node = plan;
    while (true) {
      if (node instanceof WholeStageCodegenExec stage) {
        node = stage.child();
      } else if (node instanceof InputAdapter adapter) {
        node = adapter.child();
      } else if (node instanceof ProjectExec project) {
        wanted = through(project, wanted);
        if (wanted == null) {
          return null;
        }
        node = project.child();
      } else if (node instanceof ColumnarToRowExec toRow) {
        return at(toRow.child(), wanted);
      } else {
        return null;
      }
    }
  }

  private static @Nullable ColumnarSource at(SparkPlan child, List<ExprId> wanted) {
    SparkPlan scan = child instanceof InputAdapter adapter ? adapter.child() : child;
    List<ExprId> available = ids(scan.output());
    List<Integer> ordinals = new ArrayList<>();
    for (ExprId id : wanted) {
      ordinals.add(available.indexOf(id));
    }
    return ordinals.contains(-1) ? null : new ColumnarSource(scan, ordinals);
  }

  private static List<ExprId> ids(Seq<Attribute> attributes) {
    List<ExprId> ids = new ArrayList<>();
    Iterator<Attribute> iterator = attributes.iterator();
    while (iterator.hasNext()) {
      ids.add(iterator.next().exprId());
    }
    return ids;
  }

  /** The columns below a projection that the wanted ones are, or null if one is computed. */
  private static @Nullable List<ExprId> through(ProjectExec project, List<ExprId> wanted) {
    List<ExprId> sources = new ArrayList<>(wanted);
    Iterator<NamedExpression> expressions = project.projectList().iterator();
    while (expressions.hasNext()) {
      NamedExpression expression = expressions.next();
      Attribute source = null;
      if (expression instanceof Attribute attribute) {
        source = attribute;
      } else if (expression instanceof Alias alias
          && alias.child() instanceof Attribute attribute) {
        source = attribute;
      }
      for (int i = 0; i < sources.size(); i++) {
        if (wanted.get(i).equals(expression.exprId())) {
          if (source == null) {
            return null;
          }
          sources.set(i, source.exprId());
        }
      }
    }
    return sources;
  }
}

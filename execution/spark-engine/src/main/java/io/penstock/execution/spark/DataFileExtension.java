package io.penstock.execution.spark;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.classic.SparkSession;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * What Spark's analyzer has to know of data files that belong to no table: {@code csv.`/folder`},
 * {@code read_files} and the source of COPY INTO. Spark makes an instance by reflection.
 */
public final class DataFileExtension extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  /** For Spark. */
  public DataFileExtension() {}

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectResolutionRule(
        session -> new NamedByPath((org.apache.spark.sql.classic.SparkSession) session));
    extensions.injectTableFunction(function(FileArguments.READ_FILES, DataFiles::read));
    extensions.injectTableFunction(function(FileArguments.COPY_SOURCE, CopySource::read));
    return BoxedUnit.UNIT;
  }

  private static Tuple3<FunctionIdentifier, ExpressionInfo, Function1<Seq<Expression>, LogicalPlan>>
      function(String name, Reading reading) {
    return new Tuple3<>(
        new FunctionIdentifier(name),
        new ExpressionInfo(DataFiles.class.getName(), name),
        arguments -> {
          SparkSession session = (SparkSession) org.apache.spark.sql.SparkSession.active();
          return reading.read(session, FileArguments.of(name, arguments));
        });
  }

  private interface Reading {
    LogicalPlan read(SparkSession session, FileArguments arguments);
  }

  /** A relation whose name is a format and a path, if the statement may read that path. */
  private static final class NamedByPath extends Rule<LogicalPlan> {
    private final SparkSession session;

    NamedByPath(SparkSession session) {
      this.session = session;
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      return plan.resolveOperatorsUp(new Resolution());
    }

    private final class Resolution extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
      @Override
      public boolean isDefinedAt(LogicalPlan plan) {
        return plan instanceof UnresolvedRelation relation
            && relation.multipartIdentifier().size() == 2;
      }

      @Override
      public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
        if (plan instanceof UnresolvedRelation relation
            && relation.multipartIdentifier().size() == 2) {
          String format = relation.multipartIdentifier().head();
          String path = relation.multipartIdentifier().last();
          @SuppressWarnings("unchecked")
          B resolved =
              (B) DataFiles.named(session, format, path).<LogicalPlan>map(r -> r).orElse(plan);
          return resolved;
        }
        return otherwise.apply(plan);
      }
    }
  }
}

package io.penstock.planner.dialect;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Makes calls of accesses to fields, for Calcite can write those only of columns, and a column may
 * be an expression in the text.
 */
final class FieldsOfValues extends RelHomogeneousShuttle {
  private static final SqlSpecialOperator FIELD = new Field();

  private final RexBuilder builder;

  private FieldsOfValues(RexBuilder builder) {
    this.builder = builder;
  }

  static RelNode asCalls(RelNode plan) {
    return plan.accept(new FieldsOfValues(plan.getCluster().getRexBuilder()));
  }

  @Override
  public RelNode visit(RelNode other) {
    return super.visit(other).accept(new Expressions());
  }

  private final class Expressions extends RexShuttle {
    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      RexNode value = access.getReferenceExpr().accept(this);
      // A variable's fields are the columns of an outer query.
      return value instanceof RexCorrelVariable
          ? access
          : builder.makeCall(
              access.getType(),
              FIELD,
              List.of(value, builder.makeLiteral(access.getField().getName())));
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
      return visited.clone(visited.rel.accept(FieldsOfValues.this));
    }
  }

  private static final class Field extends SqlSpecialOperator {
    /** That of a call: whatever binds less gets brackets. */
    private static final int PRECEDENCE = 100;

    Field() {
      super("FIELD", SqlKind.OTHER, PRECEDENCE);
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
      call.operand(0).unparse(writer, PRECEDENCE - 1, PRECEDENCE - 1);
      writer.setNeedWhitespace(false);
      writer.print(".");
      writer.setNeedWhitespace(false);
      String name = ((SqlLiteral) call.operand(1)).getValueAs(String.class);
      new SqlIdentifier(name, SqlParserPos.ZERO).unparse(writer, 0, 0);
    }
  }
}

package io.penstock.planner.validate;

import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Calcite's validator with Spark's answers where the standard has others. */
final class SparkValidator extends SqlValidatorImpl {
  private static final Config CONFIG =
      Config.DEFAULT
          .withConformance(SparkConformance.INSTANCE)
          .withDefaultNullCollation(NullCollation.LOW)
          .withIdentifierExpansion(true)
          .withTypeCoercionEnabled(true);

  private final PlanningDeadline deadline;
  private final OutputNames names = new OutputNames();

  SparkValidator(
      SqlOperatorTable operators, StatementCatalogReader catalogReader, PlanningDeadline deadline) {
    super(operators, catalogReader, catalogReader.getTypeFactory(), CONFIG);
    this.deadline = deadline;
  }

  /** The names of all select lists that have been validated. */
  OutputNames names() {
    return names;
  }

  /** A parameter of which nothing tells the type is a string. */
  @Override
  protected void inferUnknownTypes(
      RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
    boolean untyped = node instanceof SqlDynamicParam && inferredType.equals(unknownType);
    super.inferUnknownTypes(
        untyped ? typeFactory.createSqlType(SqlTypeName.VARCHAR) : inferredType, scope, node);
  }

  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
    deadline.check();
    return super.deriveType(scope, expression);
  }

  @Override
  protected RelDataType validateSelectList(
      SqlNodeList selectItems, SqlSelect select, RelDataType targetRowType) {
    names.note(select, selectItems);
    RelDataType type = super.validateSelectList(selectItems, select, targetRowType);
    names.expand(select, select.getSelectList());
    return type;
  }
}

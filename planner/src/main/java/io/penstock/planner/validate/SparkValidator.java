package io.penstock.planner.validate;

import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
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

  SparkValidator(SqlOperatorTable operators, StatementCatalogReader catalogReader) {
    super(operators, catalogReader, catalogReader.getTypeFactory(), CONFIG);
  }

  /** A parameter of which nothing tells the type is a string. */
  @Override
  protected void inferUnknownTypes(
      RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
    boolean untyped = node instanceof SqlDynamicParam && inferredType.equals(unknownType);
    super.inferUnknownTypes(
        untyped ? typeFactory.createSqlType(SqlTypeName.VARCHAR) : inferredType, scope, node);
  }
}

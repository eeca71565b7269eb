package io.penstock.planner.validate;

import java.util.IdentityHashMap;
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
          .withTypeCoercionEnabled(true)
          .withTypeCoercionFactory(SparkCoercion::new);

  private final PlanningDeadline deadline;
  private final OutputNames names = new OutputNames();

  /** Of the select lists being validated: Calcite asks once for each of their items. */
  private final IdentityHashMap<SqlSelect, Boolean> aggregates = new IdentityHashMap<>();

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
    aggregates.put(select, super.isAggregate(select));
    RelDataType type = super.validateSelectList(selectItems, select, targetRowType);
    aggregates.remove(select);
    names.expand(select, select.getSelectList());
    return type;
  }

  @Override
  public boolean isAggregate(SqlSelect select) {
    Boolean known = aggregates.get(select);
    return known == null ? super.isAggregate(select) : known;
  }

  @Override
  public SqlNodeList expandStar(
      SqlNodeList selectList, SqlSelect select, boolean includeSystemVars) {
    aggregates.put(select, super.isAggregate(select));
    SqlNodeList expanded = super.expandStar(selectList, select, includeSystemVars);
    aggregates.remove(select);
    return expanded;
  }
}

package io.penstock.planner.validate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.IdentifierNamespace;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.SqlValidatorTable;
import org.jspecify.annotations.Nullable;

/** Calcite's validator with Spark's answers where the standard has others. */
final class SparkValidator extends SqlValidatorImpl {
  private static final Config CONFIG =
      Config.DEFAULT
          .withConformance(SparkConformance.INSTANCE)
          .withDefaultNullCollation(NullCollation.LOW)
          .withIdentifierExpansion(true)
          .withTypeCoercionEnabled(true)
          .withTypeCoercionFactory(SparkCoercion::new);

  /** A name of a table or view as it was written, and what it came to stand for. */
  private record Mention(SqlIdentifier written, IdentifierNamespace namespace) {}

  private final PlanningDeadline deadline;
  private final List<Mention> mentions = new ArrayList<>();
  private final OutputNames names = new OutputNames();

  /** Of the select lists being validated: Calcite asks once for each of their items. */
  private final IdentityHashMap<SqlSelect, Boolean> aggregates = new IdentityHashMap<>();

  SparkValidator(
      SqlOperatorTable operators, StatementCatalogReader catalogReader, PlanningDeadline deadline) {
    super(operators, catalogReader, catalogReader.getTypeFactory(), CONFIG);
    this.deadline = deadline;
  }

  @Override
  protected void registerNamespace(
      @Nullable SqlValidatorScope usingScope,
      @Nullable String alias,
      SqlValidatorNamespace namespace,
      boolean forceNullable) {
    if (namespace instanceof IdentifierNamespace identifier
        && identifier.getNode() instanceof SqlIdentifier name) {
      // Validation writes the whole name into the identifier.
      mentions.add(new Mention((SqlIdentifier) name.clone(name.getParserPosition()), identifier));
    }
    super.registerNamespace(usingScope, alias, namespace, forceNullable);
  }

  /**
   * Gives each identifier that names a table or view, as written, and its qualified name. For after
   * validation.
   */
  void relations(BiConsumer<SqlIdentifier, List<String>> consumer) {
    for (Mention mention : mentions) {
      SqlValidatorTable table = mention.namespace().getTable();
      if (table != null) {
        consumer.accept(mention.written(), table.getQualifiedName());
      }
    }
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
  protected void validateOrderList(SqlSelect select) {
    SqlNodeList order = select.getOrderList();
    if (order != null) {
      int columns = select.getSelectList().size();
      select.setOrderBy(AllColumnsExpansion.ordered(order, columns));
    }
    super.validateOrderList(select);
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

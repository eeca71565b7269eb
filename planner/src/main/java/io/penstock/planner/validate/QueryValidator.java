package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.functions.SparkOperatorTable;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.parser.SparkParser;
import io.penstock.planner.types.SparkTypeFactory;
import io.penstock.planner.validate.ValidatedQuery.OutputName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/**
 * Parses, validates and converts one query. Thread-safe. Runs on the caller's thread, whose stack
 * bounds how deep a query may be nested.
 */
public final class QueryValidator {
  private static final SqlToRelConverter.Config CONVERSION =
      SqlToRelConverter.config()
          .withExpand(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE)
          .withRemoveSortInSubQuery(false)
          .withTrimUnusedFields(false)
          .withRelBuilderConfigTransform(
              c -> c.withSimplify(false).withSimplifyValues(false).withBloat(-1));

  private final Catalog catalog;

  public QueryValidator(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @param currentCatalog for names of fewer than three parts
   * @param currentSchema for names of one part
   * @throws PenstockException with a position where there is one, if the query makes no sense
   */
  public ValidatedQuery validate(
      SqlText text, String currentCatalog, String currentSchema, PlanningDeadline deadline) {
    ComplexityLimits.check(text);
    StatementTables tables = new StatementTables(catalog);
    StatementScope scope = new StatementScope(catalog, currentCatalog, currentSchema, tables);
    ValidationErrors errors = new ValidationErrors(text, scope);
    FieldAccess fields = new FieldAccess();
    SparkTypeFactory typeFactory = new SparkTypeFactory();
    StatementCatalogReader reader =
        new StatementCatalogReader(tables.rootSchema(), currentCatalog, currentSchema, typeFactory);
    try {
      while (true) {
        // Anew each time: the validator changes what it is given.
        SqlNode query = fields.apply(AllColumnsExpansion.expand(SparkParser.parse(text), text));
        deadline.check();
        scope.collectAliases(query);
        SparkValidator validator =
            new SparkValidator(SparkOperatorTable.instance(), reader, deadline);
        try {
          return convert(validator, reader, query, tables, deadline);
        } catch (CalciteContextException e) {
          Optional<String> column = errors.columnTakenForTable(e);
          if (column.isEmpty() || !fields.add(column.get())) {
            throw errors.invalid(e, query);
          }
        }
      }
    } catch (StackOverflowError e) {
      throw tooDeep(e);
    }
  }

  private static PenstockException tooDeep(StackOverflowError cause) {
    return new PenstockException(
        ErrorCode.STATEMENT_TOO_COMPLEX,
        "The statement is nested too deeply. Split it, or replace long chains of operators by IN"
            + " lists, arrays or a join.",
        cause);
  }

  private static ValidatedQuery convert(
      SparkValidator validator,
      StatementCatalogReader reader,
      SqlNode query,
      StatementTables tables,
      PlanningDeadline deadline) {
    validator.names().noteAll(query);
    SqlNode validated = validator.validate(query);
    RelDataType rowType = validator.getValidatedNodeType(validated);
    RelDataType parameters = validator.getParameterRowType(validated);
    RelOptCluster cluster =
        RelOptCluster.create(
            new HepPlanner(HepProgram.builder().build()),
            new RexBuilder(validator.getTypeFactory()));
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (type, queryString, schemaPath, viewPath) -> {
              throw new UnsupportedOperationException("views");
            },
            validator,
            reader,
            cluster,
            new SparkConvertlets(deadline),
            CONVERSION);
    RelRoot plan = converter.convertQuery(validated, false, true);
    return new ValidatedQuery(
        plan,
        names(validator.names().of(validated), rowType),
        rowType,
        parameters.getFieldList().stream().map(RelDataTypeField::getType).toList(),
        tables.snapshots());
  }

  private static List<OutputName> names(Optional<List<OutputName>> known, RelDataType rowType) {
    if (known.isPresent() && known.get().size() == rowType.getFieldCount()) {
      return known.get();
    }
    List<OutputName> names = new ArrayList<>();
    for (RelDataTypeField field : rowType.getFieldList()) {
      names.add(OutputNames.ofField(field.getName(), field.getIndex()));
    }
    return names;
  }
}

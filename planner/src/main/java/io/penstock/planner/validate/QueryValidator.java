package io.penstock.planner.validate;

import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.functions.SparkOperatorTable;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.types.SparkTypeFactory;
import io.penstock.planner.validate.ValidatedQuery.OutputName;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/** Parses, validates and converts one query. Thread-safe. */
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
   * @throws io.penstock.execution.api.PenstockException with a position, if the query makes no
   *     sense
   */
  public ValidatedQuery validate(SqlText text, String currentCatalog, String currentSchema) {
    StatementTables tables = new StatementTables(catalog);
    NormalizedText normalized = new NormalizedText(text);
    SparkTypeFactory typeFactory = new SparkTypeFactory();
    StatementCatalogReader reader =
        new StatementCatalogReader(tables.rootSchema(), currentCatalog, currentSchema, typeFactory);
    SqlNode query;
    try {
      query = SparkParser.parse(normalized);
    } catch (SqlParseException e) {
      throw new IllegalStateException(e);
    }
    SparkValidator validator = new SparkValidator(SparkOperatorTable.instance(), reader);
    SqlNode validated = validator.validate(query);
    RelDataType rowType = validator.getValidatedNodeType(validated);
    RelDataType parameters = validator.getParameterRowType(validated);
    RelOptCluster cluster =
        RelOptCluster.create(
            new HepPlanner(HepProgram.builder().build()), new RexBuilder(typeFactory));
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (type, queryString, schemaPath, viewPath) -> {
              throw new UnsupportedOperationException("views");
            },
            validator,
            reader,
            cluster,
            SparkConvertlets.INSTANCE,
            CONVERSION);
    RelRoot root = converter.convertQuery(validated, false, true);
    List<OutputName> names =
        rowType.getFieldNames().stream().map(n -> new OutputName(n, true)).toList();
    return new ValidatedQuery(
        root,
        names,
        rowType,
        parameters.getFieldList().stream().map(RelDataTypeField::getType).toList(),
        tables.snapshots());
  }
}

package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.TemporaryView;
import io.penstock.planner.functions.SparkOperatorTable;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.parser.SparkParser;
import io.penstock.planner.types.SparkTypeFactory;
import io.penstock.planner.validate.ValidatedQuery.OutputName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
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
   * @param temporary the session's temporary views
   * @throws PenstockException with a position where there is one, if the query makes no sense
   */
  public ValidatedQuery validate(
      SqlText text,
      String currentCatalog,
      String currentSchema,
      List<TemporaryView> temporary,
      PlanningDeadline deadline) {
    StatementTables tables = new StatementTables(catalog, temporary);
    RelOptCluster cluster =
        RelOptCluster.create(
            new HepPlanner(HepProgram.builder().build()), new RexBuilder(new SparkTypeFactory()));
    tables.expandViews(new ViewExpander(this, tables, cluster, deadline)::expand);
    NameResolution names = new NameResolution(currentCatalog, currentSchema, view -> true);
    return validate(text, names, tables, cluster, deadline);
  }

  /** One of a statement's queries: its own, or that of a view. */
  ValidatedQuery validate(
      SqlText text,
      NameResolution names,
      StatementTables tables,
      RelOptCluster cluster,
      PlanningDeadline deadline) {
    ComplexityLimits.check(text);
    StatementScope scope = new StatementScope(catalog, names.catalog(), names.schema(), tables);
    ValidationErrors errors = new ValidationErrors(text, scope);
    FieldAccess fields = new FieldAccess();
    StatementCatalogReader reader =
        new StatementCatalogReader(
            tables.rootSchema(names.temporary()),
            names.catalog(),
            names.schema(),
            cluster.getTypeFactory());
    try {
      while (true) {
        // Anew each time: the validator changes what it is given.
        SqlNode query =
            fields.apply(
                GeneratorColumns.expand(AllColumnsExpansion.expand(SparkParser.parse(text), text)));
        deadline.check();
        scope.collectAliases(query);
        SparkValidator validator =
            new SparkValidator(SparkOperatorTable.instance(), reader, deadline);
        try {
          return convert(validator, reader, query, text, tables, cluster, deadline);
        } catch (CalciteContextException e) {
          PenstockException failure = errors.invalid(e, query);
          if (!fields.add(errors.unknownTable(e), failure)) {
            throw fields.failure(errors.unknownColumn(e)).orElse(failure);
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
      SqlText text,
      StatementTables tables,
      RelOptCluster cluster,
      PlanningDeadline deadline) {
    validator.names().noteAll(query);
    SqlNode validated = validator.validate(query);
    RelDataType rowType = validator.getValidatedNodeType(validated);
    RelDataType parameters = validator.getParameterRowType(validated);
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
        tables.snapshots(),
        relations(validator, text, tables),
        tables.views());
  }

  private static List<Relation> relations(
      SparkValidator validator, SqlText text, StatementTables tables) {
    Map<Integer, Relation> relations = new TreeMap<>();
    validator.relations(
        (name, qualified) -> {
          SqlParserPos at = name.getParserPosition();
          int start = text.offset(at.getLineNum(), at.getColumnNum());
          int end = text.offset(at.getEndLineNum(), at.getEndColumnNum()) + 1;
          relations.put(start, new Relation(start, end, tables.object(qualified)));
        });
    return List.copyOf(relations.values());
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

package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Lane;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.classify.ExplainMode;
import io.penstock.planner.dialect.PlanUnparser;
import io.penstock.planner.lexer.SqlText;
import io.penstock.planner.pruning.ScanFilter;
import io.penstock.planner.pruning.ScanFilters;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.validate.QueryValidator;
import io.penstock.planner.validate.ValidatedQuery;
import io.penstock.planner.validate.ValidatedQuery.OutputName;
import io.penstock.planner.views.ViewText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.calcite.rel.type.RelDataType;

/** Makes planned queries of validated ones: which lane, which text, which names. Thread-safe. */
final class QueryPlanner {
  private static final String AUTO = "auto";
  private static final String ORIGINAL = "original";
  private static final String PLANNED = "planned";

  private final QueryValidator validator;

  QueryPlanner(Catalog catalog) {
    this.validator = new QueryValidator(catalog);
  }

  PlannedQuery plan(
      SqlText text, PlanningContext context, PlanningDeadline deadline, ExplainMode mode) {
    String laneReason = laneReason(context);
    boolean rewritten = isPlannedText(context);
    ValidatedQuery query =
        validator.validate(
            text, context.catalog(), context.schema(), context.temporaryViews(), deadline);
    String engineText = ViewText.expand(text, query.relations(), query.views());
    if (rewritten) {
      engineText =
          PlanUnparser.unparse(query.plan(), query.names().stream().map(OutputName::name).toList());
    }
    deadline.check();
    return new PlannedQuery(
        text.text(),
        engineText,
        rewritten,
        columns(query),
        parameters(query),
        tables(query),
        Lane.SPARK,
        laneReason,
        PlanText.of(query.plan().rel, mode));
  }

  private static List<PlannedColumn> columns(ValidatedQuery query) {
    List<PlannedColumn> columns = new ArrayList<>();
    for (int i = 0; i < query.names().size(); i++) {
      OutputName name = query.names().get(i);
      RelDataType type = query.rowType().getFieldList().get(i).getType();
      columns.add(new PlannedColumn(ArrowTypes.toArrow(name.name(), type), name.named()));
    }
    return columns;
  }

  private static List<Field> parameters(ValidatedQuery query) {
    List<Field> parameters = new ArrayList<>();
    for (int i = 0; i < query.parameters().size(); i++) {
      Field field = ArrowTypes.toArrow("?" + (i + 1), query.parameters().get(i));
      parameters.add(
          new Field(field.getName(), FieldType.nullable(field.getType()), field.getChildren()));
    }
    return parameters;
  }

  private static List<PlannedTable> tables(ValidatedQuery query) {
    ScanFilters filters = ScanFilters.of(query.plan().rel);
    Set<List<String>> known =
        query.tables().stream().map(t -> parts(t.pin().name())).collect(Collectors.toSet());
    // A scan that is not one of these tables' could be any table's.
    boolean pruned = known.containsAll(filters.tables());
    // The engine can look for files with the parameters' values, which are not known here.
    boolean listed = pruned && query.parameters().isEmpty();
    return query.tables().stream()
        .map(
            t ->
                PlannedTable.of(
                    t,
                    pruned ? filters.of(parts(t.pin().name())) : ScanFilter.EVERYTHING,
                    listed && !filters.summarised().contains(parts(t.pin().name()))))
        .toList();
  }

  private static List<String> parts(TableName name) {
    return List.of(name.catalog(), name.schema(), name.table());
  }

  private static String laneReason(PlanningContext context) {
    String lane = setting(context, PlanningContext.LANE);
    if (lane.equals(AUTO)) {
      return "Spark SQL runs every query.";
    }
    if (lane.equals(Lane.SPARK.label())) {
      return "The setting " + PlanningContext.LANE + " asks for it.";
    }
    boolean known = List.of(Lane.values()).stream().anyMatch(l -> l.label().equals(lane));
    throw new PenstockException(
        ErrorCode.INVALID_SETTING,
        known
            ? "The lane " + lane + " is not available yet. SET " + PlanningContext.LANE + " = auto."
            : PlanningContext.LANE + " cannot be '" + lane + "'. Use auto or spark.");
  }

  /** Whether the engine is to get the plan's text whatever happens. */
  static boolean isPlannedText(PlanningContext context) {
    String choice = setting(context, PlanningContext.ENGINE_TEXT);
    return switch (choice) {
      case AUTO, ORIGINAL -> false;
      case PLANNED -> true;
      default ->
          throw new PenstockException(
              ErrorCode.INVALID_SETTING,
              PlanningContext.ENGINE_TEXT
                  + " cannot be '"
                  + choice
                  + "'. Use auto, original or planned.");
    };
  }

  private static String setting(PlanningContext context, String key) {
    return context.settings().getOrDefault(key, AUTO).strip().toLowerCase(Locale.ROOT);
  }
}

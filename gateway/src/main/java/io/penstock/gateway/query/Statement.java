package io.penstock.gateway.query;

import io.penstock.gateway.session.Session;
import io.penstock.planner.EngineStatement;
import io.penstock.planner.PlannedCommand;
import io.penstock.planner.PlannedQuery;
import io.penstock.planner.PlannedStatement;
import io.penstock.planner.PlanningContext;
import io.penstock.planner.lexer.NamedParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A statement that has been planned once and can be executed any number of times. The first
 * execution uses that plan if it is young, the session has not changed and nothing else has been
 * changed through this server; later ones plan anew, so that they see the tables as they are then.
 * Thread-safe.
 */
public final class Statement {
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  /**
   * A plan, and the context it holds for.
   *
   * @param told values of its parameters that its text says itself; the client gives none then
   * @param schema the result's columns
   * @param took to make it
   */
  record Plan(
      PlannedStatement planned,
      List<@Nullable Object> told,
      Schema schema,
      PlanningContext context,
      Moment made,
      Duration took) {

    /**
     * When a plan was made.
     *
     * @param changes that its service had carried out before
     */
    record Moment(long changes, long nanos) {}

    /** Whether what was planned before may not hold once this was carried out. */
    boolean mayChange() {
      return planned instanceof EngineStatement statement
          ? statement.changes() || statement.declares()
          : planned instanceof PlannedCommand.ChangeCatalog;
    }
  }

  private final Session session;
  private final String sql;
  private final NamedParameters parameters;
  private final Schema schema;
  private final Schema parameterSchema;
  private final AtomicReference<@Nullable Plan> first;

  Statement(Session session, String sql, NamedParameters parameters, Plan plan) {
    this.session = session;
    this.sql = sql;
    this.parameters = parameters;
    this.schema = plan.schema();
    this.parameterSchema =
        plan.told().isEmpty() ? named(parametersOf(plan.planned())) : new Schema(List.of());
    this.first = new AtomicReference<>(plan);
  }

  public Session session() {
    return session;
  }

  public String sql() {
    return sql;
  }

  /** The result's columns as planned; none for a command without a result. */
  public Schema schema() {
    return schema;
  }

  /** One field per parameter: for each {@code ?}, or for each name. */
  public Schema parameterSchema() {
    return parameterSchema;
  }

  /** Its parameters with names, if it has such. */
  public NamedParameters parameters() {
    return parameters;
  }

  /** A name's type is that of its uses; if they differ, it is its value's. */
  private Schema named(Schema positional) {
    if (parameters.names().isEmpty()) {
      return positional;
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < parameters.names().size(); i++) {
      int name = i;
      List<Field> uses =
          IntStream.range(0, parameters.uses().size())
              .filter(use -> parameters.uses().get(use) == name)
              .mapToObj(use -> positional.getFields().get(use))
              .toList();
      Field first = uses.get(0);
      boolean same =
          uses.stream()
              .allMatch(
                  f ->
                      f.getType().equals(first.getType())
                          && f.getChildren().equals(first.getChildren()));
      fields.add(
          same
              ? new Field(parameters.names().get(i), first.getFieldType(), first.getChildren())
              : Field.nullable(parameters.names().get(i), ArrowType.Null.INSTANCE));
    }
    return new Schema(fields);
  }

  /**
   * The plan of the preparation, once, if it still holds.
   *
   * @param changes that the service has carried out by now
   */
  @Nullable Plan takeFirst(long changes) {
    Plan plan = first.getAndSet(null);
    return plan != null
            && plan.made().changes() == changes
            && System.nanoTime() - plan.made().nanos() < FRESH_NANOS
            && plan.context().equals(session.planningContext())
        ? plan
        : null;
  }

  static Schema schemaOf(PlannedStatement planned) {
    if (planned instanceof PlannedQuery query) {
      return query.schema();
    }
    if (planned instanceof PlannedCommand.Answer answer) {
      return answer.schema();
    }
    return planned instanceof PlannedCommand.SetSetting
            || planned instanceof PlannedCommand.ShowSettings
        ? SETTINGS
        : new Schema(List.of());
  }

  /** The types of an engine statement's parameters are what their values will be. */
  private static Schema parametersOf(PlannedStatement planned) {
    if (planned instanceof PlannedQuery query) {
      return query.parameterSchema();
    }
    List<Field> fields = new ArrayList<>();
    if (planned instanceof EngineStatement statement) {
      for (int i = 1; i <= statement.parameters(); i++) {
        fields.add(Field.nullable("?" + i, ArrowType.Null.INSTANCE));
      }
    }
    return new Schema(fields);
  }

  /** Of SET, as Spark answers it. */
  static final Schema SETTINGS =
      new Schema(
          List.of(
              Field.notNullable("key", ArrowType.Utf8.INSTANCE),
              Field.notNullable("value", ArrowType.Utf8.INSTANCE)));
}

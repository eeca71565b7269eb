package io.penstock.gateway.query;

import io.penstock.gateway.session.Session;
import io.penstock.planner.EngineStatement;
import io.penstock.planner.PlannedCommand;
import io.penstock.planner.PlannedQuery;
import io.penstock.planner.PlannedStatement;
import io.penstock.planner.PlanningContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

  /** A plan, the result's columns, the context they hold for, and when and how long it was made. */
  record Plan(
      PlannedStatement planned,
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

    /** Whether what others have planned may not hold once this was carried out. */
    boolean mayChange() {
      return planned instanceof EngineStatement statement
          ? statement.changes()
          : planned instanceof PlannedCommand.ChangeCatalog;
    }
  }

  private final Session session;
  private final String sql;
  private final Schema schema;
  private final Schema parameterSchema;
  private final AtomicReference<@Nullable Plan> first;

  Statement(Session session, String sql, Plan plan) {
    this.session = session;
    this.sql = sql;
    this.schema = plan.schema();
    this.parameterSchema = parametersOf(plan.planned());
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

  /** One field per parameter. */
  public Schema parameterSchema() {
    return parameterSchema;
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

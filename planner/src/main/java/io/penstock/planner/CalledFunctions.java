package io.penstock.planner;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.planner.EngineStatement.Called;
import io.penstock.planner.catalog.Catalog;
import io.penstock.planner.catalog.CatalogFunction;
import io.penstock.planner.validate.PlanningDeadline;
import io.penstock.planner.views.ViewExpansion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The catalog's functions that a statement calls, directly or through others. An engine declares
 * them for the statement under their last names. One instance per statement; not thread-safe.
 */
final class CalledFunctions {
  private static final int MAX_FUNCTIONS = 100;

  private final Catalog catalog;
  private final ViewExpansion views;
  private final UnplannedStatement statement;
  private final PlanningDeadline deadline;

  /** What is called stands before its caller. */
  private final Map<String, Called> called = new LinkedHashMap<>();

  private final Map<String, TableName> names = new LinkedHashMap<>();
  private final Map<TableName, TablePin> pins = new LinkedHashMap<>();

  CalledFunctions(
      Catalog catalog,
      ViewExpansion views,
      UnplannedStatement statement,
      PlanningDeadline deadline) {
    this.catalog = catalog;
    this.views = views;
    this.statement = statement;
    this.deadline = deadline;
  }

  /** The functions of these names that the catalog has; others are left to the engine. */
  List<CatalogFunction> find(List<String> plainNames) {
    List<CatalogFunction> found = new ArrayList<>();
    for (String name : plainNames) {
      catalog.function(statement.function(name)).ifPresent(found::add);
    }
    return found;
  }

  /**
   * Adds a function and all that it calls.
   *
   * @throws PenstockException UNSUPPORTED_FEATURE for two functions of one last name; as looking up
   *     the tables that they read does
   */
  void add(CatalogFunction function) {
    add(function, List.of());
  }

  private void add(CatalogFunction function, List<String> callers) {
    String key = function.name().table().toLowerCase(Locale.ROOT);
    TableName known = names.putIfAbsent(key, function.name());
    if (callers.contains(key) || (known != null && !known.equals(function.name()))) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          callers.contains(key)
              ? "The function "
                  + function.name().toSql()
                  + " calls itself, directly or through"
                  + " others."
              : twoOfOneName(known, function.name()));
    }
    if (known != null) {
      called.computeIfPresent(key, (k, c) -> callers.isEmpty() ? c : c.needed());
      return;
    }
    if (names.size() > MAX_FUNCTIONS) {
      throw new PenstockException(
          ErrorCode.STATEMENT_TOO_COMPLEX,
          "The statement calls more than " + MAX_FUNCTIONS + " functions of the catalog.");
    }
    List<String> path = new ArrayList<>(callers);
    path.add(key);
    function
        .statement()
        .functions()
        .forEach(f -> add(required("The function " + function.name().toSql() + " calls", f), path));
    String text = expanded(function, path);
    boolean qualified = function.name().equals(statement.functions().get(key));
    called.put(key, new Called(key, text, qualified || !callers.isEmpty()));
  }

  /**
   * Adds what the views of a statement call; a function of the session cannot take its place.
   *
   * @throws PenstockException as {@link #add} does
   */
  void addCalledByViews(List<TableName> functions) {
    functions.forEach(name -> add(required("A view that is named here calls", name), List.of("")));
  }

  private CatalogFunction required(String caller, TableName name) {
    return catalog
        .function(name)
        .orElseThrow(
            () ->
                new PenstockException(
                    ErrorCode.UNRESOLVED_ROUTINE,
                    caller + " " + name.toSql() + ", which does not exist any more."));
  }

  static String twoOfOneName(@Nullable TableName one, TableName other) {
    return "The statement calls two functions of one name, "
        + one
        + " and "
        + other
        + ". Rename one.";
  }

  /** The function's text without views; what it reads is pinned. */
  private String expanded(CatalogFunction function, List<String> path) {
    ViewExpansion.Expanded expanded = views.expand(function.statement(), List.of(), deadline);
    expanded.pins().forEach(pin -> pins.putIfAbsent(pin.name(), pin));
    expanded
        .functions()
        .forEach(
            other ->
                add(required("The function " + function.name().toSql() + " calls", other), path));
    return expanded.text();
  }

  /** What the engine declares, in this order. */
  List<Called> called() {
    return List.copyOf(called.values());
  }

  /** The tables that they read. */
  List<TablePin> pins() {
    return List.copyOf(pins.values());
  }
}

package io.penstock.planner;

import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.execution.api.TableReference.Use;
import io.penstock.planner.PlannedCommand.ChangeCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that the Spark engine runs in its author's words. Its columns are the engine's.
 *
 * @param text for the engine
 * @param catalog for names of fewer than three parts
 * @param schema for names of one part
 * @param command the engine's name of a command; empty for a query
 * @param pins the tables that exist and that the statement may touch
 * @param creations the tables that it creates, which have no place yet
 * @param functions of the catalog
 * @param parameters how many {@code ?} there are
 * @param reason why Spark understands it rather than Calcite, one sentence
 */
public record EngineStatement(
    String text,
    String catalog,
    String schema,
    Optional<String> command,
    List<TablePin> pins,
    List<Creation> creations,
    Functions functions,
    int parameters,
    String reason)
    implements PlannedStatement {

  private static final Set<String> ROW_CHANGES =
      Set.of(
          "InsertIntoStatement",
          "OverwriteByExpression",
          "UpdateTable",
          "DeleteFromTable",
          "MergeIntoTable");

  /** Commands on variables and functions. */
  private static final Set<String> DECLARATIONS =
      Set.of(
          "CreateVariable",
          "SetVariable",
          "DropVariable",
          "CreateSQLFunctionCommand",
          NewFunction.COMMAND,
          "DropFunctionCommand");

  private static final String SCRIPT = "CompoundBody";

  /**
   * A table to be created.
   *
   * @param use one of those that create
   * @param location that its author wants
   */
  public record Creation(TableName name, Use use, Optional<String> location) {}

  /**
   * A function of the catalog that a statement calls, itself or through others.
   *
   * @param name in lower case, under which the engine declares it
   * @param text CREATE FUNCTION
   * @param isNeeded whether a function of the session that has this name cannot take its place
   */
  public record Called(String name, String text, boolean isNeeded) {
    Called needed() {
      return new Called(name, text, true);
    }
  }

  /**
   * The catalog's functions in a statement.
   *
   * @param called in the order in which the engine is to declare them
   * @param created what the catalog keeps once the engine has found the statement right
   */
  public record Functions(List<Called> called, Optional<ChangeCatalog> created) {
    public Functions {
      called = List.copyOf(called);
    }
  }

  public EngineStatement {
    pins = List.copyOf(pins);
    creations = List.copyOf(creations);
  }

  /** Whether it changes the rows of a table that exists: INSERT, UPDATE, DELETE, MERGE. */
  public boolean changesRows() {
    return command.filter(ROW_CHANGES::contains).isPresent();
  }

  /** Whether it changes variables or functions, and nothing else. */
  public boolean declares() {
    return command.filter(DECLARATIONS::contains).isPresent();
  }

  /**
   * Whether it is a script. Each of its statements commits by itself, so it may have created some
   * of its tables and not others, however it ends.
   */
  public boolean isScript() {
    return isScript(command);
  }

  static boolean isScript(Optional<String> command) {
    return command.filter(SCRIPT::equals).isPresent();
  }

  /** Whether it may change a table, so that running it twice is not the same as once. */
  public boolean changes() {
    return !creations.isEmpty() || pins.stream().anyMatch(TablePin::isTarget);
  }
}

package io.penstock.planner.classify;

import io.penstock.planner.lexer.SqlText;
import java.util.List;
import java.util.Optional;

/** A statement of a kind that is understood here. */
public sealed interface Statement
    permits ImmediateStatement,
        Statement.Query,
        Statement.Explain,
        Statement.EngineCommand,
        Statement.NameCommand,
        Statement.Use,
        Statement.Set,
        Statement.ShowSettings,
        Statement.Reset,
        Statement.ShowCatalogs,
        Statement.ShowSchemas {
  /** A query, to be parsed. */
  record Query(SqlText text) implements Statement {}

  /** EXPLAIN of a query, or of a command that an engine carries out. */
  record Explain(Statement statement, ExplainMode mode) implements Statement {}

  /** A statement, or a script, that the Spark engine carries out; the text is for it. */
  record EngineCommand(SqlText text, Optional<String> catalog) implements Statement {}

  /** A command on names, which the catalog carries out or answers. */
  record NameCommand(SqlText text) implements Statement {}

  /** USE. */
  record Use(QualifiedName name, UseTarget target) implements Statement {}

  /** What the name behind USE is said to be. */
  enum UseTarget {
    /** A schema, a catalog, or a catalog and a schema. */
    ANY,
    CATALOG,
    SCHEMA
  }

  /** SET key = value. */
  record Set(String key, String value) implements Statement {}

  /** SET, SET key. */
  record ShowSettings(Optional<String> key) implements Statement {}

  /** RESET, RESET key. */
  record Reset(Optional<String> key) implements Statement {}

  /** SHOW CATALOGS. */
  record ShowCatalogs(Optional<String> pattern) implements Statement {}

  /** SHOW SCHEMAS. */
  record ShowSchemas(Optional<QualifiedName> catalog, Optional<String> pattern)
      implements Statement {}

  /**
   * A name of one to three parts.
   *
   * @param offset where it stands in the text
   */
  record QualifiedName(List<String> parts, int offset) {
    public QualifiedName {
      parts = List.copyOf(parts);
    }
  }
}

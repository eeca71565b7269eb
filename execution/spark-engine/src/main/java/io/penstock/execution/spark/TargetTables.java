package io.penstock.execution.spark;

import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.delta.catalog.DeltaCatalogV1;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Delta's own catalog, used for one thing: to create and alter tables at a path. It never sees a
 * name, and keeps none.
 */
@SuppressWarnings("overrides") // Scala declares a varargs method of Spark's as one of an array
final class TargetTables extends DeltaCatalogV1 {
  private static final String PATHS = "delta";

  private TargetTables() {}

  /** For the session, which must be the thread's active one. */
  static TargetTables of(SparkSession session) {
    TargetTables tables = new TargetTables();
    tables.initialize("spark_catalog", CaseInsensitiveStringMap.empty());
    tables.setDelegateCatalog(session.sessionState().catalogManager().catalog("spark_catalog"));
    return tables;
  }

  /** How Delta calls a table at a path. */
  static Identifier at(String location) {
    return Identifier.of(new String[] {PATHS}, location);
  }

  /** Paths come from pins only, so Spark's switch for paths in a text does not count here. */
  @Override
  public boolean isPathIdentifier(Identifier ident) {
    return ident.namespace().length == 1 && ident.namespace()[0].equals(PATHS);
  }
}

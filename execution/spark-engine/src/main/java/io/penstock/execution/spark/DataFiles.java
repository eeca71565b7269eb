package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.InMemoryFileIndex;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation$;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Relations over data files that belong to no table: only those that the statement's pins name. */
final class DataFiles {
  private DataFiles() {}

  /** {@code csv.`/folder`}; empty if the statement may not read that. */
  static Optional<LogicalRelation> named(SparkSession session, String format, String path) {
    return catalog(session)
        .flatMap(c -> c.files(format, path))
        .map(
            pin ->
                logical(
                    relation(
                        session,
                        format.toLowerCase(Locale.ROOT),
                        List.of(pin.location()),
                        Optional.empty(),
                        Map.of())));
  }

  /** {@code read_files}; it finds out the columns' types unless it is given a schema. */
  static LogicalPlan read(SparkSession session, FileArguments arguments) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(arguments.options());
    if (arguments.format().equals("csv") && arguments.schema().isEmpty()) {
      options.putIfAbsent("inferSchema", "true");
    }
    return logical(
        relation(
            session,
            arguments.format(),
            List.of(pin(session, arguments).location()),
            arguments.schema(),
            options));
  }

  /**
   * The pin of a function's path.
   *
   * @throws PenstockException UNSUPPORTED_FEATURE if there is none
   */
  static TablePin pin(SparkSession session, FileArguments arguments) {
    return catalog(session)
        .flatMap(c -> c.files(arguments.format(), arguments.path()))
        .orElseThrow(
            () ->
                new PenstockException(
                    ErrorCode.UNSUPPORTED_FEATURE,
                    "'"
                        + arguments.path()
                        + "' cannot be read as "
                        + arguments.format()
                        + ": a text needs csv, json, orc, parquet or text, and literals for"
                        + " format and path."));
  }

  static Optional<PinnedCatalog> catalog(SparkSession session) {
    return session.sessionState().catalogManager().currentCatalog() instanceof PinnedCatalog pinned
        ? Optional.of(pinned)
        : Optional.empty();
  }

  /**
   * Looks at the files as far as their columns are not given.
   *
   * @param options of Spark's reader
   */
  static HadoopFsRelation relation(
      SparkSession session,
      String format,
      List<String> paths,
      Optional<String> schema,
      Map<String, String> options) {
    DataSource source =
        new DataSource(
            session,
            format,
            CollectionConverters.asScala(paths).toSeq(),
            schema.map(StructType::fromDDL).map(Option::apply).orElseGet(Option::empty),
            CollectionConverters.asScala(List.<String>of()).toSeq(),
            Option.empty(),
            scala.collection.immutable.Map.from(CollectionConverters.asScala(options)),
            Option.empty());
    return (HadoopFsRelation) source.resolveRelation(true, true);
  }

  static LogicalRelation logical(BaseRelation relation) {
    return LogicalRelation$.MODULE$.apply(relation, false);
  }

  /** Whether it is such a relation: nothing else in the engine makes one of plain files. */
  static boolean isOne(BaseRelation relation) {
    return relation instanceof HadoopFsRelation files
        && files.location() instanceof InMemoryFileIndex;
  }
}

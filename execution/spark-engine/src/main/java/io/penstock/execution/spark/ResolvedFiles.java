package io.penstock.execution.spark;

import com.databricks.spark.util.TagDefinition;
import io.penstock.execution.api.TableFiles;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Action$;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.Protocol;
import org.apache.spark.sql.delta.files.TahoeFileIndex;
import scala.Option;
import scala.Some;
import scala.collection.Iterator;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * The files of a table version that a statement has to read, as the statement itself lists them. To
 * Delta it is an index like its own, so that it reads them with their deletion vectors, mapped
 * columns and partition values; but it has no log, and filters by partition only: the rest was done
 * by who made the list. Two are equal if they are the same.
 */
final class ResolvedFiles extends TahoeFileIndex {
  private final long version;
  private final Protocol protocol;
  private final Metadata metadata;
  private final List<AddFile> files;

  /**
   * @throws ClassCastException if the actions are of other kinds
   */
  ResolvedFiles(SparkSession session, Path table, long version, TableFiles resolved) {
    super(session, null, table);
    this.version = version;
    this.protocol = action(Protocol.class, resolved.protocol());
    this.metadata = action(Metadata.class, resolved.metadata());
    this.files = resolved.adds().stream().map(line -> action(AddFile.class, line)).toList();
  }

  private static <T extends Action> T action(Class<T> kind, String line) {
    return kind.cast(Action$.MODULE$.fromJson(line));
  }

  @Override
  public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    List<BasePredicate> predicates = new ArrayList<>();
    Iterator<Expression> filters = partitionFilters.iterator();
    while (filters.hasNext()) {
      Expression bound = filters.next().transform(new PartitionColumns());
      predicates.add(Predicate$.MODULE$.createInterpreted(bound));
    }
    List<AddFile> matching = files.stream().filter(file -> matches(file, predicates)).toList();
    return CollectionConverters.asScala(matching).toSeq();
  }

  private boolean matches(AddFile file, List<BasePredicate> predicates) {
    if (predicates.isEmpty()) {
      return true;
    }
    InternalRow values = getPartitionValuesRow(file.partitionValues());
    return predicates.stream().allMatch(predicate -> predicate.eval(values));
  }

  /** Replaces a partition column by its place in the row of partition values. */
  private final class PartitionColumns extends AbstractPartialFunction<Expression, Expression> {
    @Override
    public boolean isDefinedAt(Expression expression) {
      return expression instanceof AttributeReference;
    }

    @Override
    public <A extends Expression, B> B applyOrElse(A expression, scala.Function1<A, B> otherwise) {
      if (expression instanceof AttributeReference column) {
        int index = partitionSchema().fieldIndex(column.name());
        @SuppressWarnings("unchecked")
        B bound = (B) new BoundReference(index, column.dataType(), column.nullable());
        return bound;
      }
      return otherwise.apply(expression);
    }
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public Metadata metadata() {
    return metadata;
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }

  @Override
  public Path dataPath() {
    return path();
  }

  @Override
  public Path logPath() {
    return new Path(path(), "_delta_log");
  }

  @Override
  public Option<Object> numOfFilesIfKnown() {
    return new Some<>((long) files.size());
  }

  @Override
  public Option<Object> sizeInBytesIfKnown() {
    return new Some<>(sizeInBytes());
  }

  @Override
  public long sizeInBytes() {
    return files.stream().mapToLong(AddFile::size).sum();
  }

  @Override
  public String[] inputFiles() {
    return files.stream().map(f -> absolutePath(f.path()).toString()).toArray(String[]::new);
  }

  @Override
  public void refresh() {}

  @Override
  public Map<TagDefinition, String> getCommonTags() {
    return Map$.MODULE$.empty();
  }
}

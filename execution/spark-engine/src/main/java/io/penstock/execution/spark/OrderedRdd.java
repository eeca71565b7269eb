package io.penstock.execution.spark;

import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.List$;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The same partitions with one and the same preferred location, so that Spark starts their tasks by
 * number: the result is read in that order, and a task that was started too late would be waited
 * for by tasks that hold all cores.
 */
final class OrderedRdd<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;
  private static final String NOWHERE = "in-order";

  private final RDD<T> parent;

  private OrderedRdd(RDD<T> parent, ClassTag<T> tag) {
    super(parent, tag);
    this.parent = parent;
  }

  /** The RDD itself, or with its partitions in order. */
  static <T> RDD<T> of(RDD<T> rdd, boolean ordered, Class<T> type) {
    return ordered && rdd.getNumPartitions() > 1
        ? new OrderedRdd<>(rdd, ClassTag$.MODULE$.apply(type))
        : rdd;
  }

  @Override
  public Iterator<T> compute(Partition split, TaskContext context) {
    return parent.iterator(split, context);
  }

  @Override
  public Partition[] getPartitions() {
    return parent.partitions();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return List$.MODULE$.<String>empty().$colon$colon(NOWHERE);
  }
}

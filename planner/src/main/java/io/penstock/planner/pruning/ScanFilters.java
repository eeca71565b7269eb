package io.penstock.planner.pruning;

import com.google.common.collect.Streams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The conditions that a plan puts on the rows of each table that it scans. A condition goes down
 * the plan from where it is written, through operators that would give the same result if the rows
 * that it rejects were not there; it may lose parts on the way, which then may be anything.
 */
public final class ScanFilters {
  private final Map<List<String>, List<List<RexNode>>> scans = new HashMap<>();
  private final Map<List<String>, List<String>> fields = new HashMap<>();

  private final Set<List<String>> summarised = new HashSet<>();

  private ScanFilters() {}

  /** Of a plan as it was converted, sub-queries not expanded. */
  public static ScanFilters of(RelNode plan) {
    ScanFilters filters = new ScanFilters();
    filters.visit(plan, List.of());
    return filters;
  }

  /** The qualified names of all tables that the plan scans. */
  public Set<List<String>> tables() {
    return Collections.unmodifiableSet(scans.keySet());
  }

  /** Tables of which some aggregate takes all rows: the log may have its answer. */
  public Set<List<String>> summarised() {
    return Collections.unmodifiableSet(summarised);
  }

  /** What the plan's scans of a table let pass. */
  public ScanFilter of(List<String> table) {
    List<List<RexNode>> conditions = scans.get(table);
    return conditions == null
        ? ScanFilter.EVERYTHING
        : new ScanFilter(fields.getOrDefault(table, List.of()), conditions);
  }

  /**
   * @param conditions on the node's rows that those who use it put on them
   */
  private void visit(RelNode node, List<RexNode> conditions) {
    node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            visit(subQuery.rel, List.of());
            return super.visitSubQuery(subQuery);
          }
        });
    if (node instanceof TableScan scan) {
      List<String> table = scan.getTable().getQualifiedName();
      scans.computeIfAbsent(table, t -> new ArrayList<>()).add(conditions);
      fields.put(table, scan.getRowType().getFieldNames());
    } else if (node instanceof Filter filter) {
      List<RexNode> all = new ArrayList<>(conditions);
      all.addAll(RelOptUtil.conjunctions(filter.getCondition()));
      visit(filter.getInput(), all);
    } else if (node instanceof Project project) {
      visit(project.getInput(), below(project, conditions));
    } else if (node instanceof Join join) {
      visitJoin(join, conditions);
    } else if (node instanceof Correlate correlate) {
      int left = correlate.getLeft().getRowType().getFieldCount();
      visit(correlate.getLeft(), part(conditions, 0, left));
      visit(correlate.getRight(), List.of());
    } else if (node instanceof Aggregate aggregate) {
      noteSummary(aggregate);
      visit(aggregate.getInput(), below(aggregate, conditions));
    } else if (node instanceof Sort sort && sort.fetch == null && sort.offset == null) {
      visit(sort.getInput(), conditions);
    } else {
      node.getInputs()
          .forEach(
              input ->
                  visit(
                      input,
                      node instanceof Union && haveSameTypes(node, input)
                          ? conditions
                          : List.of()));
    }
  }

  private void noteSummary(Aggregate aggregate) {
    RelNode input = aggregate.getInput();
    while (input instanceof Project project) {
      input = project.getInput();
    }
    if (aggregate.getGroupCount() == 0 && input instanceof TableScan scan) {
      summarised.add(scan.getTable().getQualifiedName());
    }
  }

  /** Calcite leaves it to the union to bring its inputs to its own types. */
  private static boolean haveSameTypes(RelNode union, RelNode input) {
    RelDataTypeFactory factory = union.getCluster().getTypeFactory();
    return Streams.zip(
            union.getRowType().getFieldList().stream(),
            input.getRowType().getFieldList().stream(),
            (a, b) -> SqlTypeUtil.equalSansNullability(factory, a.getType(), b.getType()))
        .allMatch(same -> same);
  }

  private void visitJoin(Join join, List<RexNode> conditions) {
    int left = join.getLeft().getRowType().getFieldCount();
    int all = left + join.getRight().getRowType().getFieldCount();
    JoinRelType type = join.getJoinType();
    List<RexNode> own = RelOptUtil.conjunctions(join.getCondition());
    List<RexNode> ofLeft = new ArrayList<>();
    List<RexNode> ofRight = new ArrayList<>();
    // A side whose rows appear at most once for each match, or with nulls beside them.
    if (type == JoinRelType.INNER || type == JoinRelType.LEFT) {
      ofLeft.addAll(part(conditions, 0, left));
    }
    if (type == JoinRelType.INNER || type == JoinRelType.RIGHT) {
      ofRight.addAll(part(conditions, left, all));
    }
    // A side of which only those rows matter that have a match.
    if (type == JoinRelType.INNER || type == JoinRelType.RIGHT) {
      ofLeft.addAll(part(own, 0, left));
    }
    if (type == JoinRelType.INNER || type == JoinRelType.LEFT) {
      ofRight.addAll(part(own, left, all));
    }
    visit(join.getLeft(), ofLeft);
    visit(join.getRight(), ofRight);
  }

  /** Conditions in terms of the fields from one to before another; others may be anything. */
  private static List<RexNode> part(List<RexNode> conditions, int from, int to) {
    return substitute(
        conditions,
        field -> {
          int index = field.getIndex();
          return index >= from && index < to
              ? new RexInputRef(index - from, field.getType())
              : anything(field);
        });
  }

  private static List<RexNode> below(Project project, List<RexNode> conditions) {
    boolean rowByRow =
        !project.containsOver()
            && project.getProjects().stream().allMatch(RexUtil::isDeterministic);
    return rowByRow
        ? substitute(conditions, field -> project.getProjects().get(field.getIndex()))
        : List.of();
  }

  /** Whole groups are rejected by conditions on their keys. */
  private static List<RexNode> below(Aggregate aggregate, List<RexNode> conditions) {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE || aggregate.getGroupCount() == 0) {
      return List.of();
    }
    return substitute(
        conditions,
        field ->
            field.getIndex() < aggregate.getGroupCount()
                ? new RexInputRef(aggregate.getGroupSet().nth(field.getIndex()), field.getType())
                : anything(field));
  }

  private static RexNode anything(RexInputRef field) {
    return new RexDynamicParam(field.getType(), 0);
  }

  private static List<RexNode> substitute(
      List<RexNode> conditions, Function<RexInputRef, RexNode> replacement) {
    RexShuttle shuttle =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef field) {
            return replacement.apply(field);
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            return new RexDynamicParam(subQuery.getType(), 0);
          }

          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            RexNode struct = access.getReferenceExpr().accept(this);
            return struct.getType().equals(access.getReferenceExpr().getType())
                    && !(struct instanceof RexDynamicParam)
                ? super.visitFieldAccess(access)
                : new RexDynamicParam(access.getType(), 0);
          }

          @Override
          public RexNode visitOver(RexOver over) {
            return new RexDynamicParam(over.getType(), 0);
          }
        };
    return conditions.stream().map(shuttle::apply).toList();
  }
}

package io.penstock.planner.validate;

import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/** A view among a statement's tables. Not thread-safe. */
final class ViewTable extends AbstractTable implements TranslatableTable {
  private final Supplier<RelNode> expansion;
  private @Nullable RelDataType rowType;

  /** The expansion that gave the row type, until it is used; no two places share one. */
  private @Nullable RelNode first;

  /**
   * @param expansion makes the view's plan, each time anew
   */
  ViewTable(Supplier<RelNode> expansion) {
    this.expansion = expansion;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory factory) {
    if (rowType == null) {
      first = expansion.get();
      rowType = first.getRowType();
    }
    return rowType;
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    RelNode plan = first == null ? expansion.get() : first;
    first = null;
    return plan;
  }
}

package io.penstock.planner.parser;

import java.util.List;
import org.apache.calcite.sql.SqlNode;

/**
 * What stands after FROM.
 *
 * @param relation tables, sub-queries and joins
 * @param demands conditions that semi and anti joins put on its rows
 */
record Source(SqlNode relation, List<SqlNode> demands) {
  Source {
    demands = List.copyOf(demands);
  }
}

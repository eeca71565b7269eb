package io.penstock.planner.functions;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The table of numbers {@code range(start, end, step, partitions)}, whose column is id. Its name in
 * the operator table is none that an author could write, since it is no value.
 */
public final class RangeFunction extends SqlFunction implements SqlTableFunction {
  public static final RangeFunction INSTANCE = new RangeFunction();

  private static final int MAX_OPERANDS = 4;

  private RangeFunction() {
    super(
        "RANGE TABLE",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.CURSOR,
        Operands.LIKE_FIRST_KNOWN,
        Operands.numbers(1, MAX_OPERANDS),
        SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
  }

  private static RelDataType row(SqlOperatorBinding binding) {
    return binding.getTypeFactory().builder().add("id", SqlTypeName.BIGINT).build();
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return RangeFunction::row;
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
    SqlWriter.Frame frame = writer.startFunCall("RANGE");
    for (SqlNode operand : call.getOperandList()) {
      writer.sep(",");
      operand.unparse(writer, 0, 0);
    }
    writer.endFunCall(frame);
  }
}

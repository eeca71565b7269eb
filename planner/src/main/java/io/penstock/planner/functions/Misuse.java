package io.penstock.planner.functions;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.types.SparkTypeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** What is wrong with a call of a function. */
record Misuse(Failure failure) {

  /** The planner does not know the type of such a call. */
  static Misuse unsupported(Signature signature, SqlOperatorBinding call) {
    List<String> types = new ArrayList<>();
    call.collectOperandTypes().forEach(type -> types.add(text(type)));
    return new Misuse(
        Failure.of(
            ErrorCode.UNSUPPORTED_FEATURE,
            "Function "
                + signature.name()
                + " cannot be planned with arguments of types ("
                + String.join(", ", types)
                + ")."));
  }

  static Misuse notPlanned(Signature signature) {
    return new Misuse(
        Failure.of(
            ErrorCode.UNSUPPORTED_FEATURE,
            "Function " + signature.name() + " cannot be planned here."));
  }

  static Misuse wrongCount(Signature signature, int count) {
    String wanted =
        new TreeSet<>(signature.counts())
            .stream().map(String::valueOf).collect(Collectors.joining(" or "));
    return new Misuse(
        failure(
            ErrorCode.WRONG_NUM_ARGS,
            "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
            "Function "
                + signature.name()
                + " does not take "
                + count
                + (count == 1 ? " argument" : " arguments")
                + ". It takes "
                + wanted
                + (signature.variadic() ? " or more." : ".")));
  }

  static Misuse mismatch(Signature signature, String condition, int argument, RelDataType type) {
    return new Misuse(
        failure(
            ErrorCode.DATATYPE_MISMATCH,
            condition,
            "Function "
                + signature.name()
                + " does not take a value of type "
                + text(type)
                + " as its argument number "
                + (argument + 1)
                + ". Cast it."));
  }

  private static Failure failure(ErrorCode code, String condition, String message) {
    return new Failure(code, condition, code.sqlState(), message, Optional.empty());
  }

  private static String text(RelDataType type) {
    boolean hasText =
        TypeKind.of(type) != TypeKind.OTHER && type.getSqlTypeName() != SqlTypeName.UNKNOWN;
    return hasText
        ? SparkTypeText.of(ArrowTypes.toArrow("", type)).toUpperCase(Locale.ROOT)
        : "UNKNOWN";
  }

  /** As an exception that knows the place of the call. */
  RuntimeException at(SqlOperatorBinding binding) {
    PenstockException cause = new PenstockException(failure, null);
    if (!(binding instanceof SqlCallBinding call)) {
      return cause;
    }
    SqlParserPos at = call.getCall().getParserPosition();
    return new CalciteContextException(
        failure.message(),
        cause,
        at.getLineNum(),
        at.getColumnNum(),
        at.getEndLineNum(),
        at.getEndColumnNum());
  }
}

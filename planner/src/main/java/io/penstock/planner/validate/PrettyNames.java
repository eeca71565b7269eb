package io.penstock.planner.validate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlCase;

/**
 * The name that Spark gives to an expression without one ({@code toPrettySQL}). A best effort: the
 * engine's analysis has the last word.
 */
final class PrettyNames {
  private PrettyNames() {}

  static String of(SqlNode expression) {
    if (expression instanceof SqlCharStringLiteral text) {
      return text.getValueAs(String.class);
    }
    if (expression instanceof SqlLiteral literal) {
      return literal.getValue() instanceof Boolean truth ? truth.toString() : literal.toString();
    }
    if (expression instanceof SqlIdentifier identifier) {
      return identifier.isStar() ? "1" : identifier.names.get(identifier.names.size() - 1);
    }
    if (expression instanceof SqlDataTypeSpec type) {
      return type(type);
    }
    if (expression instanceof SqlNodeList list) {
      return list(list);
    }
    if (expression.isA(SqlKind.QUERY)) {
      return "scalarsubquery()";
    }
    return expression instanceof SqlCall call ? call(call) : expression.toString();
  }

  private static String call(SqlCall call) {
    List<SqlNode> operands = call.getOperandList();
    return switch (call.getKind()) {
      case CAST -> "CAST(" + of(operands.get(0)) + " AS " + of(operands.get(1)) + ")";
      case CASE -> caseOf((SqlCase) call);
      case MINUS_PREFIX -> "(- " + of(operands.get(0)) + ")";
      case NOT_EQUALS -> "(NOT (" + of(operands.get(0)) + " = " + of(operands.get(1)) + "))";
      case NOT -> "(NOT " + of(operands.get(0)) + ")";
      case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_FALSE, IS_NOT_TRUE, IS_NOT_FALSE ->
          "(" + of(operands.get(0)) + " " + call.getOperator().getName() + ")";
      case BETWEEN ->
          "between("
              + operands.stream().map(PrettyNames::of).collect(Collectors.joining(", "))
              + ")";
      case IN -> "(" + of(operands.get(0)) + " IN (" + of(operands.get(1)) + "))";
      case LIKE -> of(operands.get(0)) + " LIKE " + of(operands.get(1));
      case OVER -> of(operands.get(0)) + " OVER " + operands.get(1).toString().replace("`", "");
      case SCALAR_QUERY -> "scalarsubquery()";
      case EXISTS -> "exists()";
      case ITEM -> of(operands.get(0)) + "[" + of(operands.get(1)) + "]";
      case TRIM -> trim(operands);
      case AS -> of(operands.get(0));
      default -> operatorOrFunction(call, operands);
    };
  }

  private static String operatorOrFunction(SqlCall call, List<SqlNode> operands) {
    if (call.getOperator().getSyntax() == SqlSyntax.BINARY && operands.size() == 2) {
      String name = call.getOperator().getName();
      if (name.equals("||")) {
        return "concat(" + of(operands.get(0)) + ", " + of(operands.get(1)) + ")";
      }
      return "(" + of(operands.get(0)) + " " + name + " " + of(operands.get(1)) + ")";
    }
    if (call.getOperator().getName().equalsIgnoreCase("extract") && operands.size() == 2) {
      return "extract(" + of(operands.get(0)) + " FROM " + of(operands.get(1)) + ")";
    }
    SqlLiteral quantifier = call.getFunctionQuantifier();
    boolean distinct = quantifier != null && quantifier.getValue() == SqlSelectKeyword.DISTINCT;
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    return operands.stream()
        .filter(o -> o != null)
        .map(PrettyNames::of)
        .collect(Collectors.joining(", ", name + (distinct ? "(DISTINCT " : "("), ")"));
  }

  private static String trim(List<SqlNode> operands) {
    boolean blanks = of(operands.get(1)).equals(" ");
    String value = of(operands.get(2));
    return blanks
        ? "trim(" + value + ")"
        : "TRIM(" + operands.get(0) + " " + of(operands.get(1)) + " FROM " + value + ")";
  }

  private static String caseOf(SqlCase call) {
    StringBuilder text = new StringBuilder("CASE");
    if (call.getValueOperand() != null) {
      text.append(' ').append(of(call.getValueOperand()));
    }
    for (int i = 0; i < call.getWhenOperands().size(); i++) {
      text.append(" WHEN ").append(of(call.getWhenOperands().get(i)));
      text.append(" THEN ").append(of(call.getThenOperands().get(i)));
    }
    SqlNode otherwise = call.getElseOperand();
    if (otherwise instanceof SqlLiteral literal && literal.getValue() == null) {
      return text.append(" END").toString();
    }
    return text.append(otherwise == null ? "" : " ELSE " + of(otherwise)).append(" END").toString();
  }

  private static String list(SqlNodeList list) {
    return list.stream().map(PrettyNames::of).collect(Collectors.joining(", "));
  }

  private static String type(SqlDataTypeSpec type) {
    String text = type.toString().replace("`", "").toUpperCase(Locale.ROOT);
    if (!(type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec)) {
      return text;
    }
    return switch (text) {
      case "INTEGER" -> "INT";
      case "TIMESTAMP_WITH_LOCAL_TIME_ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" -> "TIMESTAMP";
      default -> text.replace(", ", ",");
    };
  }
}

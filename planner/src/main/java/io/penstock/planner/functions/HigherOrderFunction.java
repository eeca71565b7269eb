package io.penstock.planner.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.FunctionSqlType;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlLambdaScope;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * A function that takes functions. Its signature tells nothing of those; what their parameters are
 * is written here, in the terms of {@link ResultType}.
 */
final class HigherOrderFunction extends SqlFunction {

  /**
   * How one is called.
   *
   * @param counts of arguments that it takes
   * @param lambdas which arguments are functions, the first being 1, and of what types their
   *     parameters are; a function may leave out the last
   * @param result type, in which {@code $2} is what the function in the second place returns
   */
  private record Form(List<Integer> counts, List<Lambda> lambdas, String result) {}

  private record Lambda(int argument, List<String> parameters) {}

  private final Signature signature;
  private final Form form;

  private HigherOrderFunction(Signature signature, Form form) {
    super(
        signature.name().toUpperCase(Locale.ROOT),
        SqlKind.OTHER_FUNCTION,
        binding -> type(signature, form, binding),
        null,
        new Functions(signature, form),
        SqlFunctionCategory.SYSTEM);
    this.signature = signature;
    this.form = form;
  }

  /** Empty if the function takes no functions. */
  static Optional<SqlOperator> of(Signature signature) {
    return form(signature.name()).map(form -> new HigherOrderFunction(signature, form));
  }

  private static Optional<Form> form(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "transform" -> one("array<$2>", "$1.element", "int");
          case "filter" -> one("$1", "$1.element", "int");
          case "exists", "forall" -> one("boolean", "$1.element");
          case "map_filter" -> one("$1", "$1.key", "$1.value");
          case "transform_keys" -> one("map<$2,$1.value>", "$1.key", "$1.value");
          case "transform_values" -> one("map<$1.key,$2>", "$1.key", "$1.value");
          case "array_sort" ->
              new Form(
                  List.of(1, 2), List.of(new Lambda(2, List.of("$1.element", "$1.element"))), "$1");
          case "zip_with" ->
              new Form(
                  List.of(3),
                  List.of(new Lambda(3, List.of("$1.element", "$2.element"))),
                  "array<$3>");
          case "map_zip_with" ->
              new Form(
                  List.of(3),
                  List.of(new Lambda(3, List.of("$1.key", "$1.value", "$2.value"))),
                  "map<$1.key,$3>");
          case "aggregate", "reduce" ->
              new Form(
                  List.of(3, 4),
                  List.of(new Lambda(3, List.of("$2", "$1.element")), new Lambda(4, List.of("$2"))),
                  "@last");
          default -> null;
        });
  }

  private static Form one(String result, String... parameters) {
    return new Form(List.of(2), List.of(new Lambda(2, List.of(parameters))), result);
  }

  /** NULL arguments and those of unlike types are left to the engine. */
  private static RelDataType type(Signature signature, Form form, SqlOperatorBinding binding) {
    if (SignatureTypes.hasUnknown(binding)) {
      return SignatureTypes.unknown(binding);
    }
    Returned call = new Returned(binding);
    String last = binding.getOperandCount() == 3 ? "$2" : "$4";
    RelDataType type = ResultType.of(form.result().equals("@last") ? last : form.result(), call);
    if (type == null || type.getSqlTypeName() == SqlTypeName.NULL) {
      throw Misuse.notPlanned(signature).at(binding);
    }
    return binding.getTypeFactory().createTypeWithNullability(type, true);
  }

  @Override
  public boolean isDeterministic() {
    return signature.stability() != Signature.Stability.RANDOM && !form.lambdas().isEmpty();
  }

  /** A call in which a function counts as what it returns. */
  private static final class Returned extends SqlOperatorBinding {
    private final SqlOperatorBinding call;

    Returned(SqlOperatorBinding call) {
      super(call.getTypeFactory(), call.getOperator());
      this.call = call;
    }

    @Override
    public int getOperandCount() {
      return call.getOperandCount();
    }

    @Override
    public RelDataType getOperandType(int ordinal) {
      RelDataType type = call.getOperandType(ordinal);
      return type instanceof FunctionSqlType function ? function.getReturnType() : type;
    }

    @Override
    public org.apache.calcite.runtime.CalciteException newError(
        org.apache.calcite.runtime.Resources.ExInst<
                org.apache.calcite.sql.validate.SqlValidatorException>
            e) {
      return call.newError(e);
    }
  }

  /** Gives the functions' parameters their types, and checks that there are functions. */
  private record Functions(Signature signature, Form form) implements SqlOperandTypeChecker {

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      if (!form.counts().contains(binding.getOperandCount())) {
        throw Misuse.notPlanned(signature).at(binding);
      }
      if (SignatureTypes.hasUnknown(binding)) {
        return true;
      }
      for (Lambda lambda : form.lambdas()) {
        if (lambda.argument() <= binding.getOperandCount()) {
          validate(binding, lambda);
        }
      }
      return true;
    }

    private void validate(SqlCallBinding binding, Lambda lambda) {
      SqlNode operand = binding.operand(lambda.argument() - 1);
      List<RelDataType> types = new ArrayList<>();
      for (String parameter : lambda.parameters()) {
        RelDataType type = ResultType.of(parameter, binding);
        if (type != null) {
          types.add(type);
        }
      }
      if (types.size() < lambda.parameters().size()) {
        throw Misuse.notPlanned(signature).at(binding);
      }
      if (!(operand instanceof SqlLambda function)) {
        // Any other expression counts as a function that looks at none of its parameters.
        return;
      }
      if (function.getParameters().size() > types.size()) {
        throw Misuse.notPlanned(signature).at(binding);
      }
      SqlValidator validator = binding.getValidator();
      SqlLambdaScope scope = (SqlLambdaScope) validator.getLambdaScope(function);
      for (int i = 0; i < function.getParameters().size(); i++) {
        RelDataType type = binding.getTypeFactory().createTypeWithNullability(types.get(i), true);
        scope.getParameterTypes().put(function.getParameters().get(i).toString(), type);
      }
      // The body was looked at before the types of its parameters were known.
      function.accept(new Forgetting(validator));
      validator.validateLambda(function);
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.any();
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String operatorName) {
      return signature.name() + "(...)";
    }
  }

  /** Takes the types of a function's body back. */
  private static final class Forgetting extends SqlBasicVisitor<@Nullable Void> {
    private final SqlValidator validator;

    Forgetting(SqlValidator validator) {
      this.validator = validator;
    }

    @Override
    public @Nullable Void visit(SqlIdentifier id) {
      validator.removeValidatedNodeType(id);
      return super.visit(id);
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      validator.removeValidatedNodeType(call);
      return super.visit(call);
    }
  }
}

package io.penstock.execution.spark.signatures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tries one function on many arguments: on every type alone, then, for each number of arguments
 * that it takes, around some calls that work, one argument changed at a time, and in combinations.
 */
final class FunctionProbes {
  /** A function that takes so many takes any number. */
  private static final int MANY = 12;

  private static final int MAX_COUNTED = 9;
  private static final int MAX_SEEDS = 3;
  private static final int COMBINATIONS_IF_PLAIN = 40;
  private static final int COMBINATIONS = 350;
  private static final int VARIADIC_LENGTHS = 3;
  private static final int MAX_NESTED = 3;
  private static final int NESTED_COMBINATIONS = 500;
  private static final int SHOTS = 800;
  private static final int STRICT_SAMPLES = 6;

  private static final Set<String> COMMON =
      Set.of(
          "N", "s", "i32", "f64", "d", "ts", "bin", "as", "ms", "L2", "La", "Lh", "Lj", "Le", "Lc");

  private final Analysis analysis;
  private final String name;
  private final Map<List<Argument>, Answer> answers = new LinkedHashMap<>();
  private final Set<Integer> counts = new TreeSet<>();
  private CallForm form = CallForm.PLAIN;
  private boolean literals;

  private FunctionProbes(Analysis analysis, String name) {
    this.analysis = analysis;
    this.name = name;
  }

  static FunctionProbes of(Analysis analysis, String name) {
    FunctionProbes probes = new FunctionProbes(analysis, name);
    probes.findCounts();
    probes.probe();
    return probes;
  }

  String name() {
    return name;
  }

  CallForm form() {
    return form;
  }

  /** How many arguments it takes; {@link #MANY} stands for any number. */
  Set<Integer> counts() {
    return counts;
  }

  boolean isVariadic() {
    return counts.contains(MANY);
  }

  Map<List<Argument>, Answer> answers() {
    return answers;
  }

  private void findCounts() {
    for (CallForm candidate : CallForm.values()) {
      form = candidate;
      counts.clear();
      boolean otherForm = false;
      for (int count = 0; count <= MANY; count = count == MAX_COUNTED ? MANY : count + 1) {
        if (form == CallForm.WITHIN_GROUP && count == 0) {
          continue;
        }
        for (Argument argument : List.of(Argument.NULL, Argument.CONSTANTS.get(1))) {
          Answer answer = analysis.ask(form.call(name, Collections.nCopies(count, argument)));
          if (!(answer instanceof Answer.Refused refused)) {
            counts.add(count);
          } else if (isOtherForm(refused.condition())) {
            otherForm = true;
            counts.remove(count);
          } else if (!refused.isWrongCount() && argument == Argument.NULL) {
            counts.add(count);
          }
        }
      }
      if (!counts.isEmpty() && !(otherForm && form == CallForm.PLAIN && !works())) {
        return;
      }
    }
  }

  /** Whether any number of arguments was found that is accepted as a plain call. */
  private boolean works() {
    return counts.stream()
        .flatMap(c -> Argument.COLUMNS.stream().map(a -> Collections.nCopies(c, a)))
        .anyMatch(call -> analysis.ask(form.call(name, call)) instanceof Answer.Typed);
  }

  private static boolean isOtherForm(String condition) {
    return condition.contains("WITHIN_GROUP_MISSING")
        || condition.contains("WINDOW_FUNCTION_WITHOUT_OVER")
        || condition.contains("WITHOUT_WINDOW")
        || condition.contains("WINDOW_FUNCTION_NOT_ALLOWED")
        || condition.contains("_LEGACY_ERROR_TEMP_1037");
  }

  private void probe() {
    for (int count : counts) {
      if (count <= Math.max(minimum(), 1) + VARIADIC_LENGTHS - 1 || !isVariadic()) {
        probe(count);
      }
    }
  }

  private int minimum() {
    return counts.stream().findFirst().orElse(0);
  }

  private void probe(int count) {
    if (count == 0) {
      ask(List.of());
      return;
    }
    literals = false;
    Set<List<Argument>> seeds = seeds(count);
    if (accepted(count).isEmpty()) {
      literals = true;
      seeds = seeds(count);
    }
    vary(seeds);
    boolean foldable =
        answers.entrySet().stream()
            .anyMatch(
                e ->
                    e.getKey().size() == count
                        && e.getValue() instanceof Answer.Refused r
                        && r.condition().contains("FOLDABLE"));
    if (foldable && !literals) {
      literals = true;
      vary(seeds(count));
    }
    if (count > 1) {
      combine(count);
    }
  }

  private List<Argument> alphabet() {
    return literals
        ? Stream.concat(Argument.COLUMNS.stream(), Argument.CONSTANTS.stream()).toList()
        : Argument.COLUMNS;
  }

  /** Calls to begin with: some that work, of different results if possible. */
  private Set<List<Argument>> seeds(int count) {
    Set<List<Argument>> tried = new LinkedHashSet<>();
    for (Argument argument : alphabet()) {
      tried.add(Collections.nCopies(count, argument));
    }
    for (List<Argument> shorter : spread(accepted(count - 1))) {
      for (Argument last : alphabet()) {
        List<Argument> longer = new ArrayList<>(shorter);
        longer.add(last);
        tried.add(longer);
      }
    }
    tried.forEach(this::ask);
    if (accepted(count).size() < 2 && count > 1) {
      List<Argument> common = alphabet().stream().filter(a -> COMMON.contains(a.code())).toList();
      random(count, Collections.nCopies(count, common), SHOTS).forEach(this::ask);
    }
    return spread(accepted(count));
  }

  /** A few calls whose results and first arguments differ. */
  private Set<List<Argument>> spread(Collection<List<Argument>> calls) {
    Map<String, List<Argument>> byResult = new LinkedHashMap<>();
    for (List<Argument> call : calls) {
      String result = ((Answer.Typed) answers.get(call)).type();
      boolean known = call.stream().noneMatch(a -> a == Argument.NULL);
      byResult.putIfAbsent(known + result, call);
    }
    List<List<Argument>> all = new ArrayList<>(byResult.values());
    Collections.shuffle(all, new Random(name.hashCode()));
    // Calls without NULL first: it is accepted where nothing else would be.
    all.sort(Comparator.comparing(c -> c.contains(Argument.NULL)));
    return new LinkedHashSet<>(all.subList(0, Math.min(MAX_SEEDS, all.size())));
  }

  private List<List<Argument>> accepted(int count) {
    return answers.entrySet().stream()
        .filter(e -> e.getKey().size() == count && e.getValue() instanceof Answer.Typed)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void vary(Set<List<Argument>> seeds) {
    for (List<Argument> seed : seeds) {
      for (int i = 0; i < seed.size(); i++) {
        for (Argument argument : alphabet()) {
          List<Argument> changed = new ArrayList<>(seed);
          changed.set(i, argument);
          ask(changed);
        }
      }
    }
  }

  private void combine(int count) {
    List<List<Argument>> works = accepted(count);
    List<List<Argument>> choices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = i;
      choices.add(works.stream().map(w -> w.get(at)).distinct().toList());
    }
    boolean plain =
        works.stream().map(w -> ((Answer.Typed) answers.get(w)).type()).distinct().count() <= 1;
    if (works.isEmpty()) {
      return;
    }
    random(count, choices, plain ? COMBINATIONS_IF_PLAIN : COMBINATIONS).forEach(this::ask);
    boolean nested = choices.stream().flatMap(List::stream).anyMatch(FunctionProbes::isNested);
    if (nested && count <= MAX_NESTED) {
      combineNested(count, choices);
    }
  }

  /** What goes with an array depends on its elements. */
  private void combineNested(int count, List<List<Argument>> choices) {
    List<Argument> nested = Argument.COLUMNS.stream().filter(FunctionProbes::isNested).toList();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        List<List<Argument>> wider = new ArrayList<>(choices);
        wider.set(i, nested);
        wider.set(j, Argument.COLUMNS);
        random(count, wider, NESTED_COMBINATIONS).forEach(this::ask);
      }
    }
  }

  private static boolean isNested(Argument argument) {
    return argument.kind().equals("array") || argument.kind().equals("map");
  }

  private Set<List<Argument>> random(int count, List<List<Argument>> choices, int limit) {
    Random random = new Random(name.hashCode() + count);
    Set<List<Argument>> all = new LinkedHashSet<>();
    for (int n = 0; n < limit; n++) {
      List<Argument> call = new ArrayList<>();
      for (List<Argument> choice : choices) {
        call.add(choice.get(random.nextInt(choice.size())));
      }
      all.add(call);
    }
    return all;
  }

  private void ask(List<Argument> arguments) {
    answers.computeIfAbsent(arguments, a -> analysis.ask(form.call(name, a)));
  }

  /**
   * When the result may be NULL: {@code always}, {@code never}, {@code any} (if an argument may),
   * {@code all} (if all arguments may), or {@code never} but for the arguments listed.
   */
  String nulls() {
    List<List<Argument>> works =
        answers.entrySet().stream()
            .filter(e -> e.getValue() instanceof Answer.Typed)
            .map(Map.Entry::getKey)
            .filter(c -> !c.contains(Argument.NULL))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(works, new Random(name.hashCode()));
    Set<String> all = new TreeSet<>();
    works.stream().limit(STRICT_SAMPLES).forEach(call -> all.add(nulls(call)));
    return all.size() == 1 ? all.iterator().next() : "always";
  }

  private String nulls(List<Argument> call) {
    if (nullable(call, "n_", -1)) {
      return "always";
    }
    if (!nullable(call, "", -1)) {
      return "never";
    }
    boolean columns = call.stream().noneMatch(Argument::isLiteral);
    boolean each = true;
    for (int i = 0; i < call.size(); i++) {
      each &= call.get(i).isLiteral() || nullable(call, "n_", i);
    }
    return each ? "any" : columns && call.size() > 1 && !anyAlone(call) ? "all" : "always";
  }

  private boolean anyAlone(List<Argument> call) {
    for (int i = 0; i < call.size(); i++) {
      if (nullable(call, "n_", i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the result may be NULL if one column may be. */
  private boolean nullable(List<Argument> call, String prefix, int changed) {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      Argument a = call.get(i);
      String column = a.isLiteral() ? a.sql() : (i == changed ? "" : prefix) + a.sql();
      arguments.add(new Argument(column, column, a.type(), a.kind()));
    }
    return !(analysis.ask(form.call(name, arguments)) instanceof Answer.Typed typed)
        || typed.nullable();
  }
}

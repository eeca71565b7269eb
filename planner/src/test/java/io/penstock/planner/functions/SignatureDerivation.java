package io.penstock.planner.functions;

import io.penstock.planner.functions.Probes.Function;
import io.penstock.planner.functions.Probes.Probe;
import io.penstock.planner.functions.Signature.Case;
import io.penstock.planner.functions.Signature.Kind;
import io.penstock.planner.types.ArrowTypes;
import io.penstock.planner.types.SparkTypeFactory;
import io.penstock.planner.types.SparkTypeParser;
import io.penstock.planner.types.SparkTypeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/**
 * Finds the rules that explain all answers about a function. Candidates come from the first answer
 * of a group; those that give any other type than Spark for any call of the group are dropped. If
 * no rule explains all calls, they are divided by the number and then by the kinds of arguments;
 * what is still unexplained has no case, and the planner refuses it.
 */
final class SignatureDerivation {
  private static final SparkTypeFactory FACTORY = new SparkTypeFactory();
  private static final int MAX_PARTS = 4;
  private static final int MAX_CASES = 20;
  private static final long FIXED = 1000;
  private static final Pattern FIXED_PART = Pattern.compile("(?<![\\w$.@|*])[a-z][\\w()]*(?=[,>])");

  /** Of an argument by itself, whatever the others are. */
  private static final String UNEXPECTED = "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE";

  /** How calls are divided: by their number of arguments, and by the kinds of some. */
  private record Division(boolean byCount, List<Integer> byKind) {}

  private static final List<Division> DIVISIONS =
      List.of(
          new Division(false, List.of()),
          new Division(true, List.of()),
          new Division(false, List.of(0)),
          new Division(false, List.of(1)),
          new Division(false, List.of(2)),
          new Division(true, List.of(0)),
          new Division(true, List.of(1)),
          new Division(false, List.of(0, 1)),
          new Division(true, List.of(0, 1)),
          new Division(true, List.of(0, 2)),
          new Division(true, List.of(0, 1, 2)));

  private record Key(int count, List<TypeKind> kinds) {}

  private final Function function;
  private final Map<String, String> shown = new HashMap<>();

  private SignatureDerivation(Function function) {
    this.function = function;
  }

  static Signature of(Function function) {
    return new SignatureDerivation(function).derive();
  }

  private Signature derive() {
    List<Probe> accepted =
        function.probes().stream()
            .filter(p -> p.isAccepted() && type(p.answer()).isPresent())
            .toList();
    List<Case> cases = cases(accepted);
    return new Signature(
        function.name(),
        cases.isEmpty() ? Kind.UNKNOWN : function.kind(),
        function.stability(),
        function.counts(),
        function.variadic(),
        function.nulls(),
        acceptedKinds(accepted),
        mismatch(accepted),
        cases);
  }

  private List<Case> cases(List<Probe> accepted) {
    List<Case> best = List.of();
    int mostExplained = 0;
    for (Division division : DIVISIONS) {
      Map<Key, List<Probe>> groups = new LinkedHashMap<>();
      for (Probe probe : accepted) {
        groups.computeIfAbsent(key(probe, division), k -> new ArrayList<>()).add(probe);
      }
      Map<Key, Set<String>> rules = new LinkedHashMap<>();
      groups.forEach((key, probes) -> rules.put(key, explaining(probes)));
      int explained =
          groups.entrySet().stream()
              .filter(g -> !rules.get(g.getKey()).isEmpty())
              .mapToInt(g -> g.getValue().size())
              .sum();
      if (explained > mostExplained) {
        mostExplained = explained;
        best = merged(rules, division);
      }
      if (explained == accepted.size()) {
        break;
      }
    }
    // So many rules are none: the type depends on what the arguments say.
    return best.size() > MAX_CASES ? List.of() : best;
  }

  private static Key key(Probe probe, Division division) {
    List<TypeKind> kinds = new ArrayList<>();
    for (int i : division.byKind()) {
      kinds.add(
          i < probe.arguments().size()
              ? TypeKind.of(probe.arguments().get(i).type())
              : TypeKind.OTHER);
    }
    return new Key(division.byCount() ? probe.arguments().size() : Case.ANY_COUNT, kinds);
  }

  /** As few cases as possible: the rule that explains most groups first. */
  private static List<Case> merged(Map<Key, Set<String>> rules, Division division) {
    Map<Key, Set<String>> left = new LinkedHashMap<>(rules);
    left.values().removeIf(Set::isEmpty);
    Map<String, List<Key>> keys = new LinkedHashMap<>();
    while (!left.isEmpty()) {
      Map<String, Long> uses =
          left.values().stream()
              .flatMap(Set::stream)
              .collect(Collectors.groupingBy(r -> r, LinkedHashMap::new, Collectors.counting()));
      String rule =
          uses.entrySet().stream()
              .max(
                  Map.Entry.<String, Long>comparingByValue()
                      .thenComparing(e -> -rank(e.getKey()))
                      .thenComparing(Map.Entry::getKey))
              .orElseThrow()
              .getKey();
      keys.put(
          rule,
          left.entrySet().stream()
              .filter(e -> e.getValue().contains(rule))
              .map(Map.Entry::getKey)
              .toList());
      left.values().removeIf(r -> r.contains(rule));
    }
    List<Case> cases = new ArrayList<>();
    keys.forEach((rule, of) -> cases.addAll(cases(rule, of, division)));
    return cases;
  }

  private static List<Case> cases(String rule, List<Key> keys, Division division) {
    int width = division.byKind().stream().mapToInt(i -> i + 1).max().orElse(0);
    // Groups that differ in the kind of the last argument only become one case.
    Map<Key, Set<TypeKind>> last = new LinkedHashMap<>();
    for (Key key : keys) {
      if (key.kinds().isEmpty()) {
        last.put(key, Set.of());
      } else {
        int n = key.kinds().size() - 1;
        last.computeIfAbsent(
                new Key(key.count(), key.kinds().subList(0, n)),
                k -> EnumSet.noneOf(TypeKind.class))
            .add(key.kinds().get(n));
      }
    }
    Map<List<Object>, Set<TypeKind>> first = new LinkedHashMap<>();
    List<Case> cases = new ArrayList<>();
    last.forEach(
        (key, kinds) -> {
          if (division.byKind().size() == 2) {
            first
                .computeIfAbsent(List.of(key.count(), kinds), k -> EnumSet.noneOf(TypeKind.class))
                .add(key.kinds().get(0));
            return;
          }
          List<Set<TypeKind>> at = new ArrayList<>();
          for (int i = 0; i < width; i++) {
            int place = division.byKind().indexOf(i);
            at.add(
                place < 0
                    ? Set.of()
                    : place == key.kinds().size() ? kinds : Set.of(key.kinds().get(place)));
          }
          cases.add(new Case(key.count(), at, rule));
        });
    first.forEach(
        (key, kinds) -> {
          List<Set<TypeKind>> at = new ArrayList<>();
          for (int i = 0; i < width; i++) {
            int place = division.byKind().indexOf(i);
            @SuppressWarnings("unchecked")
            Set<TypeKind> second = (Set<TypeKind>) key.get(1);
            at.add(place < 0 ? Set.of() : place == 0 ? kinds : second);
          }
          cases.add(new Case((Integer) key.get(0), at, rule));
        });
    return cases;
  }

  /** The rules that give Spark's type for each of these calls. */
  private Set<String> explaining(List<Probe> probes) {
    if (isOneLiteral(probes)) {
      return Set.of();
    }
    Probe richest =
        probes.stream()
            .max(
                Comparator.comparingLong(
                        (Probe p) ->
                            p.arguments().stream()
                                .filter(a -> TypeKind.of(a.type()) != TypeKind.VOID)
                                .count())
                    .thenComparing(p -> p.answer().length()))
            .orElseThrow();
    Set<String> rules = new LinkedHashSet<>();
    type(richest.answer()).ifPresent(t -> candidates(t, richest).forEach(rules::add));
    for (Probe probe : probes) {
      rules.removeIf(rule -> !explains(rule, probe));
      if (rules.isEmpty()) {
        return rules;
      }
    }
    return rules;
  }

  /** A type known for one text only may depend on what the text says. */
  private static boolean isOneLiteral(List<Probe> probes) {
    int count = probes.get(0).arguments().size();
    for (int i = 0; i < count; i++) {
      int at = i;
      boolean same =
          probes.stream()
                  .map(p -> p.arguments().size() > at ? p.arguments().get(at) : null)
                  .distinct()
                  .count()
              == 1;
      if (same
          && probes
              .get(0)
              .arguments()
              .get(i)
              .literal()
              .filter(String.class::isInstance)
              .isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean explains(String rule, Probe probe) {
    try {
      RelDataType type = ResultType.of(rule, new ProbedCall(probe.arguments()));
      return type != null && text(type).equals(expected(probe.answer()));
    } catch (RuntimeException e) {
      // A rule that cannot be applied to such arguments explains nothing.
      return false;
    }
  }

  private String expected(String answer) {
    return shown.computeIfAbsent(answer, a -> type(a).map(t -> text(t)).orElse("none"));
  }

  private static String text(RelDataType type) {
    return SparkTypeText.of(ArrowTypes.toArrow("c", type));
  }

  private static Optional<RelDataType> type(String answer) {
    return SparkTypeParser.parse(answer, FACTORY);
  }

  /** Rules that may give this type, the simplest first. */
  private Stream<String> candidates(RelDataType result, Probe probe) {
    Set<String> all = new LinkedHashSet<>();
    all.add(constant(result));
    int count = probe.arguments().size();
    all.addAll(parts(result, probe));
    all.addAll(List.of("$*", "$2*", "$3*"));
    for (int i = 1; i <= count; i++) {
      for (int j = i + 1; j <= Math.min(count, 4); j++) {
        all.add("$" + i + "|$" + j);
      }
    }
    for (int i = 2; i <= Math.min(count, 3); i++) {
      all.add("array<$1.element|$" + i + ">");
    }
    all.add("$1|int");
    all.add("array<$*>");
    all.add("array<$1|$2>");
    all.addAll(new TreeSet<>(TypeRules.ALL.keySet()));
    return all.stream().filter(rule -> explains(rule, probe));
  }

  private static String constant(RelDataType type) {
    return SparkTypeText.of(ArrowTypes.toArrow("c", type));
  }

  /** The type put together of the arguments and their parts. */
  private Set<String> parts(RelDataType result, Probe probe) {
    Set<String> all = new LinkedHashSet<>();
    for (int i = 0; i < probe.arguments().size(); i++) {
      paths("$" + (i + 1), probe.arguments().get(i).type(), text(result), 0, all);
    }
    if (result.isStruct()) {
      List<String> structs = new ArrayList<>(List.of(""));
      for (RelDataTypeField field : result.getFieldList()) {
        List<String> longer = new ArrayList<>();
        for (String type : some(field.getType(), probe)) {
          for (String struct : structs) {
            longer.add((struct.isEmpty() ? "" : struct + ",") + field.getName() + ":" + type);
          }
        }
        structs = longer;
      }
      structs.forEach(fields -> all.add("struct<" + fields + ">"));
    } else if (result.getComponentType() != null) {
      some(result.getComponentType(), probe).forEach(e -> all.add("array<" + e + ">"));
    } else if (result.getKeyType() != null && result.getValueType() != null) {
      for (String key : some(result.getKeyType(), probe)) {
        some(result.getValueType(), probe).forEach(v -> all.add("map<" + key + "," + v + ">"));
      }
    }
    return all;
  }

  private List<String> some(RelDataType part, Probe probe) {
    Set<String> all = new LinkedHashSet<>(parts(part, probe));
    all.add(constant(part));
    return all.stream().limit(MAX_PARTS).toList();
  }

  private static void paths(
      String path, RelDataType type, String wanted, int depth, Set<String> found) {
    if (text(type).equals(wanted)) {
      found.add(path);
    }
    if (depth > 2) {
      return;
    }
    Optional.ofNullable(type.getComponentType())
        .ifPresent(t -> paths(path + ".element", t, wanted, depth + 1, found));
    Optional.ofNullable(type.getKeyType())
        .ifPresent(t -> paths(path + ".key", t, wanted, depth + 1, found));
    Optional.ofNullable(type.getValueType())
        .ifPresent(t -> paths(path + ".value", t, wanted, depth + 1, found));
    if (type.isStruct() && type.getFieldCount() == 2) {
      paths(path + ".first", type.getFieldList().get(0).getType(), wanted, depth + 1, found);
      paths(path + ".second", type.getFieldList().get(1).getType(), wanted, depth + 1, found);
    }
  }

  /** The fewer types that are fixed inside of a nested one the better, then the shorter. */
  private static long rank(String rule) {
    if (rule.startsWith("@array")) {
      return 0;
    }
    return FIXED * FIXED_PART.matcher(rule).results().count() + rule.length();
  }

  private List<Set<TypeKind>> acceptedKinds(List<Probe> accepted) {
    List<Set<TypeKind>> kinds = new ArrayList<>();
    for (Probe probe : accepted) {
      for (int i = 0; i < probe.arguments().size(); i++) {
        while (kinds.size() <= i) {
          kinds.add(EnumSet.noneOf(TypeKind.class));
        }
        kinds.get(i).add(TypeKind.of(probe.arguments().get(i).type()));
      }
    }
    if (function.variadic() && !kinds.isEmpty()) {
      // What one of many may be, another may be too.
      Set<TypeKind> any = EnumSet.noneOf(TypeKind.class);
      kinds.forEach(any::addAll);
      return List.of(any);
    }
    return kinds;
  }

  /** The condition of all calls with one argument of a kind that is never accepted there. */
  private Optional<String> mismatch(List<Probe> accepted) {
    List<Set<TypeKind>> kinds = acceptedKinds(accepted);
    Set<String> conditions =
        function.probes().stream()
            .filter(p -> !p.isAccepted() && isUnaccepted(p, kinds))
            .map(p -> p.answer().substring(1))
            .collect(Collectors.toCollection(TreeSet::new));
    return conditions.equals(Set.of(UNEXPECTED)) ? Optional.of(UNEXPECTED) : Optional.empty();
  }

  private static boolean isUnaccepted(Probe probe, List<Set<TypeKind>> kinds) {
    for (int i = 0; i < probe.arguments().size(); i++) {
      Set<TypeKind> here = kinds.isEmpty() ? Set.of() : kinds.get(Math.min(i, kinds.size() - 1));
      if (!here.contains(TypeKind.of(probe.arguments().get(i).type()))) {
        return true;
      }
    }
    return false;
  }
}

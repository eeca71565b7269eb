package io.penstock.benchmarks.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which queries of the corpus are compared.
 *
 * @param queries about how many; 0 for all
 * @param perFile at most so many of one file
 * @param seed the same seed chooses the same queries
 */
public record Sample(int queries, int perFile, long seed) {
  /** Every query. */
  public static final Sample ALL = new Sample(0, Integer.MAX_VALUE, 0);

  /** The numbers of the chosen queries of each chosen file. */
  Map<CorpusFile, Set<Integer>> of(List<CorpusFile> files) {
    List<CorpusFile> order = new ArrayList<>(files);
    Random random = new Random(seed);
    if (queries > 0) {
      Collections.shuffle(order, random);
    }
    Map<CorpusFile, Set<Integer>> chosen = new LinkedHashMap<>();
    int count = 0;
    for (CorpusFile file : order) {
      List<Integer> numbers = new ArrayList<>(queriesOf(file));
      if (queries > 0) {
        Collections.shuffle(numbers, random);
        numbers = numbers.subList(0, Math.min(perFile, numbers.size()));
      }
      if (!numbers.isEmpty() && (queries == 0 || count < queries)) {
        chosen.put(file, new TreeSet<>(numbers));
        count += numbers.size();
      }
    }
    return chosen;
  }

  private static List<Integer> queriesOf(CorpusFile file) {
    return IntStream.rangeClosed(1, file.statements().size())
        .filter(n -> StatementKind.of(file.statements().get(n - 1)) == StatementKind.QUERY)
        .boxed()
        .toList();
  }
}

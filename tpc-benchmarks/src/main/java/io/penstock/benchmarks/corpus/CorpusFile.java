package io.penstock.benchmarks.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file of the corpus.
 *
 * @param name its path below the folder of inputs
 * @param settings that it asks for; of each dimension of settings the first ones
 * @param statements in order, without semicolons
 */
record CorpusFile(String name, Map<String, String> settings, List<String> statements) {
  CorpusFile {
    settings = new LinkedHashMap<>(settings);
    statements = List.copyOf(statements);
  }
}

package io.penstock.planner.validate;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/** Asks for one name at a time, without regard to case; never for all of them. */
final class NamedLookup<T> implements Lookup<T> {
  private final Function<String, Optional<Named<T>>> find;

  NamedLookup(Function<String, Optional<Named<T>>> find) {
    this.find = find;
  }

  @Override
  public @Nullable T get(String name) {
    return find.apply(name).map(Named::entity).orElse(null);
  }

  @Override
  public @Nullable Named<T> getIgnoreCase(String name) {
    return find.apply(name).orElse(null);
  }

  @Override
  public Set<String> getNames(LikePattern pattern) {
    return Set.of();
  }
}

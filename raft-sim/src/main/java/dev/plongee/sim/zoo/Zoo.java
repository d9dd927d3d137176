package dev.plongee.sim.zoo;

import dev.plongee.core.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The registry of breakable rules.
public final class Zoo {
  private static final List<Breach> ALL = collect();

  private Zoo() {}

  /// Every breach; of each rule the one that tells most comes first.
  public static List<Breach> all() {
    return ALL;
  }

  /// The breach with this id, or the first one of the rule with this name.
  public static Optional<Breach> find(String idOrRule) {
    for (Breach breach : ALL) {
      if (breach.id().equals(idOrRule) || breach.function().equals(idOrRule)) {
        return Optional.of(breach);
      }
    }
    return Optional.empty();
  }

  /// The ways in which the function of this name can be broken.
  public static List<Breach> of(String function) {
    List<Breach> breaches = new ArrayList<>();
    for (Breach breach : ALL) {
      if (breach.function().equals(function)) {
        breaches.add(breach);
      }
    }
    return breaches;
  }

  /// The names of the functions that can be broken, those of the core first.
  public static List<String> functions() {
    List<String> functions = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      functions.add(rule.method());
    }
    for (Breach breach : ALL) {
      if (!functions.contains(breach.function())) {
        functions.add(breach.function());
      }
    }
    return functions;
  }

  private static List<Breach> collect() {
    List<Breach> all = new ArrayList<>();
    all.addAll(VoteBreaches.all());
    all.addAll(ElectionBreaches.all());
    all.addAll(LogBreaches.all());
    all.addAll(WaitBreaches.all());
    all.addAll(CommitBreaches.all());
    all.addAll(SnapshotBreaches.all());
    all.addAll(MemberBreaches.all());
    all.addAll(ReadBreaches.all());
    all.addAll(HostBreaches.all());
    return List.copyOf(all);
  }
}

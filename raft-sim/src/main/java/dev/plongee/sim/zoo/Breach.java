package dev.plongee.sim.zoo;

import dev.plongee.core.Rule;
import dev.plongee.core.Rules;

/// One rule, broken in one way: a rule of the core, or one that is kept around it.
///
/// @param id the rule and how it is broken, `mayVoteFor:anybody`
/// @param function the function of [Rules], or of [dev.plongee.sim.world.HostRules], that is
///   overridden
/// @param english what happens, in a sentence without its first capital and its full stop
/// @param french the same
/// @param detector what must catch it
/// @param rules the rules with this breach
public record Breach(
    String id, String function, String english, String french, Detector detector, Rules rules) {
  Breach(String id, Rule rule, String english, String french, Detector detector, Rules rules) {
    this(id, rule.method(), english, french, detector, rules);
  }

  @Override
  public String toString() {
    return id;
  }
}

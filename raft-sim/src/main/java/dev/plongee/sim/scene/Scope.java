package dev.plongee.sim.scene;

import java.util.ArrayList;
import java.util.List;

/// What may be named at a place of a scene.
///
/// @param servers S1 to Sn exist
/// @param names given by `let` before this place
public record Scope(int servers, List<String> names) {
  Scope with(String name) {
    if (names.contains(name)) {
      return this;
    }
    List<String> more = new ArrayList<>(names);
    more.add(name);
    return new Scope(servers, List.copyOf(more));
  }
}

package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.List;

/// A prediction stop: the room is asked before the cue shows what happens.
public record Question(Text text, List<Answer> answers) {
  /// @param right whether the cue shows this one
  public record Answer(Text text, boolean right) {}
}

package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.world.WorldConfig;
import java.util.List;

/// A scene as it was written.
///
/// @param number 0 when it has none
/// @param paper where the paper tells of it, or empty
/// @param tracks the talks it belongs to, by their minutes, or [#FOR_QUESTIONS] alone
/// @param config the world it begins with
/// @param timed whether the world goes on by itself; else every event is named
public record Scene(
    String name,
    int number,
    Text title,
    String paper,
    List<Integer> tracks,
    WorldConfig config,
    boolean timed,
    List<Cue> cues) {
  /// Among the tracks: the scene waits for a question from the room.
  public static final int FOR_QUESTIONS = 0;

  /// The same scene with other draws; only what it says must hold will hold.
  public Scene withSeed(long seed) {
    return new Scene(name, number, title, paper, tracks, config.withSeed(seed), timed, cues);
  }

  @Override
  public String toString() {
    return name;
  }

  /// The cue of this name.
  ///
  /// @throws IllegalArgumentException when there is none
  public Cue cue(String cueName) {
    for (Cue cue : cues) {
      if (cue.name().equals(cueName)) {
        return cue;
      }
    }
    throw new IllegalArgumentException("no cue is called " + cueName);
  }
}

package dev.plongee.sim.scene;

/// A place in the text of a scene; lines and columns from 1 on.
public record Place(int line, int column) {
  static final Place FIRST = new Place(1, 1);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}

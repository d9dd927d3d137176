package dev.plongee.sim.scene;

/// A place in the text of a scene; lines and columns from 1 on.
public record Place(int line, int column) {
  @Override
  public String toString() {
    return line + ":" + column;
  }
}

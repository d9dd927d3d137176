package dev.plongee.sim.architecture.sins.core;

import org.junit.jupiter.api.Tag;

public final class CoreWithALibrary {
  static final Class<?> LIBRARY = Tag.class;
}

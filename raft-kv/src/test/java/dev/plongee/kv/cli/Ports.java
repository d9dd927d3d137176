package dev.plongee.kv.cli;

import dev.plongee.kv.net.FreePorts;

/// Free ports that follow each other, as `up --port` wants them.
final class Ports {
  private Ports() {}

  static int firstOf(int count) {
    while (true) {
      int first = FreePorts.one();
      boolean all = true;
      for (int i = 1; i < count; i++) {
        all &= FreePorts.isFree(first + i);
      }
      if (all) {
        return first;
      }
    }
  }
}

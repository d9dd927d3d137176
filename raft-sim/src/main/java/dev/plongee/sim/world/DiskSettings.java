package dev.plongee.sim.world;

import dev.plongee.core.Check;

/// How long a disk takes to make a flush group durable, in microseconds.
///
/// @param standsStill whether it takes for ever; a group that was begun before ends
public record DiskSettings(long fsyncMinUs, long fsyncMaxUs, boolean standsStill) {
  /// 0.5 to 6 ms.
  public static final DiskSettings DEFAULT = new DiskSettings(500, 6_000, false);

  public DiskSettings {
    Check.that(fsyncMinUs >= 1 && fsyncMaxUs >= fsyncMinUs, "an fsync of at least a microsecond");
  }

  /// This disk when it hangs.
  public DiskSettings hanging() {
    return new DiskSettings(fsyncMinUs, fsyncMaxUs, true);
  }
}

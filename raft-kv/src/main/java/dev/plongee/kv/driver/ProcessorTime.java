package dev.plongee.kv.driver;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/// What this process has cost.
public final class ProcessorTime {
  private ProcessorTime() {}

  /// Processor time of this process since it started, in microseconds; 0 where the system does not
  /// tell.
  public static long micros() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? TimeUnit.NANOSECONDS.toMicros(Math.max(0, system.getProcessCpuTime()))
        : 0;
  }
}

package dev.plongee.sim.storm;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// A class of storms. Each prints what became of its calls, so none runs beside a test that
/// captures what is printed. Two at once would take four times as long each: clusters that share
/// two processors hold elections instead of working.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("storm")
@ResourceLock(value = Resources.SYSTEM_OUT, mode = ResourceAccessMode.READ)
@ResourceLock("a storm")
@Timeout(value = 2, unit = TimeUnit.HOURS)
@interface Storm {}

package dev.plongee.sim.storm;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/// A class of storms.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("storm")
@Timeout(value = 2, unit = TimeUnit.HOURS)
@interface Storm {}

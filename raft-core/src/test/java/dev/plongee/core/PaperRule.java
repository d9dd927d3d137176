package dev.plongee.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test that shows what these rules are for: for each way to break one of them, some test that
/// names it fails ([EveryRuleIsNeededTest]). Its class is built with the [Rules] to run under.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface PaperRule {
  Rule[] value();
}

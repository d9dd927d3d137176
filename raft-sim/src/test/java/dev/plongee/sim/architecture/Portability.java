package dev.plongee.sim.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The part of the JDK that a portable class may use: what exists in a browser, and of that only
/// what gives the same bits there. Random streams, hash orders, regular expressions, locales,
/// clocks, threads, files and the last bit of transcendental functions differ.
final class Portability extends ArchCondition<JavaClass> {
  /// Banned with everything below them.
  static final List<String> PACKAGES =
      List.of(
          "java.io",
          "java.lang.management",
          "java.lang.ref",
          "java.lang.reflect",
          "java.net",
          "java.nio",
          "java.security",
          "java.text",
          "java.time",
          "java.util.concurrent",
          "java.util.logging",
          "java.util.random",
          "java.util.regex",
          "org.slf4j");

  /// Banned classes, by full name.
  static final List<String> CLASSES =
      Stream.concat(
              in("java.lang", "Process", "ProcessBuilder", "Runtime", "Thread", "ThreadLocal"),
              in(
                  "java.util",
                  "Calendar",
                  "Date",
                  "Formatter",
                  "HashMap",
                  "HashSet",
                  "Hashtable",
                  "IdentityHashMap",
                  "Locale",
                  "PriorityQueue",
                  "Random",
                  "Scanner",
                  "ServiceLoader",
                  "SplittableRandom",
                  "Timer",
                  "UUID",
                  "WeakHashMap"))
          .toList();

  /// Banned methods, as class and name, in every overload.
  static final List<String> METHODS =
      Stream.of(
              in("java.lang.Character", "toLowerCase", "toUpperCase"),
              in("java.lang.Class", "forName", "getDeclaredFields", "getDeclaredMethods"),
              in("java.lang.Class", "getFields", "getMethods", "getPermittedSubclasses"),
              in("java.lang.Class", "getRecordComponents", "getResource", "getResourceAsStream"),
              transcendental("java.lang.Math"),
              transcendental("java.lang.StrictMath"),
              in("java.lang.Math", "random"),
              in("java.lang.String", "format", "formatted", "matches", "replaceAll"),
              in("java.lang.String", "replaceFirst", "split", "splitWithDelimiters"),
              in("java.lang.String", "toLowerCase", "toUpperCase"),
              in("java.lang.System", "currentTimeMillis", "exit", "getProperty", "getenv"),
              in("java.lang.System", "identityHashCode", "nanoTime"),
              in("java.util.Collection", "parallelStream"),
              in("java.util.Collections", "shuffle"),
              in("java.util.Map", "copyOf", "entry", "of", "ofEntries"),
              in("java.util.Set", "copyOf", "of"),
              in("java.util.stream.BaseStream", "parallel"),
              in("java.util.stream.Collectors", "groupingBy", "partitioningBy", "toMap", "toSet"),
              in("java.util.stream.Collectors", "toUnmodifiableMap", "toUnmodifiableSet"))
          .flatMap(methods -> methods)
          .toList();

  /// Banned in a catch clause: where the stack or the heap ends differs from machine to machine.
  static final List<String> CAUGHT =
      in("java.lang", "Error", "OutOfMemoryError", "StackOverflowError", "VirtualMachineError")
          .toList();

  Portability() {
    super("use only the portable part of the JDK");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      checkType(dependency, events);
    }
    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
      checkAccess(access, events);
    }
    for (JavaCodeUnit code : type.getCodeUnits()) {
      checkCatches(code, events);
    }
    for (JavaMethod method : type.getMethods()) {
      if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
        report(method, "synchronized", method.getDescription(), events);
      }
    }
  }

  private static void checkType(Dependency dependency, ConditionEvents events) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    for (String name : PACKAGES) {
      if (target.getPackageName().equals(name) || target.getPackageName().startsWith(name + ".")) {
        report(dependency, name, dependency.getDescription(), events);
      }
    }
    for (String name : CLASSES) {
      if (target.getName().equals(name) || target.getName().startsWith(name + "$")) {
        report(dependency, name, dependency.getDescription(), events);
      }
    }
  }

  private static void checkAccess(JavaAccess<?> access, ConditionEvents events) {
    JavaClass owner = access.getTargetOwner();
    for (String method : METHODS) {
      int dot = method.lastIndexOf('.');
      if (access.getName().equals(method.substring(dot + 1))
          && owner.isAssignableTo(method.substring(0, dot))) {
        report(access, method, access.getDescription(), events);
      }
    }
    if (access.getName().equals("hashCode")
        && (owner.isAssignableTo(Record.class)
            || owner.isAssignableTo(Enum.class)
            || owner.isEquivalentTo(Object.class))) {
      report(access, "hashCode", access.getDescription(), events);
    }
  }

  private static void checkCatches(JavaCodeUnit code, ConditionEvents events) {
    for (TryCatchBlock block : code.getTryCatchBlocks()) {
      for (JavaClass caught : block.getCaughtThrowables()) {
        if (CAUGHT.contains(caught.getName())) {
          String where = block.getSourceCodeLocation().toString();
          report(code, "catch " + caught.getName(), code.getDescription() + where, events);
        }
      }
    }
  }

  private static void report(Object at, String ban, String description, ConditionEvents events) {
    events.add(SimpleConditionEvent.violated(at, "[" + ban + "] " + description));
  }

  private static Stream<String> in(String owner, String... names) {
    return Arrays.stream(names).map(name -> owner + "." + name);
  }

  private static Stream<String> transcendental(String owner) {
    return Stream.concat(
        in(owner, "acos", "asin", "atan", "atan2", "cbrt", "cos", "cosh", "exp", "expm1"),
        in(owner, "hypot", "log", "log10", "log1p", "pow", "sin", "sinh", "tan", "tanh"));
  }
}

package dev.plongee.sim.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/// Who may see whom, for the packages below one root (`dev.plongee`, or that of the fixtures).
/// Rules may be empty, because rooms are built one after the other.
record Walls(String root) {
  /// The packages that also run in a browser, subpackages included.
  private static final List<String> PORTABLE =
      List.of(
          "core",
          "kv.store",
          "kv.codec",
          "sim.world",
          "sim.schedule",
          "sim.scene",
          "sim.check",
          "sim.page",
          "sim.phrase",
          "sim.travel",
          "sim.zoo");

  /// The arrow core <- kv <- sim, first half.
  ArchRule coreSeesNoOtherModule() {
    return noClasses()
        .that(are("core"))
        .should()
        .dependOnClassesThat(are("kv", "sim"))
        .because("the algorithm knows no world")
        .allowEmptyShould(true);
  }

  /// The arrow core <- kv <- sim, second half.
  ArchRule storeSeesNoSimulator() {
    return noClasses()
        .that(are("kv"))
        .should()
        .dependOnClassesThat(are("sim"))
        .because("the real store ships without the simulator")
        .allowEmptyShould(true);
  }

  /// JSpecify is raft-core's one dependency.
  ArchRule coreSeesOnlyTheJdk() {
    return classes()
        .that(are("core"))
        .should()
        .onlyDependOnClassesThat(
            are("core").or(resideInAnyPackage("java..", "org.jspecify..")).or(primitive()))
        .because("the core is the JDK and JSpecify's annotations")
        .allowEmptyShould(true);
  }

  /// The state machine and the record codec are shared with the simulator and the page.
  ArchRule storeAndCodecSeeOnlyTheCore() {
    return noClasses()
        .that(are("kv.store", "kv.codec"))
        .should()
        .dependOnClassesThat(are("kv", "sim").and(not("kv.store", "kv.codec")))
        .because("every world runs this very state machine and this very record format")
        .allowEmptyShould(true);
  }

  /// Only the command line of the simulator sees the real cluster.
  ArchRule onlyTheCommandLineOfTheSimulatorSeesTheRealCluster() {
    return noClasses()
        .that(are("sim").and(not("sim.cli")))
        .should()
        .dependOnClassesThat(
            are("kv.net", "kv.driver", "kv.disk", "kv.client", "kv.bench", "kv.cli")
                .or(resideInAnyPackage("io.netty..")))
        .because("a simulated world has no socket, disk or client of the real one")
        .allowEmptyShould(true);
  }

  /// What runs in a browser uses nothing that does not.
  ArchRule portableSeesOnlyPortable() {
    String[] portable = PORTABLE.toArray(String[]::new);
    return noClasses()
        .that(are(portable))
        .should()
        .dependOnClassesThat(are("core", "kv", "sim").and(not(portable)))
        .because("portable packages also run in a browser")
        .allowEmptyShould(true);
  }

  /// What runs in a browser gives the same bits there: see [Portability].
  ArchRule portableUsesOnlyThePortableJdk() {
    return classes()
        .that(are(PORTABLE.toArray(String[]::new)))
        .should(new Portability())
        .because("the page must compute the same bits as the JVM")
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> are(String... rooms) {
    return resideInAnyPackage(
        Stream.of(rooms).map(room -> root + "." + room + "..").toArray(String[]::new));
  }

  private DescribedPredicate<JavaClass> not(String... rooms) {
    return DescribedPredicate.not(are(rooms));
  }

  private static DescribedPredicate<JavaClass> primitive() {
    return DescribedPredicate.describe(
        "are primitive or arrays of primitives", type -> type.getBaseComponentType().isPrimitive());
  }
}

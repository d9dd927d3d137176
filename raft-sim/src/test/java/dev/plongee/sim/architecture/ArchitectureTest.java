package dev.plongee.sim.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String HOUSE = "dev.plongee";
  private static final String SINS = "dev.plongee.sim.architecture.sins";

  private static final Walls WALLS = new Walls(HOUSE);
  private static final Walls SINNERS = new Walls(SINS);
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(HOUSE);
  private static final JavaClasses SINFUL = new ClassFileImporter().importPackages(SINS);

  @Test
  void all_modules_are_looked_at() {
    for (String module : List.of("core", "kv", "sim")) {
      String name = HOUSE + "." + module;
      assertTrue(CLASSES.containPackage(name), "no class of " + name + " was imported");
    }
    assertFalse(CLASSES.containPackage(SINS), "the fixtures are not part of the house");
  }

  @Test
  void core_sees_no_other_module() {
    holds(WALLS.coreSeesNoOtherModule());
    isBrokenBy(SINNERS.coreSeesNoOtherModule(), "core.CoreThatKnowsTheStore");
  }

  @Test
  void core_sees_only_the_jdk() {
    holds(WALLS.coreSeesOnlyTheJdk());
    isBrokenBy(SINNERS.coreSeesOnlyTheJdk(), "core.CoreThatKnowsTheStore", "core.CoreWithALibrary");
  }

  @Test
  void the_store_sees_no_simulator() {
    holds(WALLS.storeSeesNoSimulator());
    isBrokenBy(
        SINNERS.storeSeesNoSimulator(),
        "kv.codec.CodecThatKnowsTheSimulator",
        "kv.net.ServerThatKnowsTheSimulator");
  }

  @Test
  void the_state_machine_and_the_codec_see_only_the_core() {
    holds(WALLS.storeAndCodecSeeOnlyTheCore());
    isBrokenBy(
        SINNERS.storeAndCodecSeeOnlyTheCore(),
        "kv.codec.CodecThatKnowsTheSimulator",
        "kv.store.StoreThatKnowsTheNetwork");
  }

  @Test
  void only_the_command_line_of_the_simulator_sees_the_real_cluster() {
    holds(WALLS.onlyTheCommandLineOfTheSimulatorSeesTheRealCluster());
    isBrokenBy(
        SINNERS.onlyTheCommandLineOfTheSimulatorSeesTheRealCluster(),
        "sim.world.WorldThatKnowsTheNetwork",
        "sim.world.WorldWithASocket");
  }

  @Test
  void portable_packages_see_only_portable_ones() {
    holds(WALLS.portableSeesOnlyPortable());
    isBrokenBy(
        SINNERS.portableSeesOnlyPortable(),
        "core.CoreThatKnowsTheStore",
        "kv.store.StoreThatKnowsTheNetwork",
        "sim.world.WorldThatKnowsTheNetwork");
  }

  @Test
  void portable_packages_use_only_the_portable_part_of_the_jdk() {
    holds(WALLS.portableUsesOnlyThePortableJdk());
  }

  /// Both ways: a ban that no longer sees its sin is red, and so is a ban without a sin.
  @Test
  void every_ban_of_the_portable_packages_sees_its_sin() {
    List<String> bans = new ArrayList<>(Portability.PACKAGES);
    bans.addAll(Portability.CLASSES);
    bans.addAll(Portability.METHODS);
    Portability.CAUGHT.forEach(caught -> bans.add("catch " + caught));
    bans.add("synchronized");
    bans.add("hashCode");

    List<String> reports =
        SINNERS.portableUsesOnlyThePortableJdk().evaluate(SINFUL).getFailureReport().getDetails();
    TreeSet<String> seen = new TreeSet<>();
    for (String report : reports) {
      seen.add(report.substring(1, report.indexOf(']')));
    }

    assertEquals(new TreeSet<>(bans), seen);
  }

  private static void holds(ArchRule rule) {
    rule.check(CLASSES);
  }

  /// The rule reports exactly these fixtures, named below the package of the sins.
  private static void isBrokenBy(ArchRule rule, String... fixtures) {
    TreeSet<String> sinners = new TreeSet<>();
    rule.evaluate(SINFUL)
        .handleViolations((Collection<Dependency> dependencies, String _) -> {
          for (Dependency dependency : dependencies) {
            String name = dependency.getOriginClass().getName();
            sinners.add(name.substring(SINS.length() + 1));
          }
        });
    assertEquals(new TreeSet<>(List.of(fixtures)), sinners);
  }
}

/// The walls of the house, checked on the class files of all modules: who may see whom, and what
/// the packages that also run in a browser may use of the JDK. The package `sins` below breaks each
/// rule on purpose, so that a rule which has stopped to see anything makes a test red.
package dev.plongee.sim.architecture;

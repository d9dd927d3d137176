/// A real browser, driven from tests, and the tests that the page and the engine inside it behave.
/// Everything runs from files, without a server and without a network.
package dev.plongee.sim.browser;

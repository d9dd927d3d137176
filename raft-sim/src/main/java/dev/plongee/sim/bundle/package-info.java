/// Makes one file of the page: what Maven runs after the engine was compiled, and nobody else.
///
/// In come the sources of the page, the compiled engine, the scenes, and the libraries on the class
/// path; out goes one HTML file that needs nothing beside it. Never in here: what the page shows.
@NullMarked
package dev.plongee.sim.bundle;

import org.jspecify.annotations.NullMarked;

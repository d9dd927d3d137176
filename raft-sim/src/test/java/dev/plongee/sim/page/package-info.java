/// What the page is told, read as the page reads it: as JSON.
@NullMarked
package dev.plongee.sim.page;

import org.jspecify.annotations.NullMarked;

/// Storms: clusters of real processes under load, whose processes are killed, frozen, robbed of
/// their disk and fed with garbage. What clients saw is recorded and judged, and what was
/// acknowledged is looked for in the log of every server.
///
/// Longer ones: `-Pstorms` with the properties of [Weather]; see `docs/checking.md`.
@NullMarked
package dev.plongee.sim.storm;

import org.jspecify.annotations.NullMarked;

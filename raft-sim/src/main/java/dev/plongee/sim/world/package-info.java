/// A cluster that is not real: servers that run the real core and the real store, on a network,
/// disks, clocks and clients that are values.
///
/// In come a [WorldConfig], the rules, and then one event or [Act] after the other; out goes what
/// an [Observer] sees, and what there is to look at in a [World]. Never in here: real time, a file,
/// a thread, a stream of random numbers, a history.
///
/// *Time.* `now()` is in microseconds and the same for all servers. What may happen is in
/// `pending()`, each event with the moment it is due. `step()` performs what is due first, which is
/// how time passes by itself. `act(new Act.Happen(name))` performs any pending event now and lets
/// no time pass; what is due meanwhile is late and happens when somebody steps. Both can be mixed.
///
/// *Names.* An [Event] is called by what it is (`S1.2>S3#12`, `S2.1/ELECTION`, `S2.1/w7`, `c3/9`)
/// and keeps that name in every run of the same seed, whatever else was left out; all draws are
/// functions of these names and the seed ([Dice]).
///
/// *Reaching in.* Everything a scene, a person or a fault schedule can do is an [Act], and an act
/// is data. `act` says whether anything changed; only a server that does not exist is an error.
/// Rules are not data, so they have a door of their own: `obey(rules)` breaks or mends them in a
/// world that runs. A server whose structure a broken rule destroyed stops for ever and is reported
/// ([Observer#broke]); the world goes on.
///
/// *Members.* The first servers of a configuration are the cluster at its beginning; others may run
/// beside it and belong to nothing until an act adds them ([MemberChange]).
///
/// *Copies.* `copy(observer)` makes a world of its own that goes on from the same moment: a branch,
/// a checkpoint, or a twin under other rules, which shares every draw. Servers are shared until one
/// of the two worlds changes them.
///
/// *Messages* on their way are pending [Event.Delivery]s; one that the network will lose is there
/// too, marked, and vanishes when it is due, but `Happen` delivers even that. On a FIFO link
/// nothing overtakes; `Delay` moves one message only.
///
/// *Disks* hold bytes in the format of the real log. All writes that wait when the disk becomes
/// free are one flush group; a crash loses what was not synced, or keeps as many writes as the act
/// says, and may leave torn sectors; a start reads the bytes.
///
/// *Clients* have one call at a time. `Ask` lets any client call, with its first call or when it
/// has none; the [Workload] lets some of them call by themselves.
@NullMarked
package dev.plongee.sim.world;

import org.jspecify.annotations.NullMarked;

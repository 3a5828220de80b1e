// What each facet asks of an event, as the service asks it of its store: an export selects the same events as the page.

import { STATUSES } from "./state.js";
import { fold, nameKey } from "./words.js";

export const FACET = { type: 1, status: 2, time: 4, q: 8, actor: 16, source: 32, place: 64, country: 128, admin1: 256, near: 512, admin2: 1024, geo_precision: 2048, killed: 4096, id: 8192 };

/** The deaths told of an event: the best figure, else the lowest. @param {any} event */
export function killedIn(event) {
  return event.fatalities?.best ?? event.fatalities?.low ?? 0;
}

/** Does an event have a distance to the frontier that means something? @param {any} event */
export function hasDistance({ place }) {
  return Boolean(place) && place.geo_precision < 3 && place.border_km !== null && place.border_km !== undefined;
}

/**
 * A key and a maker of a test for each facet; the key is null where the facet lets all pass.
 * @param {import("./data.js").Events} events @param {import("./state.js").State} state
 * @returns {Record<string, [string|null, () => (i: number) => boolean]>}
 */
export function testsOf(events, state) {
  const list = events.list;
  const equal = (word, of) => [state[word] || null, () => (i) => of(list[i]) === state[word]];
  return {
    type: [state.types && [...state.types].join(), () => typeTest(events, state.types)],
    status: [state.statuses && [...state.statuses].join(), () => (i) => state.statuses.has(STATUSES[events.status[i]])],
    time: [state.from === null && state.to === null ? null : `${state.from}/${state.to}`, () => timeTest(events, state)],
    q: [state.q ? `${events.matches.has(state.q) ? "served" : "own"} ${fold(state.q)}` : null, () => textTest(events, state.q)],
    actor: [state.actor || null, () => actorTest(events, state.actor)],
    source: [state.source || null, () => (i) => list[i].sources.includes(state.source)],
    place: [state.place || null, () => (i) => list[i].place?.id === state.place || Boolean(list[i].also?.includes(state.place))],
    country: equal("country", (event) => event.place?.country),
    admin1: equal("admin1", (event) => event.place?.admin1),
    admin2: equal("admin2", (event) => event.place?.admin2),
    geo_precision: equal("geo_precision", (event) => event.place && String(event.place.geo_precision)),
    near: [state.near === null ? null : String(state.near), () => (i) => hasDistance(list[i]) && list[i].place.border_km <= state.near],
    killed: [state.killed === null ? null : String(state.killed), () => (i) => killedIn(list[i]) >= state.killed],
    id: [state.id || null, () => idTest(events, state.id)],
  };
}

function typeTest(events, types) {
  const kept = events.leaves.map((leaf) => types.has(leaf.code));
  return (i) => kept[events.leaf[i]];
}

function timeTest(events, { from, to }) {
  const [low, high] = [from ?? -Infinity, to ?? Infinity];
  return (i) => events.isDated(i) && events.first[i] <= high && events.last[i] >= low;
}

/** The service searches evidence too; until it has answered, what the page itself holds is searched. */
function textTest(events, q) {
  const served = events.matches.get(q);
  if (served) return (i) => served.has(events.list[i].id);
  const words = fold(q).split(" ");
  return (i) => words.every((word) => events.text(i).includes(word));
}

/** A name, or some whole words of it: "US" is no part of "Usman". */
function actorTest(events, name) {
  const wanted = ` ${nameKey(name)} `;
  return (i) => events.list[i].actors.some((actor) => ` ${nameKey(actor.name)} `.includes(wanted));
}

function idTest(events, ids) {
  const wanted = new Set(ids.split(","));
  return (i) => wanted.has(events.list[i].id);
}

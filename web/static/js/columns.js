// All events in few bytes: the service writes what many events share once, and this puts the events together again.
// What is shared is one object for all that share it.

/** Events as the page holds them, whether they came whole or as columns. @param {any} told @returns {any} */
export function unpacked(told) {
  if (!told?.columns) return told;
  const { columns, shared, ways } = told;
  const events = columns.id.map((id, i) => {
    const kind = shared.kind[columns.kind[i]];
    return {
      id,
      layer: kind.layer,
      type: kind.type,
      sub_type: kind.sub_type,
      title: columns.title[i],
      date_start: shared.start[columns.start[i]],
      date_end: shared.end[columns.end[i]],
      date_precision: kind.date_precision,
      date_basis: kind.date_basis,
      status: kind.status,
      is_aggregate: kind.is_aggregate,
      confidence: kind.confidence,
      place: shared.place[columns.place[i]],
      arc: ways[id]?.arc || null,
      also: ways[id]?.also || [],
      fatalities: shared.fatalities[columns.fatalities[i]],
      injuries: shared.injuries[columns.injuries[i]],
      actors: shared.actors[columns.actors[i]],
      sources: shared.sources[columns.sources[i]],
      reports: kind.reports,
      report_count: kind.reports,
    };
  });
  return { version: told.version, count: told.count, news_until: told.news_until, events };
}

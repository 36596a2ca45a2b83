// What the bad events have in common, and what is unusual. The values come from clients: shown as text, each apart from what is around it.

import { get, path } from './api.js';
import { el, line, listing, name, number, section, sub, table, wide } from './dom.js';
import { burn, count, duration, exact, instant, percent } from './format.js';

// A search takes the server a moment, and its answer changes slowly.
const REFRESH = 10_000;
const LATEST = 10;

/** Asks for the contributors of an objective's alert, at most every ten seconds; none while none is open. */
export function explainer() {
  let last = 0;
  let answer = null;
  return async (isOpen, objective, signal) => {
    if (!isOpen) {
      last = 0;
      answer = null;
    } else if (Date.now() - last >= REFRESH) {
      answer = await get(path(objective, '/contributors'), signal).catch(() => answer);
      last = Date.now();
    }
    return answer;
  };
}

export function isKnown(answer) { return (answer?.contributors ?? []).length > 0; }

export function contributors(answer) {
  // Counts alone have no properties: nothing is known, and that is not "no cause". What an incident was saved with has no counts.
  if (answer?.isKnown === false || (!answer?.badEvents && !isKnown(answer))) return el('div');
  const found = answer.contributors;
  return section(['Contributors ', answer.badEvents ? sub(`to ${exact(answer.badEvents)} bad events since ${instant(answer.from)}, where ${count(Math.round(answer.expectedBadEvents))} would be usual`) : null],
    found.length === 0 ? el('p', { class: 'sub' }, 'No single cause stands out.')
      : table('Contributors', [number('Share'), wide('In common'), number('Lift'), number('Bad events'), line('Since'), 'Traces'], found.map(one => [
        percent(Math.floor(one.excessRatio * 100 + 1e-9) / 100, 0),
        el('dl', { class: 'lines' }, one.values.map(({ dimension, value }) => [el('dt', null, dimension), el('dd', null, name(value, 128))])),
        burn(one.lift),
        count(Math.round(one.badEvents)),
        [instant(one.firstSeenAt), one.valueFirstSeenAt === one.firstSeenAt ? sub('not seen before') : null,
          one.firstVersion ? sub('first seen with version ', name(one.firstVersion, 64)) : null],
        el('div', null, one.exemplars.filter(event => event.traceId ?? event.requestId).map(event => el('div', null, el('code', { class: 'trace' }, event.traceId ?? event.requestId), ' ',
          event.elapsedSeconds === null ? null : sub(duration(event.elapsedSeconds))))),
      ])));
}

/** What is unusual now, as notes. */
export function unusual(answer) {
  return (answer?.observations ?? []).filter(one => !one.endedAt).map(one =>
    el('p', { class: 'notice' }, el('strong', null, 'Unusual'), ` since ${instant(one.startedAt)}: `, name(one.text, 400)));
}

export function observations(answer) {
  const all = answer?.observations ?? [];
  return listing(['Unusual behaviour ', all.length > LATEST ? sub(`the latest ${LATEST} of ${all.length}`) : null], [line('Began'), line('Ended'), wide('What'), number('Score')],
    all.slice(0, LATEST).map(one => [instant(one.startedAt), one.endedAt ? instant(one.endedAt) : el('strong', null, 'lasts'), name(one.text, 400), one.score.toFixed(2)]), 'Unusual behaviour');
}

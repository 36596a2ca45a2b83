// Every incident of every objective: the open ones first, then the newest.

import { get } from './api.js';
import { become, el, name } from './dom.js';
import { burn, count, duration, instant, percent, words } from './format.js';

const REFRESH = 10_000;

export const incidentHead = [
  { title: 'Started' }, { title: 'Lasted', number: true }, { title: 'Severity' }, { title: 'Cause' }, { title: 'Peak burn rate', number: true },
  { title: 'Bad events', number: true }, { title: 'Budget spent', number: true },
];

export function incidentCells(incident, now) {
  const end = incident.endedAt ? Date.parse(incident.endedAt) / 1000 : now;
  return [
    el('time', { datetime: incident.startedAt }, instant(incident.startedAt)),
    incident.endedAt ? duration(end - Date.parse(incident.startedAt) / 1000)
      : el('span', { class: 'alert alert-' + incident.severity }, 'open for ' + duration(Math.max(0, end - Date.parse(incident.startedAt) / 1000))),
    words.severity[incident.severity],
    incident.cause ? name(incident.cause) : '–',
    burn(incident.peakBurnRate),
    count(incident.badEvents),
    percent(incident.budgetSpentRatio),
  ];
}

export function show(app, main) {
  app.title('Incidents');
  const body = el('tbody');
  const more = el('button', { type: 'button', class: 'tool', hidden: true }, 'Older incidents');
  const empty = el('p', { class: 'empty' }, 'Loading the incidents.');
  const summary = el('p', { class: 'sub' });
  const stopped = new AbortController();
  let older = [];
  let newest = [];
  let cursor = null;
  main.append(el('h1', null, 'Incidents'), summary,
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Incidents' }, el('table', { class: 'list' },
      el('caption', { class: 'hidden' }, 'Incidents'),
      el('thead', null, el('tr', null, [{ title: 'Objective' }, ...incidentHead].map(column =>
        el('th', { scope: 'col', class: column.number ? 'number' : null }, column.title)))), body)),
    el('p', null, more), empty);

  const write = () => {
    const known = new Set(newest.map(incident => incident.id));
    const all = [...newest, ...older.filter(incident => !known.has(incident.id))];
    const open = all.filter(incident => !incident.endedAt);
    become(body, el('tbody', null, [...open, ...all.filter(incident => incident.endedAt)].map(incident => el('tr', { class: incident.endedAt ? null : 'firing' },
      el('td', null, el('a', { href: '?slo=' + encodeURIComponent(incident.name) }, name(incident.name)), incident.group ? el('span', { class: 'sub' }, name(incident.group)) : null),
      incidentCells(incident, app.objectives.now()).map((cell, i) => el('td', { class: incidentHead[i].number ? 'number' : null }, cell))))));
    summary.textContent = all.length === 0 ? '' : `${open.length} open, ${all.length - open.length} ended${more.hidden ? '' : ', and older ones'}`;
    empty.hidden = all.length > 0;
    empty.textContent = 'No incident is known.';
  };
  const read = async (query = '') => get('incidents?limit=200' + query, stopped.signal);
  const refresh = async () => {
    try {
      const answer = await read();
      newest = answer.incidents;
      if (older.length === 0) { cursor = answer.next; more.hidden = !cursor; }
      write();
    } catch (error) {
      if (error.name !== 'AbortError' && newest.length === 0) empty.textContent = error.message;
    }
  };
  more.addEventListener('click', async () => {
    let answer;
    try { answer = await read('&cursor=' + encodeURIComponent(cursor)); } catch { return; }
    older.push(...newest, ...answer.incidents);
    older = [...new Map(older.map(incident => [incident.id, incident])).values()];
    cursor = answer.next;
    more.hidden = !cursor;
    write();
  });
  refresh();
  const timer = setInterval(refresh, REFRESH);
  return () => { stopped.abort(); clearInterval(timer); };
}

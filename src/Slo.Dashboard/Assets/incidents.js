// Every incident of every objective: the open ones first, then the newest.

import { get } from './api.js';
import { become, button, cells, el, empty, head, line, name, number, objective, region, sub, titled } from './dom.js';
import { at, burn, count, duration, instant, percent, words } from './format.js';

const REFRESH = 10_000;

export const incidentHead = [
  line('Started'), number('Lasted'), 'Severity', 'Cause', number('Peak burn rate'),
  number('Bad events'), number('Budget spent'),
];

export function incidentCells(incident, now) {
  const end = incident.endedAt ? at(incident.endedAt) : now;
  return [
    el('a', { href: '?incident=' + encodeURIComponent(incident.id), title: 'Show this incident' }, el('time', { datetime: incident.startedAt }, instant(incident.startedAt))),
    incident.endedAt ? duration(end - at(incident.startedAt))
      : el('span', { class: 'alert alert-' + incident.severity }, 'open for ' + duration(Math.max(0, end - at(incident.startedAt)))),
    [el('span', null, words.severity[incident.severity]), incident.severities.length > 1 ? sub(words.severity[incident.severities[0].severity].toLowerCase() + ' at first') : null],
    incident.cause ? name(incident.cause) : '–',
    burn(incident.peakBurnRate),
    count(incident.badEvents),
    percent(incident.budgetSpentRatio),
  ];
}

const columns = ['Objective', ...incidentHead];

export function show(app, main) {
  app.title('Incidents');
  const body = el('tbody');
  const more = button({ hidden: true }, 'Older incidents');
  const note = empty('Loading the incidents.');
  const summary = el('p', { class: 'sub' });
  const stopped = new AbortController();
  let open = [];
  let older = [];
  let newest = [];
  let cursor = null;
  let isComplete = true;
  main.append(el('h1', null, 'Incidents'), summary,
    region('rows', 'Incidents', el('table', { class: 'list' }, titled('Incidents'), head(columns), body)),
    el('p', null, more), note);

  const about = incident => {
    const title = app.objectives.rows.get(incident.name)?.displayName;
    return [objective(incident.name, title),
      [title ? incident.name : null, incident.group].filter(text => text).map(text => sub(name(text)))];
  };
  const write = () => {
    // One that ended between the two requests is in both.
    const closed = [...new Map([...newest, ...older].map(incident => [incident.id, incident])).values()];
    const ended = new Set(closed.map(incident => incident.id));
    const lasting = open.filter(incident => !ended.has(incident.id));
    const all = [...lasting, ...closed];
    become(body, el('tbody', null, all.map(incident => el('tr', { class: incident.endedAt ? null : 'firing' },
      cells(columns, [about(incident), ...incidentCells(incident, app.objectives.now())])))));
    summary.textContent = (all.length === 0 ? '' : `${lasting.length} open, ${closed.length} ended${more.hidden ? '' : ', and older ones'}`)
      + (isComplete ? '' : '. The store does not answer: these are only the ones in memory.');
    note.hidden = all.length > 0;
    note.textContent = 'No incident is known.';
  };
  const read = query => get('incidents?' + query, stopped.signal);
  const page = next => read('state=closed&limit=200' + (next ? '&cursor=' + encodeURIComponent(next) : ''));
  // All of them, however old; far more than ever fire at a time are left out.
  const readOpen = async () => {
    const all = [];
    for (let next = ''; next !== null && all.length < 5000;) {
      const answer = await read('state=open&limit=1000' + (next ? '&cursor=' + encodeURIComponent(next) : ''));
      all.push(...answer.incidents);
      next = answer.next;
    }
    return all;
  };
  const refresh = async () => {
    try {
      const lasting = await readOpen();
      const answer = await page();
      open = lasting;
      newest = answer.incidents;
      isComplete = answer.isComplete;
      if (older.length === 0) { cursor = answer.next; more.hidden = !cursor; }
      write();
    } catch (error) {
      if (error.name !== 'AbortError' && newest.length + open.length === 0) note.textContent = error.message;
    }
  };
  more.addEventListener('click', async () => {
    let answer;
    try { answer = await page(cursor); } catch { return; }
    older = [...new Map([...older, ...newest, ...answer.incidents].map(incident => [incident.id, incident])).values()].sort((one, other) => one.id < other.id ? 1 : -1);
    cursor = answer.next;
    more.hidden = !cursor;
    write();
  });
  refresh();
  const timer = setInterval(refresh, REFRESH);
  return () => { stopped.abort(); clearInterval(timer); };
}

// One incident: how it stands, what happened in it, what people noted, and a draft for its review.

import { get } from './api.js';
import { become, el, name, section, table } from './dom.js';
import { burn, count, duration, exact, instant, percent, words } from './format.js';

const kinds = { deescalated: 'fell back', reaction: 'reaction', incident: 'note' };

export function show(app, main) {
  const id = app.query().get('incident');
  const stopped = new AbortController();
  const body = el('div');
  let isBusy = false;
  app.title('Incident');
  main.append(el('p', { class: 'crumbs' }, el('a', { href: '?view=incidents' }, 'Incidents'), ' / ', name(id)), body);

  const refresh = async () => {
    if (isBusy || document.hidden) return;
    isBusy = true;
    try {
      const incident = await get('incidents/' + encodeURIComponent(id), stopped.signal);
      app.title(`Incident of ${incident.name}`);
      become(body, el('div', null, parts(incident, app.objectives)));
    } catch (error) {
      if (error.name !== 'AbortError' && !body.hasChildNodes()) body.append(el('p', { class: 'empty', role: 'alert' }, error.message));
    } finally {
      isBusy = false;
    }
  };
  refresh();
  const stop = app.objectives.listen(refresh);
  return () => { stopped.abort(); stop(); };
}

function parts(incident, objectives) {
  const start = Date.parse(incident.startedAt) / 1000;
  const end = incident.endedAt ? Date.parse(incident.endedAt) / 1000 : Math.max(start, objectives.now());
  const title = objectives.rows.get(incident.name)?.displayName ?? incident.name;
  return [
    el('div', { class: 'detail-head' },
      el('h1', null, name(title), incident.group ? [' · ', name(incident.group)] : null, ' ', incident.endedAt
        ? el('span', { class: 'quiet' }, words.severity[incident.severity] + ', ended') : el('span', { class: 'alert alert-' + incident.severity }, words.severity[incident.severity] + ', open')),
      incident.cause ? el('p', { class: 'text' }, name(incident.cause)) : null,
      el('p', { class: 'sub' }, el('a', { href: '?slo=' + encodeURIComponent(incident.name) }, name(incident.name)), ' ',
        Object.entries(incident.labels).map(([key, value]) => el('a', { class: 'chip', href: './?label=' + encodeURIComponent(key + ':' + value) }, name(`${key}: ${value}`, 60)))),
      incident.isComplete ? null : el('p', { class: 'notice' }, 'The store does not answer, or has more than is shown: this leaves some out.')),
    tiles(incident, start, end),
    incident.firstResponse && !incident.endedAt ? section('First response', el('p', { class: 'text' }, name(incident.firstResponse, 2000))) : null,
    section('Timeline', timeline(incident, start)),
    incident.comments.length > 0 ? section('Comments', el('ol', { class: 'notes' }, incident.comments.map(comment => el('li', null,
      el('span', { class: 'sub' }, instant(comment.at), ' · ', name(comment.by ?? 'unknown', 60)), el('p', { class: 'text' }, name(comment.text, 1000)))))) : null,
    incident.summary ? section('Draft summary', incident.summary.split('\n').map(line => el('p', { class: 'text' }, name(line, 4000)))) : null,
  ];
}

function tiles(incident, start, end) {
  const note = incident.acknowledgement;
  const facts = [
    [incident.endedAt ? 'Lasted' : 'Open for', duration(end - start), 'since ' + instant(incident.startedAt)],
    ['Budget spent', percent(incident.budgetSpentRatio), 'of the period', incident.budgetSpentRatio > 0 ? 'bad' : null],
    ['Bad events', count(incident.badEvents), `of ${exact(incident.goodEvents + incident.badEvents)}`],
    ['Peak burn rate', burn(incident.peakBurnRate), 'in the shortest window'],
    ['Acknowledged', note ? 'By ' + (note.by ?? 'unknown') : 'No', note ? [instant(note.at), note.text ? [' · ', name(note.text, 200)] : null] : 'by nobody', note ? null : incident.endedAt ? null : 'warn'],
    ['Owner', incident.owner ?? '–', incident.queue ? ['queue ', name(incident.queue, 60)] : 'no queue'],
    ['Category', incident.category ?? '–', incident.service ? ['service ', name(incident.service, 60)] : ''],
  ];
  return el('div', { class: 'tiles facts' }, facts.map(([title, value, text, kind]) => el('div', { class: 'tile' }, el('span', { class: 'tile-name' }, title),
    el('span', { class: 'tile-value' + (/^\p{L}/u.test(value) ? ' tile-word wrap' : '') + (kind ? ' ' + kind : '') }, name(value, 80)), el('span', { class: 'sub' }, text))));
}

function timeline(incident, start) {
  const lines = incident.timeline.map(one => {
    const at = Date.parse(one.at) / 1000 - start;
    return [el('time', { datetime: one.at }, instant(one.at)), at < 0 ? '−' + duration(-at) : '+' + duration(at),
      kinds[one.kind] ?? one.kind.replace(/[A-Z]/g, letter => ' ' + letter.toLowerCase()), name(one.text, 400), one.by ? name(one.by, 60) : null, one.reason ? name(one.reason, 400) : null];
  });
  return [
    incident.omitted > 0 ? el('p', { class: 'sub' }, `${incident.omitted} lines in the middle are left out.`) : null,
    table('Timeline', [{ title: 'At', kind: 'line' }, { title: 'After the start', number: true }, { title: 'Kind', kind: 'line' }, { title: 'What', kind: 'wide' }, { title: 'By' }, { title: 'Why' }], lines),
  ];
}

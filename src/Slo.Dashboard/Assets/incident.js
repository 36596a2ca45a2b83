// One incident: how it stands, what happened in it, what people noted, and a draft for its review.

import { get } from './api.js';
import { chips, el, follow, line, name, number, objective, section, sub, table, tiles, wide } from './dom.js';
import { at, burn, count, duration, exact, instant, percent, spaced, words } from './format.js';
import { contributors, explainer, isKnown } from './insight.js';

const kinds = { deescalated: 'fell back', reaction: 'reaction', incident: 'note' };

export function show(app, main) {
  const id = app.query().get('incident');
  const body = el('div');
  const explain = explainer();
  app.title('Incident');
  main.append(el('p', { class: 'crumbs' }, el('a', { href: '?view=incidents' }, 'Incidents'), ' / ', name(id)), body);
  return follow(app, body, async signal => {
    const incident = await get('incidents/' + encodeURIComponent(id), signal);
    app.title(`Incident of ${incident.name}`);
    const isOpen = !incident.endedAt && !incident.group;
    return parts(incident, app.objectives, isKnown(incident) ? { contributors: incident.contributors } : await explain(isOpen, incident.name, signal));
  });
}

function parts(incident, objectives, explained) {
  const start = at(incident.startedAt);
  const end = incident.endedAt ? at(incident.endedAt) : Math.max(start, objectives.now());
  const title = objectives.rows.get(incident.name)?.displayName ?? incident.name;
  return [
    el('div', { class: 'detail-head' },
      el('h1', null, name(title), incident.group ? [' · ', name(incident.group)] : null, ' ', incident.endedAt
        ? el('span', { class: 'quiet' }, words.severity[incident.severity] + ', ended') : el('span', { class: 'alert alert-' + incident.severity }, words.severity[incident.severity] + ', open')),
      incident.cause ? el('p', { class: 'text' }, name(incident.cause)) : null,
      el('p', { class: 'sub' }, objective(incident.name), ' ',
        chips(Object.entries(incident.labels))),
      incident.isComplete ? null : el('p', { class: 'notice' }, 'The store does not answer, or has more than is shown: this leaves some out.')),
    facts(incident, start, end),
    contributors(explained),
    incident.firstResponse && !incident.endedAt ? section('First response', el('p', { class: 'text' }, name(incident.firstResponse, 2000))) : null,
    section('Timeline', timeline(incident, start)),
    incident.comments.length > 0 ? section('Comments', el('ol', { class: 'notes' }, incident.comments.map(comment => el('li', null,
      sub(instant(comment.at), ' · ', name(comment.by ?? 'unknown', 60)), el('p', { class: 'text' }, name(comment.text, 1000)))))) : null,
    incident.summary ? section('Draft summary', incident.summary.split('\n').map(line => el('p', { class: 'text' }, name(line, 4000)))) : null,
  ];
}

function facts(incident, start, end) {
  const note = incident.acknowledgement;
  return tiles([
    [incident.endedAt ? 'Lasted' : 'Open for', duration(end - start), 'since ' + instant(incident.startedAt)],
    ['Budget spent', percent(incident.budgetSpentRatio), 'of the period', incident.budgetSpentRatio > 0 ? 'bad' : null],
    ['Bad events', count(incident.badEvents), `of ${exact(incident.goodEvents + incident.badEvents)}`],
    ['Peak burn rate', burn(incident.peakBurnRate), 'in the shortest window'],
    ['Acknowledged', note ? 'By ' + (note.by ?? 'unknown') : 'No', note ? [instant(note.at), note.text ? [' · ', name(note.text, 200)] : null] : incident.endedAt ? '' : 'not yet', note ? null : incident.endedAt ? null : 'warn'],
    ['Owner', incident.owner ?? '–', incident.queue ? ['queue ', name(incident.queue, 60)] : 'no queue'],
    ['Category', incident.category ?? '–', incident.service ? ['service ', name(incident.service, 60)] : ''],
  ]);
}

function timeline(incident, start) {
  const lines = incident.timeline.map(one => {
    const after = at(one.at) - start;
    return [el('time', { datetime: one.at }, instant(one.at)), after < 0 ? '−' + duration(-after) : '+' + duration(after),
      kinds[one.kind] ?? spaced(one.kind), name(one.text, 400), one.by ? name(one.by, 60) : null, one.reason ? name(one.reason, 400) : null];
  });
  return [
    incident.omitted > 0 ? el('p', { class: 'sub' }, `${incident.omitted} lines in the middle are left out.`) : null,
    table('Timeline', [line('At'), number('After the start'), line('Kind'), wide('What'), 'By', 'Why'], lines),
  ];
}

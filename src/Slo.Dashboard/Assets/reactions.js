// The reactions: how each stands, its steps, what people decided, and what was done last.

import { get } from './api.js';
import { el, empty, follow, line, listing, name, sub, table, wide } from './dom.js';
import { at, duration, instant } from './format.js';

const REFRESH = 10_000;
const states = {
  idle: 'Idle', waiting: 'Waiting', active: 'Active', recovering: 'Recovering', undoing: 'Undoing', applying: 'Applying', applied: 'Applied', failed: 'Failed',
  unknown: 'Unknown', undone: 'Undone', undoFailed: 'Undo failed',
};
const kinds = { pause: 'Paused', force: 'Forced', undo: 'Undone' };
const marks = { failed: 'bad', unknown: 'warn', undoFailed: 'bad', applied: 'on', active: 'on', applying: 'on', undoing: 'on', recovering: 'on' };

export function show(app, main) {
  app.title('Reactions');
  const body = el('div', null, empty('Loading the reactions.'));
  let records = [];
  let last = 0;
  main.append(el('h1', null, 'Reactions'), body);
  return follow(app, body, async signal => {
    const { reactions } = await get('reactions', signal);
    if (Date.now() - last >= REFRESH) {
      records = (await get('ledger?kind=reaction&limit=50', signal)).entries;
      last = Date.now();
    }
    return reactions.length === 0 ? empty('No reactions are declared.') : [reactions.map(one => reaction(one, app.objectives.now())), recent(records)];
  });
}

function reaction(one, now) {
  const decision = one.override;
  const next = one.nextAt ? at(one.nextAt) - now : null;
  const due = next === null ? null : next > 0 ? 'in ' + duration(next) : one.waitsFor ? 'when the conditions hold' : 'now';
  const lines = [
    one.objective && one.state !== 'idle' ? ['Reacts to', name(one.objective)] : null,
    one.reason && one.state !== 'idle' ? ['Because', name(one.reason, 400)] : null,
    due ? [one.state === 'recovering' ? 'Undone' : 'Next step', due] : null,
    one.waitsFor ? ['Waits for', name(one.waitsFor, 400)] : null,
    decision ? [kinds[decision.kind] ?? decision.kind, [name(decision.actor ? 'by ' + decision.actor : 'by an unknown person', 80), `, until ${instant(decision.until)} (${duration(Math.max(0, at(decision.until) - now))}): `, name(decision.reason, 400)]] : null,
    one.endedAt ? ['Last run ended', instant(one.endedAt)] : null,
  ].filter(line => line);
  return el('section', { class: 'card', 'aria-label': one.name },
    el('h2', null, name(one.name), ' ', badge(one.state), one.isDryRun ? [' ', el('span', { class: 'badge' }, 'Dry run')] : null, ' ',
      sub(`${one.scope}${one.since ? ', since ' + instant(one.since) : ', never ran'}`)),
    lines.length > 0 ? el('dl', { class: 'lines' }, lines.map(([title, value]) => [el('dt', null, title), el('dd', null, value)])) : null,
    table('Steps of ' + one.name, ['Step', wide('Action'), 'Resource', 'State', line('Since'), 'Result'],
      one.steps.map(step => [String(step.number), name(step.action, 200), name(step.resource, 200), badge(step.state), step.at ? instant(step.at) : null, step.result ? name(step.result, 400) : null])));
}

// No state: another instance runs it, or the store does not answer.
function badge(state) {
  return el('span', { class: 'badge' + (marks[state] ? ' badge-' + marks[state] : '') }, state ? states[state] ?? state : 'Not known');
}

function recent(entries) {
  return listing('Last records', [line('At'), 'Reaction', 'Step', 'What', 'Result', 'By', wide('Why')],
    entries.map(({ at, actor, reason, details }) => [instant(at), name(details.reaction, 80), details.step, name(details.outcome, 80), details.result ? name(details.result, 200) : null, actor ? name(actor, 60) : null, reason ? name(reason, 200) : null]));
}

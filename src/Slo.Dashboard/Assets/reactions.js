// The reactions: how each stands, its steps, what people decided, and what was done last.

import { get } from './api.js';
import { become, el, name, section, table } from './dom.js';
import { duration, instant } from './format.js';

const REFRESH = 10_000;
const states = {
  idle: 'Idle', waiting: 'Waiting', active: 'Active', recovering: 'Recovering', undoing: 'Undoing', applying: 'Applying', applied: 'Applied', failed: 'Failed',
  unknown: 'Unknown', undone: 'Undone', undoFailed: 'Undo failed',
};
const kinds = { pause: 'Paused', force: 'Forced', undo: 'Undone' };
const marks = { failed: 'bad', unknown: 'warn', undoFailed: 'bad', applied: 'on', active: 'on', applying: 'on', undoing: 'on', recovering: 'on' };

export function show(app, main) {
  app.title('Reactions');
  const stopped = new AbortController();
  const body = el('div', null, el('p', { class: 'empty' }, 'Loading the reactions.'));
  let isBusy = false;
  let records = [];
  let last = 0;
  main.append(el('h1', null, 'Reactions'), body);

  const refresh = async () => {
    if (isBusy || document.hidden) return;
    isBusy = true;
    try {
      const { reactions } = await get('reactions', stopped.signal);
      if (Date.now() - last >= REFRESH || last === 0) {
        records = (await get('ledger?kind=reaction&limit=50', stopped.signal)).entries;
        last = Date.now();
      }
      become(body, el('div', null, reactions.length === 0 ? el('p', { class: 'empty' }, 'No reactions are declared.')
        : [reactions.map(one => reaction(one, app.objectives.now())), recent(records)]));
    } catch (error) {
      if (error.name !== 'AbortError' && last === 0) become(body, el('div', null, el('p', { class: 'empty', role: 'alert' }, error.message)));
    } finally {
      isBusy = false;
    }
  };
  refresh();
  const stop = app.objectives.listen(refresh);
  return () => { stopped.abort(); stop(); };
}

function reaction(one, now) {
  const decision = one.override;
  const next = one.nextAt ? Date.parse(one.nextAt) / 1000 - now : null;
  const due = next === null ? null : next > 0 ? 'in ' + duration(next) : one.waitsFor ? 'when the conditions hold' : 'now';
  const lines = [
    one.objective && one.state !== 'idle' ? ['Reacts to', name(one.objective)] : null,
    one.reason && one.state !== 'idle' ? ['Because', name(one.reason, 400)] : null,
    due ? [one.state === 'recovering' ? 'Undone' : 'Next step', due] : null,
    one.waitsFor ? ['Waits for', name(one.waitsFor, 400)] : null,
    decision ? [kinds[decision.kind] ?? decision.kind, [name(decision.actor ? 'by ' + decision.actor : 'by an unknown person', 80), `, until ${instant(decision.until)} (${duration(Math.max(0, Date.parse(decision.until) / 1000 - now))}): `, name(decision.reason, 400)]] : null,
    one.endedAt ? ['Last run ended', instant(one.endedAt)] : null,
  ].filter(line => line);
  return el('section', { class: 'card', 'aria-label': one.name },
    el('h2', null, name(one.name), ' ', badge(one.state), one.isDryRun ? [' ', el('span', { class: 'badge' }, 'Dry run')] : null, ' ',
      el('span', { class: 'sub' }, `${one.scope}${one.since ? ', since ' + instant(one.since) : ', never ran'}`)),
    lines.length > 0 ? el('dl', { class: 'lines' }, lines.map(([title, value]) => [el('dt', null, title), el('dd', null, value)])) : null,
    table('Steps of ' + one.name, [{ title: 'Step' }, { title: 'Action', kind: 'wide' }, { title: 'Resource' }, { title: 'State' }, { title: 'Since', kind: 'line' }, { title: 'Result' }],
      one.steps.map(step => [String(step.number), name(step.action, 200), name(step.resource, 200), badge(step.state), step.at ? instant(step.at) : null, step.result ? name(step.result, 400) : null])));
}

// No state: another instance runs it, or the store does not answer.
function badge(state) {
  return el('span', { class: 'badge' + (marks[state] ? ' badge-' + marks[state] : '') }, state ? states[state] ?? state : 'Not known');
}

function recent(entries) {
  if (entries.length === 0) return null;
  return section('Last records', table('Last records', [{ title: 'At', kind: 'line' }, { title: 'Reaction' }, { title: 'Step' }, { title: 'What' }, { title: 'Result' }, { title: 'By' }, { title: 'Why', kind: 'wide' }],
    entries.map(({ at, actor, reason, details }) => [instant(at), name(details.reaction, 80), details.step, name(details.outcome, 80), details.result ? name(details.result, 200) : null, actor ? name(actor, 60) : null, reason ? name(reason, 200) : null])));
}

// One objective: how it stands, how it came to that, and what it is.

import { addressOf, get, getText, path } from './api.js';
import { Chart, color, load } from './charts.js';
import { become, download, el, name, section, table } from './dom.js';
import { budgetLeft, burn, caveats, compliance, count, duration, exact, fromInput, inputTime, instant, percent, perSecond, seconds, target, words } from './format.js';
import { incidentCells, incidentHead } from './incidents.js';
import { alert, state } from './list.js';

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
const POINTS = 300;
const PRESETS = [['15m', 900], ['1h', 3_600], ['6h', 21_600], ['1d', 86_400], ['7d', 604_800], ['28d', 2_419_200]];
const WINDOWS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

export function show(app, main) {
  const page = new Detail(app, main);
  page.open();
  return () => page.close();
}

class Detail {
  #app; #main; #name; #slo = null; #charts = null; #stopped = new AbortController(); #stop = () => {}; #last = 0; #isBusy = false; #turn = 0; #isEdited = false;
  #gone; #tiles; #head; #ranges; #below; #built = ''; #levels = '';

  constructor(app, main) {
    this.#app = app;
    this.#main = main;
    this.#name = app.query().get('slo');
  }

  async open() {
    try {
      await this.#open();
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#main.append(el('p', { class: 'empty' }, error.status === 404 ? 'No objective of this name is declared.' : error.message));
    }
  }

  async #open() {
    this.#app.title(this.#name);
    this.#head = el('div', { class: 'detail-head' });
    this.#gone = el('p', { class: 'notice', role: 'alert', hidden: true }, 'This objective is no longer declared. What follows is what was known last.');
    this.#tiles = el('div', { class: 'tiles facts' });
    this.#ranges = el('div', { class: 'toolbar ranges', role: 'group', 'aria-label': 'Range of the charts' });
    this.#below = {
      charts: el('div', { class: 'charts' }), rules: el('div'), incidents: el('div'), groups: el('div'), reasons: el('div'), changes: el('div'), definition: el('div'),
    };
    this.#main.append(el('p', { class: 'crumbs' }, el('a', { href: './' }, 'Objectives'), ' / ', name(this.#name)),
      this.#gone, this.#head, this.#tiles, this.#ranges, ...Object.values(this.#below));
    await Promise.all([this.#status(), load()]);
    if (this.#stopped.signal.aborted) return;
    this.#stop = this.#app.objectives.listen(() => this.#tick());
    await this.#refresh();
    this.#definition();
  }

  close() {
    this.#stopped.abort();
    this.#stop();
    this.#charts?.forEach(chart => chart.destroy());
  }

  // What was read is at most two seconds old; charts follow their step.
  async #tick() {
    if (this.#isBusy || this.#stopped.signal.aborted || document.hidden) return;
    this.#isBusy = true;
    try {
      await this.#status();
      const range = this.#range();
      if (range.isLive && this.#app.objectives.now() - this.#last >= Math.max(2, Math.min(range.step / 2, 60))) await this.#refresh();
      this.#gone.hidden = true;
    } catch (error) {
      // Anything else is said above: the connection is lost.
      this.#gone.hidden = error.status !== 404;
    } finally {
      this.#isBusy = false;
    }
  }

  async #status() {
    this.#slo = await get(path(this.#name), this.#stopped.signal);
    this.#writeHead();
    this.#writeTiles();
    this.#writeRules();

    // The thresholds of a reload, also while the charts stand still.
    const now = JSON.stringify(levels(this.#slo.rules));
    if (now !== this.#levels) this.#charts?.at(-1).redraw();
    this.#levels = now;
  }

  // The period so far: more is not kept.
  #whole() { return (Date.parse(this.#slo.asOf) - Date.parse(this.#slo.period.start)) / 1000; }

  #range() {
    const query = this.#app.query();
    const now = this.#app.objectives.now();
    const [from, to] = [Date.parse(query.get('from')) / 1000, Date.parse(query.get('to')) / 1000];
    const whole = this.#whole();

    // Of a young process, no longer than what there is to see.
    const key = query.get('range') ?? PRESETS.find(([, length]) => length < whole && length >= this.#slo.coverageRatio * whole)?.[0] ?? 'period';
    const length = Math.min(new Map(PRESETS).get(key) ?? whole, Math.max(60, whole));
    const range = from < to ? { from, to, isLive: false, key: '' } : { from: now - length, to: now, isLive: query.get('live') !== 'off', key };
    range.step = STEPS.find(step => (range.to - range.from) / step <= POINTS) ?? 86_400;
    return range;
  }

  #writeHead() {
    const slo = this.#slo;
    const labels = Object.entries({ ...(slo.service ? { service: slo.service } : {}), ...(slo.owner ? { owner: slo.owner } : {}), ...slo.labels });
    const parts = el('div', null,
      el('h1', null, name(slo.displayName ?? slo.name), ' ', state(slo.state), ' ', alert({ alertState: slo.alert.state, severity: slo.alert.severity }, 'Alert: ')),
      slo.description ? el('p', { class: 'text' }, name(slo.description, 1000)) : null,
      el('p', { class: 'sub' }, name(slo.name), ' · ', name(slo.indicator),
        labels.map(([key, value]) => el('a', { class: 'chip', href: './?label=' + encodeURIComponent(key + ':' + value) }, name(`${key}: ${value}`, 60)))),
      caveats(slo).map(([word, text]) => el('p', { class: 'notice' }, el('strong', null, word + '. '), name(text, 600))));
    parts.className = this.#head.className;
    become(this.#head, parts);
  }

  #writeTiles() {
    const slo = this.#slo;
    const left = slo.errorBudget;
    // The rate that the forecast of the exhaustion assumes: over the long window of the first rule.
    const first = slo.rules.find(rule => rule.long);
    const now = first ? first.longBurnRate : left.burnRate;
    const isGone = left.exhaustionSeconds === 0 || left.remainingRatio < 0;
    const facts = [
      ['Target', target(slo.targetRatio), slo.targetRatio === slo.declaredTargetRatio ? `over ${slo.period.text}` : `now; declared ${target(slo.declaredTargetRatio)}`],
      ['Compliance', compliance(slo.complianceRatio, slo.targetRatio), slo.isMet === null ? 'no events' : slo.isMet ? 'target met' : 'below target so far', slo.isMet === false ? 'bad' : null],
      ['Error budget left', budgetLeft(left.remainingRatio), left.remainingSeconds === null ? 'no data' : `${left.remainingRatio < 0 ? 'overspent by ' : ''}${duration(Math.abs(left.remainingSeconds))} or ${count(Math.abs(Math.floor(left.remainingEvents)))} ${slo.budgetingMethod === 'occurrences' ? 'events' : 'slices'}`, left.remainingRatio < 0 ? 'bad' : null],
      ['Burn rate', burn(now), first ? `over ${first.long}` : 'over the period', now > 1 ? 'warn' : null],
      isGone ? ['Exhausted in', 'Exhausted', 'nothing is left', 'bad']
        : left.remainingRatio === null ? ['Exhausted in', '–', 'no data']
          : ['Exhausted in', left.exhaustionSeconds === null ? (now > 0 ? 'Not at this rate' : 'Not burning') : duration(left.exhaustionSeconds), left.exhaustedAt ? instant(left.exhaustedAt) : 'at the current burn rate'],
      ['Events', count(slo.totalEvents), `${exact(slo.badEvents)} bad`],
      ['Coverage', percent(slo.coverageRatio, slo.coverageRatio < 0.1 ? 2 : 1), 'of the period observed'],
    ];
    if (this.#tiles.childElementCount === 0) {
      this.#tiles.append(...facts.map(([title]) => el('div', { class: 'tile' }, el('span', { class: 'tile-name' }, title), el('span'), el('span', { class: 'sub' }))));
    }
    facts.forEach(([, value, text, kind], i) => {
      const [, number, note] = this.#tiles.children[i].children;
      number.className = 'tile-value' + (/^[A-Z]/.test(value) ? ' tile-word' : '') + (kind ? ' ' + kind : '');
      if (number.textContent !== value) number.textContent = value;
      if (note.textContent !== text) note.textContent = text;
    });
  }

  #writeRules() {
    const head = [{ title: 'Rule' }, { title: 'Severity' }, { title: 'State' }, { title: 'Since', kind: 'line' }, { title: 'Long window', number: true },
      { title: 'Short window', number: true }, { title: 'Threshold', number: true }, { title: 'Budget spent when it fires', number: true }, { title: 'Exhausted in, at this rate', number: true }];
    const rows = this.#slo.rules.map(rule => [
      rule.text, words.severity[rule.severity], el('span', { class: rule.state === 'firing' ? 'alert alert-' + rule.severity : 'quiet' }, words.alert[rule.state]), instant(rule.since),
      rule.long ? `${burn(rule.longBurnRate)} over ${rule.long}` : '–', rule.short ? `${burn(rule.shortBurnRate)} over ${rule.short}` : '–',
      rule.factor ? burn(rule.factor) : '–', rule.budgetFraction ? percent(rule.budgetFraction) : '–', this.#exhaustedIn(rule.longBurnRate),
    ]);
    replace(this.#below.rules, section('Alert rules', rows.length > 0 ? table('Alert rules', head, rows) : el('p', { class: 'sub' }, 'No rules.')));
  }

  #exhaustedIn(burnRate) {
    const { remainingRatio } = this.#slo.errorBudget;
    const [start, end, now] = [this.#slo.period.start, this.#slo.period.end, this.#slo.asOf].map(time => Date.parse(time) / 1000);
    const length = end - start;
    if (remainingRatio === null || burnRate === undefined || burnRate === null) return '–';
    if (remainingRatio <= 0 || burnRate <= 0) return remainingRatio <= 0 ? 'exhausted' : 'not burning';

    // A calendar period ends before that, or enough old events of a rolling one have expired.
    const seconds = remainingRatio * length / burnRate;
    return seconds > (end > now ? end - now : length) ? 'not at this rate' : duration(seconds);
  }

  async #refresh() {
    const turn = ++this.#turn;
    const range = this.#range();
    this.#last = this.#app.objectives.now();
    this.#writeRanges(range);
    const span = `?from=${iso(range.from)}&to=${iso(range.to)}`;
    const signal = this.#stopped.signal;
    const of = rest => get(path(this.#name, rest), signal);
    const source = kind => `/${kind}${span}&step=${range.step}s`;
    const [events, budget, burnRates, incidents, own, all, groups, reasons] = await Promise.all([
      of(source('series')), of(source('budget')), of(source('burn-rates')),
      of('/incidents' + span + '&limit=100'),
      get(`ledger${span}&limit=200&slo=${encodeURIComponent(this.#name)}`, signal), get(`ledger${span}&limit=200`, signal), of('/groups?top=20'), of('/reasons?top=10'),
    ]);
    // Another range was chosen in the meantime: its answers are on the way, or here already.
    if (signal.aborted || turn !== this.#turn) return;

    // Those of the whole app besides; of many objectives, the newest entries may all be about others.
    const changes = [...own.entries, ...all.entries.filter(entry => !entry.objective)].sort((one, other) => other.id - one.id);
    this.#draw(range, { events, budget, burnRates, incidents: incidents.incidents, ledger: changes, source: kind => addressOf(path(this.#name, source(kind))) });
    this.#writeIncidents(incidents.incidents);
    this.#writeGroups(groups, reasons);
    this.#writeChanges(changes);
  }

  #writeRanges(range) {
    const go = changes => { this.#isEdited = false; this.#app.replace(changes); this.#refresh().catch(() => {}); };
    const input = (label, value) => el('input', {
      type: 'datetime-local', step: '1', 'aria-label': label, value: inputTime(value), oninput: () => { this.#isEdited = true; },
      onkeydown: event => { if (event.key === 'Enter') { show.focus(); apply(); } },
    });
    const [from, to] = [input('From', range.from), input('To', range.to)];
    const show = el('button', { type: 'button', class: 'tool', 'data-range': 'apply', onclick: () => apply() }, 'Show');
    const apply = () => {
      const [begin, end] = [fromInput(from.value), fromInput(to.value)];
      if (begin < end) go({ from: iso(begin), to: iso(end), range: null });
    };

    // What is being typed stays until it is applied, or another range is chosen.
    if (this.#isEdited || (this.#ranges.contains(document.activeElement) && document.activeElement.tagName === 'INPUT')) return;
    const focused = document.activeElement?.dataset?.range;
    this.#ranges.replaceChildren(
      ...[...PRESETS.filter(([, length]) => length < this.#whole()).map(([key]) => [key, key]), ['period', 'Period']].map(([key, text]) => el('button', {
        type: 'button', class: 'tool', 'data-range': key, 'aria-pressed': String(range.key === key), onclick: () => go({ range: key, from: null, to: null, live: null }),
      }, text)),
      from, el('span', { class: 'sub' }, 'to'), to, show,
      el('button', {
        type: 'button', class: 'tool', 'data-range': 'live', 'aria-pressed': String(range.isLive),
        onclick: () => go(range.isLive ? { live: 'off' } : { live: null, from: null, to: null }),
      }, range.isLive ? 'Pause' : 'Follow'),
      el('span', { class: 'sub' }, 'Drag in a chart to zoom.'));
    if (focused) this.#ranges.querySelector(`[data-range="${focused}"]`)?.focus();
  }

  #draw(range, data) {
    const windows = data.burnRates.windows.slice(0, WINDOWS.length);
    const key = [this.#slo.latencyThresholdSeconds, hasHold(this.#slo.rules), ...windows.map(window => window.window)].join(',');
    if (!this.#charts || key !== this.#built) this.#build(windows, key);
    const [budget, ratio, events] = this.#charts;
    const until = this.#forecast(range);
    const markers = marks(data.ledger);
    const excluded = data.budget.excluded.map(stretch => ({ ...stretch, color: color('excluded') }));
    const firing = data.incidents.map(incident => ({
      from: Date.parse(incident.startedAt) / 1000, to: incident.endedAt ? Date.parse(incident.endedAt) / 1000 : range.to, color: color(incident.severity === 'page' ? 'page-wash' : 'ticket-wash'),
    }));
    const t = data.budget.t;
    const left = data.budget.errorBudgetRemainingRatio;
    // The last step ends with the server's now, which may be a moment later.
    const view = [range.from, until.at(-1)?.[0] ?? Math.max(range.to, t.at(-1) ?? 0)];
    budget.set([[...t, ...until.map(point => point[0])], [...left, ...until.map(() => null)],
      until.length === 0 ? t.map(() => null) : [...t.slice(0, -1).map(() => null), left.at(-1), ...until.map(point => point[1])]], view, [...excluded, ...firing], markers, data.source('budget'));
    const step = data.budget.stepSeconds;
    const missed = t.flatMap((end, i) => data.budget.complianceRatio[i] !== null && data.budget.complianceRatio[i] < data.budget.targetRatio[i]
      ? [{ from: end - step, to: end, color: color('bad-wash') }] : []);
    ratio.set([t, data.budget.complianceRatio, data.budget.targetRatio], view, [...excluded, ...missed], markers, data.source('budget'));
    events.set([data.events.t, data.events.good.map((good, i) => good === null ? null : good + data.events.bad[i]), data.events.bad], view, excluded, markers, data.source('series'));
    if (this.#slo.latencyThresholdSeconds) this.#charts[3].set(late(data.events, data.budget), view, [...excluded, ...firing], markers, data.source('series'));
    const { shades, states } = pending(this.#slo.rules, data.burnRates, data.incidents, Date.parse(this.#slo.asOf) / 1000);
    this.#charts.at(-1).set(
      [data.burnRates.t, ...windows.map(window => window.burnRate)], view, [...excluded, ...firing, ...shades], markers, data.source('burn-rates'), states);
  }

  // As far as the chart is long, for an eighth more.
  #forecast(range) {
    const left = this.#slo.errorBudget;
    if (!range.isLive || left.exhaustionSeconds === null || left.exhaustionSeconds <= 0 || left.remainingRatio <= 0) return [];
    const length = Math.min(left.exhaustionSeconds, (range.to - range.from) / 8);
    return [[range.to + length, left.remainingRatio * (1 - length / left.exhaustionSeconds)]];
  }

  #build(windows, key) {
    this.#charts?.forEach(chart => chart.destroy());
    this.#built = key;
    const onZoom = (from, to) => { this.#isEdited = false; this.#app.replace({ from: iso(from), to: iso(to), range: null }); this.#refresh().catch(() => {}); };
    const file = kind => `${this.#slo.name}-${kind}`;
    const tight = (_, low, high) => {
      const goal = this.#slo.targetRatio;
      const bottom = Math.min(low ?? goal, goal);
      return [Math.max(0, bottom - (1 - bottom) * 0.15 - 1e-6), 1 + (1 - bottom) * 0.05];
    };
    const threshold = this.#slo.latencyThresholdSeconds ? duration(this.#slo.latencyThresholdSeconds) : null;
    this.#charts = [
      new Chart({
        title: 'Error budget left', note: 'of the current period', file: file('budget'), unit: value => percent(value, 0), zero: 0, onZoom,
        range: (_, low, high) => [Math.min(0, low ?? 0) * 1.08, Math.max(1, high ?? 1) * 1.04],
        series: [{ label: 'Budget left', unit: budgetLeft, color: color('accent'), fill: color('accent-wash'), spanGaps: true }, { label: 'Forecast', unit: budgetLeft, color: color('muted'), dash: [4, 4], spanGaps: true }],
      }),
      new Chart({
        title: 'Compliance', note: 'of each step', file: file('compliance'), unit: value => compliance(value, this.#slo.targetRatio), range: tight, onZoom,
        series: [{ label: 'Compliance', color: color('accent') }, { label: 'Target', color: color('muted'), dash: [6, 4], steps: true, unit: target }],
      }),
      new Chart({
        title: 'Events', note: 'of each step', file: file('events'), unit: count, onZoom,
        series: [{ label: 'All', color: color('accent'), fill: color('accent-bars'), bars: true }, { label: 'Bad', color: color('bad'), fill: color('bad'), bars: true }],
      }),
      ...(threshold ? [new Chart({
        title: `Slower than ${threshold}, or failed`, note: 'share and rate', file: file('latency'), unit: value => percent(value, 2), right: perSecond, onZoom,
        series: [
          { label: 'Share', color: color('bad') }, { label: 'Allowed by the target', color: color('muted'), dash: [6, 4], steps: true },
          { label: 'Rate', color: color('c6'), fill: color('excluded'), bars: true, right: true },
        ],
      })] : []),
      new Chart({
        title: 'Burn rate', note: '1× spends the budget exactly in the period', file: file('burn-rate'), unit: burn, onZoom, states: 'Alert rules',
        key: [['key-page', 'page fires'], ['key-ticket', 'ticket fires'], ...(hasHold(this.#slo.rules) ? [['key-pending', 'pending: at or above the threshold, until its hold has passed']] : [])],
        levels: () => levels(this.#slo.rules), series: windows.map((window, i) => ({ label: window.window, color: color(WINDOWS[i]) })),
      }),
    ];
    this.#below.charts.replaceChildren(...this.#charts.map(chart => chart.element));
  }

  #writeIncidents(incidents) {
    replace(this.#below.incidents, section('Incidents in this range', incidents.length === 0 ? el('p', { class: 'sub' }, 'None.')
      : table('Incidents', [{ title: 'Group' }, ...incidentHead].slice(incidents.some(one => one.group) ? 0 : 1), incidents.map(incident =>
        [incident.group ? name(incident.group) : '', ...incidentCells(incident, this.#app.objectives.now())].slice(incidents.some(one => one.group) ? 0 : 1)))));
  }

  #writeGroups(groups, reasons) {
    replace(this.#below.groups, groups.groups.length === 0 ? el('div') : section('Groups, by ' + (groups.label ?? 'group'),
      table('Groups', [{ title: 'Group' }, { title: 'Good', number: true }, { title: 'Bad', number: true }, { title: 'Budget spent', number: true }],
        groups.groups.map(group => [name(group.value), count(group.goodEvents), count(group.badEvents), percent(group.budgetSpentRatio)]))));
    replace(this.#below.reasons, reasons.reasons.length === 0 ? el('div') : section('Reasons of bad events',
      table('Reasons', [{ title: 'Reason' }, { title: 'Bad events', number: true }, { title: 'Budget spent', number: true }], reasons.reasons.map(reason => [name(reason.reason), count(reason.badEvents), percent(reason.budgetSpentRatio)]))));
  }

  #writeChanges(entries) {
    replace(this.#below.changes, entries.length === 0 ? el('div') : section('Deployments and changes in this range',
      table('Deployments and changes', [{ title: 'At', kind: 'line' }, { title: 'What' }, { title: 'Details', kind: 'wide' }, { title: 'By' }, { title: 'Why' }], entries.map(entry => [
        instant(entry.at), kind(entry.kind), name(Object.entries(entry.details).map(([key, value]) => `${key} ${value}`).join(', '), 160),
        entry.actor ? name(entry.actor, 60) : '–', entry.reason ? name(entry.reason, 160) : '–']))));
  }

  async #definition() {
    try {
      const [text, type] = await getText(path(this.#name, '/definition'), this.#stopped.signal);
      const written = type.includes('json') ? JSON.stringify(JSON.parse(text).Slo ?? JSON.parse(text), null, 2) : text;
      const copy = el('button', { type: 'button', class: 'tool', onclick: async () => {
        await navigator.clipboard.writeText(written).then(() => { copy.textContent = 'Copied'; }, () => { copy.textContent = 'Cannot copy'; });
        setTimeout(() => { copy.textContent = 'Copy'; }, 2000);
      } }, 'Copy');
      const save = el('button', { type: 'button', class: 'tool', onclick: () => download(this.#name + (type.includes('json') ? '.json' : '.yaml'), new Blob([written])) }, 'Save');
      this.#below.definition.replaceChildren(el('section', { class: 'card' },
        el('div', { class: 'chart-head' }, el('h2', null, type.includes('json') ? 'Definition' : 'Definition (OpenSLO)'), el('div', { class: 'chart-tools' }, copy, save)),
        el('pre', { tabindex: '0', role: 'region', 'aria-label': 'Definition' }, written)));
    } catch { /* The rest of the page says what is wrong. */ }
  }
}

// Left alone where it says the same, so that a selection or a scroll position stays.
function replace(place, content) {
  if (place.firstChild) become(place.firstChild, content);
  else place.append(content);
}

// Where rules fire, and what spends the budget exactly.
function levels(rules) {
  const all = new Map([[1, '1×']]);
  for (const rule of rules) if (rule.factor) all.set(rule.factor, `${burn(rule.factor)} ${words.severity[rule.severity].toLowerCase()}`);
  return [...all].map(([value, text]) => ({ value, text }));
}

// What the target allows to be slower than the threshold, and what was. A failure counts as well: the history has good and bad.
function late(events, budget) {
  const targets = new Map(budget.t.map((end, i) => [end, budget.targetRatio[i]]));
  const all = events.good.map((good, i) => good === null ? null : good + events.bad[i]);
  return [
    events.t, events.bad.map((bad, i) => all[i] ? bad / all[i] : null), events.t.map(end => targets.has(end) ? 1 - targets.get(end) : null),
    events.bad.map(bad => bad === null ? null : bad / events.stepSeconds),
  ];
}

// Steps at whose end both windows of a rule with a wait are at or above its factor, while no incident of its severity lasts and it does not
// rest after one. A rule with a guard besides may not hold there: of it, only what it says itself is known.
function pending(rules, burnRates, incidents, now) {
  const rank = { page: 2, ticket: 1 };
  const own = incidents.filter(incident => !incident.group).map(incident => ({
    from: Date.parse(incident.startedAt) / 1000, to: incident.endedAt ? Date.parse(incident.endedAt) / 1000 : Infinity,
    steps: incident.severities.map(step => ({ from: Date.parse(step.at) / 1000, severity: step.severity })),
  }));
  const severityAt = time => own.filter(one => one.from <= time && time < one.to)
    .reduce((most, one) => Math.max(most, rank[one.steps.findLast(step => step.from <= time)?.severity] ?? 0), 0);
  const waits = new Set();
  const shades = [];
  for (const rule of rules) {
    if (rule.state === 'pending') shades.push({ from: Date.parse(rule.since) / 1000, to: now, color: color(rule.severity === 'page' ? 'bad' : 'warn'), isHatched: true });
    const [long, short] = [rule.long, rule.short].map(length => burnRates.windows.find(window => window.window === length)?.burnRate);
    if (!long || !short || !seconds(rule.hold) || rule.minimumEvents || rule.minimumBadEvents || rule.confidence) continue;
    const rest = seconds(rule.coolDown);
    const holds = rule.comparison === 'above' ? rate => rate > rule.factor : rate => rate !== null && rate >= rule.factor;
    let last = null;
    burnRates.t.forEach((to, i) => {
      if (!holds(long[i]) || !holds(short[i]) || severityAt(to) >= rank[rule.severity] || own.some(one => one.to <= to && to < one.to + rest)) return;
      waits.add(i);
      const from = Math.max(to - burnRates.stepSeconds, ...own.filter(one => one.to <= to).map(one => one.to));
      if (last?.to === from) last.to = to;
      else shades.push(last = { from, to, color: color(rule.severity === 'page' ? 'bad' : 'warn'), isHatched: true });
    });
  }
  const states = burnRates.t.map((time, i) => [['', 'ticket fires', 'page fires'][severityAt(time)], waits.has(i) ? 'pending' : ''].filter(text => text).join(', '));
  return { shades, states };
}

function hasHold(rules) { return rules.some(rule => seconds(rule.hold) > 0); }

function marks(ledger) {
  return ledger.filter(entry => entry.kind !== 'incident').map(entry => ({
    at: Date.parse(entry.at) / 1000, color: color(entry.kind === 'deployment' ? 'c3' : 'muted'),
    text: entry.kind === 'deployment' ? (entry.details.version ?? 'deployment').split('+')[0] : kind(entry.kind),
  })).reverse();
}

function kind(word) { return word.replace(/[A-Z]/g, letter => ' ' + letter.toLowerCase()).replace(/^./, letter => letter.toUpperCase()); }

function iso(seconds) { return new Date(Math.round(seconds) * 1000).toISOString().replace('.000', ''); }


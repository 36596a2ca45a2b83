// One objective: how it stands, how it came to that, and what it is.

import { addressOf, get, getText, path } from './api.js';
import { Chart, load } from './charts.js';
import { become, button, chips, download, el, empty, line, listing, name, number, section, sub, table, tiles, wide } from './dom.js';
import { at, budgetLeft, burn, caveats, compliance, count, duration, exact, fromInput, inputTime, instant, percent, perSecond, seconds, spaced, target, words } from './format.js';
import { incidentCells, incidentHead } from './incidents.js';
import { contributors, explainer, observations, unusual } from './insight.js';
import { alert, state } from './list.js';

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
const POINTS = 300;
const PRESETS = [['15m', 900], ['1h', 3_600], ['6h', 21_600], ['1d', 86_400], ['7d', 604_800], ['28d', 2_419_200]];
// As many as there are colours.
const WINDOWS = 6;

export function show(app, main) {
  const page = new Detail(app, main);
  page.open();
  return () => page.close();
}

class Detail {
  #app; #main; #name; #slo = null; #charts = null; #stopped = new AbortController(); #stop = () => {}; #last = 0; #isBusy = false; #turn = 0; #isEdited = false;
  #gone; #tiles; #head; #ranges; #below; #causes; #built = ''; #levels = ''; #anomalies = null; #explain = explainer(); #asked = 0;

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
      this.#main.append(empty(error.status === 404 ? 'No objective of this name is declared.' : error.message));
    }
  }

  async #open() {
    this.#app.title(this.#name);
    this.#head = el('div', { class: 'detail-head' });
    this.#gone = el('p', { class: 'notice', role: 'alert', hidden: true }, 'This objective is no longer declared. What follows is what was known last.');
    this.#tiles = tiles([]);
    this.#ranges = el('div', { class: 'toolbar ranges', role: 'group', 'aria-label': 'Range of the charts' });
    this.#below = {
      charts: el('div', { class: 'charts' }), rules: el('div'), incidents: el('div'), unusual: el('div'), groups: el('div'), reasons: el('div'), changes: el('div'),
      definition: el('div'),
    };
    this.#causes = el('div');
    this.#main.append(el('p', { class: 'crumbs' }, el('a', { href: './' }, 'Objectives'), ' / ', name(this.#name)),
      this.#gone, this.#head, this.#tiles, this.#causes, this.#ranges, ...Object.values(this.#below));
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
    await this.#insight();
    this.#writeHead();
    this.#writeTiles();
    this.#writeRules();

    // The thresholds of a reload, also while the charts stand still.
    const now = JSON.stringify(levels(this.#slo.rules));
    if (now !== this.#levels) this.#charts?.at(-1).redraw();
    this.#levels = now;
  }

  // Slices of anomalies are minutes long.
  async #insight() {
    const signal = this.#stopped.signal;
    replace(this.#causes, contributors(await this.#explain(this.#slo.alert.state === 'firing', this.#name, signal)));
    if (Date.now() - this.#asked < 10_000) return;
    this.#anomalies = await get(path(this.#name, '/anomalies'), signal).catch(() => this.#anomalies);
    this.#asked = Date.now();
    replace(this.#below.unusual, observations(this.#anomalies));
  }

  // The period so far: more is not kept.
  #whole() { return (Date.parse(this.#slo.asOf) - Date.parse(this.#slo.period.start)) / 1000; }

  #range() {
    const query = this.#app.query();
    const now = this.#app.objectives.now();
    const [from, to] = [at(query.get('from')), at(query.get('to'))];
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
        chips(labels)),
      unusual(this.#anomalies),
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
    become(this.#tiles, tiles(facts));
  }

  #writeRules() {
    const head = ['Rule', 'Severity', 'State', line('Since'), number('Long window'),
      number('Short window'), number('Threshold'), number('Budget spent when it fires'), number('Exhausted in, at this rate')];
    const rows = this.#slo.rules.map(rule => [
      rule.text, words.severity[rule.severity], el('span', { class: rule.state === 'firing' ? 'alert alert-' + rule.severity : 'quiet' }, words.alert[rule.state]), instant(rule.since),
      rule.long ? `${burn(rule.longBurnRate)} over ${rule.long}` : '–', rule.short ? `${burn(rule.shortBurnRate)} over ${rule.short}` : '–',
      rule.factor ? burn(rule.factor) : '–', rule.budgetFraction ? percent(rule.budgetFraction) : '–', this.#exhaustedIn(rule.longBurnRate),
    ]);
    replace(this.#below.rules, section('Alert rules', rows.length > 0 ? table('Alert rules', head, rows) : el('p', { class: 'sub' }, 'No rules.')));
  }

  #exhaustedIn(burnRate) {
    const { remainingRatio } = this.#slo.errorBudget;
    const [start, end, now] = [this.#slo.period.start, this.#slo.period.end, this.#slo.asOf].map(at);
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
    const show = button({ 'data-range': 'apply', onclick: () => apply() }, 'Show');
    const apply = () => {
      const [begin, end] = [fromInput(from.value), fromInput(to.value)];
      if (begin < end) go({ from: iso(begin), to: iso(end), range: null });
    };

    // What is being typed stays until it is applied, or another range is chosen.
    if (this.#isEdited || (this.#ranges.contains(document.activeElement) && document.activeElement.tagName === 'INPUT')) return;
    const focused = document.activeElement?.dataset?.range;
    this.#ranges.replaceChildren(
      ...[...PRESETS.filter(([, length]) => length < this.#whole()).map(([key]) => [key, key]), ['period', 'Period']].map(([key, text]) => button({
        'data-range': key, 'aria-pressed': String(range.key === key), onclick: () => go({ range: key, from: null, to: null, live: null }),
      }, text)),
      from, sub('to'), to, show,
      button({
        'data-range': 'live', 'aria-pressed': String(range.isLive),
        onclick: () => go(range.isLive ? { live: 'off' } : { live: null, from: null, to: null }),
      }, range.isLive ? 'Pause' : 'Follow'),
      sub('Drag in a chart to zoom.'));
    if (focused) this.#ranges.querySelector(`[data-range="${focused}"]`)?.focus();
  }

  #draw(range, data) {
    const windows = data.burnRates.windows.slice(0, WINDOWS);
    const key = [this.#slo.latencyThresholdSeconds, hasHold(this.#slo.rules), ...windows.map(window => window.window)].join(',');
    if (!this.#charts || key !== this.#built) this.#build(windows, key);
    const [budget, ratio, events] = this.#charts;
    const until = this.#forecast(range);
    const markers = marks(data.ledger);
    const excluded = data.budget.excluded.map(stretch => ({ ...stretch, color: 'excluded' }));
    const firing = data.incidents.map(incident => ({
      from: at(incident.startedAt), to: incident.endedAt ? at(incident.endedAt) : range.to, color: incident.severity + '-wash',
    }));
    const t = data.budget.t;
    const left = data.budget.errorBudgetRemainingRatio;
    // The last step ends with the server's now, which may be a moment later.
    const view = [range.from, until.at(-1)?.[0] ?? Math.max(range.to, t.at(-1) ?? 0)];
    const draw = (chart, kind, columns, shades, states) => chart.set(columns, view, [...excluded, ...shades], markers, data.source(kind), states);
    draw(budget, 'budget', [[...t, ...until.map(point => point[0])], [...left, ...until.map(() => null)],
      until.length === 0 ? t.map(() => null) : [...t.slice(0, -1).map(() => null), left.at(-1), ...until.map(point => point[1])]], firing);
    const { complianceRatio, targetRatio, stepSeconds } = data.budget;
    const missed = t.flatMap((end, i) => complianceRatio[i] !== null && complianceRatio[i] < targetRatio[i] ? [{ from: end - stepSeconds, to: end, color: 'bad-wash' }] : []);
    draw(ratio, 'budget', [t, complianceRatio, targetRatio], missed);
    draw(events, 'series', [data.events.t, totals(data.events), data.events.bad], []);
    if (this.#slo.latencyThresholdSeconds) draw(this.#charts[3], 'series', late(data.events, data.budget), firing);
    const { shades, states } = pending(this.#slo.rules, data.burnRates, data.incidents, at(this.#slo.asOf));
    draw(this.#charts.at(-1), 'burn-rates', [data.burnRates.t, ...windows.map(window => window.burnRate)], [...firing, ...shades], states);
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
    const tight = (_, low, high) => {
      const goal = this.#slo.targetRatio;
      const bottom = Math.min(low ?? goal, goal);
      return [Math.max(0, bottom - (1 - bottom) * 0.15 - 1e-6), 1 + (1 - bottom) * 0.05];
    };
    const threshold = this.#slo.latencyThresholdSeconds ? duration(this.#slo.latencyThresholdSeconds) : null;
    const chart = (kind, options) => new Chart({ file: `${this.#slo.name}-${kind}`, onZoom, ...options });
    this.#charts = [
      chart('budget', {
        title: 'Error budget left', note: 'of the current period', unit: value => percent(value, 0), zero: 0,
        range: (_, low, high) => [Math.min(0, low ?? 0) * 1.08, Math.max(1, high ?? 1) * 1.04],
        series: [{ label: 'Budget left', unit: budgetLeft, color: 'accent', fill: 'accent-wash', spanGaps: true }, { label: 'Forecast', unit: budgetLeft, color: 'muted', dash: [4, 4], spanGaps: true }],
      }),
      chart('compliance', {
        title: 'Compliance', note: 'of each step', unit: value => compliance(value, this.#slo.targetRatio), range: tight,
        series: [{ label: 'Compliance', color: 'accent' }, { label: 'Target', color: 'muted', dash: [6, 4], steps: true, unit: target }],
      }),
      chart('events', {
        title: 'Events', note: 'of each step', unit: count,
        series: [{ label: 'All', color: 'accent', fill: 'accent-bars', bars: true }, { label: 'Bad', color: 'bad', fill: 'bad', bars: true }],
      }),
      ...(threshold ? [chart('latency', {
        title: `Slower than ${threshold}, or failed`, note: 'share and rate', unit: value => percent(value, 2), right: perSecond,
        series: [
          { label: 'Share', color: 'bad' }, { label: 'Allowed by the target', color: 'muted', dash: [6, 4], steps: true },
          { label: 'Rate', color: 'c6', fill: 'excluded', bars: true, right: true },
        ],
      })] : []),
      chart('burn-rate', {
        title: 'Burn rate', note: '1× spends the budget exactly in the period', unit: burn, states: 'Alert rules',
        key: [['key-page', 'page fires'], ['key-ticket', 'ticket fires'], ...(hasHold(this.#slo.rules) ? [['key-pending', 'pending: at or above the threshold, until its hold has passed']] : [])],
        levels: () => levels(this.#slo.rules), series: windows.map((window, i) => ({ label: window.window, color: `c${i + 1}` })),
      }),
    ];
    this.#below.charts.replaceChildren(...this.#charts.map(chart => chart.element));
  }

  #writeIncidents(incidents) {
    const first = incidents.some(one => one.group) ? 0 : 1;
    replace(this.#below.incidents, section('Incidents in this range', incidents.length === 0 ? el('p', { class: 'sub' }, 'None.')
      : table('Incidents', ['Group', ...incidentHead].slice(first), incidents.map(incident =>
        [incident.group ? name(incident.group) : '', ...incidentCells(incident, this.#app.objectives.now())].slice(first)))));
  }

  #writeGroups(groups, reasons) {
    replace(this.#below.groups, listing('Groups, by ' + (groups.label ?? 'group'), ['Group', number('Good'), number('Bad'), number('Budget spent')],
      groups.groups.map(group => [name(group.value), count(group.goodEvents), count(group.badEvents), percent(group.budgetSpentRatio)])));
    replace(this.#below.reasons, listing('Reasons of bad events', ['Reason', number('Bad events'), number('Budget spent')],
      reasons.reasons.map(reason => [name(reason.reason), count(reason.badEvents), percent(reason.budgetSpentRatio)])));
  }

  #writeChanges(entries) {
    replace(this.#below.changes, listing('Deployments and changes in this range', [line('At'), 'What', wide('Details'), 'By', 'Why'], entries.map(entry => [
      instant(entry.at), kind(entry.kind), name(Object.entries(entry.details).map(([key, value]) => `${key} ${value}`).join(', '), 160),
      entry.actor ? name(entry.actor, 60) : '–', entry.reason ? name(entry.reason, 160) : '–'])));
  }

  async #definition() {
    try {
      const [text, type] = await getText(path(this.#name, '/definition'), this.#stopped.signal);
      const written = type.includes('json') ? JSON.stringify(JSON.parse(text).Slo ?? JSON.parse(text), null, 2) : text;
      const copy = button({ onclick: async () => {
        await navigator.clipboard.writeText(written).then(() => { copy.textContent = 'Copied'; }, () => { copy.textContent = 'Cannot copy'; });
        setTimeout(() => { copy.textContent = 'Copy'; }, 2000);
      } }, 'Copy');
      const save = button({ onclick: () => download(this.#name + (type.includes('json') ? '.json' : '.yaml'), new Blob([written])) }, 'Save');
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

function totals(events) { return events.good.map((good, i) => good === null ? null : good + events.bad[i]); }

// What the target allows to be slower than the threshold, and what was. A failure counts as well: the history has good and bad.
function late(events, budget) {
  const targets = new Map(budget.t.map((end, i) => [end, budget.targetRatio[i]]));
  const all = totals(events);
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
    from: at(incident.startedAt), to: incident.endedAt ? at(incident.endedAt) : Infinity,
    steps: incident.severities.map(step => ({ from: at(step.at), severity: step.severity })),
  }));
  const severityAt = time => own.filter(one => one.from <= time && time < one.to)
    .reduce((most, one) => Math.max(most, rank[one.steps.findLast(step => step.from <= time)?.severity] ?? 0), 0);
  const waits = new Set();
  const shades = [];
  for (const rule of rules) {
    if (rule.state === 'pending') shades.push({ from: at(rule.since), to: now, color: rule.severity === 'page' ? 'bad' : 'warn', isHatched: true });
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
      else shades.push(last = { from, to, color: rule.severity === 'page' ? 'bad' : 'warn', isHatched: true });
    });
  }
  const states = burnRates.t.map((time, i) => [['', 'ticket fires', 'page fires'][severityAt(time)], waits.has(i) ? 'pending' : ''].filter(text => text).join(', '));
  return { shades, states };
}

function hasHold(rules) { return rules.some(rule => seconds(rule.hold) > 0); }

function marks(ledger) {
  return ledger.filter(entry => entry.kind !== 'incident').map(entry => ({
    at: at(entry.at), color: entry.kind === 'deployment' ? 'c3' : 'muted',
    text: entry.kind === 'deployment' ? (entry.details.version ?? 'deployment').split('+')[0] : kind(entry.kind),
  })).reverse();
}

function kind(word) { return spaced(word).replace(/^./, letter => letter.toUpperCase()); }

function iso(seconds) { return new Date(Math.round(seconds) * 1000).toISOString().replace('.000', ''); }


// All objectives, the worst budget first.

import { el, name, objective, region, sub, svg, titled } from './dom.js';
import { budgetLeft, burn, caveats, compliance, count, duration, exact, percent, shapes, spaced, target, words } from './format.js';

const RESORT = 30_000;

// Each: its width, so that nothing moves when a number changes; the order (smaller comes first); what is written; and whether it is shown
// unless chosen otherwise.
const columns = [
  {
    key: 'state', width: 140, title: 'State', fixed: true, order: slo => ['exhausted', 'atRisk', 'healthy', 'noData'].indexOf(slo.state),
    cell: slo => [state(slo.state), unusual(slo.observations ?? [])],
  },
  {
    key: 'name', title: 'Objective', fixed: true, order: slo => (slo.displayName ?? slo.name).toLowerCase(),
    cell: slo => [title(slo)],
  },
  { key: 'owner', width: 130, title: 'Owner', order: slo => slo.owner ?? '', cell: slo => [slo.owner ? name(slo.owner) : '–'] },
  {
    key: 'target', width: 100, title: 'Target', number: true, shown: true, order: slo => slo.targetRatio,
    cell: slo => [target(slo.targetRatio), sub(slo.period)],
  },
  {
    key: 'compliance', width: 104, title: 'Compliance', number: true, shown: true, order: slo => slo.complianceRatio ?? 2,
    cell: slo => [
      el('span', { class: slo.isMet === false ? 'bad' : null }, compliance(slo.complianceRatio, slo.targetRatio)),
      slo.isMet === false && slo.errorBudgetRemainingRatio >= 0 ? sub('below target') : null,
    ],
  },
  {
    key: 'budget', width: 124, title: 'Budget left', number: true, shown: true, order: slo => slo.errorBudgetRemainingRatio ?? Infinity,
    cell: slo => [budget(slo)],
  },
  { key: 'trend', width: 140, title: 'Budget over the period', shown: true, cell: slo => [sparkline(slo)] },
  { key: 'burn', width: 88, title: 'Burn rate', number: true, shown: true, order: slo => -(slo.burnRates[0]?.burnRate ?? -1), cell: slo => [burnRate(slo.burnRates[0])] },
  { key: 'slow', width: 88, title: 'Slow burn', number: true, shown: true, order: slo => -(slo.burnRates[1]?.burnRate ?? -1), cell: slo => [burnRate(slo.burnRates[1])] },
  {
    key: 'forecast', width: 110, title: 'Exhausted in', number: true, order: slo => slo.exhaustionSeconds ?? Infinity,
    cell: slo => [slo.errorBudgetRemainingRatio === null ? '–' : slo.errorBudgetRemainingRatio < 0 ? 'exhausted'
      : slo.exhaustionSeconds === null ? (slo.burnRates[0]?.burnRate > 0 ? 'not at this rate' : 'not burning') : duration(slo.exhaustionSeconds)],
  },
  {
    key: 'events', width: 92, title: 'Events', number: true, shown: true, order: slo => -slo.totalEvents,
    cell: slo => [el('span', { title: exact(slo.totalEvents) }, count(slo.totalEvents)), sub(count(slo.badEvents) + ' bad')],
  },
  { key: 'coverage', width: 90, title: 'Coverage', number: true, order: slo => slo.coverageRatio, cell: slo => [percent(slo.coverageRatio)] },
  {
    key: 'alert', width: 84, title: 'Alert', shown: true, order: slo => ['firing', 'pending', 'resolved', 'inactive'].indexOf(slo.alertState) - (slo.severity === 'page' ? 0.5 : 0),
    cell: slo => [alert(slo)],
  },
];

export function showList(app, main) {
  app.title('Service level objectives');
  const list = new List(app, main);
  const stop = app.objectives.listen(changed => list.update(changed));
  const timer = setInterval(() => list.sort(), RESORT);
  return () => { stop(); clearInterval(timer); list.dispose(); };
}

export function state(value, word = words.state[value]) {
  return el('span', { class: 'state state-' + value }, shape(value), word);
}

function shape(kind) { return el('span', { class: 'shape', 'aria-hidden': 'true' }, shapes[kind] + ' '); }

// In a second line, for which there is room: nothing moves when it comes or goes.
function unusual(all) {
  const text = all.map(one => one.text).join('; ');
  return all.length === 0 ? null : el('span', { class: 'sub unusual', title: text }, shape('unusual'), 'Unusual',
    el('span', { class: 'signal' }, ' ' + (all.length > 1 ? all.length + ' signals' : spaced(all[0].signal))), el('span', { class: 'hidden' }, ': ' + text));
}

// state: one of an objective, firing, or unusual.
function is(slo, state) {
  return state === 'firing' ? slo.alertState === state : state === 'unusual' ? slo.observations?.length > 0 : slo.state === state;
}

export function alert(slo, prefix = '') {
  if (slo.alertState !== 'firing') return el('span', { class: 'quiet' }, prefix + words.alert[slo.alertState]);
  return el('span', { class: 'alert alert-' + slo.severity }, words.severity[slo.severity] ?? 'Firing');
}

function title(slo) {
  return el('div', { class: 'objective' },
    objective(slo.name, slo.displayName),
    el('div', { class: 'sub' },
      slo.displayName ? el('span', null, name(slo.name)) : null,
      chips(slo).map(([key, value]) => el('button', { type: 'button', class: 'chip', 'data-filter': key + ':' + value }, name(`${key}: ${value}`, 60))),
      caveats(slo).map(([word, text]) => el('span', { class: 'caveat', title: text }, word))));
}

function chips(slo) {
  const all = Object.entries(slo.labels);
  if (slo.service) all.unshift(['service', slo.service]);
  return all.slice(0, 6);
}

function budget(slo) {
  const remaining = slo.errorBudgetRemainingRatio;
  if (remaining === null) return el('span', { class: 'quiet' }, 'No data');
  const bar = svg('svg', { class: 'bar', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'bar-back', width: 100, height: 6 }),
    svg('rect', { class: remaining < 0 ? 'bar-over' : remaining < 0.1 ? 'bar-low' : 'bar-left', width: remaining < 0 ? 100 : Math.min(100, remaining * 100), height: 6 }));
  return el('div', { class: 'budget' }, el('span', { class: remaining < 0 ? 'bad' : null }, budgetLeft(remaining)), bar,
    sub(duration(slo.errorBudgetRemainingSeconds)));
}

// From the start of the period to now, between 100 % and the worst, with the zero line.
function sparkline(slo) {
  const points = slo.burnDown;
  const known = points.filter(point => point !== null);
  if (known.length === 0) return el('span', { class: 'quiet' }, '–');
  const low = Math.min(0, ...known);
  const x = i => (i + 1) * 119 / points.length;
  const y = value => 3 + (1 - value) * 22 / (1 - low);
  let path = '';
  points.forEach((point, i) => { if (point !== null) path += (path === '' ? 'M' : 'L') + x(i).toFixed(1) + ' ' + y(point).toFixed(1); });
  return svg('svg', { class: 'spark', viewBox: '0 0 122 28', role: 'img', 'aria-label': `Budget left: from ${percent(known[0], 0)} to ${percent(known.at(-1), 0)}` },
    svg('line', { class: 'spark-zero', x1: 0, x2: 122, y1: y(0), y2: y(0) }),
    svg('path', { class: known.at(-1) < 0 ? 'spark-line spark-over' : 'spark-line', d: path }),
    svg('circle', { class: 'spark-now', cx: x(points.findLastIndex(point => point !== null)).toFixed(1), cy: y(known.at(-1)).toFixed(1), r: 2 }));
}

function burnRate(window) {
  if (!window) return '–';
  return [el('span', { class: window.burnRate > 1 ? 'warn' : null }, burn(window.burnRate)), sub(window.window)];
}

class List {
  #seen; #app; #rows = new Map(); #table; #body; #tiles; #filters; #empty; #head; #search; #shown = []; #isOther = false;

  constructor(app, main) {
    this.#app = app;
    this.#tiles = el('div', { class: 'tiles', role: 'group', 'aria-label': 'Objectives by state' });
    this.#filters = el('div', { class: 'filters' });
    this.#search = el('input', {
      type: 'search', placeholder: 'Name, service, owner or label', 'aria-label': 'Search objectives', value: app.query().get('q') ?? '',
      oninput: () => { app.replace({ q: this.#search.value || null }); this.#filter(); },
    });
    this.#head = el('tr');
    this.#body = el('tbody');
    this.#table = el('table', { class: 'list' }, titled('Objectives'), el('thead', null, this.#head), this.#body);
    this.#empty = el('p', { class: 'empty', hidden: true });
    main.append(
      el('h1', { class: 'hidden' }, 'Service level objectives'), this.#tiles,
      el('div', { class: 'toolbar' }, this.#search, this.#filters, this.#chooser()),
      region('', 'Objectives', this.#table),
      this.#empty);
    this.#body.addEventListener('click', event => {
      const chip = event.target.closest('[data-filter]');
      if (chip) this.#toggle('label', chip.dataset.filter);
    });
    // Of hundreds of lines a few are on the screen; the others are written when they get there.
    this.#seen = new IntersectionObserver(entries => {
      for (const entry of entries) {
        const row = this.#rows.get(entry.target.dataset.name);
        if (!row) continue;
        row.isSeen = entry.isIntersecting;
        if (row.isSeen && row.isOld) this.#write(row);
      }
    }, { rootMargin: '400px' });
    this.#columns();
    this.#all();
  }

  dispose() { this.#seen.disconnect(); }

  update(changed) {
    for (const key of changed) {
      const slo = this.#app.objectives.rows.get(key);
      if (slo) this.#row(slo);
      else this.#forget(key);
    }
    if (changed.size > 0 || this.#app.objectives.mode !== 'live') this.#filter(this.#isOther);
  }

  // Only while the pointer and the focus are outside: a row must not move under a click.
  sort() {
    if (!this.#body.matches(':hover') && !this.#body.contains(document.activeElement)) this.#filter(true);
  }

  #chooser() {
    const boxes = columns.filter(column => !column.fixed).map(column => el('label', null,
      el('input', { type: 'checkbox', checked: this.#isShown(column), onchange: event => this.#choose(column, event.target.checked) }), ' ', column.title));
    return el('details', { class: 'menu' }, el('summary', null, 'Columns'), el('div', { class: 'menu-body' }, boxes));
  }

  #isShown(column) {
    const chosen = this.#app.query().get('columns');
    return column.fixed || (chosen === null ? column.shown === true : chosen.split(',').includes(column.key));
  }

  #choose(column, isShown) {
    const keys = columns.filter(one => !one.fixed && (one === column ? isShown : this.#isShown(one))).map(one => one.key);
    this.#app.replace({ columns: keys.join(',') });
    this.#columns();
    for (const key of [...this.#rows.keys()]) this.#forget(key);
    this.#all();
  }

  #order() {
    const [key, direction] = (this.#app.query().get('sort') ?? 'budget').split('.');
    return [columns.find(column => column.key === key && column.order) ?? columns.find(column => column.key === 'budget'), direction === 'desc' ? -1 : 1];
  }

  #columns() {
    this.#shown = columns.filter(column => this.#isShown(column));
    const [sorted, direction] = this.#order();
    this.#table.style.minWidth = this.#shown.reduce((sum, column) => sum + (column.width ?? 260), 0) + 'px';
    this.#head.replaceChildren(...this.#shown.map(column => el('th', {
      scope: 'col', class: 'c-' + column.key + (column.number ? ' number' : ''),
      'aria-sort': column === sorted ? (direction > 0 ? 'ascending' : 'descending') : null,
    }, column.order
      ? el('button', { type: 'button', class: 'sort', onclick: () => this.#sortBy(column) }, column.title)
      : column.title)));
    this.#shown.forEach((column, i) => { if (column.width) this.#head.cells[i].style.width = column.width + 'px'; });
  }

  #sortBy(column) {
    const [sorted, direction] = this.#order();
    this.#app.replace({ sort: column === sorted && direction > 0 ? column.key + '.desc' : column.key === 'budget' ? null : column.key });
    this.#columns();
    this.#filter(true);
  }

  #all() {
    for (const slo of this.#app.objectives.rows.values()) this.#row(slo);
    this.#filter(true);
  }

  #row(slo) {
    let row = this.#rows.get(slo.name);
    if (!row) {
      row = {
        element: el('tr', { 'data-name': slo.name }, this.#shown.map(column =>
          el('td', { class: 'c-' + column.key + (column.number ? ' number' : ''), 'data-title': column.title }))),
        isSeen: true,
      };
      this.#isOther = true;
      this.#rows.set(slo.name, row);
      this.#seen.observe(row.element);
    }
    row.slo = slo;
    row.text = [slo.name, slo.displayName, slo.service, slo.owner, ...chips(slo).map(([key, value]) => `${key}:${value} ${key}: ${value}`)].join('\n').toLowerCase();
    if (row.isSeen) this.#write(row);
    else row.isOld = true;
  }

  // Cells are written again only where their content changed, so that a selection or a tooltip stays.
  #write(row) {
    row.isOld = false;
    this.#shown.forEach((column, i) => {
      const content = el('td', null, column.cell(row.slo));
      const cell = row.element.cells[i];
      if (content.innerHTML !== cell.innerHTML) cell.replaceChildren(...content.childNodes);
    });
    row.element.classList.toggle('firing', row.slo.alertState === 'firing');
  }

  #forget(key) {
    const row = this.#rows.get(key);
    if (!row) return;
    this.#isOther = true;
    this.#seen.unobserve(row.element);
    this.#rows.delete(key);
  }

  #filter(isOrdered = false) {
    const query = this.#app.query();
    const wanted = query.get('state');
    const labels = query.getAll('label');
    const text = (query.get('q') ?? '').trim().toLowerCase();
    const matches = row => row.text.includes(text) && labels.every(label => this.#has(row.slo, label));
    const all = [...this.#rows.values()].filter(matches);
    this.#count(all, wanted);
    const shown = new Set(all.filter(row => !wanted || is(row.slo, wanted)));
    for (const row of this.#rows.values()) row.element.hidden = !shown.has(row);
    this.#chips(labels);
    if (isOrdered) {
      this.#isOther = false;
      const [column, direction] = this.#order();
      const rows = [...this.#rows.values()].map(row => [column.order(row.slo), row]);
      rows.sort(([a, one], [b, other]) => (a < b ? -1 : a > b ? 1 : 0) * direction || (one.slo.name < other.slo.name ? -1 : 1));
      const elements = rows.map(([, row]) => row.element);
      if (elements.length !== this.#body.rows.length || elements.some((element, i) => element !== this.#body.rows[i])) this.#body.replaceChildren(...elements);
    }
    this.#empty.hidden = shown.size > 0;
    this.#empty.textContent = this.#rows.size > 0 ? 'No objective matches.'
      : this.#app.objectives.error?.message ?? 'No objectives are declared yet. Declare one with AddSlo().AddObjective(…), or in the section Slo of appsettings.json.';
  }

  #has(slo, label) {
    const colon = label.indexOf(':');
    const [key, value] = [label.slice(0, colon), label.slice(colon + 1)];
    return chips(slo).some(chip => chip[0] === key && chip[1] === value);
  }

  #count(rows, wanted) {
    const states = [['exhausted', 'Exhausted'], ['atRisk', 'At risk'], ['healthy', 'Healthy'], ['noData', 'No data'], ['firing', 'Alerts firing'], ['unusual', 'Unusual']];
    const counts = states.map(([key]) => rows.filter(row => is(row.slo, key)).length);
    if (this.#tiles.childElementCount === 0) {
      this.#tiles.append(...states.map(([key, text]) => el('button', { type: 'button', class: 'tile tile-' + key, onclick: () => this.#toggle('state', key) },
        el('span', { class: 'tile-value' }), el('span', { class: 'tile-name' }, shapes[key] ? shape(key) : null, text))));
    }
    states.forEach(([key], i) => {
      const tile = this.#tiles.children[i];
      if (tile.firstChild.textContent !== String(counts[i])) tile.firstChild.textContent = counts[i];
      tile.setAttribute('aria-pressed', String(key === wanted));
      tile.classList.toggle('tile-none', counts[i] === 0);
    });
  }

  #chips(labels) {
    const text = labels.join('\n');
    if (this.#filters.dataset.text === text) return;
    this.#filters.dataset.text = text;
    this.#filters.replaceChildren(...labels.map(label => el('button', {
      type: 'button', class: 'chip chip-on', 'aria-label': 'Remove filter ' + label, onclick: () => this.#toggle('label', label),
    }, name(label.replace(':', ': '), 60), ' ×')));
  }

  #toggle(key, value) {
    const before = this.#app.query().getAll(key);
    const after = before.includes(value) ? before.filter(one => one !== value) : key === 'state' ? [value] : [...before, value];
    this.#app.replace({ [key]: after });
    this.#filter();
  }
}

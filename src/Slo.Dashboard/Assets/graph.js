// The graph of objectives and dependencies: callers left, what they call right of them.

import { el, name, svg } from './dom.js';
import { count, percent } from './format.js';
import { state } from './list.js';

// What can still be read; a cycle does not make it wider than this many columns.
const MOST = 60;
const COLUMNS = 4;

const HEIGHT = 48;
const SPACE = 16;
const LOOP = 44;
const LETTER = 6.4;

const verdicts = new Map([['causing', ['exhausted', 'Causing']], ['reporting', ['atRisk', 'Reporting']], ['healthy', ['healthy', 'Healthy']]]);
const keys = [['called', 'called'], ['declared', 'declared, not called'], ['cause', 'explains bad requests']];

export function verdict(value) { return state(...verdicts.get(value) ?? ['noData', 'Unknown']); }

/** of: the dependency that is looked at; the edges of others are faint. */
export function graph(callers, of, width) {
  const { columns, all } = place(callers);
  const gaps = Math.max(1, columns.length - 1);
  const size = between(132, (width - gaps * 120) / columns.length, 240);
  const step = between(size + 96, (width - size - LOOP) / gaps, size + 360);
  const height = Math.max(...columns.map(column => column.length)) * (HEIGHT + SPACE);
  const whole = Math.ceil(step * (columns.length - 1) + size + LOOP);
  columns.forEach((column, i) => column.forEach((node, j) => {
    node.x = i * step + 2;
    node.y = (height - column.length * (HEIGHT + SPACE) + SPACE) / 2 + j * (HEIGHT + SPACE);
  }));
  const nodes = columns.flat();
  const taken = nodes.map(({ x, y }) => [x, y, size, HEIGHT]);
  const isSplit = new Set(callers.map(caller => caller.service)).size > 1;
  return {
    drawn: nodes.length, all,
    element: [
      el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Graph' },
        svg('svg', { class: 'map', width: whole, height, role: 'group', 'aria-label': 'Objectives and what they call' },
          svg('g', { 'aria-hidden': 'true' }, nodes.flatMap(node => node.edges.map(edge => arrow(node, edge, size, of, taken)))),
          nodes.map(node => svg('foreignObject', { x: node.x, y: node.y, width: size, height: HEIGHT }, box(node, of, isSplit))))),
      el('p', { class: 'key sub' }, keys.map(([kind, text]) => el('span', null, el('i', { class: 'key-' + kind, 'aria-hidden': 'true' }), text))),
    ],
  };
}

// Each objective and each dependency once. A dependency with the name of an objective, or of a service that has one objective, is that one.
function place(callers) {
  const services = new Map();
  for (const caller of callers) services.set(key(caller.service), [...services.get(key(caller.service)) ?? [], caller.name]);
  const own = new Map(callers.map(caller => [key(caller.name), { name: caller.name, caller, edges: [], sources: [], column: -1 }]));
  const others = new Map();
  const find = dependency => {
    const [only, second] = services.get(key(dependency)) ?? [];
    const objective = own.get(key(dependency)) ?? (only && !second ? own.get(key(only)) : null);
    if (objective) return objective;
    if (!others.has(key(dependency))) others.set(key(dependency), { name: dependency, edges: [], sources: [], column: -1 });
    return others.get(key(dependency));
  };
  const links = callers.flatMap(caller => caller.edges.map(edge => ({ ...edge, from: own.get(key(caller.name)), to: find(edge.dependency) })));
  const drawn = choose([...own.values()], links);
  for (const link of links.filter(({ from, to }) => drawn.has(from) && drawn.has(to))) {
    link.from.edges.push(link);
    link.to.sources.push(link);
  }
  return { columns: arrange([...drawn]), all: own.size + others.size };
}

function key(text) { return text.toLowerCase(); }

// Those that burn first, then those that call anything, each with what it calls.
function choose(objectives, links) {
  const drawn = new Set();
  const rank = ({ caller }) => (caller.isBurning ? 2 : 0) + (caller.edges.length > 0 ? 1 : 0);
  for (const node of [...objectives].sort((one, other) => rank(other) - rank(one))) {
    for (const one of [node, ...links.filter(link => link.from === node).map(link => link.to)]) if (drawn.size < MOST) drawn.add(one);
  }
  return drawn;
}

function arrange(drawn) {
  const objectives = drawn.filter(node => node.caller);
  for (const node of objectives) if (node.sources.every(link => link.from === node)) descend(node, 0, new Set());
  for (const node of objectives) if (node.column < 0) descend(node, 0, new Set());
  const last = Math.max(...objectives.map(node => node.column)) + 1;
  for (const node of drawn) if (!node.caller) node.column = last;

  // Below each other as their callers are, so that fewer edges cross.
  const columns = [];
  for (let i = 0; i <= last; i++) {
    const column = drawn.filter(node => node.column === i);
    const mean = ({ sources }) => sources.reduce((sum, { from }) => sum + (from.rank ?? 0), 0) / Math.max(1, sources.length);
    if (i > 0) column.sort((one, other) => mean(one) - mean(other));
    column.forEach((node, j) => { node.rank = (j + 0.5) / column.length; });
    if (column.length > 0) columns.push(column);
  }
  return columns;
}

// As far right as the longest way to it leads. A way back to itself is a cycle, and is not followed.
function descend(node, column, way) {
  if (column >= COLUMNS || node.column >= column || way.has(node)) return;
  node.column = column;
  way.add(node);
  for (const { to } of node.edges) if (to.caller) descend(to, column + 1, way);
  way.delete(node);
}

function box(node, of, isSplit) {
  const text = el('span', { class: 'node-name' }, name(node.name));
  if (node.caller) {
    return el('a', { class: 'node', href: node.caller.isHere ? '?slo=' + encodeURIComponent(node.name) : null, title: `${node.name}: ${node.caller.reason}` }, text,
      el('span', { class: 'node-name' }, verdict(node.caller.verdict), isSplit ? [' ', name(node.caller.service)] : null));
  }
  return el('button', { type: 'button', class: 'node', 'data-of': node.name, 'aria-pressed': String(node.name === of), title: node.name + ': show only its calls' }, text, health(node.sources));
}

// A dependency gives no verdict of its own: what its callers saw of it.
function health(edges) {
  return edges.some(edge => edge.isCause) ? state('exhausted', 'Explains bad requests')
    : edges.some(edge => edge.failedCalls > 0) ? state('atRisk', 'Some calls failed')
      : edges.some(edge => edge.calls > 0) ? state('healthy', 'No call failed') : state('noData', 'No calls');
}

function arrow(from, edge, size, of, taken) {
  const { to } = edge;
  const isBack = to.column <= from.column;
  const turn = to === from ? 12 : 0;
  const [x, y] = [from.x + size, from.y + HEIGHT / 2 - turn];
  const [u, v] = [isBack ? to.x + size : to.x, to.y + HEIGHT / 2 + turn];
  const bend = isBack ? LOOP : (u - x) / 2;
  const [p, q] = [x + bend, isBack ? u + LOOP : u - bend];
  const kind = edge.isCause ? ' edge-cause' : edge.isObserved ? '' : ' edge-declared';
  return svg('g', { class: 'edge' + kind + (of && edge.dependency !== of ? ' faint' : '') },
    svg('path', { d: `M${x} ${y}C${p} ${y} ${q} ${v} ${u} ${v}`, 'stroke-width': (1.25 + 2 * (edge.badRatio ?? 0)).toFixed(2) }),
    svg('path', { class: 'tip', d: isBack ? `M${u + 9} ${v - 5}L${u} ${v}L${u + 9} ${v + 5}Z` : `M${u - 9} ${v - 5}L${u} ${v}L${u - 9} ${v + 5}Z` }),
    caption(summary(edge), t => [curve(t, x, p, q, u), curve(t, y, y, v, v)], taken));
}

function summary(edge) {
  return edge.troubledBadRequests > 0 ? percent(edge.badRatio, 0) + ' of bad' : !edge.isObserved ? 'not called'
    : edge.failedCalls > 0 ? `${count(edge.failedCalls)} of ${count(edge.calls)} failed` : edge.calls === 1 ? '1 call' : count(edge.calls) + ' calls';
}

// Where it covers neither a node nor another text; else the table alone has it.
function caption(text, at, taken) {
  const length = text.length * LETTER;
  for (const t of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
    const [x, y] = at(t);
    const wanted = [x - length / 2, y - 9, length, 18];
    if (taken.some(other => overlaps(wanted, other))) continue;
    taken.push(wanted);
    return svg('text', { x: x.toFixed(1), y: (y + 4).toFixed(1) }, text);
  }
  return null;
}

function overlaps([x, y, width, height], [u, v, length, depth]) { return x < u + length && u < x + width && y < v + depth && v < y + height; }

function curve(t, a, b, c, d) { return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d; }

function between(low, value, high) { return Math.min(high, Math.max(low, value)); }

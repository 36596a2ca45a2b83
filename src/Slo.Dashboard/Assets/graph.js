// The graph of objectives and dependencies: callers left, what they call right of them.

import { el, key as legend, name, region, svg } from './dom.js';
import { count, percent } from './format.js';
import { state } from './list.js';

// What can still be read.
const MOST = 60;
const COLUMNS = 8;

const HEIGHT = 48;
const LANE = 12;
const SPACE = 16;
const LOOP = 44;

const verdicts = new Map([['causing', ['exhausted', 'Causing']], ['reporting', ['atRisk', 'Reporting']], ['healthy', ['healthy', 'Healthy']]]);
const keys = [['key-called', 'called'], ['key-declared', 'declared, not called'], ['key-cause', 'explains bad requests']];

export function verdict(value) { return state(...verdicts.get(value) ?? ['noData', 'Unknown']); }

/** of: the dependency that is looked at; the edges of others are faint. */
export function graph(callers, of, width) {
  const { columns, all } = place(callers, of);
  const gaps = Math.max(1, columns.length - 1);
  const size = between(132, (width - gaps * 120) / columns.length, 240);
  const step = between(size + 96, (width - size - LOOP) / gaps, size + 360);
  const tall = item => (item.edges ? HEIGHT : LANE) + SPACE;
  const heights = columns.map(column => column.reduce((sum, item) => sum + tall(item), 0));
  const height = Math.max(...heights);
  const whole = Math.ceil(step * (columns.length - 1) + size + LOOP);
  columns.forEach((column, i) => {
    let y = (height - heights[i] + SPACE) / 2;
    for (const item of column) {
      Object.assign(item, { x: i * step + 2, y });
      y += tall(item);
    }
  });
  const nodes = columns.flat().filter(item => item.edges);
  // Beyond the right edge, a text would be cut off.
  const taken = [[whole, 0, LOOP, height], ...nodes.map(({ x, y }) => [x, y, size, HEIGHT])];
  const edges = nodes.flatMap(node => node.edges.map(edge => arrow(node, edge, size, of, taken)));
  const isSplit = new Set(callers.map(caller => caller.service)).size > 1;
  return {
    drawn: nodes.length, all,
    element: [
      region('', 'Graph',
        svg('svg', { class: 'map', width: whole, height, role: 'group', 'aria-label': 'Objectives and what they call' },
          svg('g', { 'aria-hidden': 'true' }, edges.map(([line]) => line), edges.map(([, text]) => text)),
          nodes.map(node => svg('foreignObject', { x: node.x, y: node.y, width: size, height: HEIGHT }, box(node, of, isSplit))))),
      legend(keys),
    ],
  };
}

// Each objective and each dependency once. A dependency with the name of an objective, or of a service that has one objective, is that one.
function place(callers, of) {
  const create = (name, caller) => ({ name, caller, calls: [], edges: [], sources: [], left: [], right: [], column: 0 });
  const nodes = callers.map(caller => create(caller.name, caller));
  // Two fleets may have a service of one name: what is called is then the one that burns.
  const own = new Map(nodes.toSorted((one, other) => one.caller.isBurning - other.caller.isBurning).map(node => [key(node.name), node]));
  const services = Map.groupBy(nodes, node => key(node.caller.service));
  const find = name => {
    const id = key(name);
    const names = new Set(services.get(id)?.map(node => key(node.name)));
    if (!own.has(id)) own.set(id, names.size === 1 ? own.get(...names) : create(name));
    return own.get(id);
  };
  const links = nodes.flatMap(node => node.caller.edges.map(edge => ({ ...edge, from: node, to: find(edge.dependency) })));
  for (const link of links) link.to.calls.push(link);
  const drawn = choose(nodes, links);
  for (const link of links.filter(({ from, to }) => drawn.has(from) && drawn.has(to))) {
    link.from.edges.push(link);
    link.to.sources.push(link);
  }
  return { columns: arrange([...drawn], of), all: new Set([...nodes, ...links.map(link => link.to)]).size };
}

function key(text) { return text.toLowerCase(); }

/** Services may write one name in different ways. */
export function isSame(name, other) { return key(name) === key(other ?? ''); }

// Those that burn first, then those that call anything, each with what it calls.
function choose(objectives, links) {
  const drawn = new Set();
  const rank = ({ caller }) => (caller.isBurning ? 2 : 0) + (caller.edges.length > 0 ? 1 : 0);
  for (const node of [...objectives].sort((one, other) => rank(other) - rank(one))) {
    for (const one of [node, ...links.filter(link => link.from === node).map(link => link.to)]) if (drawn.size < MOST) drawn.add(one);
  }
  return drawn;
}

// As far right as the longest way to it leads. A link back to where its way came from closes a cycle, and moves nothing.
function arrange(drawn, of) {
  const order = [];
  const visit = node => {
    node.isOpen = true;
    for (const link of node.edges) {
      link.isBack = link.to.isOpen;
      if (link.to.isOpen === undefined) visit(link.to);
    }
    node.isOpen = false;
    order.unshift(node);
  };
  const starts = drawn.filter(node => node.sources.every(link => link.from === node));
  for (const node of [...starts, ...drawn]) if (node.isOpen === undefined) visit(node);
  for (const node of order) {
    for (const { to, isBack } of node.edges) if (!isBack) to.column = Math.max(to.column, Math.min(node.column + 1, COLUMNS - 1));
  }

  const columns = Array.from({ length: Math.max(...drawn.map(node => node.column)) + 1 }, (_, i) => drawn.filter(node => node.column === i));
  for (const node of drawn) for (const link of node.edges) link.lanes = lanes(link, columns, of);
  sort(columns, drawn);
  return columns;
}

// Through each column that a link skips it has a lane, which no node is in. Links that look the same and lead to the same node share it.
function lanes(link, columns, of) {
  const { from, to } = link;
  const step = Math.sign(to.column - from.column);
  const found = [];
  for (let i = from.column + step; step !== 0 && i !== to.column; i += step) {
    const kind = look(link, of) + step;
    let lane = columns[i].find(item => item.to === to && item.kind === kind);
    if (!lane) columns[i].push(lane = { to, kind, left: [], right: [] });
    found.push(lane);
  }
  return found;
}

// Below each other as what they are linked to is, so that fewer edges cross.
function sort(columns, drawn) {
  for (const node of drawn) {
    for (const { to, lanes } of node.edges) {
      const way = [node, ...lanes, to];
      if (to.column < node.column) way.reverse();
      if (to.column !== node.column) way.slice(1).forEach((item, i) => { item.left.push(way[i]); way[i].right.push(item); });
    }
  }
  for (const side of ['', 'left', 'right', 'left']) {
    for (const column of side === 'right' ? [...columns].reverse() : columns) {
      for (const item of column) {
        const near = item[side] ?? [];
        item.mean = near.length > 0 ? near.reduce((sum, { rank }) => sum + rank, 0) / near.length : item.rank ?? 0;
      }
      column.sort((one, other) => one.mean - other.mean).forEach((item, j) => { item.rank = (j + 0.5) / column.length; });
    }
  }
}

function box(node, of, isSplit) {
  const text = el('span', { class: 'node-name' }, name(node.name));
  if (node.caller) {
    return el('a', { class: 'node', href: node.caller.isHere ? '?slo=' + encodeURIComponent(node.name) : null, title: `${node.name}: ${node.caller.reason}` }, text,
      el('span', { class: 'node-name' }, judge(node), isSplit ? [' ', name(node.caller.service)] : null));
  }
  return el('button', { type: 'button', class: 'node', 'data-of': node.name, 'aria-pressed': String(isSame(node.name, of)), title: node.name + ': show only its calls' }, text, health(node.calls));
}

// What is known of it, or else that it is to blame for what calls it, drawn or not.
function judge({ caller, calls }) {
  return verdicts.has(caller.verdict) || !calls.some(edge => edge.isCause) ? verdict(caller.verdict) : health(calls);
}

// A dependency gives no verdict of its own: what its callers saw of it.
function health(edges) {
  return edges.some(edge => edge.isCause) ? state('exhausted', 'Explains bad requests')
    : edges.some(edge => edge.failedCalls > 0) ? state('atRisk', 'Some calls failed')
      : edges.some(edge => edge.calls > 0) ? state('healthy', 'No call failed') : state('noData', 'No calls');
}

function look(edge, of) {
  return 'edge' + (edge.isCause ? ' edge-cause' : edge.isObserved ? '' : ' edge-declared') + (of && !isSame(edge.dependency, of) ? ' faint' : '');
}

// Curves between columns, and lines through the lanes. What leads back ends on the right of its node, and what stays in a column begins there
// too; both are a little apart from the edges that lead on.
function arrow(from, edge, size, of, taken) {
  const { to, lanes } = edge;
  const way = Math.sign(to.column - from.column);
  const turn = way > 0 ? 0 : 12;
  const [out, into] = [way < 0 ? 0 : size, way > 0 ? 0 : size];
  const [u, v] = [to.x + into, to.y + HEIGHT / 2 + turn];
  const stops = [[from.x + out, from.y + HEIGHT / 2 + (way < 0 ? turn : -turn)], ...lanes.flatMap(({ x, y }) => [[x + into, y + LANE / 2], [x + out, y + LANE / 2]]), [u, v]];

  // From a lane on that another edge has drawn it is the same line: drawn twice, its dashes would fill each other's gaps.
  const own = lanes.filter(lane => !lane.isDrawn);
  for (const lane of own) lane.isDrawn = true;
  stops.length = Math.min(stops.length, 2 * own.length + 2);
  const curves = [];
  let path = 'M' + stops[0];
  for (let i = 0; i < stops.length; i += 2) {
    const [[a, b], [c, d]] = [stops[i], stops[i + 1]];
    const bend = way === 0 ? a + LOOP : (a + c) / 2;
    path += `${i > 0 ? 'H' + a : ''}C${bend} ${b} ${bend} ${d} ${c} ${d}`;
    curves.push(t => [curve(t, a, bend, bend, c), curve(t, b, b, d, d)]);
  }
  const tip = u + (way > 0 ? -9 : 9);
  const kind = look(edge, of);
  return [svg('g', { class: kind },
    svg('path', { d: path, 'stroke-width': (1.25 + 2 * (edge.badRatio ?? 0)).toFixed(2) }),
    svg('path', { class: 'tip', d: `M${tip} ${v - 5}L${u} ${v}L${tip} ${v + 5}Z` })),
    svg('g', { class: kind }, caption(summary(edge), edge.isCause ? 7.4 : 5.8, curves, taken))];
}

function summary(edge) {
  return edge.troubledBadRequests > 0 ? percent(edge.badRatio, 0) + ' of bad' : !edge.isObserved ? 'not called'
    : edge.failedCalls > 0 ? `${count(edge.failedCalls)} of ${count(edge.calls)} failed` : edge.calls === 1 ? '1 call' : count(edge.calls) + ' calls';
}

// Where it covers neither a node nor another text; else the table alone has it. Letters of a cause are bold. Around them the background is
// that of the page.
function caption(text, letter, curves, taken) {
  const length = text.length * letter + 8;
  for (const at of curves) {
    for (const t of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
      const [x, y] = at(t);
      const wanted = [x - length / 2, y - 9, length, 18];
      if (taken.some(other => overlaps(wanted, other))) continue;
      taken.push(wanted);
      return svg('text', { x: x.toFixed(1), y: (y + 4).toFixed(1) }, text);
    }
  }
  return null;
}

function overlaps([x, y, width, height], [u, v, length, depth]) { return x < u + length && u < x + width && y < v + depth && v < y + height; }

function curve(t, a, b, c, d) { return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d; }

function between(low, value, high) { return Math.min(high, Math.max(low, value)); }

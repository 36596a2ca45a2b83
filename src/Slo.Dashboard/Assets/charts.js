// Charts over time: uPlot with the page's colours, shading, markers, a table of the same numbers, and files of both.

import { button, download, el, key, number, sub, table } from './dom.js';
import { axisTime, instant, usesUtc } from './format.js';

const folder = new URL('.', import.meta.url);
let loading = null;

/** uPlot is fetched with the first chart. */
export function load() {
  loading ??= new Promise((resolve, reject) => {
    document.head.append(el('link', { rel: 'stylesheet', href: new URL('uplot.css', folder) }));
    document.head.append(el('script', {
      src: new URL('uplot.js', folder), onload: () => resolve(window.uPlot), onerror: () => { loading = null; reject(new Error('The chart library cannot be loaded.')); },
    }));
  });
  return loading;
}

// The values without a neighbour, which no line shows.
function alone(values) {
  const isNone = i => values[i] == null;
  return [...values.keys()].filter(i => !isNone(i) && isNone(i - 1) && isNone(i + 1));
}

// What the legend is about while no cursor is in a chart: the latest step with a value. A dashed line goes on where nothing was measured.
function latest(plot) {
  return Math.max(...plot.data.map((values, i) => i === 0 || plot.series[i].dash ? -1 : values.findLastIndex(value => value != null)));
}

// From the end of the step before to the end of the step. The last step may be shorter than the others.
function bars(plot, series, first, last) {
  const [times, values] = [plot.data[0], plot.data[series]];
  const scale = plot.series[series].scale;
  const fill = new Path2D();
  for (let i = first; i <= last; i++) {
    if (!values[i]) continue;
    const left = Math.round(plot.valToPos(times[i - 1] ?? 2 * times[i] - times[i + 1], 'x', true));
    const right = Math.round(plot.valToPos(times[i], 'x', true));
    const top = plot.valToPos(values[i], scale, true);
    fill.rect(left, top, Math.max(1, right - left), plot.valToPos(0, scale, true) - top);
  }
  return { fill, stroke: null, clip: null };
}

// Until the context is restored.
function clip(ctx, ...area) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(...area);
  ctx.clip();
}

function stroke(ctx, [x, y, u, v], style, dash) {
  ctx.strokeStyle = style;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash.map(length => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(u, v);
  ctx.stroke();
  ctx.setLineDash([]);
}

function write(ctx, style) {
  Object.assign(ctx, { fillStyle: style, textAlign: 'left', textBaseline: 'alphabetic', font: `${11 * devicePixelRatio}px ${color('font')}` });
}

// Stripes, which differ from a fill without any colour.
function hatch(ctx, left, top, length, height, style) {
  const distance = 8 * devicePixelRatio;
  clip(ctx, left, top, length, height);
  Object.assign(ctx, { strokeStyle: style, globalAlpha: 0.5, lineWidth: 1.5 * devicePixelRatio });
  ctx.beginPath();
  for (let x = Math.floor((left - height) / distance) * distance; x < left + length; x += distance) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

function text(value, unit) { return value == null ? '–' : unit(value); }

function fromZero(_, low, high) { return [Math.min(0, low ?? 0), high > 0 ? high * 1.08 : 1]; }

function color(name) { return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim(); }

// Colours are names of the style's.
// options: title, note, file, unit (value -> text), series: [{label, color, unit, dash, fill, bars, steps, spanGaps, right}], range,
// zero, right (value -> text, the axis of series with right), levels: () => [{value, text}], key: [[class, text]…] of the shades, states (the
// title of a column of texts in the table), onZoom
export class Chart {
  #options; #plot = null; #area; #empty; #details; #data = [[]]; #range = [0, 1]; #shades = []; #markers = []; #states = null; #observer; #json;

  constructor(options) {
    this.#options = options;
    this.#area = el('div', { class: 'plot', 'aria-hidden': 'true' });
    this.#empty = el('p', { class: 'plot-empty', hidden: true }, 'No data in this range.');
    this.#details = el('details', { class: 'table-view', ontoggle: () => this.#table() }, el('summary', null, 'Table'));
    this.element = el('section', { class: 'card chart', 'aria-label': options.title },
      el('div', { class: 'chart-head' }, el('h2', null, options.title), options.note ? sub(options.note) : null,
        el('div', { class: 'chart-tools' }, this.#json = el('a', { class: 'tool', download: options.file + '.json', 'aria-label': `${options.title} as JSON` }, 'JSON'),
          button({ onclick: () => this.#csv(), 'aria-label': `${options.title} as CSV` }, 'CSV'),
          button({ onclick: () => this.#png(), 'aria-label': `${options.title} as PNG` }, 'PNG'))),
      el('div', { class: 'plot-frame' }, this.#area, this.#empty),
      options.key ? key(options.key) : null,
      this.#details);
    this.#observer = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#observer.observe(this.#area);
  }

  // data: [seconds[], values[]…]; shades: [{from, to, color, isHatched}]; markers: [{at, text, color}]; source: the address of the data;
  // states: a text for each step
  set(data, range, shades, markers, source, states) {
    this.#data = data;
    this.#states = states ?? null;
    this.#range = range;
    this.#shades = shades ?? [];
    this.#markers = markers ?? [];
    this.#json.href = source;
    const isEmpty = !data.slice(1).some(column => column.some(value => value != null));
    this.#empty.hidden = !isEmpty;
    if (this.#plot) this.#plot.setData(data, true);
    else this.#plot = new window.uPlot(this.#settings(), data, this.#area);
    this.#table();
  }

  redraw() { this.#plot?.redraw(false); }

  destroy() {
    this.#observer.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #size() { return { width: Math.max(200, this.#area.clientWidth), height: 190 }; }

  #settings() {
    const options = this.#options;
    const axis = { stroke: color('muted'), grid: { stroke: color('line'), width: 1 }, ticks: { show: false }, font: '12px ' + color('font') };
    return {
      ...this.#size(),
      // Above the charts are the texts of the marks.
      padding: [16, null, null, null],
      legend: { live: true },
      // Where the marks of the axis are: at whole hours and midnights of the zone that is shown.
      tzDate: seconds => usesUtc() ? window.uPlot.tzDate(new Date(seconds * 1000), 'UTC') : new Date(seconds * 1000),
      cursor: { sync: { key: 'slo', scales: ['x', null] }, drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
      select: { show: true },
      scales: {
        x: { time: true, range: () => this.#range },
        y: { range: options.range ?? fromZero },
        ...(options.right ? { right: { range: fromZero } } : {}),
      },
      axes: [
        { ...axis, space: 70, size: 28, values: (_, splits, __, ___, step) => splits.map(split => axisTime(split, step)) },
        { ...axis, size: 64, values: (_, splits) => splits.map(options.unit) },
        ...(options.right ? [{ ...axis, grid: { show: false }, scale: 'right', side: 1, size: 64, values: (_, splits) => splits.map(options.right) }] : []),
      ],
      series: [
        { label: 'Time', value: (plot, value, _, i) => text(i === null ? plot.data[0][latest(plot)] : value, time => instant(time * 1000)) },
        ...options.series.map(series => ({
          label: series.label, scale: series.right ? 'right' : 'y', stroke: color(series.color), width: series.bars ? 0 : 1.75, dash: series.dash, fill: series.fill && color(series.fill),
          points: { show: false, size: 5, fill: color(series.color), filter: (plot, i) => series.bars || series.spanGaps ? null : alone(plot.data[i]) }, spanGaps: series.spanGaps ?? false,
          paths: series.bars ? bars : series.steps ? window.uPlot.paths.stepped({ align: -1 }) : undefined,
          value: (plot, value, j, i) => text(i === null ? plot.data[j][latest(plot)] : value, this.#unit(series)),
        })),
      ],
      hooks: {
        drawClear: [plot => this.#shade(plot)],
        draw: [plot => this.#mark(plot)],
        setSelect: [plot => this.#zoom(plot)],
      },
    };
  }

  #unit(series) { return series.unit ?? (series.right ? this.#options.right : this.#options.unit); }

  #shade(plot) {
    const { ctx, bbox: { left, top, width, height } } = plot;
    clip(ctx, left, top, width, height);
    for (const shade of this.#shades) {
      const from = plot.valToPos(shade.from, 'x', true);
      const length = Math.max(1, plot.valToPos(shade.to, 'x', true) - from);
      ctx.fillStyle = color(shade.color);
      if (shade.isHatched) hatch(ctx, from, top, length, height, ctx.fillStyle);
      else ctx.fillRect(from, top, length, height);
    }
    const across = (value, dash) => {
      const y = plot.valToPos(value, 'y', true);
      stroke(ctx, [left, y, left + width, y], color('muted'), dash);
      return y;
    };
    if (this.#options.zero !== undefined) across(this.#options.zero, []);
    let above = Infinity;
    write(ctx, color('muted'));
    for (const level of (this.#options.levels?.() ?? []).sort((one, other) => other.value - one.value)) {
      // A text that would be written over another one, or over the axis, is left out: the axis has the number.
      const y = across(level.value, [6, 4]) - 3 * devicePixelRatio;
      if (Math.abs(y - above) < 12 * devicePixelRatio) continue;
      above = y;
      ctx.fillText(level.text, left + 4 * devicePixelRatio, y);
    }
    ctx.restore();
  }

  #mark(plot) {
    const { ctx, bbox: { left, top, width, height } } = plot;
    ctx.save();
    let free = -Infinity;
    for (const marker of this.#markers) {
      const x = plot.valToPos(marker.at, 'x', true);
      if (x < left || x > left + width) continue;
      stroke(ctx, [x, top, x, top + height], color(marker.color), [4, 3]);
      if (x < free) continue;
      write(ctx, color(marker.color));
      const text = marker.text.slice(0, 24);
      const space = ctx.measureText(text).width + 4 * devicePixelRatio;
      const isLeft = x + space > left + width;
      if (isLeft && x - space < free) continue;
      ctx.fillText(text, isLeft ? x - space : x - 2 * devicePixelRatio, top - 4 * devicePixelRatio);
      free = isLeft ? x : x + space;
    }
    ctx.restore();
  }

  #zoom(plot) {
    if (plot.select.width < 8) return;
    const from = plot.posToVal(plot.select.left, 'x');
    const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    this.#options.onZoom?.(Math.floor(from), Math.ceil(to));
  }

  #table() {
    if (!this.#details.open) return;
    const head = ['Time', ...[...this.#options.series.map(series => series.label), ...(this.#states ? [this.#options.states] : [])].map(number)];
    const rows = this.#data[0].map((time, i) => [instant(time * 1000), ...this.#data.slice(1).map((column, j) => {
      const value = column[i];
      return value == null ? '–' : this.#unit(this.#options.series[j])(value);
    }), ...(this.#states ? [this.#states[i]] : [])]).reverse();
    this.#details.replaceChildren(this.#details.firstChild, table(this.#options.title + ' as a table', head, rows, 'short'));
  }

  #csv() {
    const lines = [['time', ...this.#options.series.map(series => `"${series.label}"`), ...(this.#states ? [`"${this.#options.states}"`] : [])].join(',')];
    this.#data[0].forEach((time, i) => lines.push(
      [new Date(time * 1000).toISOString(), ...this.#data.slice(1).map(column => column[i] ?? ''), ...(this.#states ? [this.#states[i]] : [])].join(',')));
    download(this.#options.file + '.csv', new Blob([lines.join('\r\n') + '\r\n'], { type: 'text/csv' }));
  }

  #png() {
    const source = this.#plot?.ctx.canvas;
    if (!source) return;
    const canvas = el('canvas', { width: source.width, height: source.height });
    const context = canvas.getContext('2d');
    context.fillStyle = color('surface');
    context.fillRect(0, 0, source.width, source.height);
    context.drawImage(source, 0, 0);
    canvas.toBlob(blob => download(this.#options.file + '.png', blob));
  }
}

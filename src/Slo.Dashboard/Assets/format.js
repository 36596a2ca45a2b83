// Numbers and times as texts. Numbers never look better than they are: compliance is rounded down.

const NONE = '–';
let isUtc = read() !== 'local';

function read() {
  try { return localStorage.getItem('slo-zone'); } catch { return null; }
}

export function usesUtc() { return isUtc; }

export function setUtc(value) {
  isUtc = value;
  try { localStorage.setItem('slo-zone', value ? 'utc' : 'local'); } catch { /* Storage is switched off. */ }
}

const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

export function count(number) {
  return number == null ? NONE : sign(Math.abs(number) < 100_000 ? plain.format(number) : short.format(number));
}

export function exact(number) {
  return number == null ? NONE : plain.format(number);
}

export function target(ratio) {
  return trim((ratio * 100).toFixed(6)) + ' %';
}

// One digit more than the target has, and two at least.
export function compliance(ratio, targetRatio) {
  if (ratio == null) return NONE;
  const digits = Math.max(2, decimals(targetRatio) + 1);
  const scale = 10 ** digits;
  return (Math.floor(ratio * 100 * scale + 1e-9) / scale).toFixed(digits) + ' %';
}

export function percent(ratio, digits = 1) {
  if (ratio == null) return NONE;
  const value = ratio * 100;
  if (value > 0 && value < 0.5 * 10 ** -digits) return '< ' + (10 ** -digits).toFixed(digits) + ' %';
  return Math.abs(value) >= 10_000 ? short.format(value).replace('-', '−') + ' %' : sign(value.toFixed(digits)) + ' %';
}

// Rounded down as well: a budget of which anything is spent is not 100.0 %, and an overspent one not 0.0 %.
export function budgetLeft(ratio) {
  return ratio == null ? NONE : percent(Math.floor(ratio * 1000 + 1e-9) / 1000);
}

export function burn(rate) {
  if (rate == null) return NONE;
  return (rate >= 100 ? count(Math.round(rate)) : rate >= 10 ? rate.toFixed(1) : rate.toFixed(2)) + '×';
}

export function duration(seconds) {
  if (seconds == null) return NONE;
  const value = Math.abs(seconds);
  const minus = seconds < 0 ? '−' : '';
  if (value < 1) return value === 0 ? '0 s' : minus + Math.round(value * 1000) + ' ms';
  const units = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];
  const i = units.findIndex(unit => value >= unit[0]);
  const [length, unit] = units[i];
  const whole = Math.floor(value / length);
  const rest = i + 1 < units.length ? Math.floor((value - whole * length) / units[i + 1][0]) : 0;
  return minus + whole + ' ' + unit + (rest > 0 ? ' ' + rest + ' ' + units[i + 1][1] : '');
}

export function perSecond(rate) {
  if (rate == null) return NONE;
  return (rate === 0 || rate >= 100 ? count(Math.round(rate)) : rate >= 1 ? rate.toFixed(1) : rate >= 0.001 ? trim(rate.toFixed(3)) : '< 0.001') + '/s';
}

// A duration as the API writes it: 1h30m, 250ms.
export function seconds(text) {
  const units = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 };
  return [...(text ?? '').matchAll(/(\d+)(ms|[smhd])/g)].reduce((sum, [, number, unit]) => sum + number * units[unit], 0);
}

function two(number) { return String(number).padStart(2, '0'); }

function parts(date) {
  const get = part => date[(isUtc ? 'getUTC' : 'get') + part]();
  return [get('FullYear'), get('Month') + 1, get('Date'), get('Hours'), get('Minutes'), get('Seconds')];
}

/** Seconds. */
export function at(text) { return Date.parse(text) / 1000; }

export function instant(text) {
  if (!text) return NONE;
  const [year, month, day, hour, minute, second] = parts(new Date(text));
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

// For the axis of a chart, and the value of a datetime-local input.
export function axisTime(seconds, step) {
  const [, month, day, hour, minute, second] = parts(new Date(seconds * 1000));
  if (step >= 86_400 || (hour === 0 && minute === 0 && second === 0)) return `${two(month)}-${two(day)}`;
  return `${two(hour)}:${two(minute)}` + (step < 60 ? `:${two(second)}` : '');
}

export function inputTime(seconds) {
  return instant(seconds * 1000).replace(' ', 'T');
}

export function fromInput(text) {
  return text ? new Date(isUtc ? text + 'Z' : text).getTime() / 1000 : NaN;
}

export const words = {
  state: { healthy: 'Healthy', atRisk: 'At risk', exhausted: 'Exhausted', noData: 'No data' },
  alert: { inactive: 'Inactive', pending: 'Pending', firing: 'Firing', resolved: 'Resolved' },
  severity: { page: 'Page', ticket: 'Ticket' },
};

export const shapes = { healthy: '●', atRisk: '▲', exhausted: '■', noData: '○', unusual: '◆' };

// What to know before the numbers of an objective are believed, the gravest first.
export function caveats(slo) {
  const all = [];
  if (slo.sourceWarning) all.push(['Source', slo.sourceWarning]);
  if (slo.budgetingMethod === 'occurrences' && slo.totalEvents > 0 && (1 - slo.targetRatio) * slo.totalEvents / Math.max(slo.coverageRatio, 1e-9) < 1) {
    all.push(['Too few events', 'The target allows less than one bad event at this traffic: a single one exhausts the budget.']);
  }
  if (slo.coverageRatio < 0.9) {
    all.push([slo.coverageRatio < 0.1 ? 'Warming up' : 'Gaps', percent(slo.coverageRatio, slo.coverageRatio < 0.1 ? 2 : 0)
      + ' of the period was observed. Compliance is that of the time observed.']);
  }
  return all;
}

function decimals(ratio) {
  const text = trim((ratio * 100).toFixed(6));
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

// A word of the API as people write it: badRatio is bad ratio.
export function spaced(word) { return word.replace(/[A-Z]/g, letter => ' ' + letter.toLowerCase()); }

export function trim(text) { return text.includes('.') ? text.replace(/\.?0+$/, '') : text; }

function sign(text) { return text.replace('-', '−'); }

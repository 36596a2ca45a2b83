// Which view is shown. All state of a view is in the address, so links can be shared and the browser's buttons work.

import { Objectives, get, setScope } from './api.js';
import { empty } from './dom.js';
import { instant, setUtc, usesUtc } from './format.js';
import { showList } from './list.js';

const main = document.getElementById('main');
const objectives = new Objectives();
let dispose = () => {};
let fleet = { isInFleet: false };

// How often the page asks what the fleet is made of.
const FLEET = 10_000;

const app = {
  objectives,
  query: () => new URLSearchParams(location.search),
  // The address with some parameters changed; null removes one.
  address(changes) {
    const query = app.query();
    for (const [key, value] of Object.entries(changes)) {
      query.delete(key);
      for (const one of [value ?? []].flat()) query.append(key, one);
    }
    const text = query.toString();
    return text === '' ? './' : '?' + text;
  },
  go(address) {
    const chosen = app.query().get('scope');
    if (chosen !== null && !new URLSearchParams(address.split('?')[1]).has('scope')) {
      address += (address.includes('?') ? '&' : '?') + 'scope=' + encodeURIComponent(chosen);
    }
    history.pushState(null, '', address);
    show();
  },
  replace(changes) { history.replaceState(null, '', app.address(changes)); },
  title(text) { document.title = text; },
};

async function show() {
  dispose();
  dispose = () => {};
  const query = app.query();
  const view = query.has('incident') ? 'incident' : query.has('slo') ? 'detail' : ['incidents', 'map', 'reactions'].find(name => query.get('view') === name) ?? 'list';
  for (const link of document.querySelectorAll('[data-view]')) {
    if (link.dataset.view === view) link.setAttribute('aria-current', 'page');
    else if (link.dataset.view === { detail: 'list', incident: 'incidents' }[view]) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  const shown = location.search;
  let open = showList;
  if (view !== 'list') {
    try {
      const module = await import(`./${view}.js`);
      if (location.search !== shown) return;
      open = module.show;
    } catch {
      if (location.search !== shown) return;
      open = () => main.append(empty('This view cannot be loaded, because the server does not answer. Reload the page.', 'alert'));
    }
  }
  main.replaceChildren();
  main.className = 'v-' + view;
  dispose = open(app, main) ?? (() => {});
}

function isFleetShown() { return fleet.isInFleet && app.query().get('scope') !== 'instance'; }

function showScope() {
  const choice = document.getElementById('scope');
  const [all, own] = choice.children;
  const whole = fleet.reporting < fleet.total ? `Fleet, ${fleet.reporting} of ${fleet.total}` : `Fleet of ${fleet.total}`;
  choice.hidden = !fleet.isInFleet;
  if (all.textContent !== whole) all.textContent = whole;
  all.title = `The events of all instances; ${fleet.reporting} of ${fleet.total} report`;
  own.title = `The events of ${fleet.instance} alone`;
  all.setAttribute('aria-pressed', String(isFleetShown()));
  own.setAttribute('aria-pressed', String(!isFleetShown()));
  const trouble = document.getElementById('trouble');
  const text = !isFleetShown() ? '' : fleet.staleSince ? `The fleet cannot be reached since ${instant(fleet.staleSince)}: these numbers are of then.`
    : fleet.isPartial ? `Partial: ${fleet.reporting} of ${fleet.total} instances report, too few for an alert to begin.` : '';
  trouble.hidden = text === '';
  if (trouble.textContent !== text) trouble.textContent = text;
}

async function askFleet() {
  try {
    fleet = await get('fleet');
    setTimeout(askFleet, FLEET);
  } catch {
    if (fleet.isInFleet) setTimeout(askFleet, FLEET);
  }
  showScope();
}

function showLive() {
  const { mode, asOf, error } = objectives;
  const live = document.getElementById('live');
  const text = {
    loading: 'Loading', live: 'Live', polling: 'Every 5 s', paused: 'Paused', lost: 'Connection lost, retrying', refused: error?.message,
  }[mode];
  live.className = 'live live-' + mode;
  if (live.textContent !== text) live.textContent = text;
  live.title = asOf ? 'As of ' + instant(asOf) : '';
}

function buttons() {
  const zone = document.getElementById('zone');
  const theme = document.getElementById('theme');
  const themes = ['auto', 'light', 'dark'];
  const root = document.documentElement;
  const write = () => {
    zone.textContent = usesUtc() ? 'UTC' : 'Local';
    const shown = root.dataset.chosen;
    theme.textContent = shown[0].toUpperCase() + shown.slice(1);
  };
  [...document.getElementById('scope').children].forEach((button, i) => button.addEventListener('click', async () => {
    app.replace({ scope: i > 0 ? 'instance' : null });
    await choose();
  }));
  zone.addEventListener('click', () => { setUtc(!usesUtc()); write(); show(); });
  theme.addEventListener('click', () => {
    const next = themes[(themes.indexOf(root.dataset.chosen) + 1) % 3];
    window.setTheme(next);
    try { localStorage.setItem('slo-theme', next); } catch { /* Storage is switched off. */ }
    write();
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { window.setTheme(root.dataset.chosen); show(); });
  write();
}

// Links within the page change the view; with a modifier key they open a tab, as everywhere.
document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.hasAttribute('download') || link.target || link.origin !== location.origin || link.pathname !== location.pathname || link.hash) return;
  event.preventDefault();
  app.go(link.getAttribute('href'));
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
});
let chosen = '';

function scope() { return fleet.isInFleet ? isFleetShown() ? 'fleet' : 'instance' : ''; }

async function choose() {
  const next = scope();
  setScope(next);
  if (next !== chosen) {
    chosen = next;
    await objectives.restart();
  }
  showScope();
  await show();
}

window.addEventListener('popstate', choose);
objectives.listen(showLive);
buttons();
askFleet().then(() => {
  setScope(chosen = scope());
  return objectives.start();
}).then(show, error => main.replaceChildren(empty(error.message)));

// The data: the API beside the page, and what it streams. All addresses are relative to the page.

export class ApiError extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

// Whose events: those of this instance, or of all instances of its fleet. Empty where there is no fleet.
let scope = '';

export function setScope(name) { scope = name; }

/** The address of something of the API, in the scope that is shown. */
export function addressOf(path) { return 'api/v1/' + path + (scope ? (path.includes('?') ? '&' : '?') + 'scope=' + scope : ''); }

export async function get(path, signal) { return JSON.parse((await getText(path, signal))[0]); }

export async function getText(path, signal) {
  let response;
  let text;
  try {
    response = await fetch(addressOf(path), { signal, redirect: 'manual' });
    text = await response.text();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The server does not answer.');
  }
  // The API never redirects: this one leads to a sign-in page.
  if (response.type === 'opaqueredirect' || response.status === 401) throw new ApiError(401, 'You are no longer signed in. Reload the page.');
  if (response.ok) return [text, response.headers.get('content-type') ?? ''];
  let detail;
  try { detail = JSON.parse(text).detail; } catch { /* An answer of something in between. */ }
  throw new ApiError(response.status, detail ?? `The server answered ${response.status}.`);
}

export function path(name, rest = '') { return 'slos/' + encodeURIComponent(name) + rest; }

const POLL = 5_000;

// The stream says something every two seconds, even if nothing changed.
const SILENCE = 15_000;

/** The objectives, kept up to date: by the stream, and where there is none by asking. */
export class Objectives {
  rows = new Map();
  asOf = null;
  mode = 'loading';
  error = null;
  #listeners = new Set();
  #stream = null;
  #timer = 0;
  #failures = 0;
  #skew = 0;

  /** The server's time in seconds, whatever the clock of this machine says. */
  now() { return Date.now() / 1000 + this.#skew; }

  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async start() {
    await this.#ask();
    if (!document.hidden) this.#connect();
    // A browser opens at most six connections to a server, so a hidden page must not hold one of them.
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#close();
      else if (this.#stream === null) this.#connect();
    });
  }

  /** Begins anew, in another scope. */
  async restart() {
    this.#close();
    this.#set('loading');
    await this.#ask();
    if (!document.hidden) this.#connect();
  }

  #close() {
    this.#stream?.close();
    this.#stream = null;
    clearTimeout(this.#timer);
    this.#set('paused');
  }

  async #ask() {
    try {
      const rows = [];
      let cursor = '';
      let answer;
      do {
        answer = await get('slos?view=overview&limit=1000' + cursor);
        rows.push(...answer.slos);
        cursor = '&cursor=' + encodeURIComponent(answer.next);
      } while (answer.next && rows.length < 10_000);
      if (this.mode === 'live') return;
      this.#take(answer.asOf, rows, this.#others(rows));
      this.#set('polling');
    } catch (error) {
      if (this.mode === 'live') return;
      this.error = error;
      this.#set(error.status === 0 || error.status >= 500 ? 'lost' : 'refused');
    }
  }

  #others(rows) {
    const names = new Set(rows.map(row => row.name));
    return [...this.rows.keys()].filter(name => !names.has(name));
  }

  #connect() {
    const stream = this.#stream = new EventSource(addressOf('stream'));
    this.#failures = 0;
    this.#pollLater(SILENCE);
    stream.addEventListener('slos', message => {
      const { asOf, isComplete, slos, removed } = JSON.parse(message.data);
      this.#failures = 0;
      this.#pollLater(SILENCE);
      this.mode = 'live';
      this.#take(asOf, slos, isComplete ? this.#others(slos) : removed);
    });
    stream.addEventListener('error', () => {
      // Closed: refused, or all places are taken. Else the browser connects again by itself, as it must every ten minutes: only if that
      // fails is something wrong.
      if (stream.readyState === EventSource.CLOSED) this.#stream = null;
      if (++this.#failures > 1 && this.mode === 'live') this.#set('lost');
      this.#pollLater(POLL);
    });
  }

  #pollLater(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      // A stream that is open and silent: the network is gone, or something in between holds it back.
      if (this.#stream?.readyState === EventSource.OPEN) {
        this.#stream.close();
        this.#stream = null;
      }
      if (this.mode === 'live') this.mode = 'lost';
      await this.#ask();
      if (this.mode === 'live') return;
      if (document.hidden) return;
      if (this.#stream === null && this.mode === 'polling' && Math.random() < 0.1) this.#connect();
      else this.#pollLater(POLL);
    }, delay);
  }

  #take(asOf, slos, removed) {
    this.asOf = asOf;
    this.error = null;
    this.#skew = new Date(asOf).getTime() / 1000 - Date.now() / 1000;
    for (const slo of slos) this.rows.set(slo.name, slo);
    for (const name of removed) this.rows.delete(name);
    const changed = new Set([...slos.map(slo => slo.name), ...removed]);
    for (const listener of [...this.#listeners]) listener(changed);
  }

  #set(mode) {
    this.mode = mode;
    for (const listener of [...this.#listeners]) listener(new Set());
  }
}

// Elements. Texts are only ever set as text: whatever a name holds is shown, and never run.

const SVG = 'http://www.w3.org/2000/svg';

export function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return element;
}

// A text that people chose: cut, and isolated so that its marks of direction do not turn what stands around it.
export function name(text, maximum = 200) {
  const whole = String(text ?? '');
  const cut = whole.length > maximum ? whole.slice(0, maximum) + '…' : whole;
  return el('bdi', { title: cut === whole ? null : whole.slice(0, 2000) }, cut);
}

// The columns of a table: a title alone, or one of these.
export function number(title) { return { title, kind: 'number' }; }

export function line(title) { return { title, kind: 'line' }; }

export function wide(title) { return { title, kind: 'wide' }; }

export function cells(columns, values) {
  return columns.map((column, i) => el('td', { class: column.kind, 'data-title': column.title ?? column }, values[i]));
}

export function head(columns) {
  return el('thead', null, el('tr', null, columns.map(column => el('th', { scope: 'col', class: column.kind === 'number' ? 'number' : null }, column.title ?? column))));
}

export function table(caption, columns, rows, kind = columns.length > 4 || columns.some(column => column.kind === 'wide') ? 'rows' : 'few') {
  return region(kind, caption, el('table', null, titled(caption), head(columns), el('tbody', null, rows.map(values => el('tr', null, cells(columns, values))))));
}

// What may be wider than the page: it is scrolled, also with the keyboard.
export function region(kind, label, ...content) { return el('div', { class: 'scroll ' + kind, tabindex: '0', role: 'region', 'aria-label': label }, ...content); }

export function titled(caption) { return el('caption', { class: 'hidden' }, caption); }

// What the shades or lines of a drawing mean. Each: class, text.
export function key(all) { return el('p', { class: 'key sub' }, all.map(([kind, text]) => el('span', null, el('i', { class: kind, 'aria-hidden': 'true' }), text))); }

export function sub(...content) { return el('span', { class: 'sub' }, ...content); }

export function button(attributes, ...content) { return el('button', { type: 'button', class: 'tool', ...attributes }, ...content); }

// What is wrong, or that there is nothing.
export function empty(text, role) { return el('p', { class: 'empty', role }, text); }

export function objective(key, title) { return el('a', { href: '?slo=' + encodeURIComponent(key) }, name(title ?? key)); }

export function chips(labels) {
  return labels.map(([key, value]) => el('a', { class: 'chip', href: './?label=' + encodeURIComponent(key + ':' + value) }, name(`${key}: ${value}`, 60)));
}

// Each: title, value, note, kind.
export function tiles(facts) {
  return el('div', { class: 'tiles facts' }, facts.map(([title, value, note, kind]) => el('div', { class: 'tile' }, el('span', { class: 'tile-name' }, title),
    el('span', { class: 'tile-value' + (/^\p{L}/u.test(value) ? ' tile-word' : '') + (value.length > 16 ? ' wrap' : '') + (kind ? ' ' + kind : '') }, name(value, 80)), sub(note))));
}

export function section(title, ...content) {
  return el('section', { class: 'card' }, el('h2', null, title), ...content);
}

// A table with a title; nothing without rows.
export function listing(title, columns, rows, caption = title) { return rows.length > 0 ? section(title, table(caption, columns, rows)) : el('div'); }

// Makes an element what another one is, and touches nothing that is the same already: focus, selection and scroll positions stay.
export function become(old, wanted) {
  if (old.isEqualNode(wanted)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== wanted.nodeName) {
    old.replaceWith(wanted);
    return;
  }
  for (const { name } of [...old.attributes]) if (!wanted.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const before = [...old.childNodes];
  const after = [...wanted.childNodes];
  after.forEach((child, i) => { if (i < before.length) become(before[i], child); else old.append(child); });
  before.slice(after.length).forEach(child => child.remove());
}

export function download(fileName, blob) {
  const address = URL.createObjectURL(blob);
  el('a', { href: address, download: fileName }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A view that is read again whenever the objectives change, and that keeps what it shows while the server does not answer. read: signal ->
// content. Returns what ends it.
export function follow(app, place, read) {
  const stopped = new AbortController();
  let isBusy = false;
  let isRead = false;
  const refresh = async () => {
    if (isBusy || document.hidden) return;
    isBusy = true;
    try {
      become(place, el('div', null, await read(stopped.signal)));
      isRead = true;
    } catch (error) {
      if (error.name !== 'AbortError' && !isRead) become(place, el('div', null, empty(error.message, 'alert')));
    } finally {
      isBusy = false;
    }
  };
  refresh();
  const stop = app.objectives.listen(refresh);
  return () => { stopped.abort(); stop(); };
}

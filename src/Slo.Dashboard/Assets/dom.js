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
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

// A text that people chose: cut, and isolated so that its marks of direction do not turn what stands around it.
export function name(text, maximum = 200) {
  const whole = String(text ?? '');
  const cut = whole.length > maximum ? whole.slice(0, maximum) + '…' : whole;
  return el('bdi', { title: cut === whole ? null : whole.slice(0, 2000) }, cut);
}

export function table(caption, head, rows, attributes) {
  return el('div', { class: head.length > 4 ? 'scroll rows' : 'scroll few', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', attributes,
      el('caption', { class: 'hidden' }, caption),
      el('thead', null, el('tr', null, head.map(column =>
        el('th', { scope: 'col', class: column.number ? 'number' : null }, column.title ?? column)))),
      el('tbody', null, rows.map(cells => el('tr', null, cells.map((cell, i) =>
        el('td', { class: head[i].kind ?? (head[i].number ? 'number' : null), 'data-title': head[i].title }, cell)))))));
}

export function section(title, ...content) {
  return el('section', { class: 'card' }, el('h2', null, title), ...content);
}

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

// What the objectives depend on, and whether they cause their bad requests or report those of a dependency: a graph, and tables of the same.

import { get } from './api.js';
import { become, el, empty, follow, listing, name, number, objective, section, sub, table, wide } from './dom.js';
import { count, duration, exact, percent } from './format.js';
import { graph, isSame, verdict } from './graph.js';

// What a card takes on both sides of its content.
const PADDING = 34;

export function show(app, main) {
  app.title('Dependencies');
  const body = el('div', null, empty('Loading the dependencies.'));
  let map = null;
  const write = () => parts(map, app.query().get('of'), body.clientWidth - PADDING);
  const draw = () => { if (map) become(body, el('div', null, write())); };
  main.append(el('h1', null, 'Dependencies'), body);
  body.addEventListener('click', event => {
    const of = event.target.closest('[data-of]')?.dataset.of;
    if (of === undefined) return;
    app.replace({ of: isSame(of, app.query().get('of')) ? null : of || null });
    draw();
  });
  window.addEventListener('resize', draw);
  const stop = follow(app, body, async signal => {
    map = await get('map', signal);
    return write();
  });
  return () => { stop(); window.removeEventListener('resize', draw); };
}

function parts({ callers: all, causes, findings, isObserved, total }, of, width) {
  // Objectives of other services of the fleet are not in this app, and may have the same names.
  const callers = all.map(caller => caller.isHere ? caller : { ...caller, name: `${caller.service}: ${caller.name}` });
  const link = caller => caller.isHere ? objective(caller.name) : name(caller.name);
  const edges = callers.flatMap(caller => caller.edges.map(edge => ({ ...edge, caller })));
  const note = isObserved ? null : ['Calls are not observed, so only what is declared is shown. Call ', el('code', null, 'AddDependencies()'), ' after ', el('code', null, 'AddSlo(…)'), ' to observe them.'];
  if (edges.length === 0) {
    return empty(note ? ['No objective declares a dependency. ', note] : 'No objective has called a dependency yet, and none is declared.');
  }
  const isShown = edge => !of || isSame(edge.dependency, of);
  const shown = edges.filter(isShown);
  const { element, drawn, all: most } = graph(callers, of, width);
  return [
    el('p', { class: 'sub' }, `${callers.length} objectives, ${most - callers.length} other dependencies`,
      total > callers.length ? `. Of ${exact(total)} objectives, those with alerts come first.` : null),
    note ? el('p', { class: 'notice' }, note) : null,
    listing('Causes', ['Cause', wide('Path'), wide('Why')], (causes ?? []).map(cause => [name(cause.name), name(cause.path.join(' → '), 400), cause.explanation])),
    section(['Graph ', sub(drawn < most ? `${drawn} of ${most} are drawn; the tables have all` : 'the tables have the same')], element),
    section(['Dependencies ', of ? el('button', { type: 'button', class: 'chip chip-on', 'data-of': '' }, el('span', { class: 'hidden' }, 'Remove filter '), name(of, 64), ' ×') : null],
      table('Dependencies', ['Objective', 'Dependency', 'Declared', 'Called', number('Calls'), number('Failed'), number('Slow'), number('Of bad requests'), number('Of good requests')],
        shown.map(edge => [
          link(edge.caller), [name(edge.dependency), edge.isSelf ? sub('itself') : edge.isCause ? sub('explains bad requests') : null],
          edge.isDeclared ? edge.isSoft ? 'yes, soft' : 'yes' : 'no', edge.isObserved ? 'yes' : 'no', count(edge.calls), count(edge.failedCalls), count(edge.slowCalls),
          percent(edge.badRatio, 0), percent(edge.goodRatio, 0)])),
      el('p', { class: 'sub' }, 'Of bad requests: the share during which the dependency failed or was slow. What fails as often during good requests explains nothing.')),
    listing('Causing or reporting', ['Objective', 'Verdict', wide('Why'), number('Bad requests'), number('Explained'), number('Window')],
      callers.filter(caller => caller.edges.some(isShown) || !of).map(caller => [
        link(caller), verdict(caller.verdict), name(caller.reason, 400), [exact(caller.badRequests), sub('of ' + exact(caller.goodRequests + caller.badRequests))],
        percent(caller.explainedRatio && Math.max(0, caller.explainedRatio), 0), duration(caller.windowSeconds)])),
    listing('Findings', ['Code', 'Objective', wide('What')], findings.map(finding => [
      el('code', null, finding.code), finding.service ? name(`${finding.service}: ${finding.objective}`) : finding.objective ? objective(finding.objective) : '–', name(finding.message, 600)])),
  ];
}

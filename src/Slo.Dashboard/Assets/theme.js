// Before the first paint, so that the page does not flash in the other colours. wanted: light or dark; else as the system has it.
'use strict';
function setTheme(wanted) {
  const chosen = ['light', 'dark'].find(one => one === wanted) ?? 'auto';
  const theme = chosen !== 'auto' ? chosen : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  Object.assign(document.documentElement.dataset, { chosen, theme });
}
try { setTheme(localStorage.getItem('slo-theme')); } catch { setTheme(); }

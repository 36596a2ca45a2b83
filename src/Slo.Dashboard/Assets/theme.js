// Before the first paint, so that the page does not flash in the other colours.
'use strict';
try {
  const theme = localStorage.getItem('slo-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* Storage is switched off. */ }

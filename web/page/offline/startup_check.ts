// For a page whose script does not come, or cannot begin: shows what shell.html says then, and looks for a newer version. It is a script
// of its own, so that it is there when the other is not. Where this one is missing as well, the style shows the words after a while.

import { reloadPastCache, takeNewVersion } from '../loading/reload.ts';
import { anew, answerWhetherBegun } from './page_liveness.ts';

const root = document.documentElement;
/** After everything was loaded, a slow device needs a moment to begin. */
const patience = 8000;

/** main.ts says so as its first act, and adds the other when it could not go on. */
const begun = () => root.classList.contains('begun');
const failed = () => root.classList.contains('stuck');

let told = false;
function stuck(): void {
  if (begun() || told) return;
  told = true;
  root.classList.add('stuck');
  void takeNewVersion();
}

const address = new URL(location.href);
if (address.searchParams.has(anew)) {
  address.searchParams.delete(anew);
  history.replaceState(history.state, '', address);
}

answerWhetherBegun(() => begun() && !failed());
window.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) stuck();
    // A script of another version lacks what this one asks of it. Others, of the browser's extensions say, may fail as well.
    else if (!(target instanceof Element)) setTimeout(stuck, 2000);
  },
  true,
);
const loaded = () => setTimeout(stuck, patience);
if (document.readyState === 'complete') loaded();
else window.addEventListener('load', loaded);
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element && event.target.closest('#stuck a'))) return;
  event.preventDefault();
  void reloadPastCache();
});

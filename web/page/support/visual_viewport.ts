// The room that the keyboard of a phone leaves. Most browsers make the page smaller themselves (see the viewport in shell.html); Safari
// lays its keyboard over it, and what is typed in would be under it.

const viewport = window.visualViewport;

function fit(): void {
  if (!viewport) return;
  const style = document.documentElement.style;
  // Someone who zooms in wants to see a part of the page, not a smaller page.
  const covered = viewport.scale < 1.01 ? window.innerHeight - viewport.height : 0;
  if (covered > 60) {
    style.setProperty('--room', `${viewport.height}px`);
    style.setProperty('--room-top', `${viewport.offsetTop}px`);
  } else {
    style.removeProperty('--room');
    style.removeProperty('--room-top');
  }
}

export function watchVisualViewport(): void {
  viewport?.addEventListener('resize', fit);
  viewport?.addEventListener('scroll', fit);
}

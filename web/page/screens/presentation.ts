// The picture for a room: alone on the screen, where the browser gives all of it.

let shown = false;

/** `end`: called when the browser's own way out of the whole screen was taken. */
export function showPresentation(on: boolean, end: () => void): void {
  shown = on;
  const page = document.documentElement;
  page.classList.toggle('presenting', on);
  if (!on) {
    if (document.fullscreenElement) void document.exitFullscreen();
    return;
  }
  // Where the whole screen is refused (a frame, an iPhone), the picture has all of the page.
  page.requestFullscreen?.().then(
    () => {
      const leave = () => {
        if (document.fullscreenElement) return;
        document.removeEventListener('fullscreenchange', leave);
        if (shown) end();
      };
      document.addEventListener('fullscreenchange', leave);
    },
    () => {},
  );
}

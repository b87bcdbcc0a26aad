/** Puts the stub of a browser where scripts find one, with WebGL when `drawn`. Gives the canvas. */
export function imitateBrowser(options: { drawn: boolean }): HTMLCanvasElement;

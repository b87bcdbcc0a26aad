/** Puts the stub of a browser where scripts find one, with WebGL when `drawn`. Gives the canvas. */
export function stubBrowser(options: { drawn: boolean }): HTMLCanvasElement;

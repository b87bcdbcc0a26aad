// As much of a browser as the program's glue asks for, so that it runs under Node.js: nothing is drawn, and every question about
// drawing has an answer that lets it go on.
const nothing = () => {};

/** An object in which everything that is not in `known` is a function that does nothing. */
function pretending(known) {
  return new Proxy(known, { get: (target, name) => (name in target ? target[name] : nothing) });
}

function webgl(canvas) {
  const made = () => ({});
  const text = new Set([0x1f00, 0x1f01, 0x1f02, 0x8b8c]); // vendor, renderer, version, shading language
  const counts = new Set([0x8b86, 0x8b89, 0x8a36]); // active uniforms, attributes, uniform blocks
  return pretending({
    canvas,
    drawingBufferWidth: 1200,
    drawingBufferHeight: 800,
    getParameter: (name) => (text.has(name) ? 'WebGL 2.0' : name === 0x0c10 ? [0, 0, 1200, 800] : 16384),
    getShaderParameter: () => true,
    // No uniforms, attributes or blocks to look at; everything else went well.
    getProgramParameter: (_program, name) => (counts.has(name) ? 0 : true),
    getShaderInfoLog: () => '',
    getProgramInfoLog: () => '',
    getSupportedExtensions: () => [],
    getExtension: () => null,
    getAttribLocation: () => 0,
    getUniformLocation: made,
    getError: () => 0,
    checkFramebufferStatus: () => 0x8cd5,
    getContextAttributes: made,
    isContextLost: () => false,
    ...Object.fromEntries(
      ['Buffer', 'Framebuffer', 'Program', 'Renderbuffer', 'Sampler', 'Shader', 'Texture', 'VertexArray'].map(
        (what) => [`create${what}`, made],
      ),
    ),
  });
}

/** For letters that are not in our fonts: an empty picture of each. */
function plane(canvas) {
  return pretending({
    canvas,
    measureText: () => ({
      width: 8,
      actualBoundingBoxLeft: 0,
      actualBoundingBoxAscent: 8,
      actualBoundingBoxRight: 8,
      actualBoundingBoxDescent: 2,
    }),
    getImageData: (_left, _top, width, height) => ({ data: new Uint8ClampedArray(width * height * 4) }),
  });
}

function element(drawn) {
  const canvas = pretending({ id: 'canvas', width: 300, height: 150, style: {}, children: [] });
  canvas.getBoundingClientRect = () => ({ left: 0, top: 0, width: 1200, height: 800 });
  canvas.getContext = (kind) => (kind === '2d' ? plane(canvas) : drawn ? webgl(canvas) : null);
  return canvas;
}

/** Puts the stub where scripts find a browser, one with WebGL when `drawn`. Gives the canvas. */
export function stubBrowser({ drawn }) {
  const canvas = element(drawn);
  const document = pretending({
    querySelector: () => canvas,
    getElementById: () => canvas,
    createElement: () => element(drawn),
    body: element(drawn),
    documentElement: element(drawn),
    title: '',
    hidden: false,
  });
  const window = pretending({ devicePixelRatio: 1, innerWidth: 1200, innerHeight: 800, document });
  const screen = { width: 1200, height: 800, availWidth: 1200, availHeight: 800 };
  for (const [name, value] of Object.entries({ window, document, screen, devicePixelRatio: 1 }))
    Object.defineProperty(globalThis, name, { value, configurable: true });
  return canvas;
}

/** In the page: true once the picture stands still, and has stood still for two frames of the browser. */
export const standsStill = `new Promise((done) => {
  let still = 0;
  const look = () => {
    still = impactweb.stats().still ? still + 1 : 0;
    if (still > 2) done(true);
    else requestAnimationFrame(look);
  };
  look();
})`;

/** In the page: true once the browser has shown three frames for which the program drew nothing. Nothing moves any more then. */
export const standsStill = `new Promise((done) => {
  let before = -1;
  let unchanged = 0;
  const look = () => {
    const { frames } = impactweb.stats();
    unchanged = frames === before ? unchanged + 1 : 0;
    before = frames;
    if (unchanged >= 3) done(true);
    else requestAnimationFrame(look);
  };
  look();
})`;

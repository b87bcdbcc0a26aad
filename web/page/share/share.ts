// What sharing needs beyond the first picture, in one piece: it is fetched when somebody shares, or follows a link.
export { shareWays } from './dialog.ts';
export { networkOfLink } from './open.ts';
export { networkOfSite } from './site_file.ts';

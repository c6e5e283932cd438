export { committed, within } from './commit.js';

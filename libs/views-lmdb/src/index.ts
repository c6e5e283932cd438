export { lmdbViews, type LmdbViewsOptions } from './views.lmdb.js';

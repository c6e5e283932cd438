/** Views in MongoDB. */
export { mongoViews, type MongoViewsOptions } from './views.mongo.js';
